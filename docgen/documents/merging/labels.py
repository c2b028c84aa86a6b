"""A document in, a few words for each of its figures out: the row and column it stands in, or the words round it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from docgen.documents.marks import W
from docgen.documents.merging.letters import Paragraph
from docgen.documents.merging.nodes import CELL, TABLE, Node
from docgen.model import text

_BEFORE = re.compile(r"(?:\S+\s+){0,5}\S*$")
_AFTER = re.compile(r"\S*(?:\s+\S+){0,5}")
_LONGEST = 60


def labels(nodes: Sequence[Node]) -> Mapping[str, str]:
    """Return what to call each figure below `nodes`, by its bookmark."""
    return dict(_labels(nodes))


def _labels(nodes: Sequence[Node]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        if node.kind == TABLE:
            yield from _in_table(node)
        elif node.paragraph:
            yield from ((name, _around(node.paragraph, name)) for name in node.paragraph.figures)
        else:
            yield from _labels(node.children)


def _in_table(table: Node) -> Iterator[tuple[str, str]]:
    heads: dict[int, str] = {}
    is_head = True
    for row in table.children:
        is_head = is_head and not row.names and len(row.children) > 1
        subject = _subject(row)
        for column, cell in _columns(row):
            if is_head and cell.text.strip():
                heads[column] = cell.text
            for name in cell.names:
                told = [text.shortened(words, _LONGEST) for words in (subject, heads.get(column, "")) if words]
                yield name, " - ".join(told) or "bảng không có tên cột"


def _subject(row: Node) -> str:
    """Return the words that say what a row is about: a cell without figures if there is one, as a row of totals has none."""
    said = [cell for cell in row.children if sum(c.isalpha() for c in cell.text) > 1]
    return next((cell.text for cell in said if not cell.names), said[0].text if said else "")


def _columns(row: Node) -> Iterator[tuple[int, Node]]:
    """Yield each cell and the column it begins in."""
    column = 0
    for cell in row.children:
        if cell.kind == CELL:
            yield column, cell
            span = cell.element.find(f"{{{W}}}tcPr/{{{W}}}gridSpan")
            column += int(span.get(f"{{{W}}}val", "1")) if span is not None else 1


def _around(paragraph: Paragraph, name: str) -> str:
    start, end = paragraph.figures[name]
    before, after = _BEFORE.search(paragraph.text[:start]), _AFTER.match(paragraph.text[end:])
    lead, trail = before[0] if before else "", after[0] if after else ""
    is_cut = len(lead) < len(paragraph.text[:start].lstrip()), len(trail) < len(paragraph.text[end:].rstrip())
    return text.folded(f"{'… ' * is_cut[0]}{lead}[…]{trail}{' …' * is_cut[1]}")
