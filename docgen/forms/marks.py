"""Orange cells: a conditional format that is always true, so that the cell's own style stays and the mark can be taken away again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from docgen.forms.open_book import WORKSHEET_ORDER, OpenBook, insert_in_order
from docgen.forms.styles_xml import whole

FORMULA = '"docgen"="docgen"'
ORANGE = '<dxf><fill><patternFill patternType="solid"><fgColor rgb="FFF4B084"/><bgColor rgb="FFF4B084"/></patternFill></fill></dxf>'


def add(book: OpenBook, root: etree._Element, cells: Sequence[str], style: int) -> None:
    """Paint `cells` of the worksheet `root` with the differential style `style`, above any other conditional format."""
    rules = list(root.iter(book.tag("cfRule")))
    if any(rule.get("priority") == "1" for rule in rules):
        for rule in rules:
            rule.set("priority", str(whole(rule.get("priority")) + 1))
    block = etree.Element(book.tag("conditionalFormatting"), sqref=" ".join(cells))
    rule = etree.SubElement(block, book.tag("cfRule"), type="expression", dxfId=str(style), priority="1")
    etree.SubElement(rule, book.tag("formula")).text = FORMULA
    insert_in_order(root, block, WORKSHEET_ORDER)


def remove(book: OpenBook, root: etree._Element) -> bool:
    """Take away the marks of the worksheet `root`; return whether there were any."""
    found = [rule for rule in root.iter(book.tag("cfRule")) if any(_is_ours(f.text) for f in rule.iterfind(book.tag("formula")))]
    for rule in found:
        block = rule.getparent()
        if block is None:
            continue
        block.remove(rule)
        if not len(block.findall(book.tag("cfRule"))):
            block.getparent().remove(block)  # type: ignore[union-attr]
    return bool(found)


def _is_ours(formula: str | None) -> bool:
    return re.sub(r"\s", "", formula or "").casefold() == FORMULA
