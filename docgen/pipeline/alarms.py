"""What on this workspace is wrong now and stays so until somebody mends it, as whole sentences."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from docgen.dataset.attempts import MOST_DEATHS
from docgen.inbox.scan import scan
from docgen.model import wording
from docgen.model.disk import FAULT_WORDS, Fault, fault_of
from docgen.outbox import roots
from docgen.outbox.place import Placer
from docgen.patience import NoAnswerError, Patience
from docgen.pipeline import doubtful_figures, vanished
from docgen.pipeline.condition import complaint, read
from docgen.pipeline.office import Office
from docgen.settings import TIME_ZONE

_SHOWN_LINES = 4
_ANSWER_SECONDS = 10.0
_LEAST_FREE_BYTES = 200 * 1024 * 1024
_REMEMBERED = timedelta(days=7)
_TOLERATED = timedelta(hours=1)
_SHOWN_FILES = 3
_TOLD_OF_FOLDER = frozenset({Fault.OFFLINE, Fault.UNMARKED, Fault.OTHER_FOLDER})


def alarms(office: Office) -> tuple[str, ...]:
    """Return every alarm, the gravest first."""
    figures = doubtful_figures.doubts
    checks = (
        _trouble,
        _inbox,
        _room,
        _condition,
        vanished.lately,
        _deadly_files,
        _lost_units,
        figures,
        _templates,
        _signatories,
        _unwritten,
    )
    return tuple(alarm for check in checks for alarm in check(office))


def _trouble(office: Office) -> Iterator[str]:
    if not office.trouble:
        return
    lines = office.trouble.splitlines()
    more = f" … và {len(lines) - _SHOWN_LINES} dòng nữa; chạy “docgen lint” để xem hết." if len(lines) > _SHOWN_LINES else ""
    what = " ".join(lines[:_SHOWN_LINES])
    yield f"Đang dùng bản định nghĩa, cấu hình trước đó vì bản vừa lưu có chỗ chưa đúng. {what}{more}"


def _inbox(office: Office) -> Iterator[str]:
    placer = Placer(office.workspace.root, office.dataset, (office.workspace.outbox,), _ANSWER_SECONDS)
    if away := _fault_of_outbox(office, placer):
        yield f"Không ghi vào thư mục “{office.settings.folders.outbox}”: {FAULT_WORDS[away]}. Văn bản sẽ được ghi khi có lại thư mục."
    for folder, fault in _unknown(office, placer).items():
        name = folder or office.settings.folders.inbox
        yield f"Không xem được thư mục “{name}” ({FAULT_WORDS[fault]}). Các tệp trong đó chưa được nhận, không tệp nào bị mất."


def _fault_of_outbox(office: Office, placer: Placer) -> Fault | None:
    outbox = office.workspace.outbox
    try:
        return placer.ask(outbox, lambda: roots.fault_at(placer, outbox) if outbox.is_dir() else None)
    except NoAnswerError as error:
        return fault_of(error)


def _room(office: Office) -> Iterator[str]:
    """Yield a sentence before the disk of the dataset is full: once it is, even this page cannot be written any more."""
    if shutil.disk_usage(office.workspace.state).free < _LEAST_FREE_BYTES:
        yield "Ổ đĩa chứa dữ liệu của docgen sắp đầy (còn dưới 200 MB). Giải phóng dung lượng; nếu đầy hẳn, việc nhận biểu tự dừng và chờ."


def _unwritten(office: Office) -> Iterator[str]:
    """Yield a sentence for files that could not be written for an hour: what stands in them is old, and somebody may not know why."""
    files = [file for file in office.dataset.pending.unwritten() if office.now - file.since >= _TOLERATED]
    for fault in sorted({file.fault for file in files} - _TOLD_OF_FOLDER):
        held = [file for file in files if file.fault == fault]
        names = ", ".join(f"“{file.path}”" for file in held[:_SHOWN_FILES])
        more = f" và {len(held) - _SHOWN_FILES} tệp khác" if len(held) > _SHOWN_FILES else ""
        since = wording.moment(min(file.since for file in held))
        close = " Đóng tệp trên các máy đang mở thì docgen tự ghi." if fault == Fault.BUSY else ""
        yield f"Từ {since} chưa ghi được nội dung mới vào {names}{more}: {FAULT_WORDS[Fault(fault)]}.{close}"


def _unknown(office: Office, placer: Placer) -> Mapping[str, Fault]:
    """Return what of the inbox cannot be looked at now."""
    if office.condition is not None and office.condition.listing is not None:
        return office.condition.listing.unknown

    def look() -> Mapping[str, Fault]:
        fault = roots.fault_at(placer, office.workspace.inbox)
        return {"": fault} if fault else scan(office.workspace.inbox, office.now, 0.0).unknown

    try:
        return Patience[Mapping[str, Fault]](_ANSWER_SECONDS).ask(look)
    except NoAnswerError:
        return {"": Fault.OFFLINE}


def _condition(office: Office) -> Iterator[str]:
    """Yield what this turn found amiss, or what the watcher found at its last one, and what is wrong with the watcher itself."""
    if office.condition is not None:
        yield from office.condition.sentences
        return
    state = office.workspace.state
    if sentence := complaint(state, datetime.now(TIME_ZONE)):
        yield sentence
    if health := read(state):
        yield from health.sentences


def _deadly_files(office: Office) -> Iterator[str]:
    """Yield a sentence for each file that ended every process which read it, for as long as somebody may still ask about it."""
    for deaths in office.dataset.attempts.all().values():
        if deaths.count >= MOST_DEATHS and office.now - deaths.last_at < _REMEMBERED:
            for decision in office.dataset.decisions.about(deaths.sha256)[:1]:
                yield (
                    f"Tệp “{decision.receipt.path}” không đọc được sau {deaths.count} lần thử, đã tách riêng. "
                    "Đề nghị đơn vị ghi lại vào biểu mới."
                )


def _lost_units(office: Office) -> Iterator[str]:
    """Yield a sentence for figures that no document shows any more because their unit is not in the list (or not in that period)."""
    for programme in office.programmes():
        for period in office.live_periods(programme):
            asked = {unit.code for unit in office.units_asked(programme, period)}
            for code in sorted(office.dataset.decisions.current_units(programme.name, period.code) - asked):
                yield (
                    f"Đơn vị mã “{code}” đã có số liệu {period.words} nhưng không còn trong units.xlsx (hoặc không thuộc kỳ này); "
                    "số liệu của đơn vị đó không được cộng. Ghi lại đơn vị vào units.xlsx, hoặc ghi mã cũ ở cột thay_cho."
                )


def _templates(office: Office) -> Iterator[str]:
    for programme in office.programmes():
        for spec in programme.documents:
            if not (office.workspace.templates / programme.name / spec.template).is_file():
                yield f"Thiếu mẫu “{spec.template}” của văn bản “{spec.title}” trong thư mục templates/{programme.name}."


def _signatories(office: Office) -> Iterator[str]:
    for programme in office.programmes():
        for spec in programme.documents:
            if spec.signatory and spec.signatory not in office.settings.signatories:
                yield f"Văn bản “{spec.title}” cần người ký “{spec.signatory}”, docgen.toml chưa có mục [signatories.{spec.signatory}]."
