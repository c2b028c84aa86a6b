"""What a cell of the file means: its type, value and style in, a `Cell` out, made when it is asked for; knows what text is cleaned."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from docgen.forms import old_encodings
from docgen.forms.read_cells import Cell, CellKind, Turned, address, exact
from docgen.forms.sheet_scan import RawCell, is_visible, resolved
from docgen.forms.styles_xml import PLAIN_FONT, CellFont, CellLook, look_at
from docgen.model import text
from docgen.model.errors import UnreadableFileError

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_HARMLESS = "\t\n\r"
_SHORT = 200
"""Texts up to so many characters are remembered."""
_KINDS = {"n": CellKind.NUMBER, "b": CellKind.BOOLEAN, "e": CellKind.ERROR, "d": CellKind.DAY}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text. `font`: the name of its own font, None where it has that of the cell; `is_struck`: None likewise."""

    text: str
    font: str | None = None
    is_struck: bool | None = None


Runs = Sequence[Run]


@dataclass(frozen=True, slots=True)
class Books:
    """What the cells of every sheet refer to: shared strings (raw), and what each style says.

    `runs`: by number, the strings of which a stretch has a font of its own that says something. `visible`: for each string, by its number
    as cells name it, whether something of it surely remains when it is cleaned.
    """

    strings: Sequence[str]
    looks: Mapping[str, CellLook] = field(default_factory=dict)
    runs: Mapping[int, Runs] = field(default_factory=dict)
    visible: Mapping[str, bool] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "visible", {str(index): is_visible(words) for index, words in enumerate(self.strings)})

    def string(self, index: str | Runs | None) -> str | Runs | None:
        """Return the shared string that a cell names by its `index`, None where it names none.

        Raises:
            SenselessCellError: there is none.
        """
        if not isinstance(index, str) or not index.strip():
            return None
        try:
            number = int(index)
            if number < 0:
                raise IndexError(number)
            return self.runs.get(number) or self.strings[number]
        except (ValueError, IndexError) as error:
            raise SenselessCellError("trỏ tới chữ không có trong tệp") from error


class SenselessCellError(Exception):
    """What the file writes into a cell makes no sense; the message says why, in a few Vietnamese words."""


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

    def get(self, place: tuple[int, int], default: Cell | None = None) -> Cell | None:  # type: ignore[override]
        """Return the cell at `place`, else `default`; asked far more often than there are cells."""
        return self._typed.get(place) or (self[place] if place in self._raw else default)

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


def typed(kind: str, value: str | Runs | None, style: str | None, has_formula: bool, where: tuple[str, int, int], books: Books) -> Cell:
    """Return the cell that the file writes with these attributes and this value (of inline text: the text itself, or its stretches).

    Raises:
        UnreadableFileError: it makes no sense; the message names the cell `where` (sheet, row, column).
    """
    look = look_at(books.looks, style)
    try:
        content = books.string(value) if kind == "s" else value
        if isinstance(content, str) and len(content) <= _SHORT:
            return _known_cell(kind, content, look, has_formula)
        return _cell(kind, content, look, has_formula)
    except SenselessCellError as error:
        raise UnreadableFileError(f"Ô {where[0]}!{address(*where[1:])} {error}.") from error


def _cell(kind: str, content: str | Runs | None, look: CellLook, has_formula: bool) -> Cell:
    """Return the cell of this kind with this content (of a shared string: its text, None where the cell names none)."""
    if kind in ("inlineStr", "str") or not isinstance(content, str | None):
        return _text_cell(content or "", look, has_formula)
    if content is None or (kind != "s" and not content.strip()):
        return Cell(CellKind.BLANK, "", look.format, has_formula, is_calculated=not has_formula)
    if kind == "s":
        return _text_cell(content, look, has_formula)
    if kind == "n" and exact(content) is None:
        raise SenselessCellError("ghi số không đọc được")
    if kind not in _KINDS:
        raise SenselessCellError("có kiểu lạ")
    plain = content.strip()
    return Cell(_KINDS[kind], plain, look.format, has_formula, struck=plain if look.font.is_struck else "")


_known_cell = lru_cache(maxsize=4096)(_cell)
"""Labels, choices and small figures stand in every form again, in the same styles."""


def cleaned(raw: str) -> tuple[str, bool]:
    """Return the text that `raw` stands for (`_x000B_` decoded, then cleaned), and whether control characters were left out."""
    plain = decoded(raw)
    has_control = not plain.isprintable() and any(unicodedata.category(c) in ("Cc", "Cs", "Cn") and c not in _HARMLESS for c in plain)
    return text.clean(plain), has_control


def decoded(raw: str) -> str:
    """Return `raw` with the escapes of characters that XML cannot hold (`_x000B_`) resolved."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), raw) if "_x" in raw else raw


def _text_cell(value: str | Runs, look: CellLook, has_formula: bool) -> Cell:
    if not isinstance(value, str):
        words = _words(value, look.font)
    else:
        words = _known_words(value) if len(value) <= _SHORT and look.font == PLAIN_FONT else _words((Run(value),), look.font)
    kind = CellKind.TEXT if words.content else CellKind.BLANK
    return Cell(kind, words.content, look.format, has_formula, was_cleaned=words.was_cleaned, turned=words.turned, struck=words.struck)


class _Words(NamedTuple):
    content: str
    was_cleaned: bool
    turned: Turned | None
    struck: str


@lru_cache(maxsize=4096)
def _known_words(value: str) -> _Words:
    """Return what a text in a plain font comes to; labels and choices stand in every form again."""
    return _words((Run(value),), PLAIN_FONT)


def _words(runs: Runs, font: CellFont) -> _Words:
    raw = "".join(run.text for run in runs)
    content, was_cleaned = cleaned(raw)
    struck = text.clean("".join(run.text for run in runs if (font.is_struck if run.is_struck is None else run.is_struck)))
    turned = None
    if font.old is not None or not raw.isascii():
        unicode = old_encodings.convert([(decoded(run.text), old_encodings.resolved_font(run.font, font.old)) for run in runs])
        if unicode.encodings:
            struck = unicode.text if struck == content else struck
            turned, content = Turned(content, ", ".join(unicode.encodings), unicode.lost), text.clean(unicode.text)
    return _Words(content, was_cleaned, turned, struck)
