"""What happened lately, one sentence each: events in, lines of the log out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from docgen.dataset.events import Event
from docgen.model import text
from docgen.model.periods import Period
from docgen.model.submissions import ActKind, Outcome

_ABOUT_FILES: Mapping[str, str] = {
    Outcome.ACCEPTED: "Nhận biểu của {who}{period}.",
    Outcome.RETURNED: "Trả lại biểu của {who}{period} để sửa.",
    Outcome.HELD: "Nhận tệp của {who}{period}, chờ xác minh.",
    Outcome.DUPLICATE: "Nhận lại tệp đã có của {who}{period}, số liệu không thay đổi.",
    Outcome.QUARANTINED: "Tách riêng tệp không an toàn của {who}.",
    "withdrawn": "Rút lại bản số liệu của {who}{period}.",
}
_ABOUT_FILES_OF_NOBODY: Mapping[str, str] = {
    Outcome.RETURNED: "Trả lại {who}.",
    Outcome.HELD: "Nhận {who}, chờ xác minh.",
    Outcome.DUPLICATE: "Nhận lại {who}.",
    Outcome.QUARANTINED: "Tách riêng {who}: không an toàn.",
}
_ACTS: Mapping[str, str] = {
    ActKind.ACCEPT: "Người phụ trách chấp nhận tệp chờ xác minh{of}{reason}.",
    ActKind.REJECT: "Người phụ trách trả lại tệp chờ xác minh{of}{reason}.",
    ActKind.WITHDRAW: "Người phụ trách rút lại quyết định{of}{period}{reason}.",
    ActKind.EXEMPT: "Miễn báo cáo cho {who}{period}{reason}.",
    ActKind.CLOSE: "Khóa số liệu{period}{reason}.",
    ActKind.REOPEN: "Mở khóa số liệu{period}{reason}.",
    ActKind.RESUME: "Tiếp tục nhận tệp{reason}.",
    ActKind.ENTER: "Nhập hộ biểu của {who}{period}{reason}.",
    ActKind.ISSUE: "Ghi số, ngày văn bản đã phát hành{period}{reason}.",
}


@dataclass(frozen=True, slots=True)
class LogLine:
    """One sentence of the log."""

    at: datetime
    text: str


def lines(events: Iterable[Event], unit_names: Mapping[str, str]) -> tuple[LogLine, ...]:
    """Return the sentences about `events`, newest first; what is no news to the clerk (a file that is no input) is left out."""
    newest_first = sorted(events, key=lambda event: event.seq, reverse=True)
    said = (LogLine(event.at, sentence(event, unit_names)) for event in newest_first)
    return tuple(line for line in said if line.text)


def sentence(event: Event, unit_names: Mapping[str, str]) -> str:
    """Return one event as a sentence; "" for what nobody need read."""
    unit = unit_names.get(event.unit, event.unit)
    period = Period.parse(event.period)
    words = {"who": unit, "period": f" {period.words}" if period else "", "of": f" của {unit}" if unit else ""}
    if event.kind in _ACTS:
        reason = f": {text.shortened(event.text, 120).rstrip('.')}" if event.text else ""
        return _ACTS[event.kind].format(**words, reason=reason)
    if event.kind in _ABOUT_FILES and unit:
        return _ABOUT_FILES[event.kind].format(**words)
    if event.kind in _ABOUT_FILES_OF_NOBODY:
        return _ABOUT_FILES_OF_NOBODY[event.kind].format(who=f"tệp “{text.shortened(event.text.rsplit('/', 1)[-1])}”")
    return "" if event.kind in (Outcome.IGNORED, Outcome.WAITING, *_ABOUT_FILES) else text.folded(event.text)
