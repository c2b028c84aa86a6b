"""One filled form from its bytes to the last rule, as the watcher judges it, without a dataset."""

from __future__ import annotations

from bench import forms
from bench.forms import Form, Ground
from docgen.forms import reading, seal
from docgen.forms.census import read_census
from docgen.inbox.screen import screen
from docgen.model.values import Answers
from docgen.validate import answers as rules
from docgen.validate import identity
from docgen.validate.identity import Evidence, Identity
from docgen.validate.messages import Office

_DESK = Office("Phòng Mẫu")
_LIMIT = 25 * 1024 * 1024


def validated(on: Ground, form: Form) -> Answers:
    """Return the answers in `form`, from bytes to the last rule, as the watcher judges it."""
    screening = screen(form.data, "bieu.xlsx", _LIMIT, _DESK)
    census = read_census(form.data, screening.parts)
    found = reading.read_seal(census)
    proved = found is not None and seal.is_genuine(found, on.keys)
    evidence = Evidence(
        seal=found,
        is_genuine=proved,
        unit_text=reading.printed_unit(census),
        period_text=reading.printed_period(census),
        field_names=census.field_names,
        likely=None if proved else reading.guess_programme(census, (on.programme,)),
    )
    whose = identity.identify(evidence, identity.Ground((on.programme,), on.units, lambda _: (on.period,), lambda *_: None, _DESK))
    if screening.outcome is not None or not isinstance(whose, Identity):
        raise ValueError(f"{screening} {whose}")
    read = reading.read_form(census, whose.programme, whose.unit, on.dates, forms.TODAY)
    found_wrong = rules.check(whose.programme, whose.unit, on.dates, read.answers, None, forms.TODAY, office=_DESK)
    if read.held or any(finding.is_error for finding in (*read.findings, *found_wrong)):
        raise ValueError(f"{form.unit.code}: {read.findings} {found_wrong}")
    return read.answers
