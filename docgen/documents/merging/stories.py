"""A Word document in, the trees that hold its text out: the body, and the headers and footers by section and kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from docgen.documents.marks import W
from docgen.documents.merging.nodes import Node, read_nodes
from docgen.model.errors import UnreadableFileError
from docgen.ooxml.package import Package

_TAG = f"{{{W}}}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
BODY = "body"


@dataclass(frozen=True, slots=True)
class Stories:
    """One document opened: its parts by name, and where each story stands. `parts`: the part of each header and footer."""

    package: Package
    main: str
    roots: dict[str, etree._Element]
    parts: Mapping[str, str]

    @classmethod
    def read(cls, data: bytes) -> Stories:
        """Return what `data` holds.

        Raises:
            UnreadableFileError: no Word document, or damaged.
        """
        package = Package.read(data)
        main = next((target for _, type, target in package.relationships("") if type.endswith("/officeDocument")), "")
        root = package.xml(main)
        if root.find(f"{_TAG}body") is None:
            raise UnreadableFileError("Tệp không phải là văn bản Word (.docx).")
        targets = {identifier: target for identifier, _, target in package.relationships(main)}
        parts = {key: targets[id] for key, id in _references(root) if targets.get(id) in package.parts}
        return cls(package, main, {main: root, **{name: package.xml(name) for name in sorted(set(parts.values()))}}, parts)

    @property
    def body(self) -> etree._Element:
        """The element that holds the text of the document."""
        found = self.roots[self.main].find(f"{_TAG}body")
        assert found is not None
        return found

    def nodes(self, story: str) -> tuple[Node, ...]:
        """Return what stands in the body, or in that header or footer."""
        return read_nodes(self.body if story == BODY else self.roots[self.parts[story]])

    def style_names(self) -> Mapping[str, str]:
        """Return the name of each style by its id."""
        targets = [target for _, type, target in self.package.relationships(self.main) if type.endswith("/styles")]
        if not targets or targets[0] not in self.package.parts:
            return {}
        styles = self.package.xml(targets[0]).iterfind(f"{_TAG}style")
        return {s.get(f"{_TAG}styleId", ""): name.get(f"{_TAG}val", "") for s in styles if (name := s.find(f"{_TAG}name")) is not None}

    def numbering(self) -> bytes:
        """Return the part that says how lists are numbered, or nothing."""
        targets = [target for _, type, target in self.package.relationships(self.main) if type.endswith("/numbering")]
        return self.package.parts.get(targets[0], b"") if targets else b""


def _references(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield section, place and kind of each header and footer, and the id of its part; one without has that of the section before."""
    known: dict[str, str] = {}
    for number, section in enumerate(root.iter(f"{_TAG}sectPr")):
        for place in ("header", "footer"):
            for reference in section.iterfind(f"{_TAG}{place}Reference"):
                known[f"{place} {reference.get(f'{_TAG}type', 'default')}"] = reference.get(_RELATION, "")
        yield from ((f"{number} {what}", identifier) for what, identifier in known.items())
