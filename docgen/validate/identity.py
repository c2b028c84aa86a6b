"""Whose form it is: seal, folder and content in, an identity or the verdict that it cannot go on. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from docgen.model import text
from docgen.model.findings import Finding
from docgen.model.periods import Period
from docgen.model.programme import Programme
from docgen.model.submissions import Outcome, Seal, Verdict
from docgen.model.units import Unit, Units
from docgen.validate import messages
from docgen.validate.messages import Office


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a file says about whose it is. `folder_unit`: code of the unit in whose folder it lay, or empty. `file_stem`: its name.

    `unit_text`, `period_text`: what the form prints. `field_names`: fields (case folded) whose cells it has. `likely`: the programme that
    its fields point to, used when there is no seal.
    """

    seal: Seal | None
    is_genuine: bool
    folder_unit: str = ""
    unit_text: str = ""
    period_text: str = ""
    field_names: frozenset[str] = frozenset()
    likely: Programme | None = None
    file_stem: str = ""

    @property
    def is_like_a_form(self) -> bool:
        """Whether anything in the file belongs to a form of ours, seal or not."""
        return self.likely is not None or bool(self.field_names or self.unit_text or self.period_text)


@dataclass(frozen=True, slots=True)
class Ground:
    """What evidence is held against. `receiving(programme)`: the periods now received, the usual one first; `closed_on(programme, period)`:
    the day its figures were locked, or None.
    """

    programmes: Sequence[Programme]
    units: Units
    receiving: Callable[[Programme], Sequence[Period]]
    closed_on: Callable[[Programme, Period], date | None]
    office: Office = field(default_factory=Office)

    def programme(self, form_id: str) -> Programme | None:
        """Return the programme whose form it is, or None."""
        return next((p for p in self.programmes if p.form_id.casefold() == form_id.casefold()), None)


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose form it is, and for what."""

    programme: Programme
    unit: Unit
    period: Period
    seal: Seal


def identify(evidence: Evidence, ground: Ground) -> Identity | Verdict:
    """Return whose form it is; or the verdict: held where a person must look, returned where the unit can mend it.

    Folder, content and seal must agree on the unit, and so must a file name that is another unit's; one that names none says nothing. The
    verdict names programme, unit and period as far as they are known, so that the answers can be read for the person who decides.
    """
    seal = evidence.seal
    if seal is None or not evidence.is_genuine:
        return _without_proof(evidence, ground)
    programme, unit, period = ground.programme(seal.form_id), ground.units.find(seal.unit), Period.parse(seal.period)
    if programme is None or period is None:
        return Verdict(Outcome.HELD, (messages.unknown_form(seal.form_id),), unit=unit.code if unit else "")
    if unit is None:
        return Verdict(Outcome.HELD, (messages.unknown_unit(seal.unit),), programme.name, "", period.code, seal.base)
    identity = Identity(programme, unit, period, seal)
    for judge in (_whose, _still_a_unit, _when, _which_version):
        found = judge(identity, evidence, ground)
        if found is not None:
            outcome, finding = found
            return Verdict(outcome, (finding,), programme.name, unit.code, period.code, seal.base)
    return identity


_Objection = tuple[Outcome, Finding] | None


def _without_proof(evidence: Evidence, ground: Ground) -> Verdict:
    """Hold a form without a genuine seal; name unit, programme and period from what it prints and where it lay."""
    seal = evidence.seal
    sealed = ground.units.find(seal.unit) if seal else None
    unit = _named(evidence.unit_text, ground.units) or ground.units.find(evidence.folder_unit) or sealed
    programme = (ground.programme(seal.form_id) if seal else None) or evidence.likely
    name = unit.name if unit else ""
    if seal is not None:
        finding = messages.forged_seal(name)
    else:
        finding = messages.no_seal(name) if evidence.is_like_a_form else messages.foreign_workbook(ground.office)
    period = _likely_period(evidence, ground, programme) if programme else None
    return Verdict(
        Outcome.HELD,
        (finding,),
        programme.name if programme else "",
        unit.code if unit else "",
        period.code if period else "",
    )


def _likely_period(evidence: Evidence, ground: Ground, programme: Programme) -> Period | None:
    received = ground.receiving(programme)
    printed = text.key(evidence.period_text)
    return next((period for period in received if text.key(period.words) in printed), received[0] if received else None)


def _whose(identity: Identity, evidence: Evidence, ground: Ground) -> _Objection:
    unit, office = identity.unit, ground.office
    if evidence.folder_unit and evidence.folder_unit.casefold() != unit.code.casefold():
        folder = ground.units.find(evidence.folder_unit)
        return Outcome.HELD, messages.other_unit(folder.name if folder else evidence.folder_unit, unit.name, office)
    if evidence.unit_text and not _is_name_of(evidence.unit_text, unit):
        return Outcome.HELD, messages.unit_text_differs(unit.name, evidence.unit_text, office)
    named = ground.units.named_by(evidence.file_stem)
    if named and not any(unit.code == one.code or one.code in unit.replaces for one in named):
        return Outcome.HELD, messages.file_name_differs(unit.name, "; ".join(one.name for one in named), office)
    return None


def _still_a_unit(identity: Identity, evidence: Evidence, ground: Ground) -> _Objection:
    unit, period = identity.unit, identity.period
    if unit.is_active(period.first_day, period.last_day):
        return None
    successor = next((other.name for other in ground.units.all if unit.code in other.replaces), "")
    return Outcome.RETURNED, messages.unit_merged(unit.name, successor, unit.valid_to)


def _when(identity: Identity, evidence: Evidence, ground: Ground) -> _Objection:
    programme, period = identity.programme, identity.period
    printed = evidence.period_text
    received = ground.receiving(programme)
    usual = received[0].words if received else "kỳ khác"
    if printed and text.key(period.words) not in text.key(printed):
        return Outcome.RETURNED, messages.other_period(printed, usual, ground.office)
    closed_on = ground.closed_on(programme, period)
    if closed_on is not None:
        return Outcome.HELD, messages.locked(period.words, closed_on)
    if period not in received:
        return Outcome.RETURNED, messages.other_period(period.words, usual, ground.office)
    return None


def _which_version(identity: Identity, evidence: Evidence, ground: Ground) -> _Objection:
    programme, sealed = identity.programme, identity.seal.version
    if sealed == programme.version or sealed in programme.accepts:
        return None
    asked = [f for group in programme.groups for f in group.fields_for(identity.unit) if f.type.is_input]
    new = sum(f.name.casefold() not in evidence.field_names for f in asked)
    return Outcome.RETURNED, messages.old_form(sealed, programme.version, new)


def _named(words: str, units: Units) -> Unit | None:
    found = [unit for unit in units.all if words and _is_name_of(words, unit)]
    return found[0] if len(found) == 1 else None


def _is_name_of(words: str, unit: Unit) -> bool:
    """Return whether `words` are the unit's name, alone or after a label ("Đơn vị báo cáo: Thôn Mẫu 01")."""
    return text.key(unit.name) in (text.key(words), text.key(words.rpartition(":")[2]))
