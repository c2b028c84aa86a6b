"""What the clerk should know of one unit beside its state: what to mend, what changed, what to look at again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from docgen.model import wording
from docgen.model.consolidated import PeriodState, UnitState, UnitStatus
from docgen.model.programme import Programme
from docgen.model.submissions import Outcome
from docgen.outbox import words
from docgen.outbox.views import HeldFile


def remarks(state: UnitState, programme: Programme, waiting: str = "") -> str:
    """Return the remarks about `state` on one line; `waiting`: why a file of the unit waits for a person, where one does."""
    last = state.last.verdict if state.last else None
    known = waiting or (words.reason_for_waiting(last) if last and last.outcome is Outcome.HELD else "")
    return wording.listed(_remarks(state, programme, known))


def why_waiting(state: PeriodState, held: Collection[HeldFile]) -> Mapping[str, str]:
    """Return the units of which something waits for a person, whatever stands of them, and why; `held`: all files that wait."""
    said = {s.unit.code: words.reason_for_waiting(s.last.verdict) for s in state.states if s.status is UnitStatus.HELD and s.last}
    verdicts = (one.decision.verdict for one in held)
    about = (v for v in verdicts if v.programme in ("", state.programme.name) and v.period in ("", state.period.code))
    return said | {verdict.unit: words.reason_for_waiting(verdict) for verdict in about if verdict.unit}


def _remarks(state: UnitState, programme: Programme, waiting: str) -> Iterator[str]:
    last, rejection = state.last, state.last.verdict.rejection if state.last else ""
    if state.status is UnitStatus.RETURNED:
        yield rejection or (f"Còn {state.open_errors} ô cần sửa" if state.open_errors else "Tệp chưa dùng được, cần gửi lại")
    if state.status is UnitStatus.ACCEPTED and last and last.verdict.outcome is Outcome.RETURNED:
        still = f"còn {state.open_errors} ô cần sửa" if state.open_errors else "chưa dùng được"
        yield f"{f'{rejection} (bản gửi sau)' if rejection else f'Bản gửi sau {still}'}; số liệu đã nhận giữ nguyên"
    if waiting and state.status is not UnitStatus.HELD:
        yield f"Bản gửi sau chờ xác minh: {waiting}"
    if last and last.revision > 1 and last.changed_fields:
        yield f"Đã {words.changed_fields(last.changed_fields, programme)}"
    if state.revision and (warnings := sum(not f.is_error for f in state.revision.findings)):
        yield f"Có {warnings} lưu ý cần xem lại"
    if last and last.is_withdrawn and state.status is not UnitStatus.ACCEPTED:
        yield f"Số liệu nhận lúc {wording.moment(last.receipt.not_after)} đã được rút lại"
    if state.signed_copies:
        yield f"Có {state.signed_copies} {'bản ký kèm theo' if state.revision else 'bản quét, chưa có biểu được nhận'}"
    if state.unit.remark:
        yield state.unit.remark
