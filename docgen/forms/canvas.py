"""Cells, styles and rules as values in, the bytes of a workbook out; the one door to XlsxWriter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from tempfile import TemporaryDirectory

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import quote_sheetname
from xlsxwriter.worksheet import Worksheet

from docgen.forms.area import Area
from docgen.forms.measure import FONT_SIZE
from docgen.forms.styles import FONT, Style, properties, properties_changed
from docgen.model.disk import storable
from docgen.ooxml.entries import timeless, with_parts

LONGEST_TEXT = 32767
_STARTS_A_FORMULA = ("=", "+", "-", "@")
_CREATED = datetime(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class Live:
    """A formula (with `=`) and the value it has now: what a reader sees that does not calculate."""

    formula: str
    value: str | Decimal = ""


@dataclass(frozen=True, slots=True)
class Rich:
    """A text in several styles."""

    runs: tuple[tuple[str, Style], ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A text that opens `target`: a file by its path relative to the workbook, with `/`, or a place in it (`#'Biểu'!A60`)."""

    text: str
    target: str


CellValue = str | Decimal | int | date | datetime | Live | Rich | Link


@dataclass(frozen=True, slots=True)
class Rule:
    """What may be typed into a cell: `formula` (a condition), or one of the values that `choices` (a reference) lists.

    `prompt` shows when the cell is chosen, `refusal` when something else is typed; a rule without either of the first two only prompts.
    """

    formula: str = ""
    choices: str = ""
    prompt_title: str = ""
    prompt: str = ""
    refusal: str = ""


class Page:
    """One sheet being written."""

    def __init__(self, sheet: Worksheet, book: Book) -> None:
        self._sheet = sheet
        self._book = book
        self._texts: list[str] = []
        self.heights: dict[int, float] = {}
        self._usual_height = 0.0
        self.name: str = sheet.get_name()

    def put(self, row: int, column: int, value: CellValue, style: Style) -> None:
        """Write one cell; a text stays a text whatever it begins with."""
        if self._put(row, column, value, style) < 0:
            raise ValueError(f"{self.name}: row {row}, column {column} is not taken")

    def _put(self, row: int, column: int, value: CellValue, style: Style) -> int:
        look = self._book.format(style)
        match value:
            case Live(formula, result):
                return int(self._sheet.write_formula(row, column, formula, look, result))
            case Rich(runs):
                return self._put_rich(row, column, runs, style)
            case Link(text, target):
                text, target = storable(text), storable(target)
                place = f"internal:{target[1:]}" if target.startswith("#") else f"external:{target}"
                is_linked = self._sheet.write_url(row, column, place, look, text) >= 0
                return 0 if is_linked else int(self._sheet.write_string(row, column, text[:LONGEST_TEXT], look))
            case Decimal() | int():
                return int(self._sheet.write_number(row, column, value, look))
            case datetime() | date():
                return int(self._sheet.write_datetime(row, column, value, look))
            case "":
                return int(self._sheet.write_blank(row, column, None, look))
            case str():
                value = storable(value)
                quoted = self._book.format(replace(style, quoted=True)) if len(value) > 1 and value.startswith(_STARTS_A_FORMULA) else look
                return int(self._sheet.write_string(row, column, value[:LONGEST_TEXT], quoted))

    def span(self, area: Area, value: CellValue, style: Style) -> None:
        """Write a value across `area`; several cells are merged."""
        if not area.is_cell:
            self._sheet.merge_range(*area.bounds, "", self._book.format(style))
        self.put(area.first_row, area.first_column, value, style)

    def join(self, area: Area) -> None:
        """Merge cells that are written already, whatever rows they stand in: a streamed sheet takes no cell of a row it has left."""
        self._sheet.merge.append(list(area.bounds))

    def fill_row(self, row: int, first_column: int, last_column: int, style: Style) -> None:
        """Give empty cells of one row a style."""
        for column in range(first_column, last_column + 1):
            self.put(row, column, "", style)

    def columns(self, widths: Sequence[float], style: Style | None = None) -> None:
        """Set the widths of the first columns, in characters, and how their cells below what is written look."""
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width, self._book.format(style) if style else None)

    def height(self, row: int, points: float) -> None:
        """Set the height of a row; nothing is kept of a row as high as usual."""
        if points != self._usual_height:
            self._sheet.set_row(row, points)
            if self._book.is_streamed:
                self._forget_heights()
            else:
                self.heights[row] = points

    def usual_height(self, points: float) -> None:
        """Set the height of every row that is given no other."""
        self._usual_height = points
        self._sheet.set_default_row(points)

    def rule(self, area: Area, rule: Rule) -> None:
        """Let only what `rule` allows be typed into `area`; lengths are the caller's care (title 32, messages and formula 255)."""
        options: dict[str, object] = {"validate": "any"}
        if rule.choices:
            options = {"validate": "list", "source": f"={rule.choices}", "error_title": "Chưa đúng cách ghi"}
        elif rule.formula:
            options = {"validate": "custom", "value": f"={rule.formula}", "error_title": "Chưa đúng cách ghi"}
        if rule.refusal:
            options["error_message"] = rule.refusal
        if rule.prompt:
            options |= {"input_title": rule.prompt_title, "input_message": rule.prompt}
        self._sheet.data_validation(*area.bounds, options)

    def paint(self, area: Area, formula: str, style: Style, stop: bool = False) -> None:
        """Let `style` show in `area` while `formula` (about its first cell) is true."""
        look = self._book.changed_format(style)
        self._sheet.conditional_format(*area.bounds, {"type": "formula", "criteria": f"={formula}", "format": look, "stop_if_true": stop})

    def keep_as_text(self, area: Area) -> None:
        """Spare digits in text cells of `area` the mark "number stored as text"."""
        self._texts.append(area.address.replace("$", ""))
        self._sheet.ignore_errors({"number_stored_as_text": " ".join(self._texts)})

    def protect(self, may_filter: bool = False, may_insert_rows: bool = False) -> None:
        """Lock the locked cells, without a password; rows and columns may still be made wider."""
        allowed = {"autofilter": may_filter, "sort": may_filter, "insert_rows": may_insert_rows}
        self._sheet.protect("", {"format_columns": True, "format_rows": True, **allowed})

    def print_on_a4(self, landscape: bool = False, pages_wide: int = 1, pages_tall: int = 0, footer: str = "") -> None:
        """Set A4, narrow margins and the footer; 0 pages means as many as needed."""
        if landscape:
            self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.set_margins(left=0.59, right=0.39, top=0.47, bottom=0.63)
        self._sheet.center_horizontally()
        self._sheet.fit_to_pages(pages_wide, pages_tall)
        self._sheet.set_footer(footer or "&R&10Trang &P/&N", {"margin": 0.28})

    def break_pages(self, scale: int, rows: Sequence[int]) -> None:
        """Print at `scale` per cent, with a new page before each of `rows`: programs heed breaks only where nothing is fitted to pages."""
        self._sheet.set_print_scale(scale)
        self._sheet.set_h_pagebreaks(list(rows))

    def repeat(self, first_row: int, last_row: int, first_column: int = -1, last_column: int = -1) -> None:
        """Print these rows (and columns) again on each page."""
        self._sheet.repeat_rows(first_row, last_row)
        if first_column >= 0:
            self._sheet.repeat_columns(first_column, last_column)

    def freeze(self, rows: int, columns: int = 0) -> None:
        """Keep the first rows and columns in sight."""
        self._sheet.freeze_panes(rows, columns)

    def filter(self, area: Area) -> None:
        """Offer filters in the first row of `area`."""
        self._sheet.autofilter(*area.bounds)

    def select(self, row: int, column: int) -> None:
        """Put the cursor into a cell."""
        self._sheet.set_selection(row, column, row, column)

    def show(self, gridlines: bool = False) -> None:
        """Show or hide the lines between cells on the screen."""
        self._sheet.hide_gridlines(0 if gridlines else 2)

    def hide(self) -> None:
        """Hide the sheet so that it is not offered for showing again."""
        self._sheet.very_hidden()

    def reference(self, area: Area) -> str:
        """Return the area as other sheets name it: `'Biểu'!$E$14`."""
        return f"{quote_sheetname(self.name)}!{area.address}"

    def _forget_heights(self) -> None:
        """Let go of the heights, which the library keeps, of rows that have left memory."""
        for row in [row for row in self._sheet.row_info if row < self._sheet.previous_row]:
            del self._sheet.row_info[row]
        self._sheet.row_sizes.clear()

    def _put_rich(self, row: int, column: int, runs: tuple[tuple[str, Style], ...], style: Style) -> int:
        parts: list[object] = []
        for text, look in runs:
            if text:
                parts += [self._book.format(look), text]
        if len(parts) <= 2:
            return self._put(row, column, "".join(text for text, _ in runs), style)
        return int(self._sheet.write_rich_string(row, column, *parts, self._book.format(style)))


class Book:
    """One workbook being written: in memory, or streamed (each row leaves memory with the next; all sheets from top to bottom)."""

    def __init__(self, title: str = "", is_streamed: bool = False) -> None:
        self.is_streamed = is_streamed
        self._bytes = BytesIO()
        self._folder = TemporaryDirectory(prefix="docgen-") if is_streamed else None
        self._book = Workbook(self._bytes, _options(self._folder.name if self._folder else ""))
        self._book.set_properties({"title": title[:255], "created": _CREATED})
        self._book.set_size(1920, 1200)
        self._formats: dict[Style, Format] = {}
        self._changes: dict[Style, Format] = {}

    def page(self, name: str) -> Page:
        """Add a sheet."""
        return Page(self._book.add_worksheet(name), self)

    def define(self, name: str, reference: str) -> None:
        """Give a reference a name of the whole workbook."""
        self._book.define_name(name, f"={reference}")

    def finish(self) -> bytes:
        """Return the workbook; equal writing gives equal bytes."""
        self._book.close()
        if self._folder is None:
            return with_parts(self._bytes.getvalue(), {})
        self._folder.cleanup()
        return timeless(self._bytes)

    def format(self, style: Style) -> Format:
        """Return the library's own format for `style`, made once."""
        if style not in self._formats:
            self._formats[style] = self._book.add_format(properties(style))
        return self._formats[style]

    def changed_format(self, style: Style) -> Format:
        """Return the format of a conditional rule: only what differs from a plain style."""
        if style not in self._changes:
            self._changes[style] = self._book.add_format(properties_changed(style))
        return self._changes[style]


def _options(folder: str) -> dict[str, object]:
    """Return the options of a new workbook: its normal font and the sizes of cells that go with it. The library writes into them.

    Args:
        folder: where rows go when they leave memory; "": they stay.
    """
    return {
        "in_memory": not folder,
        "constant_memory": bool(folder),
        "tmpdir": folder or None,
        "default_format_properties": {"font_name": FONT, "font_size": FONT_SIZE, "font_scheme": "none"},
        "default_row_height": 21,
        "default_column_width": 72,
    }
