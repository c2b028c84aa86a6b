"""What a person decided about figures that stand, or about a unit in a period, in; the act recorded, and the sentence that says so, out."""

from __future__ import annotations

from docgen.model import wording
from docgen.model.errors import SettingsError
from docgen.model.periods import Period
from docgen.model.submissions import Act, ActKind, Decision
from docgen.model.units import Unit
from docgen.pipeline.choosing import parse_period
from docgen.pipeline.office import Office
from docgen.pipeline.reports import ActResult

_NO_REASON = ActResult("Chưa ghi lý do nên chưa thực hiện.", False)


def withdraw(office: Office, id: int, author: str, reason: str) -> ActResult:
    """Take back the acceptance of decision `id`: the figures before it stand again, or none; nothing of it is deleted."""
    found = _standing(office, id, reason)
    if isinstance(found, ActResult):
        return found
    decision, unit, period = found
    verdict = decision.verdict
    if office.dataset.acts.closed_at(verdict.programme, verdict.period) is not None:
        return ActResult(f"Số liệu {period.words} đã khóa; mở khóa số liệu rồi mới rút lại được.", False)
    act = Act(ActKind.WITHDRAW, office.now, author, reason, id, verdict.programme, verdict.unit, verdict.period)
    before = office.dataset.decisions.withdraw(decision, act, office.now)
    now = f"số liệu nhận lúc {wording.moment(before.receipt.not_after)} lại được dùng" if before else "đơn vị chưa có số liệu ở kỳ này"
    return ActResult(f"Đã rút lại số liệu {period.words} của {unit.name_in_sentence}; {now}.", True)


def note_entry(office: Office, id: int, author: str, reason: str) -> ActResult:
    """Record that the form of decision `id` was typed by `author` on behalf of the unit; `reason` says from what (paper, telephone)."""
    found = _standing(office, id, reason)
    if isinstance(found, ActResult):
        return found
    decision, unit, period = found
    act = Act(ActKind.ENTER, office.now, author, reason, id, decision.verdict.programme, unit.code, period.code)
    with office.dataset.transaction():
        office.dataset.acts.record(act)
        office.dataset.decisions.answer_again(id)
    return ActResult(f"Đã ghi nhận: biểu {period.words} của {unit.name_in_sentence} do {author} nhập hộ ({reason}).", True)


def exempt(office: Office, named: str, code: str, unit_code: str, act: tuple[ActKind, str, str]) -> ActResult:
    """Say that a unit need not report in a period, or (WITHDRAW) that it must after all.

    Args:
        office: the open workspace.
        named: the programme.
        code: the period.
        unit_code: the unit.
        act: kind, author and reason.

    Raises:
        SettingsError: no such programme, period or unit.
    """
    kind, author, reason = act
    if not reason.strip():
        return _NO_REASON
    programme = office.programmes(named)[0]
    period = parse_period(office, programme, code)
    unit = office.catalogue.units.find(unit_code)
    if unit is None:
        raise SettingsError(f"Không có đơn vị mã “{unit_code}”. Mã đơn vị ghi ở tệp units.xlsx.")
    is_exempt = unit.code in office.dataset.acts.exempt_units(programme.name, period.code)
    if is_exempt == (kind is ActKind.EXEMPT):
        before = f"đã được miễn báo cáo {period.words} từ trước" if is_exempt else f"không được miễn báo cáo {period.words}"
        return ActResult(f"{unit.name} {before}.", False)
    office.dataset.acts.record(Act(kind, office.now, author, reason, 0, programme.name, unit.code, period.code))
    done = "Đã miễn báo cáo" if kind is ActKind.EXEMPT else "Đã bỏ miễn báo cáo"
    return ActResult(f"{done} {period.words} cho {unit.name_in_sentence}.", True)


def _standing(office: Office, id: int, reason: str) -> tuple[Decision, Unit, Period] | ActResult:
    """Return the decision with that number when its figures are the current ones, with whose and of when; else why not."""
    if not reason.strip():
        return _NO_REASON
    decision = office.dataset.decisions.get(id)
    unit = office.catalogue.units.find(decision.verdict.unit) if decision else None
    period = Period.parse(decision.verdict.period) if decision else None
    if decision is None or unit is None or period is None or not decision.revision:
        return ActResult(f"Không có bản số liệu nào được tiếp nhận với số {id} (số tiếp nhận ghi ở phiếu).", False)
    current = office.dataset.decisions.current(decision.verdict.programme, unit.code, period.code)
    if decision.is_withdrawn or current is None or current.number != decision.revision:
        return ActResult(f"Bản số liệu số {id} của {unit.name_in_sentence} không còn là bản đang dùng.", False)
    return decision, unit, period
