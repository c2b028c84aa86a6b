"""The main part of a workbook in, its sheets and defined names out; opens no sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from docgen.forms.named_cells import NamedColumns, by_sheet
from docgen.forms.read_cells import Area, corners
from docgen.model.errors import UnreadableFileError
from docgen.ooxml.package import parse
from docgen.ooxml.prolog import has_doctype

NAME_PREFIX = "dg_"
KEPT_BYTES = 64 * 1024
"""Parts up to this size are remembered with what they came to, a few of them."""
_MAX_NAMES = 20_000
_MAX_PARSED_BYTES = 16 * 1024 * 1024
"""A tree takes many times the memory of its text."""
_AREA = re.compile(r"^(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^'!]+))!(?P<block>[$A-Za-z0-9:]+)$")


class ListedSheet(NamedTuple):
    """A sheet as the workbook lists it. `relationship`: the id that leads to its part."""

    name: str
    state: str
    relationship: str


@dataclass(frozen=True, slots=True)
class Listing:
    """What a workbook says before any sheet is opened. `names`: every workbook-wide name (case folded), and the area it means.

    `named`: what names of ours (`dg_…`) lead to, by sheet (case folded); `sheets_named`: the sheets that any names lead to.
    """

    sheets: tuple[ListedSheet, ...]
    names: Mapping[str, Area | None]
    named: Mapping[str, NamedColumns]
    is_1904: bool
    sheets_named: frozenset[str] = frozenset()


def read_listing(part: bytes) -> Listing:
    """Return what the main part of a workbook says; the forms of one programme mostly share it.

    Raises:
        UnreadableFileError: damaged, or more names than any form has.
    """
    return (_known_listing if len(part) <= KEPT_BYTES else _listing)(part)


def parsed(part: bytes) -> etree._Element:
    """Return the root element of a part that is read as a tree.

    Raises:
        UnreadableFileError: damaged, strange, or so large that its tree would fill the memory.
    """
    if has_doctype(part):
        raise UnreadableFileError("Tệp có khai báo lạ trong nội dung nên không mở.", "khong_an_toan")
    if len(part) > _MAX_PARSED_BYTES:
        raise UnreadableFileError("Tệp có quá nhiều kiểu định dạng hoặc tên ô. Chép số liệu sang biểu mới rồi gửi lại.", "qua_lon")
    return parse(part)


def _listing(part: bytes) -> Listing:
    root = parsed(part)
    names = _names(root)
    return Listing(
        tuple(map(_listed, root.iterfind("{*}sheets/{*}sheet"))),
        names,
        by_sheet(area for name, area in names.items() if area and name.startswith(NAME_PREFIX)),
        any(item.get("date1904") in ("1", "true") for item in root.iterfind("{*}workbookPr")),
        frozenset(area.sheet.casefold() for area in names.values() if area),
    )


_known_listing = lru_cache(maxsize=64)(_listing)


def _listed(item: etree._Element) -> ListedSheet:
    identifier = next((value for key, value in item.attrib.items() if str(key).endswith("}id")), "")
    return ListedSheet(item.get("name", ""), item.get("state", "visible"), str(identifier))


def _names(root: etree._Element) -> dict[str, Area | None]:
    """Return the names by what they mean; a name of the whole workbook goes before one of a single sheet."""
    items = root.findall("{*}definedNames/{*}definedName")
    if len(items) > _MAX_NAMES:
        raise UnreadableFileError("Tệp có quá nhiều tên ô. Chép số liệu sang biểu mới rồi gửi lại.", "qua_lon")
    found: dict[str, Area | None] = {}
    for item in sorted(items, key=lambda item: item.get("localSheetId") is None):
        found[item.get("name", "").casefold()] = _area(item.text or "")
    return found


@lru_cache(maxsize=4096)
def _area(formula: str) -> Area | None:
    match = _AREA.match(formula.strip().lstrip("="))
    block = corners(match["block"]) if match else None
    if match is None or block is None:
        return None
    sheet = match["quoted"].replace("''", "'") if match["quoted"] else match["plain"]
    return Area(sheet, *block)
