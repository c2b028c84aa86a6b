"""Paper size, margins and page numbers made as the decree demands.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục I, khoản 1, 3 and 7.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from decimal import Decimal

from lxml import etree

from docgen.nd30 import rules
from docgen.nd30.check import letters
from docgen.nd30.check.case import Case
from docgen.nd30.check.looks import MM_PER_POINT
from docgen.nd30.check.numbers import page_fields
from docgen.nd30.fix import edits
from docgen.nd30.reading.document import Document, HeaderKind, Paragraph, Section
from docgen.nd30.reading.names import VAL, R, W
from docgen.ooxml.package import Package, parse

_TWIPS_PER_MM = Decimal(1440) / Decimal("25.4")
_SIDES = ("top", "bottom", "left", "right")
_HEADER_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"
_HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_BARE = re.compile(r"[\s\d]*")
_EMPTY = f'<w:hdr xmlns:w="{W[1:-1]}"><w:p/></w:hdr>'


def add_section(document: Document) -> bool:
    """Write down the page set-up that Word assumes in a paper that says none; return whether there was none."""
    section = document.sections[0]
    body = next((root.find(f"{W}body") for root in document.roots.values() if root.tag == f"{W}document"), None)
    if section.element is not None or body is None:
        return False
    made = etree.SubElement(body, f"{W}sectPr")
    size = etree.SubElement(made, f"{W}pgSz")
    size.set(f"{W}w", str(round(section.width * 20)))
    size.set(f"{W}h", str(round(section.height * 20)))
    margins = etree.SubElement(made, f"{W}pgMar")
    for name in ("top", "right", "bottom", "left", "header", "footer", "gutter"):
        margins.set(W + name, str(round(getattr(section, name) * 20)))
    return True


def mend_size(case: Case) -> None:
    """Make every section A4, lying or standing as it is."""
    short, long = (_twips(rules.take(name)) for name in ("page.width", "page.height"))
    for section in case.document.sections:
        if section.element is not None:
            size = edits.child(section.element, "pgSz", edits.SECTION)
            width, height = (long, short) if section.landscape else (short, long)
            size.set(f"{W}w", str(width))
            size.set(f"{W}h", str(height))
            edits.drop(size, f"{W}code")


def mend_margin(case: Case, side: str) -> None:
    """Bring one margin of the standing sections into its range."""
    for section in case.document.sections:
        allowed = rules.get(f"page.margin.{side}").range
        if section.landscape or section.element is None or allowed is None or section.index in case.annex_sections():
            continue
        gutter = section.gutter if side == "left" else Decimal()
        value = (abs(getattr(section, side)) + gutter) * MM_PER_POINT
        if allowed.allows(value, Decimal("0.06")):
            continue
        wanted = min(max(value, allowed.low), allowed.high)
        margins = _margins(section)
        margins.set(W + side, str(_twips(wanted) - round(gutter * 20)))


def mend_number_place(case: Case) -> None:
    """Take bare page numbers out of footers, put those in headers into the middle."""
    for section in case.document.sections:
        for paragraphs in section.footers.values():
            for paragraph in page_fields(paragraphs):
                if _BARE.fullmatch(paragraph.text):
                    _empty(paragraph)
        for paragraphs in section.headers.values():
            for paragraph in page_fields(paragraphs):
                if not paragraph.place.table and paragraph.element.find(f"{W}pPr/{W}framePr") is None:
                    edits.set_align(paragraph.element, "center")
                    edits.set_indent(paragraph.element, 0)


def mend_number_style(paragraphs: Sequence[Paragraph]) -> None:
    """Give page numbers their size, upright and not bold."""
    look = rules.look("page.number.style")
    for run in (run for paragraph in paragraphs for run in letters.seen(paragraph.runs)):
        if look.size is not None and not look.size.allows(run.format.size):
            edits.set_size(run.element, look.size.take)
        for name, is_on in (("b", run.format.bold), ("i", run.format.italic)):
            if is_on:
                edits.set_toggle(run.element, name, is_on=False)


def mend_first_page(case: Case) -> None:
    """Hide the number on the first page of the paper."""
    section = case.document.sections[0]
    if section.element is None:
        return
    if not section.title_page:
        edits.drop(edits.child(section.element, "titlePg", edits.SECTION), VAL)
    shown = page_fields((*section.headers.get(HeaderKind.FIRST, ()), *section.footers.get(HeaderKind.FIRST, ())))
    for paragraph in shown:
        if _BARE.fullmatch(paragraph.text):
            _empty(paragraph)


def mend_number_present(case: Case, main: str) -> None:
    """Put a page number into the header of the first section, on every page but the first, if it has no number yet."""
    document = case.document
    section = document.sections[0]
    if section.element is None or any(page_fields(part) for s in document.sections for part in s.headers.values()):
        return
    header = _header(section, document.package, main, "default")
    root = parse(document.package.parts[header])
    paragraph = root.find(f"{W}p")
    if paragraph is None or (len(root) > 1 and _has_text(root)) or _has_text(paragraph):
        paragraph = etree.SubElement(root, f"{W}p")
    _write_number(paragraph)
    document.package.put(header, root)
    if not section.title_page:
        edits.drop(edits.child(section.element, "titlePg", edits.SECTION), VAL)


def _header(section: Section, package: Package, main: str, kind: str) -> str:
    """Return the part of the header of `section`, made when it has none."""
    related = {identifier: target for identifier, _, target in package.relationships(main)}
    targets = {identifier: target for identifier, target in related.items() if target in package.parts}
    if section.element is None:
        raise KeyError(kind)
    for reference in section.element.findall(f"{W}headerReference"):
        if reference.get(f"{W}type") == kind and reference.get(f"{R}id") in targets:
            return targets[reference.get(f"{R}id", "")]
        if reference.get(f"{W}type") == kind:
            section.element.remove(reference)  # its part is lost
    folder = posixpath.dirname(main)
    taken = {*package.parts, *related.values()}
    name = next(name for n in range(1, 99) if (name := f"{folder}/header{n}.xml") not in taken)
    package.parts[name] = _EMPTY.encode()
    package.declare(name, _HEADER_TYPE)
    reference = etree.Element(f"{W}headerReference", {f"{W}type": kind})
    reference.set(f"{R}id", package.relate(main, _HEADER_RELATION, name))
    section.element.insert(0, reference)
    return name


def _write_number(paragraph: etree._Element) -> None:
    edits.set_align(paragraph, "center")
    edits.set_indent(paragraph, 0)
    for kind, text in (("begin", ""), ("", " PAGE "), ("separate", ""), ("text", "2"), ("end", "")):
        run = etree.SubElement(paragraph, f"{W}r")
        edits.set_font(run, rules.get("page.font").texts[0])
        edits.set_size(run, rules.size("page.number.style"))
        for name in ("b", "i"):
            edits.set_toggle(run, name, is_on=False)
        if kind == "text":
            etree.SubElement(run, f"{W}t").text = text
        elif kind:
            etree.SubElement(run, f"{W}fldChar", {f"{W}fldCharType": kind})
        else:
            etree.SubElement(run, f"{W}instrText").text = text


def _empty(paragraph: Paragraph) -> None:
    """Take everything out of `paragraph` but its properties."""
    for element in list(paragraph.element):
        if element.tag != f"{W}pPr":
            paragraph.element.remove(element)


def _has_text(element: etree._Element) -> bool:
    return (
        any((text.text or "").strip() for text in element.iter(f"{W}t")) or next(element.iter(f"{W}drawing", f"{W}pict"), None) is not None
    )


def _margins(section: Section) -> etree._Element:
    """Return the w:pgMar of `section` with all it must have."""
    if section.element is None:
        raise KeyError("pgMar")
    margins = edits.child(section.element, "pgMar", edits.SECTION)
    for name in (*_SIDES, "header", "footer", "gutter"):
        if margins.get(W + name) is None:
            margins.set(W + name, str(round(getattr(section, name) * 20)))
    return margins


def _twips(mm: Decimal) -> int:
    return round(mm * _TWIPS_PER_MM)
