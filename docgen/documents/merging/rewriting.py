"""A place in Word's XML in, other words in it; runs keep their look, bookmarks of figures stand where their figures do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from docgen.documents.marks import PREFIX, W, highest_id, text_elements
from docgen.documents.merging.letters import OBJECT, Letter, Paragraph, Unit

_TAG = f"{{{W}}}"
_RUN, _LOOK, _TEXT, _PROPERTIES = f"{_TAG}r", f"{_TAG}rPr", f"{_TAG}t", f"{_TAG}pPr"
_START, _END = f"{_TAG}bookmarkStart", f"{_TAG}bookmarkEnd"
_ID, _NAME = f"{_TAG}id", f"{_TAG}name"
FRESH = "_dgnew"
"""Before the name of a bookmark that is of the new version already, until the others have its names too."""

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@dataclass
class Numbers:
    """Numbers for marks of Word that no mark of the document has."""

    last: int

    @classmethod
    def of(cls, roots: Sequence[etree._Element]) -> Numbers:
        """Return the numbers that are free in `roots`."""
        return cls(max((highest_id(root) for root in roots), default=0))

    def take(self) -> str:
        """Return the next one."""
        self.last += 1
        return str(self.last)


def replace(paragraph: Paragraph, start: int, end: int, units: Sequence[Unit], numbers: Numbers, *, within: bool = False) -> bool:
    """Put `units` in place of the letters from `start` to `end`; return whether it could be done.

    Args:
        within: the place is a figure that stays one: its bookmark stays round it.
    """
    if any(letter.text == OBJECT or _run_of(letter) is None for letter in paragraph.letters[start:end]) or any(
        OBJECT in unit.text for unit in units
    ):
        return False
    runs = _runs_between(paragraph, start, end)
    made = list(_made(units, _look_at(paragraph, start, end), numbers, with_marks=not within))
    if runs:
        _insert_before(runs[0], made)
        if not within:
            _drop_marks(paragraph.element, {name for name, (a, b) in paragraph.figures.items() if start <= a and b <= end})
        for run in runs:
            _remove_letters(run)
    else:
        _insert_at(paragraph, start, made)
    return True


def adopted(element: etree._Element, numbers: Numbers) -> etree._Element | None:
    """Return a copy of a paragraph, row or table of the new version, to stand in this one; None where it needs parts of its document."""
    copy = deepcopy(element)
    is_bound = any(str(name).startswith(_RELATION) for part in copy.iter(etree.Element) for name in part.attrib)
    if is_bound or copy.find(f".//{_TAG}sectPr") is not None:
        return None
    taken = {id: numbers.take() for id in dict.fromkeys(mark.get(_ID, "") for mark in copy.iter(_START, _END))}
    for mark in copy.iter(_START, _END):
        mark.set(_ID, taken[mark.get(_ID, "")])
        if mark.get(_NAME):
            mark.set(_NAME, FRESH + mark.get(_NAME, ""))
    return copy


def remove(element: etree._Element) -> None:
    """Take a paragraph, row or table away; one that must stay, because its holder needs it or a section ends there, is emptied."""
    holder = element.getparent()
    if holder is None:
        return
    siblings = [child for child in holder if child.tag == element.tag]
    must_stay = element.tag == f"{_TAG}p" and holder.tag != f"{_TAG}body" and (len(siblings) == 1 or holder[-1] is element)
    if must_stay or element.find(f"{_PROPERTIES}/{_TAG}sectPr") is not None:
        for child in [child for child in element if child.tag != _PROPERTIES]:
            element.remove(child)
    else:
        holder.remove(element)


def rename_figures(roots: Sequence[etree._Element], names: Mapping[str, str]) -> None:
    """Give the bookmarks of figures the names of the new version, each once; those that it does not have are taken away."""
    seen: set[str] = set()
    for root in roots:
        for mark in list(root.iter(_START)):
            name = mark.get(_NAME, "")
            if not name.startswith((PREFIX, FRESH)):
                continue
            now = name.removeprefix(FRESH) if name.startswith(FRESH) else names.get(name, "")
            if now and now not in seen:
                seen.add(now)
                mark.set(_NAME, now)
            else:
                _drop(root, {mark.get(_ID)})


def marks_of(root: etree._Element, name: str) -> tuple[etree._Element, etree._Element] | None:
    """Return start and end of the bookmark `name`, or None."""
    start = next((mark for mark in root.iter(_START) if mark.get(_NAME) == name), None)
    if start is None:
        return None
    end = next((mark for mark in root.iter(_END) if mark.get(_ID) == start.get(_ID)), None)
    return (start, end) if end is not None else None


def _made(units: Sequence[Unit], look: etree._Element | None, numbers: Numbers, *, with_marks: bool) -> Iterator[etree._Element]:
    """Yield runs that print `units`, each figure in its bookmark."""
    for unit in units:
        run = etree.Element(_RUN)
        if look is not None:
            run.append(deepcopy(look))
        run.extend(text_elements(unit.text))
        if unit.name and with_marks:
            number = numbers.take()
            yield etree.Element(_START, {_ID: number, _NAME: FRESH + unit.name})
            yield run
            yield etree.Element(_END, {_ID: number})
        else:
            yield run


def _look_at(paragraph: Paragraph, start: int, end: int) -> etree._Element | None:
    """Return the look of the first letter that is replaced, or of the one before the place."""
    place = start if end > start else max(start - 1, 0)
    run = _run_of(paragraph.letters[place]) if place < len(paragraph.letters) else None
    return run.find(_LOOK) if run is not None else None


def _run_of(letter: Letter) -> etree._Element | None:
    parent = letter.element.getparent()
    return parent if parent is not None and parent.tag == _RUN else None


def _runs_between(paragraph: Paragraph, start: int, end: int) -> list[etree._Element]:
    """Return the runs that hold the letters from `start` to `end` and no others: runs that reach further are parted."""
    if start == end:
        return []
    for place in (end, start):
        letters = Paragraph.read(paragraph.element).letters
        if place < len(letters):
            _part_before(letters[place])
    runs: list[etree._Element] = []
    for letter in Paragraph.read(paragraph.element).letters[start:end]:
        run = _run_of(letter)
        if run is not None and (not runs or runs[-1] is not run):
            runs.append(run)
    return runs


def _part_before(letter: Letter) -> None:
    """Let a run begin with `letter`: what stands before it in its run becomes a run of its own."""
    run = _run_of(letter)
    if run is None or run.getparent() is None:
        return
    before = etree.Element(_RUN)
    look = run.find(_LOOK)
    if look is not None:
        before.append(deepcopy(look))
    for child in list(run):
        if child is letter.element:
            break
        if child.tag != _LOOK:
            before.append(child)
    if letter.index and letter.element.tag == _TEXT:
        text = letter.element.text or ""
        before.extend(text_elements(text[: letter.index]))
        letter.element.text = text[letter.index :]
        letter.element.set(_SPACE, "preserve")
    if any(child.tag != _LOOK for child in before):
        run.addprevious(before)


def _remove_letters(run: etree._Element) -> None:
    holder = run.getparent()
    if holder is not None:
        holder.remove(run)


def _insert_before(place: etree._Element, made: Sequence[etree._Element]) -> None:
    for element in made:
        place.addprevious(element)


def _insert_at(paragraph: Paragraph, start: int, made: Sequence[etree._Element]) -> None:
    """Insert after the letter before `start`, outside of the figure that may end there; without one, at the head of the paragraph."""
    if start and start < len(paragraph.letters):
        _part_before(paragraph.letters[start])
    letters = Paragraph.read(paragraph.element).letters
    run = _run_of(letters[start - 1]) if start else None
    if run is None:
        properties = paragraph.element.find(_PROPERTIES)
        at = 0 if properties is None else paragraph.element.index(properties) + 1
        for offset, element in enumerate(made):
            paragraph.element.insert(at + offset, element)
        return
    place = run
    while (after := place.getnext()) is not None and after.tag == _END:
        place = after
    for element in reversed(made):
        place.addnext(element)


def _drop_marks(root: etree._Element, names: Set[str]) -> None:
    _drop(root, {mark.get(_ID) for mark in root.iter(_START) if mark.get(_NAME) in names})


def _drop(root: etree._Element, ids: Set[str | None]) -> None:
    for mark in [mark for mark in root.iter(_START, _END) if mark.get(_ID) in ids]:
        holder = mark.getparent()
        if holder is not None:
            holder.remove(mark)
