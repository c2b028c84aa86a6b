"""A plain list as a sheet: title, heads and rows in, a page out that can be filtered on the screen and printed on A4 across."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from docgen.forms import measure
from docgen.forms.area import Area
from docgen.forms.canvas import Book, CellValue
from docgen.forms.looks import HEAD, SMALL, TITLE
from docgen.forms.styles import Style

_CELL = Style(border="thin", size=11, valign="top")
_HEAD_ROW = 3


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
    """A list: `lead` says under the title what it shows, `empty` what stands there when there is no row; `total` is a last row in bold."""

    name: str
    title: str
    lead: str
    headings: tuple[Heading, ...]
    rows: Sequence[Sequence[Entry]]
    empty: str = ""
    total: Sequence[Entry] = field(default=())


def write(book: Book, listing: Listing) -> None:
    """Add the list to `book` as a sheet of its own."""
    page = book.page(listing.name)
    last = len(listing.headings) - 1
    page.columns([heading.width for heading in listing.headings])
    page.show(gridlines=False)
    page.span(Area(0, 0, 0, last), listing.title, TITLE)
    page.height(0, 24)
    page.span(Area(1, 0, 1, last), listing.lead if listing.rows else listing.empty, replace(SMALL, size=11, align="center"))
    page.height(1, _height((listing.lead,), (sum(h.width for h in listing.headings),)))
    for column, heading in enumerate(listing.headings):
        page.put(_HEAD_ROW, column, heading.title, HEAD)
    page.height(_HEAD_ROW, _height([h.title for h in listing.headings], [h.width * 0.9 for h in listing.headings]) + 4)
    widths = [heading.width for heading in listing.headings]
    for row, values in enumerate((*listing.rows, *([listing.total] if listing.total else [])), _HEAD_ROW + 1):
        is_total = bool(listing.total) and values is listing.total
        for column, value in enumerate(values):
            written = value.value if isinstance(value, Figure) else value
            page.put(row, column, written, _style(listing.headings[column], value, is_total))
        page.height(row, _height([str(value) for value in values], widths))
    page.freeze(_HEAD_ROW + 1)
    if listing.rows:
        page.filter(Area(_HEAD_ROW, 0, _HEAD_ROW + len(listing.rows), last))
    page.repeat(_HEAD_ROW, _HEAD_ROW)
    page.print_on_a4(landscape=True, footer=f"&L&10{listing.name}&R&10Trang &P/&N")


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
