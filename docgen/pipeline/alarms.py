"""What on this workspace is wrong now and stays so until somebody mends it, as whole sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from docgen.inbox.scan import scan
from docgen.model.disk import FAULT_WORDS
from docgen.outbox import roots
from docgen.outbox.place import Placer
from docgen.pipeline.judging_apart import MOST_DEATHS
from docgen.pipeline.office import Office

_SHOWN_LINES = 4
_REMEMBERED = timedelta(days=7)


def alarms(office: Office) -> tuple[str, ...]:
    """Return every alarm, the gravest first."""
    return (*_trouble(office), *_inbox(office), *_deadly_files(office), *_lost_units(office), *_templates(office), *_signatories(office))


def _trouble(office: Office) -> Iterator[str]:
    if not office.trouble:
        return
    lines = office.trouble.splitlines()
    more = f" … và {len(lines) - _SHOWN_LINES} dòng nữa; chạy “docgen lint” để xem hết." if len(lines) > _SHOWN_LINES else ""
    what = " ".join(lines[:_SHOWN_LINES])
    yield f"Đang dùng bản định nghĩa, cấu hình trước đó vì bản vừa lưu có chỗ chưa đúng. {what}{more}"


def _inbox(office: Office) -> Iterator[str]:
    placer = Placer(office.workspace.root, office.dataset)
    away = roots.fault_at(placer, office.workspace.outbox) if office.workspace.outbox.is_dir() else None
    if away:
        yield f"Không ghi vào thư mục “{office.settings.folders.outbox}”: {FAULT_WORDS[away]}. Văn bản sẽ được ghi khi có lại thư mục."
    fault = roots.fault_at(placer, office.workspace.inbox)
    unknown = {"": fault} if fault else scan(office.workspace.inbox, office.now, 0.0).unknown
    for folder, fault in unknown.items():
        name = folder or office.settings.folders.inbox
        yield f"Không xem được thư mục “{name}” ({FAULT_WORDS[fault]}). Các tệp trong đó chưa được nhận, không tệp nào bị mất."


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
            for code in sorted(set(office.dataset.decisions.currents(programme.name, period.code)) - asked):
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
