"""States of units, files and documents in the words of people, with sign and tone; every page and slip takes them from here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from docgen.model import labels, wording
from docgen.model.consolidated import UnitState, UnitStatus
from docgen.model.findings import Finding
from docgen.model.programme import Deadline, Programme
from docgen.model.submissions import Decision, Outcome, Verdict
from docgen.model.units import Unit

READ_AGAIN = "Đề nghị đơn vị đọc lại và trả lời “Đúng”"
"""What a unit is asked whose figures the office typed: it has seen no form."""

_MOST_LABELS = 3
_LABEL_LENGTH = 80


class Tone(StrEnum):
    """The colour of a state; pages give it a shade, and never colour alone: the sign says the same."""

    GOOD = "good"
    LATE = "late"
    MEND = "mend"
    WAIT = "wait"
    SAME = "same"
    DANGER = "danger"
    IDLE = "idle"


@dataclass(frozen=True, slots=True)
class StateWords:
    """One state: its sign, its tone, what the unit reads and what the clerk reads."""

    sign: str
    tone: Tone
    for_unit: str
    for_clerk: str


def of_unit(state: UnitState, deadline: Deadline, today: date) -> StateWords:
    """Return the words for where a unit stands on `today`."""
    match state.status:
        case UnitStatus.ACCEPTED:
            return _accepted(state)
        case UnitStatus.RETURNED:
            return _returned(state.open_errors, state.last.verdict.rejection if state.last else "")
        case UnitStatus.HELD:
            reason = reason_for_waiting(state.last.verdict) if state.last else ""
            return StateWords("?", Tone.WAIT, "Đã nhận tệp, đang chờ xã xác minh", f"Chờ xác minh: {reason}" if reason else "Chờ xác minh")
        case UnitStatus.EXEMPT:
            return StateWords("x", Tone.IDLE, "Không thuộc diện báo cáo", "Không thuộc diện báo cáo kỳ này")
    return _not_sent(deadline, today)


def _accepted(state: UnitState) -> StateWords:
    late = state.days_late
    number = state.revision.number if state.revision else 1
    if number > 1:
        remark = f", gửi muộn {late} ngày" if late else ""
        return StateWords(
            "↻",
            Tone.LATE if late else Tone.GOOD,
            f"Đã tiếp nhận bản thay thế (lần {number})",
            f"Đã thay số liệu lần {number}, xem thay đổi{remark}",
        )
    if late:
        return StateWords("✓", Tone.LATE, "Đã tiếp nhận (sau thời hạn)", f"Đã tiếp nhận, gửi muộn {late} ngày")
    return StateWords("✓", Tone.GOOD, "Đã tiếp nhận", "Đã tiếp nhận, đúng hạn")


def _not_sent(deadline: Deadline, today: date) -> StateWords:
    days = (deadline.on_time_until - today).days
    if days < 0:
        return StateWords("○", Tone.DANGER, "Chưa gửi", f"Chưa gửi, quá hạn {-days} ngày")
    ending = f"còn {days} ngày" if days else "hết hạn hôm nay"
    return StateWords("○", Tone.IDLE, "Chưa đến hạn" if days else "Chưa gửi, hết hạn hôm nay", f"Chưa gửi, {ending}")


def _returned(cells: int, rejection: str) -> StateWords:
    """Return the words for a returned file: after `rejection` by a person of the office the unit does what that says, no more."""
    if rejection:
        return StateWords("!", Tone.MEND, "Xã trả lại, làm theo lý do xã ghi", "Xã đã trả lại")
    unit = f"Chưa nhận, cần sửa {cells} ô" if cells else "Chưa nhận, cần gửi lại"
    return StateWords("!", Tone.MEND, unit, "Trả lại, chờ đơn vị sửa")


def of_decision(decision: Decision) -> StateWords:
    """Return the words for what became of one file."""
    errors = cells_to_mend(decision.verdict)
    match decision.verdict.outcome:
        case Outcome.ACCEPTED if decision.revision > 1:
            return StateWords(
                "↻",
                Tone.GOOD,
                f"Đã tiếp nhận bản thay thế (lần {decision.revision})",
                f"Đã thay số liệu lần {decision.revision}, xem thay đổi",
            )
        case Outcome.ACCEPTED if decision.days_late:
            return StateWords("✓", Tone.LATE, "Đã tiếp nhận (sau thời hạn)", f"Đã tiếp nhận, gửi muộn {decision.days_late} ngày")
        case Outcome.RETURNED:
            return _returned(errors, decision.verdict.rejection)
        case Outcome.HELD:
            return StateWords("?", Tone.WAIT, "Đã nhận tệp, đang chờ xã xác minh", f"Chờ xác minh: {reason_for_waiting(decision.verdict)}")
    return _BY_OUTCOME[decision.verdict.outcome]


_BY_OUTCOME: Mapping[Outcome, StateWords] = {
    Outcome.ACCEPTED: StateWords("✓", Tone.GOOD, "Đã tiếp nhận", "Đã tiếp nhận, đúng hạn"),
    Outcome.DUPLICATE: StateWords("=", Tone.SAME, "Tệp này đã nhận trước đó", "Trùng tệp đã nhận"),
    Outcome.QUARANTINED: StateWords("×", Tone.DANGER, "Tệp không an toàn, không mở", "Tệp không an toàn, đã tách riêng"),
    Outcome.IGNORED: StateWords("-", Tone.IDLE, "", "Không phải biểu"),
    Outcome.WAITING: StateWords("…", Tone.IDLE, "Tệp đang chép, chưa trọn vẹn", "Tệp đang chép, chưa trọn vẹn"),
}


def until(deadline: Deadline) -> str:
    """Return until when a form is in time, as slips and messages say it: `hết ngày 30/11/2026, lùi do ngày 29/11 là Chủ nhật`."""
    if deadline.on_time_until != deadline.last_day:
        return f"hết ngày {wording.day(deadline.on_time_until)}, lùi do ngày {deadline.last_day:%d/%m} là {deadline.reason}"
    if deadline.rule == "before":
        return f"{deadline.words}, tức là hết ngày {wording.day(deadline.on_time_until)}"
    return deadline.words


def remaining(deadline: Deadline, today: date) -> str:
    """Return `còn 3 ngày`, `hết hạn hôm nay` or `đã quá hạn 2 ngày`."""
    days = (deadline.on_time_until - today).days
    if days < 0:
        return f"đã quá hạn {-days} ngày"
    return f"còn {days} ngày" if days else "hết hạn hôm nay"


def pinned_sentence(day: date | None) -> str:
    """Return the sentence by which every page says that its day is not the calendar's; "" when it is."""
    return f"Ngày làm việc được đặt cố định: {wording.day(day)} (dòng today trong docgen.toml, chỉ dùng khi chạy thử)." if day else ""


def reason_for_waiting(verdict: Verdict) -> str:
    """Return why a person must decide, as one sentence without its full stop."""
    reasons = verdict.errors or verdict.findings
    return wording.listed(dict.fromkeys(finding.reason.rstrip(". ") for finding in reasons))


def reason_for_unit(verdict: Verdict) -> str:
    """Return the same in the few words that a unit reads: nothing about other units, which the clerk's words may name."""
    reasons = verdict.errors or verdict.findings
    titles = ((finding.label if finding.cell is None else "") or finding.comment or finding.reason for finding in reasons)
    return wording.listed(dict.fromkeys(title[:1].lower() + title[1:].rstrip(". ") for title in titles))


def meanwhile(verdict: Verdict) -> str:
    """Return what the unit does while its file waits: what the findings say, else nothing; slip and short message say the same."""
    mends = dict.fromkeys(finding.mend for finding in whole_file_findings(verdict) if finding.mend)
    return f"{wording.listed(mends, ' ')} Tệp này chờ xã xem." if mends else "Đơn vị chưa phải gửi lại."


def changed_fields(names: Sequence[str], programme: Programme) -> str:
    """Return how many cells differ from the revision before, and the first by name: `đổi 2 ô: Tổng số hộ; Kiến nghị`."""
    named = wording.listed(_label(name, programme) for name in names[:_MOST_LABELS])
    more = "; …" if len(names) > _MOST_LABELS else ""
    return f"đổi {len(names)} ô{': ' if named else ''}{named}{more}"


def _label(name: str, programme: Programme) -> str:
    asked = programme.field_by_name.get(name)
    table = next((group.label for group in programme.repeats if group.name == name), "")
    return labels.shortened((labels.alone(asked) if asked else table) or name, _LABEL_LENGTH)


def cells_to_mend(verdict: Verdict) -> int:
    """Return how many places of a form the unit must mend; a finding without a cell is none."""
    return len({finding.cell for finding in verdict.errors if finding.cell is not None})


def whole_file_findings(verdict: Verdict) -> tuple[Finding, ...]:
    """Return the errors that concern the file as a whole."""
    return tuple(finding for finding in verdict.errors if finding.cell is None)


def group_of(unit: Unit) -> str:
    """Return the group of `unit` as lists print it: `A. Cơ quan Đảng`."""
    return wording.listed((unit.type.group_letter, unit.type.group_name), ". ")


def form_number(programme: Programme) -> str:
    """Return the form's number as printed on it (`Biểu số 01/BĐG`), or words that stand for it."""
    return programme.form_number or f"Biểu {programme.form_id.upper()}"
