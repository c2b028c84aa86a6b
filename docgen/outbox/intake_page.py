"""inbox/TINH-HINH-TIEP-NHAN.html: what was received from whom, for the units to see; no figures, no reasons, no telephone numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from docgen.model import folders, text, wording
from docgen.model.consolidated import PeriodState, UnitState, UnitStatus
from docgen.model.submissions import Decision, Outcome
from docgen.outbox import formless, pages, words
from docgen.outbox.words import StateWords
from docgen.settings import Agency, Contact


@dataclass(frozen=True, slots=True)
class IntakeView:
    """Everything that the units' page shows at one moment.

    `formless`: the latest decisions about files that belong to no form (a photo, a stranger's workbook), newest first.
    `unit_names`: of those who sent them.
    """

    agency: Agency
    contact: Contact
    updated_at: datetime
    states: tuple[PeriodState, ...] = ()
    formless: tuple[Decision, ...] = ()
    pinned_today: date | None = None
    unit_names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    state: StateWords
    received: datetime | None
    times_sent: int
    remark: str


@dataclass(frozen=True, slots=True)
class _Part:
    title: str
    deadline: str
    counts: str
    rows: tuple[_Row, ...]


def render(view: IntakeView) -> str:
    """Return the page. Equal views give equal text."""
    telephone = f"điện thoại {view.contact.phone}" if view.contact.phone else ""
    return pages.render(
        "intake.html.j2",
        view=view,
        office=view.agency.name.upper(),
        parts=tuple(_part(state) for state in view.states),
        formless=formless.rows(view.formless, view.unit_names, words.reason_for_unit),
        pinned=words.pinned_sentence(view.pinned_today),
        help=wording.listed((view.agency.desk, view.contact.name, telephone), ", "),
        forms=folders.TAKE_FORMS,
        taken=folders.TAKEN,
        mend=folders.TO_MEND,
        rehearsal=folders.REHEARSAL,
        papers=folders.FROM_OFFICE,
        notice=folders.NOTICE,
    )


def _part(state: PeriodState) -> _Part:
    deadline = state.dates.deadline
    until = f"{deadline.sentence} {text.capitalised(words.remaining(deadline, state.today))}."
    return _Part(
        title=f"{words.form_number(state.programme)} {state.period.words}: {state.programme.title}",
        deadline="Số liệu kỳ này đã khóa." if state.closed_at else until,
        counts=f"Đã tiếp nhận {len(state.accepted)}/{len(state.asked)} đơn vị.",
        rows=tuple(_row(unit, state) for unit in state.states),
    )


def _row(state: UnitState, period: PeriodState) -> _Row:
    said = words.of_unit(state, period.dates.deadline, period.today)
    last = state.last
    received = state.received_at or (last.receipt.not_after if last else None)
    return _Row(state.unit.name, said, received, state.times_sent, _remark(state))


def _remark(state: UnitState) -> str:
    last = state.last.verdict.outcome if state.last else None
    if state.status is UnitStatus.ACCEPTED and state.last and last is Outcome.RETURNED and state.last.verdict.rejection:
        return f"Bản gửi sau xã đã trả lại, lý do ghi ở phiếu trong thư mục {folders.TO_MEND}; số liệu đã nhận giữ nguyên."
    if state.status is UnitStatus.ACCEPTED and last is Outcome.RETURNED:
        return f"Bản gửi sau cần sửa, xem thư mục {folders.TO_MEND}; số liệu đã nhận giữ nguyên."
    if state.status is UnitStatus.ACCEPTED and last is Outcome.HELD:
        return "Bản gửi sau đang chờ xã xác minh."
    return f"Xem thư mục {folders.TO_MEND}." if state.status is UnitStatus.RETURNED else ""
