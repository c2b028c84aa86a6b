"""The boxes in which Excel shows remarks: VML, the old drawing language, which it still wants for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from docgen.forms.open_book import OpenBook
from docgen.forms.read_cells import exact
from docgen.forms.styles_xml import whole
from docgen.model.errors import UnreadableFileError

_V = "urn:schemas-microsoft-com:vml"
_O = "urn:schemas-microsoft-com:office:office"
_X = "urn:schemas-microsoft-com:office:excel"
_NSMAP = {"v": _V, "o": _O, "x": _X}
_SHAPES_IN_BLOCK = 1024
_NOTE_TYPE = 202
_WIDTH_PIXELS, _LINE_PIXELS, _CHARACTERS_IN_LINE = 320, 17, 46
_COLUMN_PIXELS, _ROW_PIXELS = 64, 20
_LARGEST_SIZE = 1000
_SHAPE_TYPE = (
    f'<v:shapetype xmlns:v="{_V}" xmlns:o="{_O}" id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    f'<v:shape xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}" id="_x0000_s{{id}}" type="#_x0000_t202" '
    'style="position:absolute;z-index:{order};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>'
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)


@dataclass(frozen=True, slots=True)
class Grid:
    """How wide the columns and how high the rows of a sheet are, in pixels (from 1)."""

    widths: Mapping[int, int]
    heights: Mapping[int, int]

    @classmethod
    def of(cls, book: OpenBook, root: etree._Element) -> Grid:
        """Return the grid of the worksheet `root`."""
        widths: dict[int, int] = {}
        for column in root.iterfind(f"{book.tag('cols')}/{book.tag('col')}"):
            pixels = 0 if column.get("hidden") in ("1", "true") else round(_size(column.get("width"), 8.43) * 7 + 5)
            first, last = whole(column.get("min")), whole(column.get("max"))
            widths.update(dict.fromkeys(range(first, min(last, first + 200) + 1), pixels))
        heights = {
            whole(row.get("r")): round(_size(row.get("ht"), 15) * 4 / 3)
            for row in root.iterfind(f"{book.tag('sheetData')}/{book.tag('row')}")
            if row.get("ht")
        }
        return cls(widths, heights)

    def anchor(self, row: int, column: int, lines: int) -> str:
        """Return where a box of `lines` lines stands: right of the cell, from one row above it (VML counts from 0)."""
        right = _walked(self.widths, _COLUMN_PIXELS, column + 1, _WIDTH_PIXELS + 15)
        top = max(row - 1, 1)
        bottom = _walked(self.heights, _ROW_PIXELS, top, lines * _LINE_PIXELS + 14)
        return f"{column}, 15, {top - 1}, 4, {right[0] - 1}, {right[1]}, {bottom[0] - 1}, {bottom[1]}"


def empty(parts: Mapping[str, bytes]) -> etree._Element:
    """Return a drawing without shapes, with a block of shape numbers that no other drawing of the workbook uses."""
    used = [int(number) for name, data in parts.items() if name.endswith(".vml") for number in _blocks(data)]
    root = etree.Element("xml", nsmap=_NSMAP)
    layout = etree.SubElement(root, f"{{{_O}}}shapelayout")
    layout.set(f"{{{_V}}}ext", "edit")
    block = etree.SubElement(layout, f"{{{_O}}}idmap", data=str(max(used, default=0) + 1))
    block.set(f"{{{_V}}}ext", "edit")
    root.append(etree.fromstring(_SHAPE_TYPE))
    return root


def parse(data: bytes) -> etree._Element:
    """Return the drawing in `data`; Office itself writes some that are not well-formed.

    Raises:
        UnreadableFileError: nothing can be made of it.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root = etree.fromstring(data, parser)
    if root is None:
        raise UnreadableFileError("Phần ghi chú trong tệp đã hỏng.")
    return root


def serialise(root: etree._Element) -> bytes:
    """Return the drawing as the bytes of a part."""
    return etree.tostring(root, encoding="UTF-8")


def add(root: etree._Element, grid: Grid, place: tuple[int, int], words: str) -> None:
    """Add the box of the remark in the cell at `place` (row, column), large enough for `words`."""
    row, column = place
    lines = 1 + sum(-(-max(len(line), 1) // _CHARACTERS_IN_LINE) for line in words.split("\n"))
    if root.find(f"{{{_V}}}shapetype[@id='_x0000_t{_NOTE_TYPE}']") is None:
        root.append(etree.fromstring(_SHAPE_TYPE))
    number = _next_number(root)
    anchor = grid.anchor(row, column, lines)
    root.append(
        etree.fromstring(_SHAPE.format(id=number, order=number % _SHAPES_IN_BLOCK + 1, anchor=anchor, row=row - 1, column=column - 1))
    )


def remove(root: etree._Element, places: Iterable[tuple[int, int]]) -> None:
    """Remove the boxes of the remarks in the cells at `places`."""
    gone = {(row - 1, column - 1) for row, column in places}
    for shape in root.findall(f"{{{_V}}}shape"):
        data = shape.find(f"{{{_X}}}ClientData[@ObjectType='Note']")
        if data is not None and _place(data) in gone:
            root.remove(shape)


def has_shapes(root: etree._Element) -> bool:
    """Return whether any shape is left."""
    return any(isinstance(child.tag, str) and etree.QName(child).localname not in ("shapelayout", "shapetype") for child in root)


def _size(text: str | None, usual: float) -> float:
    number = exact(text or "")
    return float(number) if number is not None and 0 <= number <= _LARGEST_SIZE else usual


def _place(data: etree._Element) -> tuple[int, int]:
    row, column = data.findtext(f"{{{_X}}}Row", "-1"), data.findtext(f"{{{_X}}}Column", "-1")
    return (int(row), int(column)) if row.strip().isdigit() and column.strip().isdigit() else (-1, -1)


def _blocks(data: bytes) -> list[str]:
    return [
        number for found in re.findall(rb"idmap[^>]*\bdata=[\"']([0-9, ]+)", data) for number in found.decode().split(",") if number.strip()
    ]


def _next_number(root: etree._Element) -> int:
    block = next((int(number) for number in _blocks(etree.tostring(root))), 1)
    taken = [int(number) for number in re.findall(r"_x0000_s(\d+)", " ".join(shape.get("id", "") for shape in root))]
    return max([block * _SHAPES_IN_BLOCK, *taken]) + 1


def _walked(sizes: Mapping[int, int], usual: int, start: int, distance: int) -> tuple[int, int]:
    """Return (index, offset) after `distance` pixels from the beginning of `start`."""
    index = start
    while distance > (size := sizes.get(index, usual)):
        distance -= size
        index += 1
    return index, distance
