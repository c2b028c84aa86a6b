"""The body of a document, a header or a footer in, its tree of paragraphs, tables, rows and cells out; knows what else holds paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from docgen.documents.marks import W
from docgen.documents.merging.letters import Paragraph

PARAGRAPH, TABLE, ROW, CELL = (f"{{{W}}}{name}" for name in ("p", "tbl", "tr", "tc"))
_KINDS = (PARAGRAPH, TABLE, ROW, CELL)
_HOLDERS = frozenset(f"{{{W}}}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "smartTag"))


@dataclass(frozen=True)
class Node:
    """A paragraph, or a table, row or cell with what stands in it."""

    element: etree._Element
    children: tuple[Node, ...] = ()
    paragraph: Paragraph | None = None

    @property
    def kind(self) -> str:
        """The tag of the element."""
        return self.element.tag

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Every paragraph in it."""
        return (self.paragraph,) if self.paragraph else tuple(p for child in self.children for p in child.paragraphs)

    @cached_property
    def text(self) -> str:
        """What can be read in it; each paragraph, and each cell, on a line."""
        return "\n".join(p.text for p in self.paragraphs)

    @cached_property
    def masked(self) -> tuple[str, ...]:
        """Its words with the figures by what they print, whatever the number: equal when only figures differ."""
        return (self.kind, *(key for p in self.paragraphs for key in ("\n", *(unit.key for unit in p.units))))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words without spaces, figures by what they print."""
        return tuple(unit.key for p in self.paragraphs for unit in p.units if not unit.is_space)

    @cached_property
    def plain_words(self) -> tuple[str, ...]:
        """Its words without spaces, figures as printed."""
        return tuple(unit.text for p in self.paragraphs for unit in p.words() if not unit.is_space)

    @cached_property
    def names(self) -> frozenset[str]:
        """The bookmarks of the figures in it."""
        return frozenset(name for p in self.paragraphs for name in p.figures)


def read_nodes(container: etree._Element) -> tuple[Node, ...]:
    """Return what stands in `container`, in its order."""
    return tuple(_nodes(container))


def _nodes(container: etree._Element) -> Iterator[Node]:
    for child in container:
        if child.tag == PARAGRAPH:
            yield Node(child, paragraph=Paragraph.read(child))
        elif child.tag in _KINDS:
            yield Node(child, read_nodes(child))
        elif child.tag in _HOLDERS:
            yield from _nodes(child)
