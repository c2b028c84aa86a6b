"""The sheet `Tổng hợp`: a period's state in, one row per unit, subtotals by group and the totals with their "k/N" out onto a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from docgen.forms import measure
from docgen.forms.area import Area
from docgen.forms.canvas import Book, CellValue, Page
from docgen.forms.consolidated_columns import FieldColumn, field_columns, progress, status_words
from docgen.forms.listing import plain_format
from docgen.forms.looks import CENTRED_BOLD, CENTRED_ITALIC, HEAD, HEAD_FILL
from docgen.forms.shown import shown, sign
from docgen.forms.styles import Style
from docgen.model import text, wording
from docgen.model.consolidated import PeriodState, Total, UnitState, UnitStatus
from docgen.model.programme import Aggregate, Field
from docgen.model.values import Missing, Reason

NAME = "Tổng hợp"
_FIXED = (("TT", 5.0), ("Mã", 7.0), ("Đơn vị", 33.0), ("Tình trạng", 16.0), ("Nhận lúc", 16.5), ("Lần gửi", 6.5))
_FROZEN = 3
_GROUP_ROW, _LABEL_ROW, _MEASURE_ROW, _FIRST_ROW = 3, 4, 5, 6
_WORDS = (2, 3)
_LEGEND = (
    "Dấu …: chưa có số liệu; dấu -: không phát sinh; dấu x: không thuộc diện báo cáo chỉ tiêu này; dấu (*): số cộng chưa đủ đơn vị. "
    "Đơn vị thiếu số liệu: xem tờ Thiếu số liệu."
)
_STOP = " "
"""Stands right of the last column, so that a long text there is cut as in the others and does not run on to a further page."""
_ABOUT = Style(border="thin", size=11, align="center", wrap=False, shrink=True)
_ABOUT_WORDS = replace(_ABOUT, align="left")
_FIGURE = Style(border="thin", size=11, align="right", wrap=False)
_TEXT = Style(border="thin", size=11, wrap=False)
_CHOICE = Style(border="thin", size=11, align="center", wrap=False, shrink=True)
_DAY = Style(border="thin", size=11, align="center", number="dd/mm/yyyy")
_SIGN = Style(border="thin", size=11, align="center", color="#7F7F7F")
_LINE_POINTS = 17.0


@dataclass(frozen=True, slots=True)
class _Cell:
    value: CellValue
    style: Style


@dataclass(frozen=True, slots=True)
class _Sheet:
    page: Page
    state: PeriodState
    columns: tuple[FieldColumn, ...]


def write(book: Book, state: PeriodState) -> None:
    """Add the sheet to `book`; missing figures are printed `…`, `-` or `x`, figures stand as numbers."""
    sheet = _Sheet(book.page(NAME), state, field_columns(state.programme))
    sheet.page.columns([width for _, width in _FIXED] + [column.width for column in sheet.columns] + [1.0])
    sheet.page.usual_height(_LINE_POINTS)
    sheet.page.show(gridlines=False)
    _write_title(sheet)
    _write_heads(sheet)
    row = _FIRST_ROW
    number = 0
    for group in state.groups:
        row = _write_line(sheet, row, (group.letter, "", group.name, "", "", ""), _totals(sheet, group.totals), is_bold=True)
        for unit in group.states:
            number += 1
            row = _write_line(sheet, row, _about(number, unit), [_answer(unit, column) for column in sheet.columns])
    sent = f"{len(state.accepted)}/{len(state.asked)}"
    row = _write_line(sheet, row, ("", "", "TỔNG CỘNG", "", "", ""), _totals(sheet, state.totals), is_bold=True)
    row = _write_line(sheet, row, ("", "", "Số đơn vị có số liệu/thuộc diện", sent, "", ""), _coverage(sheet))
    sheet.page.put(row + 1, _FROZEN, _LEGEND, Style(size=10, italic=True, wrap=False))
    _finish(sheet)


def _write_title(sheet: _Sheet) -> None:
    """Write the title over the columns that stay in sight and are printed on each page, what is longer to their right."""
    state = sheet.state
    words = f"TỔNG HỢP SỐ LIỆU {state.period.words.upper()}"
    dates = f"số liệu từ ngày {wording.day(state.dates.data_from)} đến ngày {wording.day(state.dates.data_to)}"
    form = f"{state.programme.form_number}: " if state.programme.form_number else ""
    for row, (line, style) in enumerate(
        (
            (words, CENTRED_BOLD),
            (f"{form}{state.programme.title}", CENTRED_ITALIC),
            (f"{text.capitalised(dates)}. {progress(state)}", CENTRED_ITALIC),
        )
    ):
        sheet.page.put(row, _FROZEN if row else 0, line, replace(style, align="left", wrap=False, size=14 if row == 0 else 12))


def _write_heads(sheet: _Sheet) -> None:
    """Write the heads row by row; those of the fixed columns are joined over all three."""
    first = len(_FIXED)
    lines = max((measure.lines(column.title, column.width * 0.92, 11) for column in sheet.columns), default=1)
    _write_fixed_heads(sheet, _GROUP_ROW, 48)
    for group, start, end in _runs([column.group for column in sheet.columns]):
        sheet.page.span(Area(_GROUP_ROW, first + start, _GROUP_ROW, first + end), group, HEAD)
    _write_fixed_heads(sheet, _LABEL_ROW, min(400.0, measure.height(lines, 11) + 6))
    for index, column in enumerate(sheet.columns):
        sheet.page.put(_LABEL_ROW, first + index, column.title, replace(HEAD, bold=False))
    _write_fixed_heads(sheet, _MEASURE_ROW, 17)
    for index, column in enumerate(sheet.columns):
        sheet.page.put(_MEASURE_ROW, first + index, column.unit_of_measure, replace(HEAD, bold=False, italic=True, size=10))
    for place in range(first):
        sheet.page.join(Area(_GROUP_ROW, place, _MEASURE_ROW, place))


def _write_fixed_heads(sheet: _Sheet, row: int, height: float) -> None:
    for place, (title, _) in enumerate(_FIXED):
        sheet.page.put(row, place, title if row == _GROUP_ROW else "", HEAD)
    sheet.page.height(row, height)


def _write_line(sheet: _Sheet, row: int, about: Sequence[CellValue], cells: Sequence[_Cell], is_bold: bool = False) -> int:
    fill = HEAD_FILL if is_bold else ""
    for column, value in enumerate(about):
        sheet.page.put(row, column, value, _in_line(_ABOUT_WORDS if column in _WORDS else _ABOUT, is_bold, fill))
    for offset, cell in enumerate(cells):
        sheet.page.put(row, len(about) + offset, cell.value, _in_line(cell.style, is_bold, fill))
    sheet.page.put(row, len(about) + len(cells), _STOP, Style())
    sheet.page.height(row, _LINE_POINTS * (2 if is_bold and any(cell.style.wrap for cell in cells) else 1))
    return row + 1


@lru_cache(maxsize=512)
def _in_line(style: Style, is_bold: bool, fill: str) -> Style:
    return replace(style, bold=is_bold, fill=fill)


@lru_cache(maxsize=64)
def _figure_style(number: str) -> Style:
    return replace(_FIGURE, number=number)


def _about(number: int, state: UnitState) -> tuple[CellValue, ...]:
    received = wording.short_moment(state.received_at) if state.received_at else ""
    times = Decimal(state.times_sent) if state.times_sent else ""
    return str(number), state.unit.code, state.unit.name, status_words(state), received, times


def _answer(state: UnitState, column: FieldColumn) -> _Cell:
    answer = state.answer_to(column.field)
    if state.status is UnitStatus.EXEMPT and state.revision is None:
        return _Cell(sign(Reason.NOT_APPLICABLE), _SIGN)
    if isinstance(answer.value, Missing):
        return _Cell(shown(answer.value, column.field), _SIGN)
    value = shown(answer.value, column.field)
    if isinstance(value, Decimal):
        return _Cell(value, _figure_style(plain_format(value)))
    if not isinstance(value, str):
        return _Cell(value, _DAY)
    return _Cell(_brief(value), _CHOICE) if column.field.choices else _Cell(value, _TEXT)


def _totals(sheet: _Sheet, totals: Mapping[str, Total]) -> list[_Cell]:
    return [_total(totals.get(column.field.name), column.field) for column in sheet.columns]


def _total(total: Total | None, asked: Field) -> _Cell:
    if total is None or total.n == 0:
        return _Cell("", _SIGN)
    if isinstance(total.value, Missing):
        return _Cell(sign(total.value.reason), _SIGN)
    if asked.aggregate is Aggregate.COUNT:
        return _Cell(_counts(total, asked), replace(_CHOICE, wrap=True, size=10, shrink=False))
    star = "" if total.is_complete else '" (*)"'
    return _Cell(total.value, replace(_FIGURE, number=plain_format(total.value) + star))


def _counts(total: Total, asked: Field) -> str:
    """Return `Có 3, Không 1`: how many units chose what, the label up to its explanation in brackets."""
    words = [(asked.choice(code), count) for code, count in total.counts.items() if count]
    counted = ", ".join(f"{_brief(choice.label)} {count}" for choice, count in words if choice)
    return counted + ("" if total.is_complete else " (*)")


def _brief(label: str) -> str:
    """Return the label of a choice up to its explanation in brackets: the columns are narrow."""
    return label.partition(" (")[0]


def _coverage(sheet: _Sheet) -> list[_Cell]:
    style = replace(_SIGN, color="", italic=True)
    totals = (sheet.state.totals.get(column.field.name) for column in sheet.columns)
    return [_Cell(f"{total.k}/{total.n}" if total and total.n else "", style) for total in totals]


def _runs(labels: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Yield each label with the first and last place where it stands without a break."""
    start = 0
    for place in range(1, len(labels) + 1):
        if place == len(labels) or labels[place] != labels[start]:
            yield labels[start], start, place - 1
            start = place


def _finish(sheet: _Sheet) -> None:
    sheet.page.freeze(_FIRST_ROW, _FROZEN)
    sheet.page.repeat(_GROUP_ROW, _MEASURE_ROW, 0, _FROZEN - 1)
    sheet.page.print_on_a4(landscape=True, pages_wide=0, pages_tall=1, footer=f"&L&10{NAME}&R&10Trang &P/&N")
