"""A unit, a period and the answers that are known in, its sealed form out; knows which figures of earlier periods may stand on it."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.forms import blank, own_form, own_form_issue, seal
from docgen.forms.own_form import Located
from docgen.forms.plan import Plan
from docgen.model import folders
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


def own_form_of(office: Office, programme: Programme) -> tuple[bytes, Located] | None:
    """Return the agency's own form of `programme` and where its answers stand, None when it uses docgen's.

    Raises:
        UnreadableFileError: it is no workbook.
    """
    path = office.workspace.templates / programme.name / folders.OWN_FORM
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    return data, own_form.locate(data, programme)


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
    own = own_form_of(office, programme)
    if own is not None and not own[1].missed:
        plan = Plan(programme, unit, period, dates, settings.agency, settings.contact, sealed, None, filling.answers)
        data = own_form_issue.fill(*own, plan)
    else:
        data = blank.write_blank(programme, unit, period, dates, settings.agency, settings.contact, sealed, previous, filling.answers)
    return Form(blank.file_name(programme, unit, period), sealed, data)
