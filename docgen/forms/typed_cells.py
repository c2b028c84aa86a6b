"""What a cell of the file means: its type, value and style in, a `Cell` out, made when it is asked for; knows what text is cleaned."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from docgen.forms.read_cells import Cell, CellKind, NumberFormat, address, exact
from docgen.forms.sheet_scan import RawCell, is_visible, resolved
from docgen.forms.styles_xml import format_at
from docgen.model import text
from docgen.model.errors import UnreadableFileError

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_HARMLESS = "\t\n\r"
_KINDS = {"n": CellKind.NUMBER, "b": CellKind.BOOLEAN, "e": CellKind.ERROR, "d": CellKind.DAY}


@dataclass(frozen=True, slots=True)
class Books:
    """What the cells of every sheet refer to: shared strings (raw) and number formats.

    `visible`: for each string whether something of it surely remains when it is cleaned.
    """

    strings: Sequence[str]
    formats: tuple[NumberFormat, ...]
    visible: Sequence[bool] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "visible", [is_visible(words) for words in self.strings])


class TypedCells(Mapping[tuple[int, int], Cell]):
    """The cells of one sheet, typed when they are asked for: of a form's cells most are labels that nobody asks for."""

    __slots__ = ("_books", "_raw", "_typed", "_where")

    def __init__(self, sheet: str, raw: dict[tuple[int, int], RawCell], books: Books) -> None:
        self._where, self._raw, self._books = sheet, raw, books
        self._typed: dict[tuple[int, int], Cell] = {}

    def __getitem__(self, place: tuple[int, int]) -> Cell:
        found = self._typed.get(place)
        if found is None:
            kind, style, value, has_formula = self._raw[place]
            found = typed(kind or "n", resolved(value), style, has_formula, (self._where, *place), self._books)
            self._typed[place] = found
        return found

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)

    def __contains__(self, place: object) -> bool:
        return place in self._raw

    def without_blank(self, doubtful: Sequence[tuple[int, int]]) -> TypedCells:
        """Return the cells without those of `doubtful` in which nothing stands, not even what had to be left out."""
        for place in doubtful:
            if says_nothing(self[place]):
                del self._raw[place], self._typed[place]
        return self


def says_nothing(cell: Cell) -> bool:
    """Return whether `cell` is as good as not there."""
    return cell.is_blank and not cell.has_formula and not cell.was_cleaned


def typed(kind: str, value: str | None, style: str | None, has_formula: bool, where: tuple[str, int, int], books: Books) -> Cell:
    """Return the cell that the file writes with these attributes and this value (of inline text: the text itself).

    Raises:
        UnreadableFileError: it makes no sense; the message names the cell `where` (sheet, row, column).
    """
    number_format = format_at(books.formats, style)
    if kind in ("inlineStr", "str"):
        return _text_cell(value or "", number_format, has_formula)
    if value is None or not value.strip():
        return Cell(CellKind.BLANK, "", number_format, has_formula, is_calculated=not has_formula)
    if kind == "s":
        return _text_cell(_shared(value, where, books), number_format, has_formula)
    if kind == "n" and exact(value) is None:
        raise UnreadableFileError(f"Ô {_name(where)} ghi số không đọc được.")
    if kind not in _KINDS:
        raise UnreadableFileError(f"Ô {_name(where)} có kiểu lạ.")
    return Cell(_KINDS[kind], value.strip(), number_format, has_formula)


def cleaned(raw: str) -> tuple[str, bool]:
    """Return the text that `raw` stands for (`_x000B_` decoded, then cleaned), and whether control characters were left out."""
    decoded = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), raw) if "_x" in raw else raw
    has_control = not decoded.isprintable() and any(unicodedata.category(c) in ("Cc", "Cs", "Cn") and c not in _HARMLESS for c in decoded)
    return text.clean(decoded), has_control


def _text_cell(raw: str, number_format: NumberFormat, has_formula: bool) -> Cell:
    content, was_cleaned = cleaned(raw)
    return Cell(CellKind.TEXT if content else CellKind.BLANK, content, number_format, has_formula, was_cleaned=was_cleaned)


def _shared(value: str, where: tuple[str, int, int], books: Books) -> str:
    try:
        index = int(value)
        if index < 0:
            raise IndexError(index)
        return books.strings[index]
    except (ValueError, IndexError) as error:
        raise UnreadableFileError(f"Ô {_name(where)} trỏ tới chữ không có trong tệp.") from error


def _name(where: tuple[str, int, int]) -> str:
    return f"{where[0]}!{address(*where[1:])}"
