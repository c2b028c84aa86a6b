"""What is no readable .docx is answered in one sentence, a damaged one is read as far as it goes, and nothing makes the reader crash."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from docgen.model.errors import UnreadableFileError
from docgen.nd30.check.report import report
from docgen.nd30.fix.fix import fix
from docgen.nd30.reading.read import read
from docgen.ooxml.package import Package
from tests import hostile
from tests.programs import converted
from tests.raw_papers import paper
from tests.rich_paper import rich_paper

ROUNDS = 300


def without(*names: str) -> bytes:
    """Return the rich paper without some parts."""
    package = Package.read(rich_paper())
    return Package({name: part for name, part in package.parts.items() if name not in names}).write()


def wide(part: bytes) -> bytes:
    """Return a part in letters of two bytes."""
    return part.decode().replace("UTF-8", "UTF-16").encode("utf-16")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(without("word/styles.xml", "word/theme1.xml", "word/numbering.xml", "word/settings.xml"), id="missing parts"),
        pytest.param(without("word/_rels/document.xml.rels"), id="no relationships"),
        pytest.param(without("_rels/.rels", "[Content_Types].xml"), id="nothing but parts"),
        pytest.param(hostile.with_part(rich_paper(), "word/styles.xml", lambda _: b"<w:styles"), id="damaged styles"),
        pytest.param(hostile.with_part(rich_paper(), "word/_rels/document.xml.rels", lambda _: b"?"), id="damaged relationships"),
        pytest.param(hostile.with_part(rich_paper(), "word/document.xml", wide), id="wide letters"),
    ],
)  # fmt: skip
def test_a_paper_without_some_parts_is_read_all_the_same(data: bytes) -> None:
    assert "trong ô" in [paragraph.text for paragraph in read(data).paragraphs]


OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
PK = rich_paper()


def with_doctype(part: bytes) -> bytes:
    """Return a part with a document type."""
    return part.replace(b"<w:document", b'<!DOCTYPE d [<!ENTITY a "b">]><w:document')


def with_hidden_doctype(part: bytes) -> bytes:
    """Return a part with a document type behind a comment that looks like the root."""
    return b"<!-- <a --><!DOCTYPE a>" + part.partition(b"?>")[2]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        pytest.param(b"", "trống", id="empty"),
        pytest.param(OLE2 + "EncryptedPackage".encode("utf-16-le"), "mật khẩu", id="encrypted"),
        pytest.param(OLE2 + "WordDocument".encode("utf-16-le"), "(.doc)", id="doc"),
        pytest.param(OLE2 + "Workbook".encode("utf-16-le"), "Excel", id="xls"),
        pytest.param(OLE2, "hỏng", id="some other compound file"),
        pytest.param(b"%PDF-1.7", "PDF", id="pdf"),
        pytest.param(b"{\\rtf1 a}", "RTF", id="rtf"),
        pytest.param(b"<html><body>a</body></html>", "trang web", id="web page"),
        pytest.param("Kính gửi: Ủy ban".encode(), "chữ thuần", id="text"),
        pytest.param("Kính gửi".encode("utf-16"), "chữ thuần", id="wide text"),
        pytest.param(bytes(range(256)), "không phải", id="noise"),
        pytest.param(PK[: len(PK) // 2], "hỏng", id="truncated"),
        pytest.param(hostile.with_damaged_part(PK), "hỏng", id="flipped byte"),
        pytest.param(hostile.zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument", id="odt"),
        pytest.param(hostile.zipped({"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<a/>"}), "Excel", id="xlsx"),
        pytest.param(hostile.zipped({"a.txt": b"a"}), "tệp nén", id="zip"),
        pytest.param(hostile.zipped({"word/document.xml": b"<a/>"}), "nội dung", id="no body"),
        pytest.param(hostile.zipped({"word/document.xml": b"<a"}), "hỏng", id="not well-formed"),
        pytest.param(hostile.bomb(PK), "lớn bất thường", id="bomb"),
        pytest.param(hostile.lying(PK), "hỏng", id="lying directory"),
        pytest.param(hostile.with_part(PK, "word/document.xml", with_doctype), "khai báo lạ", id="document type"),
        pytest.param(hostile.with_part(PK, "word/styles.xml", with_hidden_doctype), "khai báo lạ", id="hidden document type"),
        pytest.param(paper("<w:sdt><w:sdtContent>" * 300 + "</w:sdtContent></w:sdt>" * 300), "hỏng", id="nested without end"),
    ],
)  # fmt: skip
def test_what_is_no_readable_docx_is_answered_in_a_sentence(data: bytes, word: str) -> None:
    with pytest.raises(UnreadableFileError, match=re.escape(word)):
        read(data)


@pytest.mark.e2e
@pytest.mark.parametrize(("kind", "word"), [("doc", "(.doc)"), ("odt", "OpenDocument"), ("rtf", "RTF"), ("pdf", "PDF")])
def test_what_libreoffice_saves_as_something_else_is_named(tmp_path: Path, kind: str, word: str) -> None:
    source = tmp_path / "a.docx"
    source.write_bytes(rich_paper())
    [made] = converted([source], tmp_path / "made", kind)

    with pytest.raises(UnreadableFileError, match=re.escape(word)):
        read(made.read_bytes())


def _bytes_changed(rnd: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rnd.randint(1, 5)):
        changed[rnd.randrange(len(changed))] = rnd.randrange(256)
    return bytes(changed[: rnd.randrange(len(changed))] if rnd.random() < 0.3 else changed)


ODD = (
    b"",
    b"0",
    b"-1",
    b"9" * 30,
    b"abc",
    b"1e9",
    b"%1",
    b"2147483648",
    b"rId9",
    b"12.5pt",
    b"-3cm",
    b"50%",
    b"Normal",
    b"Heading1",
    b"&#1;",
)
TAGS = (b"w:p", b"w:tbl", b"w:tr", b"w:tc", b"w:r", b"w:sdt", b"w:sectPr", b"mc:AlternateContent", b"w:txbxContent", b"v:group", b"w:lvl")


def _value_changed(rnd: random.Random, part: bytes) -> bytes:
    at = rnd.choice(list(re.finditer(rb'="([^"]*)"', part)))
    return part[: at.start(1)] + rnd.choice(ODD) + part[at.end(1) :]


def _tags_changed(rnd: random.Random, part: bytes) -> bytes:
    old = rnd.choice(re.findall(rb"</?([\w:]+)", part))
    return re.sub(rb"<(/?)" + old + rb"(?=[\s/>])", rb"<\1" + rnd.choice(TAGS), part)


def _cut(rnd: random.Random, part: bytes) -> bytes:
    start = rnd.randrange(len(part))
    return part[:start] + part[start + rnd.randrange(200) :]


def _repeated(rnd: random.Random, part: bytes) -> bytes:
    piece = rnd.choice(list(re.finditer(rb"<[\w:]+[^<>]*/>", part)) or [re.search(rb"<[\w:]+", part)])
    return part[: piece.end()] + piece[0] * rnd.choice((1, 2, 50)) + part[piece.end() :] if piece else part


def _parts_changed(rnd: random.Random, data: bytes) -> bytes:
    package = Package.read(data)
    changes: tuple[Callable[[random.Random, bytes], bytes], ...] = (_value_changed, _value_changed, _tags_changed, _cut, _repeated)
    for _ in range(rnd.randint(1, 4)):
        name = rnd.choice(list(package.parts))
        package.parts[name] = rnd.choice(changes)(rnd, package.parts[name]) if package.parts[name] else b"<a/>"
    return package.write()


@pytest.mark.parametrize("seed", range(3))
def test_no_damage_makes_reading_judging_or_mending_crash(seed: int) -> None:
    rnd, whole = random.Random(seed), rich_paper()
    read_or_refused = {True: 0, False: 0}

    for _ in range(ROUNDS // 3):
        broken = rnd.choice((_bytes_changed, _parts_changed, _parts_changed))(rnd, whole)
        try:
            fix(broken)
            report("van-ban.docx", broken)
            read_or_refused[True] += 1
        except UnreadableFileError as refused:
            assert str(refused)
            read_or_refused[False] += 1

    assert min(read_or_refused.values()) > 0
