"""Cells of a filled form replaced in its XML: what other programs, and other people, write there; and answers rehearsed by the dozen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from lxml import etree

from docgen.forms.census import read_census
from docgen.forms.open_book import OpenBook
from docgen.forms.read_cells import address
from docgen.model.submissions import Verdict
from tests.bench import REHEARSAL, Bench

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@dataclass(frozen=True)
class Raw:
    """A cell as XML: its attributes beside address and style, and what stands in it. `style` None: that of the form stays."""

    inner: str
    kind: str = ""
    style: int | None = None


def number(literal: str, style: int | None = None) -> Raw:
    """Return a cell with a number as the file writes it."""
    return Raw(f"<v>{literal}</v>", style=style)


def text(words: str, style: int | None = None) -> Raw:
    """Return a cell with a text typed into it."""
    return Raw(f'<is><t xml:space="preserve">{escape(words)}</t></is>', "inlineStr", style)


def rich(*runs: tuple[str, str | None]) -> Raw:
    """Return a cell with a text in stretches, each with the name of its font (None: that of the cell)."""

    def look(font: str | None) -> str:
        return f'<rPr><rFont val="{font}"/></rPr>' if font else ""

    return Raw(f"<is>{''.join(f'<r>{look(font)}<t>{escape(words)}</t></r>' for words, font in runs)}</is>", "inlineStr")


def formula(source: str, cached: str | None = None) -> Raw:
    """Return a cell with a formula, and the result that the file holds."""
    return Raw(f"<f>{escape(source)}</f>{'' if cached is None else f'<v>{cached}</v>'}")


def error(name: str) -> Raw:
    """Return a cell that shows an error of Excel."""
    return Raw(f"<v>{name}</v>", "e")


BLANK = Raw("")


def typed(data: bytes, cells: Mapping[str, Raw], row: int = 0) -> bytes:
    """Return the form with these cells instead of its own, by field; of a table, in its prepared `row` (from 0)."""
    census, book = read_census(data), OpenBook.open(data)
    for name, raw in cells.items():
        area = census.area(f"dg_{name}")
        assert area is not None, name
        part = book.sheet_part(area.sheet)
        assert part is not None
        root = book.package.xml(part)
        _put(root, area.first_row + row, area.first_column, raw)
        book.package.put(part, root)
    return book.package.write()


def with_style(data: bytes, change: Callable[[etree._Element], None], copy_of: str) -> tuple[bytes, int]:
    """Return the form with one more cell style, made by `change` from that of the field `copy_of`, and the number of that style.

    `change` is given the root of the styles part, whose last `xf` is the new style.
    """
    census, book = read_census(data), OpenBook.open(data)
    area = census.area(f"dg_{copy_of}")
    assert area is not None
    part = book.sheet_part(area.sheet)
    assert part is not None
    place = address(area.first_row, area.first_column)
    cell = book.package.xml(part).find(f".//{{{MAIN}}}c[@r='{place}']")
    found = book.related(book.main, "styles")
    assert cell is not None and found is not None
    styles = book.package.xml(found[1])
    entries = styles.find(f"{{{MAIN}}}cellXfs")
    assert entries is not None
    entries.append(etree.fromstring(etree.tostring(entries[int(cell.get("s", "0"))])))
    entries.set("count", str(len(entries)))
    change(styles)
    book.package.put(found[1], styles)
    return book.package.write(), len(entries) - 1


def in_font(data: bytes, font: str, copy_of: str) -> tuple[bytes, int]:
    """Return the form with one more cell style in `font`, and its number."""

    def change(styles: etree._Element) -> None:
        fonts = styles.find(f"{{{MAIN}}}fonts")
        assert fonts is not None
        etree.SubElement(etree.SubElement(fonts, f"{{{MAIN}}}font"), f"{{{MAIN}}}name", val=font)
        fonts.set("count", str(len(fonts)))
        styles.findall(f"{{{MAIN}}}cellXfs/{{{MAIN}}}xf")[-1].set("fontId", str(len(fonts) - 1))

    return with_style(data, change, copy_of)


def rehearsed(bench: Bench, files: Mapping[str, bytes]) -> dict[str, Verdict]:
    """Send `files` to rehearse, all at once, and return what each came to by its name."""
    for name, data in files.items():
        bench.drop(f"{REHEARSAL}/{name}", data)
    bench.process(final=True)
    with bench.office() as office:
        found: dict[str, Verdict] = {}
        number = 1
        while (decision := office.dataset.decisions.get(number)) is not None:
            found[decision.receipt.file_name] = decision.verdict
            number += 1
    return found


def codes(verdict: Verdict) -> list[str]:
    """Return the codes of the findings of a verdict."""
    return [finding.code for finding in verdict.findings]


def _put(root: etree._Element, row: int, column: int, raw: Raw) -> None:
    place = address(row, column)
    old = root.find(f".//{{{MAIN}}}c[@r='{place}']")
    line = root.find(f".//{{{MAIN}}}row[@r='{row}']")
    assert line is not None, place
    attributes = {"r": place}
    style = raw.style if raw.style is not None else (old.get("s") if old is not None else None)
    if style is not None:
        attributes["s"] = str(style)
    if raw.kind:
        attributes["t"] = raw.kind
    cell = etree.fromstring(f'<c xmlns="{MAIN}">{raw.inner}</c>')
    for key, value in attributes.items():
        cell.set(key, value)
    if old is not None:
        line.replace(old, cell)
    else:
        line.append(cell)
