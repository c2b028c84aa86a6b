"""What the clerk should know of one unit beside its state: what to mend, what changed, what to look at again."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.model import text, wording
from docgen.model.consolidated import UnitState, UnitStatus
from docgen.model.programme import Programme
from docgen.model.submissions import Outcome
from docgen.outbox import words

_MOST_LABELS = 3


def remarks(state: UnitState, programme: Programme) -> str:
    """Return the remarks about `state` on one line."""
    return wording.listed(_remarks(state, programme))


def _remarks(state: UnitState, programme: Programme) -> Iterator[str]:
    last = state.last
    if state.status is UnitStatus.RETURNED:
        yield f"Còn {state.open_errors} ô cần sửa" if state.open_errors else "Tệp chưa dùng được, cần gửi lại"
    if state.status is UnitStatus.ACCEPTED and last and last.verdict.outcome is Outcome.RETURNED:
        yield f"Bản gửi sau còn {state.open_errors} ô cần sửa; số liệu đã nhận giữ nguyên"
    if state.status is UnitStatus.ACCEPTED and last and last.verdict.outcome is Outcome.HELD:
        yield f"Bản gửi sau chờ xác minh: {words.reason_for_waiting(last.verdict)}"
    if last and last.revision > 1 and last.changed_fields:
        yield _changed(last.changed_fields, programme)
    if state.revision and (warnings := sum(not f.is_error for f in state.revision.findings)):
        yield f"Có {warnings} lưu ý cần xem lại"
    if last and last.is_withdrawn and state.status is not UnitStatus.ACCEPTED:
        yield f"Số liệu nhận lúc {wording.moment(last.receipt.not_after)} đã được rút lại"
    if state.signed_copies:
        yield f"Có {state.signed_copies} {'bản ký kèm theo' if state.revision else 'bản quét, chưa có biểu được nhận'}"
    if state.unit.remark:
        yield state.unit.remark


def _changed(names: tuple[str, ...], programme: Programme) -> str:
    labels = [_label(name, programme) for name in names[:_MOST_LABELS]]
    more = "; …" if len(names) > _MOST_LABELS else ""
    return f"Đã đổi {len(names)} ô: {wording.listed(labels, ', ')}{more}"


def _label(name: str, programme: Programme) -> str:
    asked = programme.field_by_name.get(name)
    group = next((g for g in programme.repeats if g.name == name), None)
    return text.shortened((asked.label if asked else "") or (group.label if group else "") or name)
