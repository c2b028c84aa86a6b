"""A unit's own workbook opened for small changes at the level of its parts: sheets, their order, elements in the order Excel wants."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from docgen.forms.styles_xml import whole
from docgen.model.errors import UnreadableFileError
from docgen.ooxml.package import Package, relationships_name

WORKSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_SHARED_FOLDERS = ("/drawings/", "/comments", "/printerSettings/", "/tables/", "/threadedComments/")

WORKSHEET_ORDER = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
]


@dataclass
class OpenBook:
    """A workbook being changed. `main`: the name of its workbook part; `root`: that part's tree, written back by `bytes`."""

    package: Package
    main: str
    root: etree._Element

    @classmethod
    def open(cls, data: bytes) -> OpenBook:
        """Return the workbook in `data`.

        Raises:
            UnreadableFileError: no workbook.
        """
        package = Package.read(data)
        for _, kind, part in package.relationships(""):
            if kind.endswith("/officeDocument") and part in package.parts:
                return cls(package, part, package.xml(part))
        raise UnreadableFileError("Tệp thiếu phần chính của sổ Excel.")

    def bytes(self) -> bytes:
        """Return the workbook as a file."""
        self.package.put(self.main, self.root)
        return self.package.write()

    @property
    def namespace(self) -> str:
        """Return the namespace of spreadsheet elements (the strict variant has another one)."""
        return etree.QName(self.root).namespace or ""

    @property
    def relationship_namespace(self) -> str:
        """Return the namespace of `r:id` and of relationship types."""
        return _STRICT if self.namespace == _STRICT_MAIN else _TRANSITIONAL

    def tag(self, name: str) -> str:
        """Return the qualified name of a spreadsheet element."""
        return f"{{{self.namespace}}}{name}"

    def relationship_type(self, name: str) -> str:
        """Return the type of a relationship: `comments`, `worksheet`."""
        return f"{self.relationship_namespace}/{name}"

    def identifier(self, element: etree._Element) -> str:
        """Return the `r:id` of `element`, or empty."""
        return element.get(f"{{{self.relationship_namespace}}}id", "")

    def sheet_elements(self) -> list[etree._Element]:
        """Return the entries of the list of sheets."""
        return self.root.findall(f"{self.tag('sheets')}/{self.tag('sheet')}")

    def sheet_part(self, name: str) -> str | None:
        """Return the part of the worksheet called `name`, or None."""
        for element in self.sheet_elements():
            if element.get("name", "").casefold() == name.casefold():
                return self.target(self.main, self.identifier(element))
        return None

    def worksheets(self) -> Iterator[str]:
        """Yield the parts of all worksheets, in order."""
        related = {identifier: (kind, part) for identifier, kind, part in self.package.relationships(self.main)}
        for element in self.sheet_elements():
            kind, part = related.get(self.identifier(element), ("", ""))
            if kind.endswith("/worksheet") and part in self.package.parts:
                yield part

    def target(self, part: str, identifier: str) -> str | None:
        """Return the part that relationship `identifier` of `part` leads to, or None."""
        found = (target for found, _, target in self.package.relationships(part) if found == identifier)
        target = next(found, None)
        return target if target in self.package.parts else None

    def related(self, part: str, kind: str) -> tuple[str, str] | None:
        """Return (id, part) of the first relationship of `part` whose type ends in `/kind`, or None."""
        for identifier, type_, target in self.package.relationships(part):
            if type_.endswith(f"/{kind}") and target in self.package.parts:
                return identifier, target
        return None

    def free_name(self, pattern: str) -> str:
        """Return the first part name of `pattern` (with `{}` for a number) that is not taken."""
        taken = {name.casefold() for name in self.package.parts}
        return next(name for number in range(1, len(taken) + 2) if (name := pattern.format(number)).casefold() not in taken)

    def insert_first(self, name: str, sheet: etree._Element) -> None:
        """Put `sheet` before all others under `name`, and show it when the workbook is opened."""
        part, element, listed = self._new_sheet(name, sheet, "canSua{}.xml")
        listed.insert(0, element)
        self._shift_names(0, 1)
        self._show_first(part)

    def append_hidden(self, name: str, sheet: etree._Element) -> None:
        """Put `sheet` after all others under `name`, where people are not offered it."""
        _, element, listed = self._new_sheet(name, sheet, "docgen{}.xml")
        element.set("state", "veryHidden")
        listed.append(element)

    def _new_sheet(self, name: str, sheet: etree._Element, pattern: str) -> tuple[str, etree._Element, etree._Element]:
        """Add the part of a sheet; return its name, its entry in the list of sheets, which is not in there yet, and that list."""
        part = self.free_name(posixpath.join(posixpath.dirname(self.main), "worksheets", pattern))
        self.package.put(part, sheet)
        self.package.declare(part, WORKSHEET_TYPE)
        identifier = self.package.relate(self.main, self.relationship_type("worksheet"), part)
        listed = self.root.find(self.tag("sheets"))
        if listed is None:
            raise UnreadableFileError("Sổ Excel không có danh sách tờ.")
        used = [whole(element.get("sheetId")) for element in self.sheet_elements()]
        element = etree.Element(self.tag("sheet"), name=name, sheetId=str(max(used, default=0) + 1))
        element.set(f"{{{self.relationship_namespace}}}id", identifier)
        return part, element, listed

    def remove_sheet(self, name: str) -> None:
        """Remove the sheet called `name` with all that is only its own; nothing happens when there is none."""
        for index, element in enumerate(self.sheet_elements()):
            if element.get("name", "").casefold() != name.casefold():
                continue
            identifier = self.identifier(element)
            part = self.target(self.main, identifier)
            element.getparent().remove(element)  # type: ignore[union-attr]
            self.package.unrelate(self.main, identifier)
            self._drop_local_names(index)
            self._shift_names(index + 1, -1)
            if part is not None:
                self._remove_part(part)
            return

    def _remove_part(self, part: str) -> None:
        own = [target for _, _, target in self.package.relationships(part) if any(folder in f"/{target}" for folder in _SHARED_FOLDERS)]
        self.package.remove(part)
        for target in own:
            if not self._is_related(target):
                self.package.remove(target)

    def _is_related(self, target: str) -> bool:
        return any(
            target == found
            for part in [*self.package.parts, ""]
            if relationships_name(part) in self.package.parts
            for _, _, found in self.package.relationships(part)
        )

    def _local_names(self) -> list[etree._Element]:
        names = self.root.findall(f"{self.tag('definedNames')}/{self.tag('definedName')}")
        return [name for name in names if name.get("localSheetId")]

    def _drop_local_names(self, index: int) -> None:
        for name in self._local_names():
            if name.get("localSheetId") == str(index):
                name.getparent().remove(name)  # type: ignore[union-attr]
        names = self.root.find(self.tag("definedNames"))
        if names is not None and len(names) == 0:
            self.root.remove(names)

    def _shift_names(self, first: int, by: int) -> None:
        for name in self._local_names():
            index = whole(name.get("localSheetId"))
            if index >= first:
                name.set("localSheetId", str(index + by))

    def _show_first(self, shown: str) -> None:
        for view in self.root.iterfind(f"{self.tag('bookViews')}/{self.tag('workbookView')}"):
            view.attrib.pop("activeTab", "")
            view.attrib.pop("firstSheet", "")
        for part in self.worksheets():
            if part != shown and b"tabSelected" in self.package.parts[part]:
                root = self.package.xml(part)
                for view in root.iterfind(f"{self.tag('sheetViews')}/{self.tag('sheetView')}"):
                    view.attrib.pop("tabSelected", "")
                self.package.put(part, root)


def insert_in_order(root: etree._Element, element: etree._Element, order: Sequence[str]) -> None:
    """Insert `element` into `root` where `order` (local names) wants it: after its equals, before what comes later."""
    later = set(order[order.index(etree.QName(element).localname) + 1 :])
    for index, child in enumerate(root):
        if isinstance(child.tag, str) and etree.QName(child).localname in later:
            root.insert(index, element)
            return
    root.append(element)
