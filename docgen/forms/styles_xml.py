"""The styles part of a workbook, as what each cell style says to a reader: number format and font."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat

from lxml import etree

from docgen.forms.old_encodings import OldFont, font_of, names_old_font
from docgen.forms.read_cells import PLAIN_FORMAT, NumberFormat
from docgen.model.errors import UnreadableFileError

_MAX_STYLES = 70_000
_STRIKE = b"strike"


@dataclass(frozen=True, slots=True)
class CellFont:
    """What a font says to a reader. `old`: it is of a table before Unicode; `is_struck`: what stands there is struck through."""

    old: OldFont | None = None
    is_struck: bool = False


PLAIN_FONT = CellFont()


@dataclass(frozen=True, slots=True, eq=False)
class CellLook:
    """What a cell style says to a reader; the styles of one workbook that say the same share one."""

    format: NumberFormat = PLAIN_FORMAT
    font: CellFont = PLAIN_FONT


PLAIN_LOOK = CellLook()


def says_something(part: bytes) -> bool:
    """Return whether a font that `part` names may say something to a reader."""
    return _STRIKE in part or names_old_font(part)


def looks(root: etree._Element, names_fonts: bool) -> Mapping[str, CellLook]:
    """Return what each entry of `cellXfs` says, by its number as cells name it (fills and borders do not matter to a reader).

    Args:
        names_fonts: whether a font may say anything (`says_something` of the part).

    Raises:
        UnreadableFileError: more styles than any honest workbook has.
    """
    formats = _formats(root)
    fonts = _fonts(root) if names_fonts else repeat(PLAIN_FONT)
    known: dict[tuple[NumberFormat, CellFont], CellLook] = {}
    return {str(number): known.setdefault(said, CellLook(*said)) for number, said in enumerate(zip(formats, fonts, strict=False))}


def look_at(found: Mapping[str, CellLook], index: str | None) -> CellLook:
    """Return what style `index`, as a cell names it, says; a style that is not there is plain."""
    return found.get(index or "0") or found.get(str(whole(index)), PLAIN_LOOK)


def is_struck(look: etree._Element) -> bool:
    """Return whether `look` (a font, or the look of a stretch of text) strikes through."""
    strike = look.find("{*}strike")
    return strike is not None and strike.get("val", "1") not in ("0", "false")


def whole(text: str | None) -> int:
    """Return the whole number in an attribute, 0 when there is none."""
    return int(text) if text and len(text) < 10 and text.strip().isascii() and text.strip().isdigit() else 0


def _formats(root: etree._Element) -> Sequence[NumberFormat]:
    entries = root.findall("{*}cellXfs/{*}xf")
    if len(entries) > _MAX_STYLES:
        raise UnreadableFileError("Tệp có quá nhiều kiểu định dạng. Chép số liệu sang biểu mới rồi gửi lại.", "qua_lon")
    codes = {whole(item.get("numFmtId")): item.get("formatCode", "") for item in root.iterfind("{*}numFmts/{*}numFmt")}
    known: dict[int, NumberFormat] = {}
    found = []
    for entry in entries:
        identifier = whole(entry.get("numFmtId"))
        if identifier not in known:
            known[identifier] = NumberFormat.of(identifier, codes.get(identifier))
        found.append(known[identifier])
    return found


def _fonts(root: etree._Element) -> Iterator[CellFont]:
    found = [_cell_font(font) for font in root.iterfind("{*}fonts/{*}font")]
    indexes = (whole(entry.get("fontId")) for entry in root.iterfind("{*}cellXfs/{*}xf"))
    return (found[index] if index < len(found) else PLAIN_FONT for index in indexes)


def _cell_font(font: etree._Element) -> CellFont:
    name = font.find("{*}name")
    return CellFont(font_of(name.get("val", "")) if name is not None else None, is_struck(font))
