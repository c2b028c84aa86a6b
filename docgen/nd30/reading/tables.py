"""The grid of a table: rows and cells as shown, room for text in each, whether lines are drawn; knows Word's ways of saying a width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree

from docgen.nd30.reading.names import W, any_drawn, child_is_on, child_value, is_drawn, points, whole
from docgen.nd30.reading.styles import Style, StyleSheet
from docgen.nd30.reading.unwrapping import content

_ZERO = Decimal()
# The room Word leaves beside the text of a cell when neither table nor style says it.
_USUAL_PADDING = Decimal("5.75")
_SIDES = (("left", "start"), ("right", "end"))
_EDGES = ("top", "left", "bottom", "right")


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """One cell as it stands in its row. `column`, `span`: in the grid; `width`: of its text; `is_covered`: a cell above hides it."""

    element: etree._Element
    column: int
    span: int
    width: Decimal
    is_covered: bool


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One row with its cells. `is_header`: repeated on each page."""

    element: etree._Element
    cells: tuple[Cell, ...]
    is_header: bool
    may_split: bool


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """A table laid out. Units: points."""

    element: etree._Element
    style: tuple[Style, ...]
    rows: tuple[Row, ...]
    columns: int
    width: Decimal

    @property
    def header_rows(self) -> int:
        """Return how many rows at the top are repeated on each page."""
        return next((index for index, row in enumerate(self.rows) if not row.is_header), len(self.rows))

    def has_lines_of_its_own(self) -> bool:
        """Return whether the table or its style says that lines are drawn."""
        return any_drawn(_table_borders(self).values())

    def has_rule_below(self, row: int, cell: Cell) -> bool:
        """Return whether a line that is no part of a grid is drawn under a cell; only for a table that has no lines of its own."""
        own = cell.element.find(f"{W}tcPr/{W}tcBorders")
        if any(_own_edge_is_drawn(own, edge) for edge in ("left", "right")):
            return False
        below = self.rows[row + 1].cells if row + 1 < len(self.rows) else ()
        under = next((other for other in below if (other.column, other.span) == (cell.column, cell.span)), None)
        top = under.element.find(f"{W}tcPr/{W}tcBorders") if under is not None else None
        return _own_edge_is_drawn(own, "bottom") or _own_edge_is_drawn(top, "top")

    def has_borders(self) -> bool:
        """Return whether any line is drawn round or within the table."""
        borders = _table_borders(self)
        last_row, last_column = len(self.rows) - 1, self.columns
        for index, row in enumerate(self.rows):
            for cell in row.cells:
                own = cell.element.find(f"{W}tcPr/{W}tcBorders")
                outer = {"top": index == 0, "bottom": index == last_row, "left": cell.column == 0}
                outer["right"] = cell.column + cell.span >= last_column
                if any(_edge_is_drawn(edge, own, borders, is_outer=outer[edge]) for edge in _EDGES):
                    return True
        return not self.rows and any_drawn(borders.values())


def lay_out(table: etree._Element, styles: StyleSheet, room: Decimal) -> Grid:
    """Return the grid of `table`, which stands where `room` points are free."""
    properties = table.find(W + "tblPr")
    chain = styles.chain("table", styles.chosen("table", child_value(properties, "tblStyle")))
    columns = [points(column.get(W + "w")) or _ZERO for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    padding = _padding(chain, properties)
    width = _length(properties, "tblW", room) or sum(columns, _ZERO) or room
    rows: list[Row] = []
    for element in content(table):
        if element.tag == W + "tr" and not _is_deleted(element):
            rows.append(_row(element, columns, width, padding, is_first=not rows))
    widest = max((cell.column + cell.span for row in rows for cell in row.cells), default=0)
    return Grid(table, chain, tuple(rows), max(len(columns), widest), width)


def conditions(grid: Grid, row: int, cell: Cell) -> tuple[str, ...]:
    """Return which parts of the table's style apply to a cell, the strongest last."""
    look = grid.element.find(f"{W}tblPr/{W}tblLook")
    is_row = {"firstRow": row == 0 and _look(look, "firstRow", 0x20), "lastRow": row == len(grid.rows) - 1 and _look(look, "lastRow", 0x40)}
    is_column = {
        "firstCol": cell.column == 0 and _look(look, "firstColumn", 0x80),
        "lastCol": cell.column + cell.span >= grid.columns and _look(look, "lastColumn", 0x100),
    }
    bands = []
    if not _look(look, "noVBand", 0x400) and not any(is_column.values()):
        first = int(_look(look, "firstColumn", 0x80))
        bands.append(f"band{(cell.column - first) // _band_size(grid, 'tblStyleColBandSize') % 2 + 1}Vert")
    if not _look(look, "noHBand", 0x200) and not any(is_row.values()):
        first = int(_look(look, "firstRow", 0x20))
        bands.append(f"band{(row - first) // _band_size(grid, 'tblStyleRowBandSize') % 2 + 1}Horz")
    corners = [
        name
        for name, at_row, at_column in (
            ("nwCell", "firstRow", "firstCol"),
            ("neCell", "firstRow", "lastCol"),
            ("swCell", "lastRow", "firstCol"),
            ("seCell", "lastRow", "lastCol"),
        )
        if is_row[at_row] and is_column[at_column]
    ]
    sides = [name for name, applies in (*is_row.items(), *is_column.items()) if applies]
    return ("wholeTable", *bands, *sides, *corners)


def _band_size(grid: Grid, name: str) -> int:
    for style in reversed(grid.style):
        size = whole(child_value(style.element.find(W + "tblPr"), name))
        if size and size > 0:
            return size
    return 1


def _look(look: etree._Element | None, name: str, bit: int) -> bool:
    if look is None:
        return name in ("noVBand", "noHBand")
    if (said := look.get(W + name)) is not None:
        return said in ("1", "true", "on")
    try:
        return bool(int(look.get(W + "val", "0")[:8], 16) & bit)
    except ValueError:
        return False


def _row(element: etree._Element, columns: Sequence[Decimal], table_width: Decimal, padding: Sequence[Decimal], *, is_first: bool) -> Row:
    properties = element.find(W + "trPr")
    column = min(max(whole(child_value(properties, "gridBefore")) or 0, 0), 63)
    found = [child for child in content(element) if child.tag == W + "tc"]
    share = table_width / max(len(found), 1)
    cells: list[Cell] = []
    for cell in found:
        own = cell.find(W + "tcPr")
        span = min(max(whole(child_value(own, "gridSpan")) or 1, 1), 63)
        width = _length(own, "tcW", table_width) or sum(columns[column : column + span], _ZERO) or share
        left, right = _own_padding(own, padding)
        merge = own.find(W + "vMerge") if own is not None else None
        is_covered = merge is not None and merge.get(W + "val", "continue") == "continue" and not is_first
        cells.append(Cell(cell, column, span, max(width - left - right, _ZERO), is_covered))
        column += span
    return Row(element, tuple(cells), child_is_on(properties, "tblHeader"), not child_is_on(properties, "cantSplit"))


def _length(properties: etree._Element | None, name: str, room: Decimal) -> Decimal:
    """Return a width that is said in points, or as a part of `room`; 0 when it is left to Word."""
    element = properties.find(W + name) if properties is not None else None
    if element is None:
        return _ZERO
    text, kind = element.get(W + "w", ""), element.get(W + "type", "dxa")
    if text.endswith("%"):
        return room * (points(text[:-1], "pt") or _ZERO) / 100
    if kind == "pct":
        return room * (points(text, "pt") or _ZERO) / 5000
    return max(points(text) or _ZERO, _ZERO) if kind == "dxa" else _ZERO


def _padding(chain: Sequence[Style], properties: etree._Element | None) -> tuple[Decimal, Decimal]:
    padding = (_USUAL_PADDING, _USUAL_PADDING)
    for holder in (*(style.element.find(W + "tblPr") for style in chain), properties):
        if holder is not None:
            padding = _sides(holder.find(W + "tblCellMar"), padding)
    return padding


def _own_padding(own: etree._Element | None, padding: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    return _sides(own.find(W + "tcMar") if own is not None else None, padding)


def _sides(margins: etree._Element | None, padding: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    sides = list(padding)
    for index, names in enumerate(_SIDES):
        for name in names:
            element = margins.find(W + name) if margins is not None else None
            if element is not None and (said := points(element.get(W + "w"))) is not None:
                sides[index] = said
    return sides[0], sides[1]


def _table_borders(grid: Grid) -> dict[str, etree._Element]:
    borders: dict[str, etree._Element] = {}
    for holder in (*(style.element for style in grid.style), grid.element):
        for border in holder.iterfind(f"{W}tblPr/{W}tblBorders/*"):
            borders[etree.QName(border).localname] = border
    for other, usual in (("start", "left"), ("end", "right")):
        if other in borders:
            borders.setdefault(usual, borders[other])
    return borders


def _edge_is_drawn(edge: str, own: etree._Element | None, borders: dict[str, etree._Element], *, is_outer: bool) -> bool:
    border = _own_edge(own, edge)
    if border is not None:
        return is_drawn(border)
    inner = "insideH" if edge in ("top", "bottom") else "insideV"
    return is_drawn(borders.get(edge if is_outer else inner))


def _own_edge(own: etree._Element | None, edge: str) -> etree._Element | None:
    border = own.find(W + edge) if own is not None else None
    if border is None and own is not None and edge in ("left", "right"):
        border = own.find(W + {"left": "start", "right": "end"}[edge])
    return border


def _own_edge_is_drawn(own: etree._Element | None, edge: str) -> bool:
    return is_drawn(_own_edge(own, edge))


def _is_deleted(row: etree._Element) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None
