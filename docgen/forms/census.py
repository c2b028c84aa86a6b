"""Bytes of an .xlsx in, what stands in it out: sheets, cells, defined names, and where two readers disagree; knows no programme."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from docgen.forms import glance
from docgen.forms.read_cells import BLANK, Area, Cell
from docgen.forms.remarks import remarks
from docgen.forms.second_reader import Disagreement, compare
from docgen.forms.sheet_xml import SheetCensus, read_runs, read_sheet, read_strings
from docgen.forms.styles_xml import CellLook, looks, says_something
from docgen.forms.typed_cells import Books
from docgen.forms.workbook_xml import KEPT_BYTES, NAME_PREFIX, Listing, parsed, read_listing
from docgen.model.errors import UnreadableFileError
from docgen.ooxml.package import CONTENT_TYPES, Package, parse, relationships_name

_MAX_SHEETS = 200
_DOCUMENT = "/officeDocument"
_COMMENTS = "/comments"
_OWN_LOOK = b"rPr"
"""Without it no stretch of a shared string has a font of its own."""


@dataclass(frozen=True, slots=True)
class Census:
    """A workbook as read. `names`: every workbook-wide name (case folded) and its area, None where its cells are gone (`#REF!`).

    `disagreements`: named cells (`dg_…`, and what is written on below them) that a second, independent reader sees differently;
    `second_reader_failed`: it could not open the file at all.
    """

    sheets: tuple[SheetCensus, ...] = ()
    names: Mapping[str, Area | None] = field(default_factory=dict)
    is_1904: bool = False
    disagreements: tuple[Disagreement, ...] = ()
    second_reader_failed: bool = False

    @property
    def field_names(self) -> frozenset[str]:
        """Return what follows `dg_` in the names that still have their cells."""
        return frozenset(name.removeprefix(NAME_PREFIX) for name, area in self.names.items() if area and name.startswith(NAME_PREFIX))

    def sheet(self, name: str) -> SheetCensus | None:
        """Return the sheet called `name`, or None."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        return next((sheet for sheet in self.sheets if sheet.name.casefold() == name.casefold()), None)

    def area(self, name: str) -> Area | None:
        """Return the area that `name` means, None when there is none or its cells are gone."""
        return self.names.get(name.casefold())

    def cell(self, area: Area) -> Cell:
        """Return the first cell of `area`."""
        sheet = self.sheet(area.sheet)
        return sheet.cell(area.first_row, area.first_column) if sheet else BLANK

    def remark(self, area: Area) -> str:
        """Return what somebody remarked in the first cell of `area`, or empty."""
        sheet = self.sheet(area.sheet)
        return sheet.remarks.get((area.first_row, area.first_column), "") if sheet else ""

    def merge_over(self, area: Area) -> Area | None:
        """Return the merged area that swallowed the first cell of `area` (it lies within, and is not its first cell), or None."""
        sheet = self.sheet(area.sheet)
        row, column = area.first_row, area.first_column
        for merge in sheet.merges if sheet else ():
            if merge.holds(row, column) and (merge.first_row, merge.first_column) != (row, column):
                return merge
        return None


def read_census(
    data: bytes, parts: Mapping[str, bytes] | None = None, is_ours: Callable[[frozenset[str]], bool] = lambda words: True
) -> Census:
    """Return what stands in the workbook `data`.

    Args:
        parts: the same unpacked, where that was done already.
        is_ours: asked, with its first words, about a large workbook that names no cell of ours; when it is not, no sheet is read.

    Raises:
        UnreadableFileError: damaged, hostile or over a budget; its message is for the unit, its `code` says which answer fits.
    """
    package = Package.open(data) if parts is None else Package(dict(parts))
    main = _main_part(package)
    listing = read_listing(package.parts[main])
    related = {identifier: (kind, part) for identifier, kind, part in _relationships(package, main)}
    if not any(name.startswith(NAME_PREFIX) for name in listing.names) and _is_foreign(package, related.values(), is_ours):
        return Census()
    books = _books(package, related.values())
    sheets = tuple(_sheets(package, listing, related, books))
    if not sheets:
        raise UnreadableFileError("Tệp không có tờ số liệu nào.", "bieu_bi_sua_cau_truc")
    differing = compare(data, sheets, listing.named, listing.is_1904)
    return Census(sheets, _standing(listing, sheets), listing.is_1904, differing or (), differing is None)


def _standing(listing: Listing, sheets: Iterable[SheetCensus]) -> Mapping[str, Area | None]:
    """Return the names with their cells; of a name that outlived its sheet, or did not follow when it was renamed, they are gone."""
    there = {sheet.name.casefold() for sheet in sheets}
    if listing.sheets_named <= there:
        return listing.names
    return {name: area if area and area.sheet.casefold() in there else None for name, area in listing.names.items()}


def _is_foreign(package: Package, related: Iterable[tuple[str, str]], is_ours: Callable[[frozenset[str]], bool]) -> bool:
    """Return whether the workbook is large, and its first words are not those of a form of ours."""
    there = [(posixpath.basename(kind), part) for kind, part in related if part in package.parts]
    sheets = [package.parts[part] for kind, part in there if kind == "worksheet"][:_MAX_SHEETS]
    strings = next((package.parts[part] for kind, part in there if kind == "sharedStrings"), b"")
    return sum(map(len, (strings, *sheets))) >= glance.LARGE_BYTES and not is_ours(glance.words(strings, sheets))


def _main_part(package: Package) -> str:
    _judge_types(package)
    for _, kind, part in _relationships(package, ""):
        if kind.endswith(_DOCUMENT) and part in package.parts:
            return part
    raise UnreadableFileError("Tệp thiếu phần chính của sổ Excel.")


def _judge_types(package: Package) -> None:
    """Refuse a package without the list of types, or with one that is damaged: Excel does not open it either."""
    name = package.named(CONTENT_TYPES)
    if name not in package.parts:
        raise UnreadableFileError(f"Tệp thiếu phần “{CONTENT_TYPES}”.")
    part = package.parts[name]
    (_known_to_be_xml if len(part) <= KEPT_BYTES else parse)(part)


@lru_cache(maxsize=64)
def _known_to_be_xml(part: bytes) -> None:
    parse(part)


def _books(package: Package, related: Iterable[tuple[str, str]]) -> Books:
    parts = {posixpath.basename(kind): part for kind, part in related if part in package.parts}
    strings, styles = parts.get("sharedStrings"), parts.get("styles")
    strings_part, styles_part = package.parts[strings] if strings else b"", package.parts[styles] if styles else b""
    return Books(
        read_strings(strings_part) if strings_part else [],
        _looks(styles_part) if styles_part else {},
        read_runs(strings_part) if _OWN_LOOK in strings_part and says_something(strings_part) else {},
    )


def _relationships(package: Package, part: str) -> tuple[tuple[str, str, str], ...]:
    """Return (id, type, name of the target part) of each internal relationship of `part`; many files have the same ones."""
    data = package.parts[name] if (name := package.named(relationships_name(part))) in package.parts else b""
    if len(data) > KEPT_BYTES:
        return tuple(package.relationships(part))
    return tuple((identifier, kind, package.named(target)) for identifier, kind, target in _known_relationships(part, data))


@lru_cache(maxsize=64)
def _known_relationships(part: str, data: bytes) -> tuple[tuple[str, str, str], ...]:
    return tuple(Package({relationships_name(part): data} if data else {}).relationships(part))


def _looks(part: bytes) -> Mapping[str, CellLook]:
    """Return what each cell style in the styles `part` says; the forms of one programme mostly share theirs."""
    return (_known_looks if len(part) <= KEPT_BYTES else _read_looks)(part)


def _read_looks(part: bytes) -> Mapping[str, CellLook]:
    return looks(parsed(part), says_something(part))


_known_looks = lru_cache(maxsize=32)(_read_looks)


def _sheets(package: Package, listing: Listing, related: Mapping[str, tuple[str, str]], books: Books) -> Iterable[SheetCensus]:
    """Yield the worksheets in their order; chart sheets, and modules that lead to no part, have no cells."""
    if len(listing.sheets) > _MAX_SHEETS:
        raise UnreadableFileError("Tệp có quá nhiều tờ. Mỗi đơn vị gửi một biểu riêng.", "qua_lon")
    for name, state, relationship in listing.sheets:
        kind, part = related.get(relationship, ("", ""))
        if not kind.endswith("/worksheet"):
            continue
        if part not in package.parts:
            raise UnreadableFileError(f"Tệp thiếu nội dung của tờ “{name}”.")
        sheet = read_sheet(name, state, package.parts[part], books)
        said = _remarks(package, part)
        yield replace(sheet, remarks=said) if said else sheet


def _remarks(package: Package, part: str) -> Mapping[tuple[int, int], str]:
    found = next((target for _, kind, target in _relationships(package, part) if kind.endswith(_COMMENTS)), "")
    return remarks(parsed(package.parts[found])) if found in package.parts else {}
