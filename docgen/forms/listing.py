"""A plain list as a sheet: title, heads and rows in, a page out that can be filtered on the screen and printed on A4 across."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from itertools import chain, islice

from docgen.forms import measure
from docgen.forms.area import Area
from docgen.forms.canvas import Book, CellValue, Page
from docgen.forms.looks import HEAD, SMALL, TITLE
from docgen.forms.styles import Style
from docgen.model import numbers

_CELL = Style(border="thin", size=11, valign="top")
_HEAD_ROW = 3
MOST_ROWS = 1_000_000
"""Excel takes 1 048 576 of them."""
_MORE = "Còn {count} dòng nữa, tờ bảng tính không chứa hết. Xuất đủ bằng lệnh docgen export, định dạng csv hoặc json."


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of a list. `number` is the format of its dates. Units: characters."""

    title: str
    width: float
    align: str = "left"
    number: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with a number format of its own."""

    value: Decimal
    number: str

    def __str__(self) -> str:
        return str(self.value)


Entry = CellValue | Figure


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: `lead` says under the title what it shows, `empty` what stands there when there is no row; `total` is a last row in bold.

    `rows` are asked for once, one after another: they need not be in memory together.
    """

    name: str
    title: str
    lead: str
    headings: tuple[Heading, ...]
    rows: Iterable[Sequence[Entry]]
    empty: str = ""
    total: Sequence[Entry] = field(default=())


def write(book: Book, listing: Listing) -> None:
    """Add the list to `book` as a sheet of its own."""
    page = book.page(listing.name)
    rows = iter(listing.rows)
    first, last = next(rows, None), len(listing.headings) - 1
    page.columns([heading.width for heading in listing.headings])
    page.usual_height(_height(("",), (1.0,)))
    page.show(gridlines=False)
    page.span(Area(0, 0, 0, last), listing.title, TITLE)
    page.height(0, 24)
    page.span(Area(1, 0, 1, last), listing.empty if first is None else listing.lead, replace(SMALL, size=11, align="center"))
    page.height(1, _height((listing.lead,), (sum(h.width for h in listing.headings),)))
    for column, heading in enumerate(listing.headings):
        page.put(_HEAD_ROW, column, heading.title, HEAD)
    page.height(_HEAD_ROW, _height([h.title for h in listing.headings], [h.width * 0.9 for h in listing.headings]) + 4)
    end = _HEAD_ROW if first is None else _write_rows(page, listing, chain((first,), rows))
    if listing.total:
        _write_row(page, end + 1, listing.headings, listing.total, is_total=True)
    page.freeze(_HEAD_ROW + 1)
    if first is not None:
        page.filter(Area(_HEAD_ROW, 0, end, last))
    page.repeat(_HEAD_ROW, _HEAD_ROW)
    page.print_on_a4(landscape=True, footer=f"&L&10{listing.name}&R&10Trang &P/&N")


def _write_rows(page: Page, listing: Listing, rows: Iterator[Sequence[Entry]]) -> int:
    """Write the rows; return the last one. A sheet holds so many, and says it when there are more."""
    end = _HEAD_ROW
    for end, values in enumerate(islice(rows, MOST_ROWS), _HEAD_ROW + 1):
        _write_row(page, end, listing.headings, values)
    left = sum(1 for _ in rows)
    if left:
        end += 1
        page.put(end, 0, _MORE.format(count=numbers.number(Decimal(left))), replace(SMALL, size=11, bold=True))
    return end


def _write_row(page: Page, row: int, headings: Sequence[Heading], values: Sequence[Entry], is_total: bool = False) -> None:
    for column, value in enumerate(values):
        page.put(row, column, value.value if isinstance(value, Figure) else value, _style(headings[column], value, is_total))
    page.height(row, _height([str(value) for value in values], [heading.width for heading in headings]))


def _style(heading: Heading, value: Entry, is_bold: bool) -> Style:
    if isinstance(value, Figure):
        return _figure_style(value.number, is_bold)
    if isinstance(value, Decimal | int):
        return _figure_style(plain_format(Decimal(value)), is_bold)
    return _text_style(heading.align, heading.number, is_bold)


@lru_cache(maxsize=256)
def _figure_style(number: str, is_bold: bool) -> Style:
    return replace(_CELL, align="right", wrap=False, shrink=True, number=number, bold=is_bold)


@lru_cache(maxsize=256)
def _text_style(align: str, number: str, is_bold: bool) -> Style:
    return replace(_CELL, align=align, number=number, bold=is_bold)


def plain_format(value: Decimal) -> str:
    """Return the number format that shows `value` with all its decimals, at most three, and no comma without any."""
    exponent = value.normalize().as_tuple().exponent
    places = min(3, -exponent) if isinstance(exponent, int) and exponent < 0 else 0
    return f"#,##0.{'0' * places}" if places else "#,##0"


def _height(texts: Sequence[str], widths: Sequence[float]) -> float:
    count = max((measure.lines(text, width, 11) for text, width in zip(texts, widths, strict=False)), default=1)
    return min(400.0, measure.height(count, 11) + 4)
