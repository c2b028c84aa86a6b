"""A census and a programme in, the answers of one unit out, each with its cell, and all there is to say about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from string import ascii_uppercase

from docgen.forms import column_heads, form_copies, read_marks, seen, total_rows, values
from docgen.forms import seal as seals
from docgen.forms.census import Census
from docgen.forms.read_cells import Area, Cell, CellKind
from docgen.forms.sheet_names import GUIDE_SHEET
from docgen.forms.tables import table_rows
from docgen.forms.workbook_xml import NAME_PREFIX
from docgen.model import labels, text
from docgen.model.findings import Finding
from docgen.model.programme import Field, FieldType, PeriodDates, Programme
from docgen.model.submissions import Seal
from docgen.model.units import Unit
from docgen.model.values import Answer, Answers, CellRef, Missing, Reason, Row, Value
from docgen.programme.defaults import default_of
from docgen.validate import calculations, messages
from docgen.validate.messages import Spot

SEAL_NAME = "dg_seal"
UNIT_NAME = "dg__don_vi"
PERIOD_NAME = "dg__ky"
NOTE_PREFIX = "dg_note_"
_NOT_ASKED = Missing(Reason.NOT_APPLICABLE)
_DUST = Decimal("1e-9")
"""How far two ways of calculating may lie apart, as a share: Excel keeps 15 digits."""


@dataclass(frozen=True, slots=True)
class FormReading:
    """A form as read. `findings` of the cells, in the order of the form; `held`: why nobody should guess (two readers disagree).

    `unit_text`, `period_text`: what the form prints of unit and period. `is_empty`: nothing was filled in. `missing_names`: fields asked of
    the unit whose cells are gone. `new_fields`: the same where the form is of an older version, which never had them.
    """

    answers: Answers
    findings: tuple[Finding, ...] = ()
    unit_text: str = ""
    period_text: str = ""
    is_empty: bool = False
    missing_names: tuple[str, ...] = ()
    new_fields: tuple[str, ...] = ()
    held: tuple[Finding, ...] = ()


def read_seal(census: Census) -> Seal | None:
    """Return the seal in the cell named `dg_seal`, or in any cell of a hidden sheet; None when there is none."""
    area = census.area(SEAL_NAME)
    found = seals.decode(census.cell(area).text) if area else None
    if found is not None:
        return found
    hidden = (cell for sheet in census.sheets if sheet.state != "visible" for cell in sheet.cells.values())
    return next(filter(None, (seals.decode(cell.text) for cell in hidden if cell.kind is CellKind.TEXT)), None)


def printed_unit(census: Census) -> str:
    """Return the unit's name as the form prints it, or empty."""
    return _printed(census, UNIT_NAME)


def printed_period(census: Census) -> str:
    """Return the words of the period as the form prints them, or empty."""
    return _printed(census, PERIOD_NAME)


def read_form(census: Census, programme: Programme, unit: Unit, dates: PeriodDates, today: date | None = None) -> FormReading:
    """Return the answers of `unit` to `programme` in the workbook, and the findings about cells that cannot be read.

    Whether an answer is required or fits the others is judged elsewhere (`validate.answers`); calculations are not read but made again.
    """
    reader = _Reader(census, programme, unit, dates)
    by_name = {f.name: reader.read_field(f) for f in _plain_fields(programme, unit) if f.type is not FieldType.NOTE}
    tables = {group.name: tuple(reader.read_table(group.fields_for(unit))) for group in programme.repeats}
    tables = {name: rows for name, rows in tables.items() if rows or any(f.repeat == name and f.applies(unit) for f in programme.fields)}
    read = calculations.recalculate(programme, unit, Answers(by_name, tables), today or dates.data_to)
    answers = calculations.without_irrelevant(programme, unit, read, today or dates.data_to)
    skipped = tuple(_skipped(programme, read, answers))
    is_older = reader.is_older
    lost = tuple(reader.lost)
    findings = [finding for finding in reader.findings if not _is_about(finding, skipped)]
    if lost and not is_older:
        named = [text.folded(labels.alone(programme.field_by_name[name])) or name for name in lost]
        asked = [f.name for f in _plain_fields(programme, unit) if f.type.is_input and not f.prefill and not f.read_only]
        findings = [messages.broken_structure(named, is_all=set(asked) <= set(lost)), *findings]
        answers = _with_cell_errors(answers, lost)
    return FormReading(
        answers,
        (
            *findings,
            *map(messages.not_asked, skipped),
            *_miscalculated(census, programme, answers),
            *_hidden(census, reader.filled),
            *(() if lost and not is_older else form_copies.remarks(census)),
        ),
        printed_unit(census),
        printed_period(census),
        _is_empty(programme, answers),
        () if is_older else lost,
        lost if is_older else (),
        tuple(_held(census, reader.needed)),
    )


class _Reader:
    """Reads the cells of one form and gathers what there is to say about them."""

    def __init__(self, census: Census, programme: Programme, unit: Unit, dates: PeriodDates) -> None:
        self.census, self.programme, self.unit, self.dates = census, programme, unit, dates
        self.is_older = (sealed := read_seal(census)) is not None and sealed.version != programme.version
        self.findings: list[Finding] = []
        self.lost: list[str] = []
        self.filled: list[tuple[str, int]] = []
        self.needed: dict[CellRef, Field] = {}

    def read_field(self, field: Field) -> Answer:
        """Return the answer in the cell of `field`, with the remark beside it."""
        area = self.census.area(NAME_PREFIX + field.name)
        if field.type is FieldType.CALCULATE:
            return Answer(field.name, Missing(Reason.NOT_CALCULATED), area.top_left if area else None)
        marks = {} if area else self._marks(field)
        if area is None and not marks:
            given = self._given(field)
            self.lost += [] if given else [field.name]
            return Answer(field.name, given or Missing(Reason.BLANK))
        note = self.census.area(NOTE_PREFIX + field.name)
        answer = self._read_cell(field, area) if area else self._read_marks(field, marks)
        words = self._read_words(field, note) if note else ""
        return replace(answer, note=words) if words else answer

    def read_table(self, fields: tuple[Field, ...]) -> Iterator[Row]:
        """Yield the filled rows of the table with these columns."""
        inputs = [f for f in fields if f.type.is_input]
        columns: Mapping[str, Area] = {f.name: area for f in inputs if (area := self.census.area(NAME_PREFIX + f.name))}
        marked = {f.name: marks for f in inputs if f.name not in columns and (marks := self._marks(f))}
        self.lost += [f.name for f in inputs if f.name not in columns and f.name not in marked]
        if not self.is_older and self.census.sheet(GUIDE_SHEET):
            columns, said = column_heads.settle(self.census, columns, inputs)
            self.findings += said
        areas = (*columns.values(), *(area for marks in marked.values() for area in marks.values()))
        asked = [f for f in inputs if f.name in columns or f.name in marked]
        rows = [(row, {f.name: self._read_in_row(f, row, columns, marked) for f in asked}) for row in table_rows(self.census, areas)]
        entries, said = total_rows.part(self.census, areas, rows, asked)
        self.findings += said
        yield from entries

    def _read_in_row(self, field: Field, row: int, columns: Mapping[str, Area], marked: Mapping[str, Mapping[str, Area]]) -> Answer:
        if field.name in columns:
            return self._read_cell(field, replace(columns[field.name], first_row=row, last_row=row))
        return self._read_marks(field, {code: replace(area, first_row=row, last_row=row) for code, area in marked[field.name].items()})

    def _marks(self, field: Field) -> Mapping[str, Area]:
        """Return the marks of a question that takes several choices; a form that lost one of them lost the question."""
        found = read_marks.areas(self.census, field) if field.type is FieldType.SELECT_MULTIPLE else {}
        if 0 < len(found) < len(field.choices):
            self.lost.append(field.name)
        return found

    def _read_marks(self, field: Field, places: Mapping[str, Area]) -> Answer:
        first = next(iter(places.values())).top_left
        setting = values.Setting(Spot(field, first), self.dates, self.census.is_1904)
        marks = read_marks.parse(self.census, field, places, setting)
        self.needed.update(marks.cells)
        self.filled += [(area.sheet, area.first_row) for area in places.values() if not self.census.cell(area).is_blank]
        self.findings += marks.findings
        return Answer(field.name, marks.value, first)

    def _read_words(self, field: Field, area: Area) -> str:
        cell = self.census.cell(area)
        if cell.turned is not None:
            self.findings += seen.turned(cell, Spot(field, area.top_left))
        return cell.text

    def _read_cell(self, field: Field, area: Area) -> Answer:
        cell, place = self.census.cell(area), area.top_left
        self.needed[place] = field
        if not cell.is_blank:
            self.filled.append((area.sheet, area.first_row))
        spot = Spot(field, place)
        self.findings += seen.told(self.census, area, cell, spot)
        if cell.is_blank and self.census.merge_over(area):
            self.findings.append(messages.cell_swallowed(spot, field.required))
            return Answer(field.name, Missing(Reason.CELL_ERROR if field.required else Reason.BLANK), place)
        return Answer(field.name, self._value(field, cell, spot), place)

    def _value(self, field: Field, cell: Cell, spot: Spot) -> Value | Missing:
        typed = values.parse(cell, values.Setting(spot, self.dates, self.census.is_1904))
        given = self._given(field)
        if given is None:
            self.findings += typed.findings
            return typed.value
        if typed.value not in (given, Missing(Reason.BLANK)):
            self.findings.append(
                messages.understood_as(replace(spot, found=values.display(cell, self.census.is_1904)), messages.shown(given, field))
            )
        return given

    def _given(self, field: Field) -> Value | None:
        """Return what docgen itself wrote into the cell of `field`, which people do not change: a day of the period, a locked default."""
        if field.read_only and not field.prefill:
            return default_of(field)
        return {"data_from": self.dates.data_from, "data_to": self.dates.data_to}.get(field.prefill) if field.prefill else None


def _skipped(programme: Programme, before: Answers, after: Answers) -> Iterator[Spot]:
    """Yield where something stands in a cell that is not to be filled by the answers of other cells."""
    fields = programme.field_by_name
    rows = [(before.by_name, after.by_name)]
    rows += [pair for name, lines in before.tables.items() for pair in zip(lines, after.rows(name), strict=True)]
    for then, now in rows:
        for name, answer in then.items():
            is_dropped = (
                now[name] is not answer and now[name].value == _NOT_ASKED and answer.value not in (_NOT_ASKED, Missing(Reason.BLANK))
            )
            if is_dropped and fields[name].type.is_input:
                yield Spot(fields[name], answer.cell, messages.shown(answer.value, fields[name]))


def _is_about(finding: Finding, skipped: Iterable[Spot]) -> bool:
    """Return whether `finding` is about a cell that is not to be filled: nothing in it needs mending (a table: in the same row)."""
    return any(
        finding.field == spot.field.name
        and finding.cell is not None
        and spot.cell is not None
        and (not spot.field.repeat or finding.cell.cell.lstrip(ascii_uppercase) == spot.cell.cell.lstrip(ascii_uppercase))
        for spot in skipped
    )


def _plain_fields(programme: Programme, unit: Unit) -> Iterator[Field]:
    for group in programme.plain_groups:
        yield from group.fields_for(unit)


def _with_cell_errors(answers: Answers, names: Iterable[str]) -> Answers:
    """Return `answers` with those whose cells are gone as unreadable, so that nobody calls them blank as well."""
    lost = {name: Answer(name, Missing(Reason.CELL_ERROR)) for name in names if name in answers.by_name}
    return replace(answers, by_name={**answers.by_name, **{n: a for n, a in lost.items() if not answers.by_name[n].is_known}})


def _is_empty(programme: Programme, answers: Answers) -> bool:
    """Return whether nothing was filled in beside what docgen had written into the blank form."""
    if any(answers.tables.values()):
        return False
    fields = programme.field_by_name
    return not any(_is_filled(fields[name], answer) for name, answer in answers.by_name.items())


def _is_filled(field: Field, answer: Answer) -> bool:
    if not field.type.is_input or field.prefill or field.read_only:
        return False
    if isinstance(answer.value, Missing):
        return answer.value.reason in (Reason.NOTHING_AROSE, Reason.CELL_ERROR, Reason.NOT_CALCULATED) and answer.cell is not None
    return answer.value != default_of(field)


def _miscalculated(census: Census, programme: Programme, answers: Answers) -> Iterator[Finding]:
    """Yield where a calculation that people see shows something else than the answers come to: it was not calculated again."""
    for name, answer in answers.by_name.items():
        field = programme.field_by_name[name]
        if field.type is not FieldType.CALCULATE or not field.label or not isinstance(answer.value, Decimal):
            continue
        area = census.area(NAME_PREFIX + name)
        if area is None:
            continue
        shown = census.cell(area).number
        if shown is not None and abs(shown - answer.value) > _DUST * max(Decimal(1), abs(answer.value)):
            yield messages.differs_from_calculation(Spot(field, area.top_left, messages.shown(shown)), answer.value)


def _hidden(census: Census, filled: Iterable[tuple[str, int]]) -> Iterator[Finding]:
    rows = {place for place in filled if (sheet := census.sheet(place[0])) and place[1] in sheet.hidden_rows}
    if rows:
        yield messages.hidden_rows(len(rows))


def _held(census: Census, needed: Mapping[CellRef, Field]) -> Iterator[Finding]:
    if census.second_reader_failed:
        yield messages.second_reader_failed()
    for found in census.disagreements:
        if found.cell in needed:
            field = needed[found.cell]
            yield messages.readers_disagree(found.cell, found.first, found.second, text.folded(labels.alone(field)), field.name)


def _printed(census: Census, name: str) -> str:
    area = census.area(name)
    return text.folded(census.cell(area).text) if area else ""
