"""Word's automatic numbering: list and level of each paragraph in order, what is printed before it out; keeps the counters."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from docgen.nd30.reading.layers import ParagraphLayer, paragraph_layer
from docgen.nd30.reading.names import VAL, W, child_is_on, child_value, whole
from docgen.nd30.reading.numerals import bullet, numeral

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_HIGHEST_START = 100_000


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. `restarts_after`: a paragraph of a level below this one sets it back; 0 = never."""

    start: int
    format: str
    text: str
    restarts_after: int
    is_legal: bool
    font: str
    is_hidden: bool
    style: str
    paragraph: ParagraphLayer


@dataclass
class _List:
    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]
    is_used: bool = False


@dataclass
class Numbering:
    """The lists of a paper by number, and how far each has counted (lists of one definition count together)."""

    lists: dict[int, _List] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, root: etree._Element | None, styles: etree._Element | None) -> Numbering:
        """Return the lists of the numbering part; a list may be defined by a style of `styles`."""
        if root is None:
            return cls()
        abstracts = {element.get(W + "abstractNumId", ""): element for element in root.iterfind(W + "abstractNum")}
        numbers = {number: element for element in root.iterfind(W + "num") if (number := whole(element.get(W + "numId"))) is not None}
        linked = _linked(abstracts, numbers, styles)
        known: dict[str, dict[int, Level]] = {}
        numbering = cls()
        for number, element in numbers.items():
            abstract = child_value(element, "abstractNumId")
            abstract = linked.get(abstract, abstract)
            if abstract not in known:
                known[abstract] = _levels(abstracts.get(abstract))
            numbering.lists[number] = _list(abstract, known[abstract], element)
        return numbering

    def level(self, number: int, level: int) -> Level | None:
        """Return how level `level` (from 0) of list `number` is written, or None."""
        found = self.lists.get(number)
        return found.levels.get(level) if found else None

    def level_of_style(self, number: int, style: str) -> int | None:
        """Return the level of list `number` that belongs to paragraph style `style`, or None."""
        found = self.lists.get(number)
        return next((index for index, level in found.levels.items() if level.style == style), None) if found else None

    def advance(self, number: int, level: int) -> str:
        """Count one more paragraph of level `level` of list `number`; return what is printed before it."""
        used = self.lists.get(number)
        if used is None or level not in used.levels:
            return ""
        counts = self._counts.setdefault(used.abstract, {})
        if not used.is_used:
            used.is_used = True
            for index in used.starts:
                counts.pop(index, None)
        start = used.starts.get(level, used.levels[level].start)
        counts[level] = counts[level] + 1 if level in counts else start
        for deeper in range(level + 1, _LEVELS):
            below = used.levels.get(deeper)
            if below is None or level < below.restarts_after:
                counts.pop(deeper, None)
        return _printed(used, level, counts)


def _printed(used: _List, index: int, counts: dict[int, int]) -> str:
    level = used.levels[index]
    if level.is_hidden or level.format == "none":
        return ""
    if level.format == "bullet":
        return bullet(level.text, level.font)

    def number(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        shown = used.levels.get(at)
        if shown is None:
            return ""
        count = counts.get(at, used.starts.get(at, shown.start))
        return numeral(count, "decimal" if level.is_legal and shown.format != "none" else shown.format)

    return _PLACEHOLDER.sub(number, level.text)


def _linked(abstracts: dict[str, etree._Element], numbers: dict[int, etree._Element], styles: etree._Element | None) -> dict[str, str]:
    """Return which definition stands in for one that only names a list style."""
    wanted = {id: name for id, element in abstracts.items() if (name := child_value(element, "numStyleLink"))}
    if not wanted:
        return {}
    owners = {name: id for id, element in abstracts.items() if (name := child_value(element, "styleLink"))}
    for style in styles.iterfind(W + "style") if styles is not None else ():
        number = whole(child_value(style.find(f"{W}pPr/{W}numPr"), "numId"))
        if style.get(W + "type") == "numbering" and number in numbers:
            owners.setdefault(style.get(W + "styleId", ""), child_value(numbers[number], "abstractNumId"))
    return {id: owners[name] for id, name in wanted.items() if name in owners}


def _list(abstract: str, levels: dict[int, Level], element: etree._Element) -> _List:
    own, starts = dict(levels), {}
    for override in element.iterfind(W + "lvlOverride"):
        index = whole(override.get(W + "ilvl"))
        if index is None:
            continue
        level = override.find(W + "lvl")
        if level is not None:
            own[index] = _level(level, index)
            starts[index] = own[index].start
        start = whole(child_value(override, "startOverride"))
        if start is not None:
            starts[index] = min(start, _HIGHEST_START)
    return _List(abstract, own, starts)


def _levels(abstract: etree._Element | None) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for element in abstract.iterfind(W + "lvl") if abstract is not None else ():
        index = whole(element.get(W + "ilvl"))
        if index is not None and 0 <= index < _LEVELS:
            levels[index] = _level(element, index)
    return levels


def _level(element: etree._Element, index: int) -> Level:
    letters = element.find(W + "rPr")
    fonts = letters.find(W + "rFonts") if letters is not None else None
    restart = whole(child_value(element, "lvlRestart"))
    # Word writes a format of its own in an alternative; what it means to others stands in the fallback, the last one.
    formats = [found.get(VAL, "decimal") for found in element.iter(W + "numFmt")]
    return Level(
        start=min(whole(child_value(element, "start")) or 0, _HIGHEST_START),
        format=formats[-1] if formats else "decimal",
        text=child_value(element, "lvlText"),
        restarts_after=index if restart is None else restart,
        is_legal=child_is_on(element, "isLgl"),
        font=fonts.get(W + "ascii", "") if fonts is not None else "",
        is_hidden=child_is_on(letters, "vanish"),
        style=child_value(element, "pStyle"),
        paragraph=paragraph_layer(element.find(W + "pPr")),
    )
