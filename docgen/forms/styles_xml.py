"""The styles part of a workbook, as the number format of each cell style."""

from __future__ import annotations

from lxml import etree

from docgen.forms.read_cells import PLAIN_FORMAT, NumberFormat
from docgen.model.errors import UnreadableFileError

_MAX_STYLES = 70_000


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


def format_at(found: tuple[NumberFormat, ...], index: str | None) -> NumberFormat:
    """Return the format of style `index` as a cell names it; a style that is not there is plain."""
    number = whole(index)
    return found[number] if 0 <= number < len(found) else PLAIN_FORMAT


def whole(text: str | None) -> int:
    """Return the whole number in an attribute, 0 when there is none."""
    return int(text) if text and len(text) < 10 and text.strip().isascii() and text.strip().isdigit() else 0
