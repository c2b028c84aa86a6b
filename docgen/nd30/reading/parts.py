"""The parts of a .docx that say how it looks: found by relationship, parsed once; what is missing or damaged is left out."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field

from lxml import etree

from docgen.model.errors import UnreadableFileError
from docgen.nd30.reading.names import W
from docgen.ooxml.package import Package, relationships_name

_USUAL_MAIN = "word/document.xml"
_NO_BODY = "Tệp không có phần nội dung của văn bản Word."


@dataclass
class Parts:
    """The parts of one paper. `roots`: the trees parsed so far by part; `main`: the part of the text."""

    package: Package
    main: str
    body: etree._Element
    roots: dict[str, etree._Element] = field(default_factory=dict)
    _related: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)

    @classmethod
    def open(cls, package: Package) -> Parts:
        """Return the parts of `package`.

        Raises:
            UnreadableFileError: no text in it, or its text is not well-formed.
        """
        main = _main_part(package)
        root = package.xml(main)
        _refuse_doctype(root)
        body = root.find(W + "body")
        if root.tag != W + "document" or body is None:
            raise UnreadableFileError(_NO_BODY)
        return cls(package, main, body, {main: root})

    def one(self, kind: str) -> etree._Element | None:
        """Return the root of the part to which the text relates as `kind` ("styles", "theme"), or None."""
        for type, part in self.related(self.main).values():
            if type.endswith(f"/{kind}") and part in self.package.parts:
                return self.root(part)
        if relationships_name(self.main) in self.package.parts:
            return None
        usual = posixpath.join(posixpath.dirname(self.main), f"{kind}.xml")
        return self.root(usual)

    def part_of(self, identifier: str) -> str | None:
        """Return the part to which relationship `identifier` of the text leads, or None."""
        return self.related(self.main).get(identifier, ("", None))[1]

    def name_of(self, root: etree._Element) -> str:
        """Return the part whose tree `root` is."""
        return next((name for name, known in self.roots.items() if known is root), self.main)

    def root(self, part: str) -> etree._Element | None:
        """Return the root of `part`, or None when it is missing or damaged."""
        if part not in self.roots:
            if part not in self.package.parts:
                return None
            try:
                root = self.package.xml(part)
            except UnreadableFileError:
                return None
            _refuse_doctype(root)
            self.roots[part] = root
        return self.roots[part]

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """Return type and target of each relationship of `part` by its id; none when they are damaged."""
        if part not in self._related:
            self._related[part] = _related(self.package, part)
        return self._related[part]


def _main_part(package: Package) -> str:
    for type, part in _related(package, "").values():
        if type.endswith("/officeDocument") and part in package.parts:
            return part
    by_case = {name.casefold(): name for name in package.parts}
    main = by_case.get(_USUAL_MAIN)
    if main is None:
        raise UnreadableFileError(_NO_BODY)
    return main


def _related(package: Package, part: str) -> dict[str, tuple[str, str]]:
    try:
        return {identifier: (type, target) for identifier, type, target in package.relationships(part)}
    except UnreadableFileError:
        return {}


def _refuse_doctype(root: etree._Element) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFileError("Tệp có khai báo lạ trong nội dung XML nên không đọc, để an toàn.")
