"""Judged files in, the scans among them that are the signed copy of a form out: by the unit's folder, or by its name in the file's name.

A scan that comes before the form is returned for that form, and kept with it once it comes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from docgen.model.findings import SCANS
from docgen.model.submissions import Outcome, Receipt, Verdict, Zone
from docgen.model.units import Unit
from docgen.pipeline.office import Office
from docgen.validate import messages

Judged = tuple[Receipt, Verdict]
_Form = tuple[str, str]


def kept(office: Office, judged: Sequence[Judged]) -> Sequence[Judged]:
    """Return `judged` with each scan that belongs to exactly one form of its unit kept with it: no figure is taken from a scan."""
    return [(receipt, _kept(office, receipt, verdict, judged)) for receipt, verdict in judged]


def _kept(office: Office, receipt: Receipt, verdict: Verdict, judged: Sequence[Judged]) -> Verdict:
    is_scan = any(finding.code in SCANS for finding in verdict.findings)
    unit = _unit_of(office, receipt) if is_scan and receipt.zone is Zone.DROP else None
    if unit is None:
        return verdict
    beside = {(v.programme, v.period) for _, v in judged if v.unit == unit.code and v.programme and v.period}
    forms = beside or set(_sent(office, unit))
    if len(forms) == 1:
        programme, period = next(iter(forms))
        found = messages.signed_copy(receipt.file_name, unit.name_in_sentence)
        return replace(verdict, outcome=Outcome.IGNORED, findings=(found,), programme=programme, unit=unit.code, period=period)
    return _before_its_form(office, replace(verdict, unit=unit.code)) if not forms else replace(verdict, unit=unit.code)


def _before_its_form(office: Office, verdict: Verdict) -> Verdict:
    """Return the verdict on a scan of a unit that has sent no form yet: for the one form that it is asked for now."""
    asked = [form for form in _received(office) if office.dataset.facts.form_issued(form[0], verdict.unit, form[1])]
    if len(asked) != 1:
        return verdict
    programme, period = asked[0]
    findings = tuple(messages.before_its_form(finding) if finding.code in SCANS else finding for finding in verdict.findings)
    return replace(verdict, findings=findings, programme=programme, period=period)


def _unit_of(office: Office, receipt: Receipt) -> Unit | None:
    """Return the unit in whose folder the file lay, or the one unit that its name names."""
    if receipt.folder_unit:
        return office.catalogue.units.find(receipt.folder_unit)
    named = office.catalogue.units.named_by(PurePosixPath(receipt.file_name).stem)
    return named[0] if len(named) == 1 else None


def _sent(office: Office, unit: Unit) -> Iterator[_Form]:
    """Yield the forms that the unit has sent for the periods received now; scans that came before the form are none."""
    for programme, period in _received(office):
        sent = office.dataset.decisions.latest(programme, unit.code, period)
        if sent is not None and not any(finding.code in SCANS for finding in sent.verdict.findings):
            yield programme, period


def _received(office: Office) -> Iterator[_Form]:
    for programme in office.programmes():
        yield programme.name, office.default_period(programme).code
