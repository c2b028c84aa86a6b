"""What is amiss in the inbox from one look to the next: files that vanished, stay unreadable, were never saved to their end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from docgen.inbox import orphans, places
from docgen.inbox.looks import Ignored, Listing
from docgen.inbox.settle import Settled, Sighting, Waiting, Why
from docgen.model.disk import FAULT_WORDS, Fault, storable
from docgen.model.errors import UnreadableFileError
from docgen.model.submissions import Receipt
from docgen.pipeline import vanished
from docgen.pipeline.office import Office

IN_USE = "taken_in_use"
REHASH_SECONDS = 24 * 3600.0
_GRACE_SECONDS = 60.0
_DENIED_SECONDS = 3600.0
_NOT_LOCAL_SECONDS = 24 * 3600.0
_IGNORED_WORDS = {
    Ignored.LINK: "là lối tắt (shortcut, liên kết) nên không được mở; chép chính tệp đó vào đây",
    Ignored.NOT_REGULAR: "không phải tệp thường nên không được mở",
    Ignored.TOO_DEEP: "nằm quá sâu (quá 8 cấp thư mục) nên không được xem; chuyển tệp ra ngoài",
}


@dataclass
class Noticed:
    """What earlier looks saw, by path below the inbox; seconds are monotonic.

    `gone`: files that vanished before they were taken; `stuck`: since when a file cannot be read, and why; `owners`: whose an unfinished
    save is.
    """

    gone: dict[str, tuple[Sighting, float]] = field(default_factory=dict)
    stuck: dict[str, tuple[float, Fault | None]] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    rehashed: float | None = None

    def is_time_to_rehash(self, seen: float) -> bool:
        """Return whether a day has passed since every placed file was read: one may have changed with its size and time as they were."""
        if self.rehashed is None:
            self.rehashed = seen
        is_time = seen - self.rehashed >= REHASH_SECONDS
        if is_time:
            self.rehashed = seen
        return is_time

    def note_vanished(self, office: Office, settled: Settled, listing: Listing) -> None:
        """Record which files were seen and went before they could be taken; a save that goes by way of another name is given time."""
        self.gone |= {sighting.path: (sighting, listing.seen) for sighting in settled.vanished}
        lying = {look.fingerprint for look in listing.looks.values()} if self.gone else set()
        for path, (sighting, since) in tuple(self.gone.items()):
            is_back = path in listing.looks or (sighting.look.fingerprint in lying and sighting.look.size_bytes > 0)
            if is_back or listing.seen - since >= _GRACE_SECONDS:
                del self.gone[path]
            if not is_back and listing.seen - since >= _GRACE_SECONDS:
                vanished.note(office, sighting)

    def note_stuck(self, faults: Mapping[str, Fault], waiting: tuple[Waiting, ...], seen: float) -> None:
        """Remember since when each file cannot be read."""
        now: dict[str, Fault | None] = {**faults, **{w.sighting.path: None for w in waiting if w.why is Why.NOT_LOCAL}}
        self.stuck = {path: (self.stuck.get(path, (seen, fault))[0], fault) for path, fault in now.items()}

    def sentences(self, office: Office, listing: Listing) -> tuple[str, ...]:
        """Return what is amiss now, as whole sentences."""
        return (*_passed_over(listing), *self._orphans(office, listing), *self._stuck(listing.seen))

    def _orphans(self, office: Office, listing: Listing) -> Iterator[str]:
        for path, data in orphans.orphans(office.workspace.inbox, listing, office.now.timestamp()).items():
            if path not in self.owners:
                self.owners[path] = _owner(office, path, data)
            yield (
                f"Tệp “{storable(path)}”{self.owners[path]} là bản Excel lưu dở (máy tắt giữa lúc lưu). Tệp được giữ nguyên; "
                "hỏi đơn vị, hoặc đổi tên tệp cho có đuôi .xlsx để nhận."
            )

    def _stuck(self, seen: float) -> Iterator[str]:
        for path, (since, fault) in self.stuck.items():
            if fault is Fault.TOO_LONG:
                yield f"Tệp “{storable(path)}” có tên hoặc đường dẫn quá dài nên không đọc được. Đề nghị đơn vị đặt tên ngắn hơn."
            elif fault is None and seen - since >= _NOT_LOCAL_SECONDS:
                yield f"Tệp “{storable(path)}” đã một ngày mới có tên, nội dung còn trên đám mây (OneDrive). Đề nghị đơn vị chép lại."
            elif fault is not None and seen - since >= _DENIED_SECONDS:
                yield f"Tệp “{storable(path)}” đã hơn một giờ không đọc được: {FAULT_WORDS[fault]}. Tệp vẫn nằm trong thư mục nhận biểu."


def hanging(path: str) -> Iterator[str]:
    """Yield a sentence when the disk stopped answering in the middle of the file at `path`; empty when it did not."""
    if path:
        yield (
            f"Thư mục nhận biểu không trả lời khi đang đọc tệp “{storable(path)}”; chưa nhận thêm tệp nào, không tệp nào bị mất. "
            "Kiểm tra mạng, máy chủ tệp; docgen tự nhận tiếp khi có trả lời."
        )


def note_in_use(office: Office, receipt: Receipt) -> None:
    """Record that a file was taken as it was saved last, though somebody still had it open."""
    text = f"Nhận tệp “{receipt.path}” theo bản lưu gần nhất dù tệp vẫn đang mở ở máy của đơn vị; lưu tiếp thì đó là lần gửi mới."
    if all(event.text != text or event.at != office.now for event in office.dataset.events.of_kind(IN_USE, 5)):
        office.dataset.events.append(IN_USE, office.now, text=text)


def broken_history(office: Office) -> Iterator[str]:
    """Yield a sentence when the log of events is not as docgen wrote it."""
    if broken := office.dataset.events.verify():
        yield (
            f"Nhật ký đã bị sửa bên ngoài phần mềm (từ dòng {broken[0]}, {len(broken)} chỗ). Số liệu hiện hành không đổi; "
            "báo người phụ trách máy, giữ bản sao lưu gần nhất."
        )


def _passed_over(listing: Listing) -> Iterator[str]:
    for path, reason in listing.ignored.items():
        if not reason.is_noise:
            yield f"“{storable(path)}” {_IGNORED_WORDS[reason]}."


def _owner(office: Office, path: str, data: bytes) -> str:
    """Return whose the workbook is, in words to stand behind its name; empty when nothing tells."""
    # Loaded only here: those who only look at the workspace read no workbook.
    from docgen.forms import reading
    from docgen.forms.census import read_census

    place = places.place_of(PurePosixPath(path), places.unit_folders(office.catalogue.units))
    code = place.folder_unit
    if not code:
        try:
            seal = reading.read_seal(read_census(data))
        except UnreadableFileError:
            seal = None
        code = seal.unit if seal else ""
    unit = office.catalogue.units.find(code) if code else None
    return f" của {unit.name}" if unit else ""
