"""A paragraph of Word in, its letters, words and figures out, each with its place; knows runs, bookmarks, and what stands as one letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from docgen.documents.marks import PREFIX, W

OBJECT = "\ufffc"
"""What stands for a drawing, a field or a note: it has no text of its own."""

_TAG = f"{{{W}}}"
_AS_ONE = {f"{_TAG}tab": "\t", f"{_TAG}ptab": "\t", f"{_TAG}br": "\n", f"{_TAG}cr": "\n", f"{_TAG}noBreakHyphen": "\u2011"} | {
    f"{_TAG}{name}": OBJECT for name in ("drawing", "pict", "object", "sym", "footnoteReference", "endnoteReference", "fldChar")
}
_WITHOUT_TEXT = frozenset(f"{_TAG}{name}" for name in ("pPr", "rPr", "del", "moveFrom", "instrText", "sdtPr", "sdtEndPr"))
_TEXT, _START, _END = f"{_TAG}t", f"{_TAG}bookmarkStart", f"{_TAG}bookmarkEnd"
_ID, _NAME = f"{_TAG}id", f"{_TAG}name"
_WORD = re.compile(r"\d+|[^\W\d_]+|\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter: the element that holds it, and its place in that element's text."""

    text: str
    element: etree._Element
    index: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A word, a stretch of spaces, a sign, or a whole figure (`name`: of its bookmark). Units: `start`, `end` in letters."""

    text: str
    start: int
    end: int
    name: str = ""

    @property
    def key(self) -> str:
        """What makes two figures the same, whatever they print; for other units their text."""
        return f"\0{self.name.rpartition('_')[0]}" if self.name else self.text

    @property
    def is_space(self) -> bool:
        """Whether there is nothing to read in it."""
        return not self.name and self.text.isspace()


@dataclass(frozen=True)
class Paragraph:
    """One paragraph and what is read in it. `figures`: from which letter to which each bookmark of a figure reaches."""

    element: etree._Element
    letters: tuple[Letter, ...]
    figures: dict[str, tuple[int, int]]

    @classmethod
    def read(cls, element: etree._Element) -> Paragraph:
        """Return what stands in `element`."""
        letters: list[Letter] = []
        begun: dict[str, tuple[str, int]] = {}
        figures: dict[str, tuple[int, int]] = {}
        for part in _parts(element):
            if isinstance(part, Letter):
                letters.append(part)
            elif part.tag == _START and part.get(_NAME, "").startswith(PREFIX):
                begun[part.get(_ID, "")] = part.get(_NAME, ""), len(letters)
            elif part.tag == _END and part.get(_ID, "") in begun:
                name, start = begun.pop(part.get(_ID, ""))
                if start < len(letters):
                    figures[name] = start, len(letters)
        return cls(element, tuple(letters), figures)

    @cached_property
    def text(self) -> str:
        """The letters together."""
        return "".join(letter.text for letter in self.letters)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The words, signs and figures in their order; a figure within another one is part of it."""
        found: list[Unit] = []
        at = 0
        for name, (start, end) in sorted(self.figures.items(), key=lambda item: (item[1][0], -item[1][1])):
            if start >= at:
                found += [*_words(self.text, at, start), Unit(self.text[start:end], start, end, name)]
                at = end
        return (*found, *_words(self.text, at, len(self.text)))

    def words(self) -> tuple[Unit, ...]:
        """Return the words and signs in their order; a figure falls into its own, and the next word begins after it."""
        return tuple(part for unit in self.units for part in (_words(self.text, unit.start, unit.end) if unit.name else (unit,)))

    def figure(self, name: str) -> str:
        """Return what stands in the bookmark `name`."""
        start, end = self.figures[name]
        return self.text[start:end]


def _words(text: str, start: int, end: int) -> Iterator[Unit]:
    for match in _WORD.finditer(text, start, end):
        yield Unit(match[0], match.start(), match.end())


def _parts(element: etree._Element) -> Iterator[Letter | etree._Element]:
    """Yield the letters, and the starts and ends of bookmarks, below `element`."""
    for child in element:
        if child.tag == _TEXT:
            yield from (Letter(text, child, index) for index, text in enumerate(child.text or ""))
        elif child.tag in _AS_ONE or child.tag == "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent":
            yield Letter(_AS_ONE.get(child.tag, OBJECT), child, 0)
        elif child.tag in (_START, _END):
            yield child
        elif child.tag not in _WITHOUT_TEXT:
            yield from _parts(child)
