"""Random definitions, as XLSForm rows, and random fillings of the forms made from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell

from docgen.forms import reading, seal
from docgen.forms.blank import write_blank
from docgen.forms.census import read_census
from docgen.model.programme import Field, FieldType, Programme
from docgen.model.values import Answer, Missing, Reason, Value
from docgen.programme import choice_marks
from docgen.programme.reading import parse_programme
from tests.filled_forms import DATES, PERIOD, TODAY, UNIT
from tests.unit.forms.small_form import AGENCY, CONTACT
from tests.unit.programme.sources import DOCUMENTS, INDICATORS, programme_workbook

Typed = str | int | Decimal | date | tuple[str, ...] | None
"""What a person answers: for several choices their codes; "-" nothing arose; None nothing typed."""

_WORDS = (
    *("Họp thôn", "Tập huấn", "hoà giải", "hòa nhã", "Đội văn nghệ", "A & B", "<chưa rõ>", 'gọi là "nhóm 3"', "l'Oréal", "100% đạt"),
    *("0912345678", "1.234,5", "Nguyễn Văn Mẫu", "ngày 07/6", "dòng một\ndòng hai", "50 người", "a;b", "(khác)", "{{ 7*7 }}", "=chữ", "x"),
)
_CHOICES = ("Có", "Không", "Đang làm", "Chưa rõ", "Hội nghị, họp", "Khác (ghi rõ)", "Trên 50%", "Nữ", "Nam", "A & B")
_UNITS_OF_MEASURE = ("", "người", "đồng", "cuộc", "%")
_FIRST_DAY = date(2025, 1, 1)
_HEAD = (
    "| type | name | label | hint | required | constraint | constraint_message | relevant | calculation | unit_of_measure | default |\n|"
    + "---|" * 11
    + "\n"
)


@dataclass(frozen=True)
class Sample:
    """One definition, and one filling of its form: answers by field, and rows of answers by table."""

    programme: Programme
    answers: Mapping[str, Typed] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Mapping[str, Typed]]] = field(default_factory=dict)


@st.composite
def samples(draw: st.DrawFn) -> Sample:
    """Draw a definition and a filling."""
    lists = draw(st.lists(st.lists(st.sampled_from(_CHOICES), min_size=1, max_size=8, unique=True), min_size=1, max_size=3))
    lines: list[str] = []
    asked: list[tuple[str, str]] = []
    numbers = 0
    for group in range(draw(st.integers(1, 4))):
        is_table = group > 0 and draw(st.booleans())
        lines.append(_line("begin_repeat" if is_table else "begin_group", f"g{group}", f"PHẦN {group}"))
        earlier: list[tuple[str, str]] = [] if is_table else asked
        for _ in range(draw(st.integers(1, 5))):
            kind = draw(st.sampled_from(("integer", "decimal", "text", "date", "select_one", "select_multiple", "calculate", "note")))
            # A table has no notes, and room for the marks of one question that takes several choices.
            if is_table and (kind == "note" or (kind == "select_multiple" and kind in dict(earlier).values())):
                kind = "text"
            lines.append(_field_line(draw, kind, f"q{numbers}", draw(st.sampled_from(range(len(lists)))), earlier, is_table))
            earlier.append((f"q{numbers}", kind))
            numbers += 1
        # Every part asks something: one of which only calculations are left would not be printed at all.
        lines.append(_line("integer", f"q{numbers}", f"Câu {numbers}"))
        numbers += 1
        lines.append(_line("end_repeat" if is_table else "end_group", "", ""))
    choices = [f"| d{n} | c{m} | {label} |" for n, labels in enumerate(lists) for m, label in enumerate(labels)]
    data = programme_workbook(
        survey=_HEAD + "\n".join(lines),
        choices="| list_name | name | label |\n|---|---|---|\n" + "\n".join(choices),
        indicators=INDICATORS.rpartition("|\n| ct_nu")[0] + "|\n",
        documents=DOCUMENTS.rpartition("|\n| bc-thu")[0] + "|\n",
    )
    return _filled(draw, parse_programme("thu", data))


def _line(kind: str, name: str, label: str, **more: str) -> str:
    columns = ("hint", "required", "constraint", "constraint_message", "relevant", "calculation", "unit_of_measure", "default")
    return f"| {kind} | {name} | {label} | " + " | ".join(more.get(column, "") for column in columns) + " |"


def _field_line(draw: st.DrawFn, kind: str, name: str, choices: int, earlier: Sequence[tuple[str, str]], in_table: bool) -> str:
    figures = [other for other, its_kind in earlier if its_kind in ("integer", "decimal", "calculate")]
    if kind == "calculate":
        label = draw(st.sampled_from(("", f"Tính {name}")))
        parts = [f"${{{other}}}" for other in draw(st.lists(st.sampled_from(figures), max_size=3))] if figures else []
        return _line(kind, name, label, calculation=f"`{' + '.join(parts) or '1 + 1'}`")
    more = {"hint": draw(st.sampled_from(("", "Ghi theo sổ. Ví dụ: 12."))), "required": draw(st.sampled_from(("", "yes")))}
    if kind == "note":
        return _line(kind, name, f"Ghi chú {name}")
    if kind in ("integer", "decimal"):
        more["constraint"] = draw(st.sampled_from(("", "`. >= 0`", *(f"`. <= ${{{other}}}`" for other in figures[:1]))))
        more["unit_of_measure"] = draw(st.sampled_from(_UNITS_OF_MEASURE))
        more["default"] = "" if in_table else draw(st.sampled_from(("", "", "7")))
    if kind == "text":
        more["constraint"] = draw(st.sampled_from(("", "`string-length(.) <= 500`")))
    more["constraint_message"] = "Xem lại số liệu." if more.get("constraint") else ""
    singles = [other for other, its_kind in earlier if its_kind == "select_one"]
    conditions = [f"`${{{other}}} = 'c0'`" for other in singles] + [f"`${{{other}}} > 5`" for other in figures]
    more["relevant"] = draw(st.sampled_from(("", "", *conditions)))
    return _line(f"{kind} d{choices}" if kind.startswith("select") else kind, name, f"Câu {name}", **more)


def _filled(draw: st.DrawFn, programme: Programme) -> Sample:
    answers = {f.name: draw(_typed(f)) for group in programme.plain_groups for f in group.fields if f.type.is_input}
    rows = {}
    for group in programme.repeats:
        inputs = [f for f in group.fields if f.type.is_input]
        lines = draw(st.lists(st.fixed_dictionaries({f.name: _typed(f) for f in inputs}), max_size=4))
        rows[group.name] = [line for line in lines if any(value is not None for value in line.values())]
    return Sample(programme, answers, rows)


def _typed(asked: Field) -> st.SearchStrategy[Typed]:
    least = 1 if asked.unit_of_measure == "%" else 0
    of_type: Mapping[FieldType, st.SearchStrategy[Typed]] = {
        FieldType.INTEGER: st.integers(least, 10**12),
        FieldType.DECIMAL: st.decimals(least, 10**6, places=3).map(lambda value: value.normalize()),
        FieldType.TEXT: st.sampled_from(_WORDS),
        FieldType.DATE: st.integers(0, 900).map(lambda days: _FIRST_DAY + timedelta(days)),
        FieldType.SELECT_ONE: st.sampled_from([choice.code for choice in asked.choices] or [""]),
        FieldType.SELECT_MULTIPLE: st.lists(
            st.sampled_from([choice.code for choice in asked.choices] or [""]), min_size=1, unique=True
        ).map(lambda codes: tuple(choice.code for choice in asked.choices if choice.code in codes)),
    }
    return st.one_of(of_type[asked.type], of_type[asked.type], st.sampled_from((None, "-")))


def filled_form(sample: Sample) -> bytes:
    """Return the form of `sample`, made by docgen and filled with openpyxl."""
    sealed = seal.issue(sample.programme, UNIT.code, PERIOD.code, 0, "k1", b"x" * 32)
    book = load_workbook(BytesIO(write_blank(sample.programme, UNIT, PERIOD, DATES, AGENCY, CONTACT, sealed)), rich_text=True)
    fields = sample.programme.field_by_name
    for name, value in sample.answers.items():
        _type(book, fields[name], value, 0)
    for lines in sample.rows.values():
        for index, line in enumerate(lines):
            for name, value in line.items():
                _type(book, fields[name], value, index)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _type(book: Workbook, asked: Field, value: Typed, row: int) -> None:
    if value is None:
        return
    if choice_marks.is_marked(asked):
        for choice in asked.choices:
            if value == "-" or (isinstance(value, tuple) and choice.code in value):
                _cell(book, choice_marks.name_of(asked, choice.code), row).value = "x" if isinstance(value, tuple) else "-"
        return
    cell = _cell(book, asked.name, row)
    labels = {choice.code: choice.label for choice in asked.choices}
    if isinstance(value, tuple):
        cell.value = "; ".join(labels[code] for code in value)
    else:
        cell.value = labels.get(value, value) if isinstance(value, str) else value
    if isinstance(cell.value, str):
        cell.data_type = "s"  # a text that begins with = is no formula


def _cell(book: Workbook, name: str, row: int) -> Cell:
    sheet, place = next(iter(book.defined_names[f"dg_{name}"].destinations))
    found = book[sheet][place.replace("$", "").split(":")[0]].offset(row=row)
    assert isinstance(found, Cell)
    return found


def differences(sample: Sample, data: bytes) -> list[tuple[str, int, Value | Missing, Value | Missing]]:
    """Return (field, row, typed, read) of each answer in the form `data` that is not read as it was typed.

    An answer to a question that is not asked may be left out. No cell may be doubtful, and none held.
    """
    found = reading.read_form(read_census(data), sample.programme, UNIT, DATES, today=TODAY)
    assert (found.held, found.missing_names, [f for f in found.findings if f.is_error]) == ((), (), [])
    fields = sample.programme.field_by_name
    compared = [(name, 0, _value(fields[name], typed), found.answers.get(name)) for name, typed in sample.answers.items()]
    for table, lines in sample.rows.items():
        read = found.answers.rows(table)
        assert len(read) == len(lines), table
        for number, (line, theirs) in enumerate(zip(lines, read, strict=True)):
            compared += [(name, number, _value(fields[name], typed), theirs[name]) for name, typed in line.items()]
    return [(name, row, typed, a.value) for name, row, typed, a in compared if a.value != typed and not _is_left_out(fields[name], a)]


def _value(asked: Field, typed: Typed) -> Value | Missing:
    if typed is None:
        return Decimal(asked.default) if asked.default else Missing(Reason.BLANK)
    if typed == "-":
        return Missing(Reason.NOTHING_AROSE)
    return Decimal(typed) if isinstance(typed, int) else typed


def _is_left_out(asked: Field, answer: Answer) -> bool:
    return asked.relevant is not None and answer.value == Missing(Reason.NOT_APPLICABLE)
