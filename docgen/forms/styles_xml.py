"""The styles part of a workbook, as the number format of each cell style."""

from __future__ import annotations

from dataclasses import dataclass

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


def says_something(part: bytes) -> bool:
    """Return whether a font that `part` names may say something to a reader."""
    return _STRIKE in part or names_old_font(part)


def formats(root: etree._Element | None) -> tuple[NumberFormat, ...]:
    """Return the number format of each entry of `cellXfs` (fonts, fills and borders do not matter to a reader).

    Raises:
        UnreadableFileError: more styles than any honest workbook has.
    """
    if root is None:
        return ()
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
    return tuple(found)


def fonts(root: etree._Element) -> tuple[CellFont, ...]:
    """Return for each entry of `cellXfs` what its font says to a reader; nothing when no font says anything."""
    found = [_cell_font(font) for font in root.iterfind("{*}fonts/{*}font")]
    if all(font == PLAIN_FONT for font in found):
        return ()
    indexes = (whole(entry.get("fontId")) for entry in root.iterfind("{*}cellXfs/{*}xf"))
    return tuple(found[index] if index < len(found) else PLAIN_FONT for index in indexes)


def _cell_font(font: etree._Element) -> CellFont:
    name = font.find("{*}name")
    return CellFont(font_of(name.get("val", "")) if name is not None else None, is_struck(font))


def is_struck(look: etree._Element) -> bool:
    """Return whether `look` (a font, or the look of a stretch of text) strikes through."""
    strike = look.find("{*}strike")
    return strike is not None and strike.get("val", "1") not in ("0", "false")


def format_at(found: tuple[NumberFormat, ...], index: str | None) -> NumberFormat:
    """Return the format of style `index` as a cell names it; a style that is not there is plain."""
    number = whole(index)
    return found[number] if 0 <= number < len(found) else PLAIN_FORMAT


def font_at(found: tuple[CellFont, ...], index: str | None) -> CellFont:
    """Return what the font of style `index`, as a cell names it, says to a reader."""
    number = whole(index) if found else 0
    return found[number] if number < len(found) else PLAIN_FONT


def whole(text: str | None) -> int:
    """Return the whole number in an attribute, 0 when there is none."""
    return int(text) if text and len(text) < 10 and text.strip().isascii() and text.strip().isdigit() else 0
