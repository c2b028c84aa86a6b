"""One wanted document in, the document as bytes and what it was made from out; reads its template, changes nothing, needs no dataset."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from docgen.documents import fill, vocabulary
from docgen.documents.fingerprint import fingerprint
from docgen.documents.stamp import stamped
from docgen.model import text
from docgen.model.consolidated import PeriodState, UnitState
from docgen.model.errors import TemplateError, TemplateMissingError
from docgen.model.programme import DocumentSpec, ForEach, Programme
from docgen.model.submissions import IssuedNumber
from docgen.programme.calendar import WorkingCalendar
from docgen.settings import Workspace

IssuedNumbers = Mapping[tuple[str, str, str], IssuedNumber]
"""Numbers and dates typed for documents, by (document, period, unit)."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One document to have: of a programme, of a period of it, or of one unit in that period."""

    programme: Programme
    spec: DocumentSpec
    state: PeriodState | None = None
    unit: UnitState | None = None

    @property
    def period_code(self) -> str:
        """The code of the period, empty for a document of the programme."""
        return self.state.period.code if self.state else ""

    @property
    def unit_code(self) -> str:
        """The code of the unit, empty for a document of the whole."""
        return self.unit.unit.code if self.unit else ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A document as its inputs make it. `name`: of its file, without ending; `fingerprint`: of its inputs; `fill` gives its bytes."""

    name: str
    fingerprint: str
    has_figures: bool
    template: bytes
    fill: Callable[[], bytes]


def wanted(programme: Programme, state: PeriodState, requested: frozenset[str] = frozenset()) -> Iterator[Wanted]:
    """Yield each document of `programme` to have for `state`, those of the programme itself left out; `requested` names on-request ones."""
    for spec in programme.documents:
        if spec.for_each is ForEach.PROGRAMME or (spec.on_request and spec.name not in requested):
            continue
        if spec.for_each is ForEach.PERIOD:
            yield Wanted(programme, spec, state)
        elif spec.for_each is ForEach.UNIT:
            yield from (Wanted(programme, spec, state, s) for s in state.asked if spec.unit_type in ("", s.unit.type.code))
        elif state.is_overdue and state.unfinished:
            if spec.for_each is ForEach.OVERDUE_UNITS:
                yield Wanted(programme, spec, state)
            else:
                yield from (Wanted(programme, spec, state, s) for s in state.unfinished)


def wanted_by_programme(programme: Programme) -> Iterator[Wanted]:
    """Yield each document that belongs to `programme` itself and to no period."""
    yield from (Wanted(programme, spec) for spec in programme.documents if spec.for_each is ForEach.PROGRAMME)


def draw(workspace: Workspace, want: Wanted, issued: IssuedNumbers, calendar: WorkingCalendar, now: datetime) -> Drawn:
    """Return the document of `want`, its bytes not made yet.

    Raises:
        TemplateError: its template cannot be used.
        SettingsError: docgen.toml lacks its signatory.
    """
    template = template_of(workspace, want)
    has_figures = vocabulary.stands_on_figures(template, want.programme)
    cited, settings = _cited(issued, want), workspace.settings
    words = vocabulary.build(want.spec, settings, want.programme, want.state, want.unit, cited, calendar, now, has_figures=has_figures)
    name = fill.fill_text(want.spec.filename, words)
    made_from = fingerprint(want.spec, template, words)
    return Drawn(name, made_from, has_figures, template, partial(_filled, template, words, made_from))


def _filled(template: bytes, words: Mapping[str, object], made_from: str) -> bytes:
    """Return the document; its properties tell what it was made from."""
    return stamped(fill.fill(template, words), made_from)


def stands_alone(workspace: Workspace, want: Wanted) -> bool:
    """Return whether no other unit's figures can change the document of a unit; one whose template cannot be read may."""
    try:
        return not vocabulary.stands_on_others(template_of(workspace, want), want.spec.filename)
    except TemplateError:
        return False


def path_of(workspace: Workspace, want: Wanted, name: str) -> Path:
    """Return where the document of `want` lies."""
    folder = workspace.outbox / want.programme.name
    if want.state:
        folder /= want.state.period.file_words
    return folder / want.spec.folder / f"{text.file_name(name)}.docx"


def template_of(workspace: Workspace, want: Wanted) -> bytes:
    """Return the bytes of the template of `want`.

    Raises:
        TemplateMissingError: it cannot be read.
    """
    path = workspace.templates / want.programme.name / want.spec.template
    try:
        return path.read_bytes()
    except OSError as error:
        raise TemplateMissingError(
            f"Không đọc được mẫu “{want.spec.template}” của văn bản “{want.spec.title}”: đặt tệp mẫu vào thư mục {path.parent.name}."
        ) from error


def _cited(issued: IssuedNumbers, want: Wanted) -> Mapping[str, IssuedNumber]:
    """Return the numbers that `want` may cite, by document: those of the programme, of its period, and of its unit."""
    return {
        document: number
        for (document, period, unit), number in issued.items()
        if period in ("", want.period_code) and unit in ("", want.unit_code)
    }
