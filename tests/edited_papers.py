"""Documents edited at random as a clerk does in Word: words, order, tables, looks; each word that she writes is one of its own."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from io import BytesIO
from itertools import count
from pathlib import Path

import docx
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from docgen.documents.merging.letters import Paragraph as Read
from docgen.documents.merging.nodes import read_nodes
from docgen.ooxml.package import Package
from tests.bench import make

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARK = f"{W}rsidP"
"""Where a paragraph carries its number through an edit: Word's own attribute for such things, which changes nothing."""

OUTBOX = Path("outbox") / "binh-dang-gioi"
REPORT = OUTBOX / "nam-2026" / "bao-cao" / "BC xa - nam-2026.docx"
PLAN = OUTBOX / "nam-2026" / "ke-hoach" / "KH Thon Mau 02 - nam-2026.docx"
LETTER = OUTBOX / "nam-2026" / "cong-van" / "CV yeu cau bao cao - nam-2026.docx"
PAPERS = (REPORT, PLAN, LETTER)

Versions = dict[Path, tuple[bytes, bytes]]

_DIGITS = re.compile(r"\d+")


@dataclass
class Clerk:
    """One clerk at work on one document. `words`: what she wrote; `touched`: the numbers of the paragraphs that she changed or took out."""

    random: random.Random
    document: Document
    words: list[str] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)
    _names: count[int] = field(default_factory=lambda: count(1))

    def edit(self, times: int, kinds: Sequence[Callable[[Clerk], None]]) -> None:
        """Make so many edits."""
        for _ in range(times):
            self.random.choice(kinds)(self)

    def word(self) -> str:
        """Return a word that nobody else writes."""
        self.words.append(f"chịxyz{next(self._names)}q")
        return self.words[-1]

    def paragraph(self) -> Paragraph:
        """Return some paragraph of the body or of a cell."""
        return self.random.choice([Paragraph(p, self.document) for p in self.document.element.body.iter(f"{W}p")])

    def table(self) -> Table | None:
        """Return some table."""
        return self.random.choice(self.document.tables) if self.document.tables else None

    def track(self, kind: str) -> etree._Element:
        """Return the mark of a tracked change, `ins` or `del`."""
        said = {"id": str(9000 + next(self._names)), "author": "Chị Mẫu", "date": "2026-11-20T09:00:00Z"}
        return etree.Element(f"{W}{kind}", {f"{W}{name}": value for name, value in said.items()})

    def strike(self, run: etree._Element) -> etree._Element:
        """Mark a run as taken out, and return the mark."""
        mark = self.track("del")
        run.addprevious(mark)
        mark.append(run)
        for text in run.findall(f"{W}t"):
            text.tag = f"{W}delText"
        return mark

    def touch(self, element: etree._Element) -> None:
        """Note that the paragraphs in `element` are hers now."""
        self.touched |= {p.get(MARK, "") for p in element.iter(f"{W}p")}


def _write_at_end(clerk: Clerk) -> None:
    paragraph = clerk.paragraph()
    clerk.touch(paragraph._p)
    paragraph.add_run(f" {clerk.word()}.").bold = clerk.random.random() < 0.5


def _write_within(clerk: Clerk) -> None:
    texts = [text for text in clerk.paragraph()._p.iter(f"{W}t") if text.text and not _is_in_figure(text)]
    if texts:
        text = clerk.random.choice(texts)
        at = clerk.random.randrange(len(text.text or "") + 1)
        text.text = f"{(text.text or '')[:at]} {clerk.word()} {(text.text or '')[at:]}"
        clerk.touch(_holder(text))


def _write_a_figure(clerk: Clerk) -> None:
    texts = [text for text in clerk.document.element.body.iter(f"{W}t") if text.text and _is_in_figure(text)]
    if texts:
        text = clerk.random.choice(texts)
        text.text = clerk.word()
        clerk.touch(_holder(text))


def _take_out_words(clerk: Clerk) -> None:
    runs = [run for run in clerk.paragraph()._p.iter(f"{W}r") if not _is_in_figure(run)]
    if runs:
        run = clerk.random.choice(runs)
        clerk.touch(_holder(run))
        _remove(run)


def _new_paragraph(clerk: Clerk) -> None:
    paragraph = clerk.paragraph()
    made = etree.Element(f"{W}p")
    etree.SubElement(etree.SubElement(made, f"{W}r"), f"{W}t").text = f"{clerk.word()} viết thêm {clerk.word()}"
    paragraph._p.addnext(made)


def _take_out_paragraph(clerk: Clerk) -> None:
    bodies = clerk.document.paragraphs
    paragraph = clerk.random.choice(bodies)
    if paragraph._p.find(f"{W}pPr/{W}sectPr") is None:
        clerk.touch(paragraph._p)
        _remove(paragraph._p)


def _move(clerk: Clerk) -> None:
    bodies = [p for p in clerk.document.paragraphs if p._p.find(f"{W}pPr/{W}sectPr") is None and len(p.text) > 40]
    if len(bodies) > 1:
        one, other = clerk.random.sample(bodies, 2)
        other._p.addnext(one._p)


def _new_row(clerk: Clerk) -> None:
    table = clerk.table()
    if table is not None:
        row = clerk.random.choice(table._tbl.tr_lst)
        made = deepcopy(row)
        for mark in list(made.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
            _remove(mark)
        for number, paragraph in enumerate(made.iter(f"{W}p")):
            paragraph.attrib.pop(MARK, "")
            for run in paragraph.findall(f"{W}r"):
                paragraph.remove(run)
            if number < 2:
                etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t").text = clerk.word()
        row.addnext(made)


def _take_out_row(clerk: Clerk) -> None:
    table = clerk.table()
    if table is not None and len(table._tbl.tr_lst) > 3:
        row = clerk.random.choice(table._tbl.tr_lst[1:])
        clerk.touch(row)
        _remove(row)


def _take_out_column(clerk: Clerk) -> None:
    table = clerk.table()
    rows = table._tbl.tr_lst if table is not None else []
    if rows and len({len(row.tc_lst) for row in rows}) == 1 and len(rows[0].tc_lst) > 2:
        column = clerk.random.randrange(len(rows[0].tc_lst))
        for row in rows:
            clerk.touch(row)
            row.remove(row.tc_lst[column])


def _look(clerk: Clerk) -> None:
    for run in clerk.paragraph().runs:
        run.italic = True


def _save_as_word_does(clerk: Clerk) -> None:
    """Part a run in two, and leave the marks of a spelling check: what Word does by itself."""
    texts = [text for text in clerk.paragraph()._p.iter(f"{W}t") if text.text and len(text.text) > 1]
    if texts:
        text = clerk.random.choice(texts)
        said = text.text or ""
        run = next(text.iterancestors(f"{W}r"))
        at = clerk.random.randrange(1, len(said))
        made = deepcopy(run)
        for child in list(made):
            if child.tag != f"{W}rPr":
                made.remove(child)
        etree.SubElement(made, f"{W}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}).text = said[:at]
        if run.index(text) == (0 if run.find(f"{W}rPr") is None else 1):
            text.text = said[at:]
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.addprevious(made)
            run.addprevious(etree.Element(f"{W}proofErr", {f"{W}type": "spellStart"}))


EDITS: Sequence[Callable[[Clerk], None]] = (
    _write_at_end,
    _write_within,
    _write_a_figure,
    _take_out_words,
    _new_paragraph,
    _take_out_paragraph,
    _move,
    _new_row,
    _take_out_row,
    _take_out_column,
    _look,
    _save_as_word_does,
)


def _track_words(clerk: Clerk) -> None:
    paragraph = clerk.paragraph()
    clerk.touch(paragraph._p)
    runs = [run for run in paragraph._p.findall(f"{W}r") if not _is_in_figure(run)]
    made = clerk.track("ins")
    etree.SubElement(etree.SubElement(made, f"{W}r"), f"{W}t").text = clerk.word()
    if runs:
        clerk.random.choice(runs).addnext(made)
    else:
        paragraph._p.append(made)


def _track_deletion(clerk: Clerk) -> None:
    runs = [run for run in clerk.paragraph()._p.findall(f"{W}r") if run.find(f"{W}t") is not None]
    if runs:
        run = clerk.random.choice(runs)
        clerk.touch(_holder(run))
        clerk.strike(run)


def _track_a_figure(clerk: Clerk) -> None:
    runs = [run for run in clerk.document.element.body.iter(f"{W}r") if _is_in_figure(run) and run.find(f"{W}t") is not None]
    if runs:
        run = clerk.random.choice(runs)
        clerk.touch(_holder(run))
        made = clerk.track("ins")
        etree.SubElement(etree.SubElement(made, f"{W}r"), f"{W}t").text = clerk.word()
        clerk.strike(run).addnext(made)


def _track_away_paragraph(clerk: Clerk) -> None:
    paragraph = clerk.random.choice(clerk.document.paragraphs)
    clerk.touch(paragraph._p)
    for run in paragraph._p.findall(f"{W}r"):
        if run.find(f"{W}t") is not None:
            clerk.strike(run)
    looks = paragraph._p.get_or_add_pPr()
    if looks.find(f"{W}sectPr") is None and looks.find(f"{W}rPr") is None:
        etree.SubElement(looks, f"{W}rPr").append(clerk.track("del"))


def _track_away_row(clerk: Clerk) -> None:
    table = clerk.table()
    if table is not None and len(table._tbl.tr_lst) > 3:
        row = clerk.random.choice(table._tbl.tr_lst[1:])
        clerk.touch(row)
        row.get_or_add_trPr().append(clerk.track("del"))
        for run in [run for paragraph in row.iter(f"{W}p") for run in paragraph.findall(f"{W}r") if run.find(f"{W}t") is not None]:
            clerk.strike(run)


TRACKED: Sequence[Callable[[Clerk], None]] = (_track_words, _track_deletion, _track_a_figure, _track_away_paragraph, _track_away_row)
"""The same with Word's tracking of changes switched on: what is taken out stays in the file, struck through."""


def two_versions(root: Path) -> Versions:
    """Return each document before and after two more units have sent; made in a new workspace at `root`."""
    bench = make(root, "T01", "T02", "T04")
    bench.drop("mot.xlsx", bench.filled("T01"))
    bench.process(with_papers=True)
    before = {path: numbered((root / path).read_bytes()) for path in PAPERS}
    bench.drop("hai.xlsx", bench.filled("T02"))
    bench.drop("bon.xlsx", bench.filled("T04"))
    bench.process(with_papers=True)
    return {path: (before[path], (root / path).read_bytes()) for path in PAPERS}


def numbered(data: bytes) -> bytes:
    """Return the document with a number at each paragraph."""
    package = Package.read(data)
    root = package.xml("word/document.xml")
    for number, paragraph in enumerate(root.iter(f"{W}p")):
        paragraph.set(MARK, f"{number:08X}")
    package.put("word/document.xml", root)
    return package.write()


def edited(data: bytes, random_: random.Random, times: int, kinds: Sequence[Callable[[Clerk], None]] | None = None) -> tuple[bytes, Clerk]:
    """Return the document as a clerk leaves it, and her."""
    clerk = Clerk(random_, docx.Document(BytesIO(data)))
    clerk.edit(times, kinds or EDITS)
    out = BytesIO()
    clerk.document.save(out)
    return out.getvalue(), clerk


def with_other_figures(data: bytes, random_: random.Random, share: float) -> bytes:
    """Return the document as docgen would write it with some figures changed."""
    package = Package.read(data)
    root = package.xml("word/document.xml")
    for text in [text for text in root.iter(f"{W}t") if text.text and _is_in_figure(text)]:
        if random_.random() < share:
            said = text.text or ""
            other = _DIGITS.sub(lambda _: str(random_.randrange(1000, 9999)), said)
            text.text = other if other != said else str(random_.randrange(1000, 9999))
    package.put("word/document.xml", root)
    return package.write()


def without_bookmarks(data: bytes) -> bytes:
    """Return the document as it is after its text was copied into another one."""
    package = Package.read(data)
    root = package.xml("word/document.xml")
    for mark in list(root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
        _remove(mark)
    package.put("word/document.xml", root)
    return package.write()


def texts(data: bytes) -> Mapping[str, str]:
    """Return the text of each numbered paragraph, by its number."""
    root = Package.read(data).xml("word/document.xml")
    return {p.get(MARK, ""): Read.read(p).text for p in root.iter(f"{W}p") if p.get(MARK)}


def in_rows_of(data: bytes, numbers: set[str]) -> set[str]:
    """Return the numbers of the paragraphs that stand in one table row with one of `numbers`."""
    rows = ({p.get(MARK, "") for p in row.iter(f"{W}p")} for row in Package.read(data).xml("word/document.xml").iter(f"{W}tr"))
    return set().union(*(row for row in rows if row & numbers))


def whole_text(data: bytes) -> str:
    """Return the text of the body, a paragraph a line."""
    root = Package.read(data).xml("word/document.xml")
    return "\n".join(node.text for node in read_nodes(root[0]))


def figures(data: bytes) -> Mapping[str, tuple[str, str]]:
    """Return what each figure prints and the number of its paragraph, by its bookmark."""
    root = Package.read(data).xml("word/document.xml")
    read = ((p.get(MARK, ""), Read.read(p)) for p in root.iter(f"{W}p"))
    return {name: (paragraph.figure(name), number) for number, paragraph in read for name in paragraph.figures}


def tracked(data: bytes) -> tuple[Sequence[str], Sequence[str]]:
    """Return what stands there as tracked changes: what was put in, and what was taken out."""
    root = Package.read(data).xml("word/document.xml")
    put_in = sorted(text.text or "" for mark in root.iter(f"{W}ins") for text in mark.iter(f"{W}t"))
    return put_in, sorted(text.text or "" for mark in root.iter(f"{W}del") for text in mark.iter(f"{W}delText"))


def comments(data: bytes) -> tuple[str, ...]:
    """Return what the comments say."""
    package = Package.read(data)
    if "word/comments.xml" not in package.parts:
        return ()
    return tuple("".join(str(text) for text in comment.itertext()) for comment in package.xml("word/comments.xml"))


def _is_in_figure(element: etree._Element) -> bool:
    run = element if element.tag == f"{W}r" else element.getparent()
    before = run.getprevious() if run is not None else None
    return before is not None and before.tag == f"{W}bookmarkStart" and before.get(f"{W}name", "").startswith("_dg_")


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _holder(element: etree._Element) -> etree._Element:
    return next(element.iterancestors(f"{W}p"))
