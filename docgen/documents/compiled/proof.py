"""A part whose tags are pegs in, why it cannot be compiled (raised) or nothing; knows what docxtpl does after Jinja, and when nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from docgen.documents.compiled.lanes import NotCompilableError
from docgen.documents.compiled.outline import PEG, Peg

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_ID = f"{{{W}}}id"

_WITHIN = (f"{{{W}}}t", f"{{{W}}}r")

Place = tuple[etree._Element, str]
"""The element in whose content a peg stands, or in which of its attributes ("" = its content)."""


def places(root: etree._Element) -> dict[int, Place]:
    """Return where each peg below `root` stands, in the order of the file."""
    return {int(found): place for place, text in _texts(root) for found in PEG.findall(text)}


def check_places(found: dict[int, Place], expected: Sequence[int], pegs: Sequence[Peg]) -> None:
    """Refuse a part in which a block opens at one level and closes at another, or whose pegs did not all arrive in order."""
    if list(found) != list(expected):
        raise NotCompilableError("tags that docxtpl moves")
    levels: dict[int, tuple[etree._Element, tuple[str, ...], str]] = {}
    for number, (element, attribute) in found.items():
        block = pegs[number].block
        level = (*_level(element), attribute)
        if block is not None and levels.setdefault(block, level) != level:
            raise NotCompilableError("a block that crosses levels")


def crossing(found: dict[int, Place], pegs: Sequence[Peg]) -> set[etree._Element]:
    """Return the texts in which a block opens that closes in another run of the paragraph, and those where it closes."""
    edges: dict[int, list[etree._Element]] = {}
    for number, (element, attribute) in found.items():
        block = pegs[number].block
        if block is not None and not attribute:
            edges.setdefault(block, []).append(element)
    return {element for elements in edges.values() if any(e is not elements[0] for e in elements) for element in elements}


def _level(element: etree._Element) -> tuple[etree._Element, tuple[str, ...]]:
    """Return the nearest element around a place that is neither run nor text, and the names between: what a block may open and leave."""
    names: list[str] = []
    while element.tag in _WITHIN and (parent := element.getparent()) is not None:
        names.append(element.tag)
        element = parent
    return element, tuple(names)


def check_body(root: etree._Element, pegs: Sequence[Peg]) -> None:
    """Refuse a body in which what docxtpl does to tables and drawings depends on what is printed."""
    blocks = blocks_of(root, pegs)
    if any(blocks[element] for element in root.iter(_DOC_PR)):
        raise NotCompilableError("a drawing that is repeated or left out")
    for table in root.iter(f"{{{W}}}tbl"):
        if any(PEG.search(text) and _has_edge(text, pegs) for _, text in _texts(table)):
            _check_table(table, pegs, blocks)
        if any(PEG.search(str(span.get(f"{{{W}}}val"))) for span in table.iter(f"{{{W}}}gridSpan")):
            raise NotCompilableError("a cell whose width is printed")


def highest_id(root: etree._Element, pegs: Sequence[Peg]) -> int:
    """Return the highest number that marks of Word go by in every document made from `root`.

    Raises:
        NotCompilableError: it depends on what is printed.
    """
    blocks = blocks_of(root, pegs)
    always, sometimes = 0, 0
    for element in root.iter(etree.Element):
        identifier = element.get(_ID, "")
        if PEG.search(identifier):
            raise NotCompilableError("a mark whose number is printed")
        if identifier.isdigit():
            always, sometimes = (always, max(sometimes, int(identifier))) if blocks[element] else (max(always, int(identifier)), sometimes)
    if sometimes > always:
        raise NotCompilableError("the highest mark of Word stands in a block")
    return always


def blocks_of(root: etree._Element, pegs: Sequence[Peg]) -> dict[etree._Element, tuple[int, ...]]:
    """Return within which blocks each element below `root` stands."""
    blocks: dict[etree._Element, tuple[int, ...]] = {}
    inside: list[int] = []

    def pass_by(text: str | None) -> None:
        for number in PEG.findall(text or ""):
            peg = pegs[int(number)]
            if peg.block is not None and peg.opens:
                inside.append(peg.block)
            elif peg.block is not None and peg.closes and peg.block in inside:
                inside.remove(peg.block)

    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            blocks[element] = tuple(inside)
            pass_by(element.text)
        else:
            pass_by(element.tail)
    return blocks


def _check_table(table: etree._Element, pegs: Sequence[Peg], blocks: dict[etree._Element, tuple[int, ...]]) -> None:
    """Refuse a table that docxtpl would widen or narrow in some documents: it counts the cells of the rows that are there."""
    grid = table.find(f"{{{W}}}tblGrid")
    columns = len(grid.findall(f"{{{W}}}gridCol")) if grid is not None else -1
    widest = 0
    for row in table.iter(f"{{{W}}}tr"):
        cells = row.findall(f"{{{W}}}tc")
        if any(_has_edge(text, pegs) for (element, _), text in _texts(row) if element is row):
            raise NotCompilableError("cells that are repeated or left out")
        if len(cells) > columns:
            raise NotCompilableError("a row wider than its table")
        if blocks[row] == blocks[table]:
            widest = max(widest, sum(_span(cell) for cell in cells))
    if widest < columns:
        raise NotCompilableError("a table without a full row that always stands")


def _span(cell: etree._Element) -> int:
    span = cell.find(f"{{{W}}}tcPr/{{{W}}}gridSpan")
    value = "1" if span is None else str(span.get(f"{{{W}}}val"))
    if not value.isdigit():
        raise NotCompilableError("a cell whose width is printed")
    return int(value)


def _has_edge(text: str, pegs: Sequence[Peg]) -> bool:
    return any(not pegs[int(number)].is_value for number in PEG.findall(text))


def _texts(root: etree._Element) -> Iterator[tuple[Place, str]]:
    """Yield each text below `root` that may hold a peg, with its place, in the order of the file."""
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            yield from (((element, str(name)), str(value)) for name, value in element.attrib.items())
            yield (element, ""), element.text or ""
        elif element is not root:
            parent = element.getparent()
            if parent is not None:
                yield (parent, ""), element.tail or ""
