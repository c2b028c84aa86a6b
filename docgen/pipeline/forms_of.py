"""A unit, a period and the answers that are known in, its sealed form out; knows which figures of earlier periods may stand on it."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.forms import blank, seal
from docgen.model.periods import Period
from docgen.model.programme import Programme
from docgen.model.submissions import Seal
from docgen.model.units import Unit
from docgen.model.values import Answers
from docgen.pipeline.office import Office


@dataclass(frozen=True, slots=True)
class Form:
    """A form ready to be put somewhere."""

    name: str
    seal: Seal
    data: bytes


@dataclass(frozen=True, slots=True)
class Filling:
    """The answers that stand in a form when it is issued; `base`: the accepted revision that they are, 0 when they are none."""

    answers: Answers | None = None
    base: int = 0


BLANK = Filling()


def write_form(office: Office, programme: Programme, unit: Unit, period: Period, filling: Filling = BLANK, *, is_private: bool) -> Form:
    """Return the form of `unit` for `period`.

    Args:
        filling: what is written into its cells.
        is_private: it goes where no other unit sees it, so the figures of the period before are printed beside.
    """
    key_id, secret = office.dataset.facts.signing_key()
    sealed = seal.issue(programme, unit.code, period.code, filling.base, key_id, secret)
    settings = office.settings
    previous = office.answers_before(programme, period, unit) if is_private else None
    dates = office.dates(programme, period)
    data = blank.write_blank(programme, unit, period, dates, settings.agency, settings.contact, sealed, previous, filling.answers)
    return Form(blank.file_name(programme, unit, period), sealed, data)
