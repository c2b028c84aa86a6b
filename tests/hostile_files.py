"""About 150 files made to harm, to confuse, or broken on the way, each from a form without a mistake, with the answers that are true."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docgen.ooxml.package import Package
from tests import compounds, hostile
from tests.hostile import with_part, zipped

SHEET, BOOK, STYLES, TYPES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"
PARTS = (SHEET, BOOK, STYLES, TYPES, "_rels/.rels", "xl/_rels/workbook.xml.rels", "docProps/app.xml")
UNSAFE, HELD, DAMAGED, LARGE = ("khong_an_toan",), ("noi_dung_dong",), ("tep_hong",), ("qua_lon",)
Make = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Hostile:
    """One file. `codes`: one of them says why it is not taken; empty where it may be taken, since nothing in it can harm."""

    name: str
    make: Make
    codes: tuple[str, ...]


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
DOCTYPES = {
    "billion laughs": f'<!DOCTYPE x [<!ENTITY l0 "lol">{LAUGHS}]>',
    "quadratic blow-up": f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>',
    "external file": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "external address": '<!DOCTYPE x [<!ENTITY a SYSTEM "http://127.0.0.1:9/a">]>',
    "external definition": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/a.dtd">',
}
PATHS = (
    "../x",
    "../../etc/x",
    "xl/../../x",
    "/x",
    "/etc/passwd",
    "C:/x",
    "c:\\x",
    "\\x",
    "..\\x",
    "xl\\..\\..\\x",
    "//server/share/x",
    "D:x",
)
ACTIVE_PARTS = (
    "xl/externalLinks/externalLink1.xml",
    "xl/embeddings/oleObject1.bin",
    "xl/embeddings/Microsoft_Word_Document.docx",
    "xl/activeX/activeX1.xml",
    "xl/activeX/activeX1.bin",
    "xl/connections.xml",
    "xl/queryTables/queryTable1.xml",
    "xl/model/item.data",
    "XL/ExternalLinks/externalLink1.xml",
)
ACTIVE_FORMULAS = (
    'WEBSERVICE("http://127.0.0.1:9")',
    '_xlfn.WEBSERVICE("http://127.0.0.1:9")',
    'webservice ("http://127.0.0.1:9")',
    'FILTERXML(WEBSERVICE("http://127.0.0.1:9"),"//a")',
    'IMAGE("http://127.0.0.1:9/a.png")',
    '_xlfn.IMAGE("http://127.0.0.1:9/a.png")',
    'RTD("x",,"a")',
    'CALL("kernel32","WinExec","JCJ","calc",0)',
    'REGISTER.ID("kernel32","WinExec")',
    "cmd|'/c calc'!A1",
    "cmd|'/c calc'!'A1'",
    "MSEXCEL|'\\..\\..\\windows\\system32\\cmd.exe /c calc'!A1",
    "DDE(&quot;cmd&quot;,&quot;/c calc&quot;,&quot;x&quot;)",
)
LINKS = ("image", "oleObject", "attachedTemplate", "externalLinkPath", "frame", "package", "subDocument")


def all_files() -> Iterator[Hostile]:
    """Yield every file."""
    for group in (_archives, _doctypes, _active, _extents, _damaged, _texts, _others):
        yield from group()


def _archives() -> Iterator[Hostile]:
    yield Hostile("m01 a bomb", hostile.bomb, UNSAFE)
    yield Hostile("m01 a gigabyte in the directory", _gigabyte, UNSAFE)
    yield Hostile("m01 many bombs", lambda data: _with_parts(data, {f"xl/media/{n}.xml": b" " * 5_000_000 for n in range(90)}), UNSAFE)
    yield Hostile("m02 a directory that lies", hostile.lying, (*UNSAFE, *DAMAGED))
    for claimed in (0, 1, 2**31):
        yield Hostile(f"m02 a sheet that claims {claimed} bytes", partial(_claim, claimed=claimed), (*UNSAFE, *DAMAGED))
    yield Hostile("m03 entries that overlap", lambda _: hostile.overlapping(), (*UNSAFE, *DAMAGED, "khong_phai_excel"))
    yield Hostile("m03 a zip in a zip", lambda data: with_part(data, "xl/inner.zip", lambda _: zipped({"a": b"b"})), UNSAFE)
    yield Hostile("m03 a form in a form", lambda data: with_part(data, "xl/media/inner.xlsx", lambda _: data), UNSAFE)
    for count in (2_001, 65_000):
        yield Hostile(f"m03 {count} entries", partial(_entries, count=count), UNSAFE)
    yield Hostile("m03 a program inside", lambda data: with_part(data, "xl/media/x.png", lambda _: b"MZ\x90\0"), UNSAFE)
    for path in PATHS:
        yield Hostile(f"m08 an entry called {path!r}", partial(_with_parts, added={path: b"<x/>"}), UNSAFE)
    for part in PARTS:
        yield Hostile(f"m09 {part} twice", partial(hostile.twice, name=part), (*UNSAFE, *DAMAGED))
    yield Hostile("m09 a part twice but for case", lambda data: _with_parts(data, {SHEET.upper(): b"<x/>"}), UNSAFE)
    yield Hostile("a kind of packing nobody uses", lambda data: _repacked(data, 14), (*UNSAFE, *DAMAGED))


def _doctypes() -> Iterator[Hostile]:
    for name, doctype in DOCTYPES.items():
        for part in PARTS:
            yield Hostile(
                f"{'m04' if 'external' not in name else 'm05'} {name} in {part}", partial(_doctype, part=part, doctype=doctype), UNSAFE
            )
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-7"):
        yield Hostile(
            f"m04 in {encoding}", partial(_doctype, part="docProps/app.xml", doctype=DOCTYPES["billion laughs"], encoding=encoding), UNSAFE
        )


def _active() -> Iterator[Hostile]:
    for part in ACTIVE_PARTS:
        group = "m07" if "embeddings" in part or "activeX" in part else "m06"
        yield Hostile(f"{group} {part}", partial(with_part, name=part, change=lambda _: b"<x/>"), HELD)
    for formula in ACTIVE_FORMULAS:
        yield Hostile(f"m06 ={formula}", partial(_formula, formula=formula), HELD)
    for kind in LINKS:
        yield Hostile(f"m06 a link to an {kind}", partial(_link, kind=kind), HELD)
    yield Hostile("m06 a remote picture", partial(_link, kind="image", part="xl/drawings/_rels/drawing1.xml.rels"), HELD)


def _extents() -> Iterator[Hostile]:
    yield Hostile("m10 the last cell", lambda data: _rows(data, '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), LARGE)
    yield Hostile("m10 a cell beyond", lambda data: _rows(data, '<row r="1048577"><c r="A1048577"><v>1</v></c></row>'), DAMAGED)
    yield Hostile("m10 a column beyond", lambda data: _rows(data, '<row r="999999"><c r="XFE999999"><v>1</v></c></row>'), DAMAGED)
    yield Hostile("m11 an enormous merge", lambda data: _after_cells(data, '<mergeCells><mergeCell ref="H1:XFD1048576"/></mergeCells>'), ())
    merges = "".join(f'<mergeCell ref="J{n}:K{n}"/>' for n in range(1, 30_001))
    yield Hostile("m11 thirty thousand merges", lambda data: _after_cells(data, f"<mergeCells>{merges}</mergeCells>"), LARGE)
    yield Hostile("m12 a million styled empty cells", partial(_empty_cells, rows=5_000), ())
    yield Hostile("m12 four million styled empty cells", partial(_empty_cells, rows=20_000), LARGE)
    yield Hostile("m12 a million cells with figures", partial(_empty_cells, rows=5_000, inner="<v>1</v>"), LARGE)
    yield Hostile(
        "m13 names", lambda data: _in_part(data, BOOK, b"</definedNames>", _many('<definedName name="n{}">1</definedName>')), LARGE
    )
    yield Hostile(
        "m13 styles", lambda data: _in_part(data, STYLES, b"</cellXfs>", _many('<xf numFmtId="0" fontId="0" fillId="0"/>')), LARGE
    )
    checks = _many('<dataValidation type="whole" sqref="J{}"><formula1>1</formula1></dataValidation>').decode()
    yield Hostile("m13 validations", lambda data: _after_cells(data, f"<dataValidations>{checks}</dataValidations>"), LARGE)
    rules = _many(
        '<conditionalFormatting sqref="J{}"><cfRule type="expression" priority="1"><formula>1</formula></cfRule></conditionalFormatting>'
    )
    yield Hostile("m13 conditional formats", lambda data: _after_cells(data, rules.decode()), LARGE)
    yield Hostile("m13 sheets", lambda data: _in_part(data, BOOK, b"</sheets>", _many('<sheet name="s{}" sheetId="9{}"/>', 300)), LARGE)
    yield Hostile("m14 a long text a hundred thousand times", _repeated_text, LARGE)
    deep = "<row r='999'><c r='A999'>" + "<x>" * 300 + "</x>" * 300 + "</c></row>"
    yield Hostile("elements within elements", lambda data: _rows(data, deep), DAMAGED)


def _damaged() -> Iterator[Hostile]:
    for share in (5, 20, 40, 60, 80, 95, 99):
        yield Hostile(f"cut off at {share} %", partial(_cut, share=share), DAMAGED)
    for part in (SHEET, BOOK, STYLES, TYPES):
        yield Hostile(f"a flipped byte in {part}", partial(hostile.with_damaged_part, name=part), (*DAMAGED, "khong_phai_excel"))
        yield Hostile(
            f"{part} cut off",
            partial(with_part, name=part, change=lambda xml: xml[: len(xml) // 2]),
            (*DAMAGED, "khong_phai_excel"),
        )
    for part in (SHEET, BOOK, "xl/_rels/workbook.xml.rels", "_rels/.rels"):
        yield Hostile(f"without {part}", partial(_without, part=part), (*DAMAGED, "bieu_bi_sua_cau_truc"))
    yield Hostile("a tail of zeros", lambda data: data[: len(data) // 2] + bytes(len(data) - len(data) // 2), DAMAGED)
    yield Hostile("another head", lambda data: b"PK\x03\x04" + bytes(100) + data[104:], (*DAMAGED, *UNSAFE))
    yield Hostile("noise after the magic", lambda _: b"PK\x03\x04" + bytes(range(256)) * 20, DAMAGED)
    yield Hostile("a zip of nothing", lambda _: zipped({}), ("khong_phai_excel", *DAMAGED))


def _texts() -> Iterator[Hostile]:
    for name, words in {"m22 NUL": b"\0", "m22 U+FFFE": "\ufffe".encode(), "m22 a lone surrogate": b"\xed\xa0\x80"}.items():
        row = b'<row r="999"><c r="A999" t="inlineStr"><is><t>a' + words + b"b</t></is></c></row>"
        yield Hostile(f"{name} in the XML", partial(_in_part, part=SHEET, before=b"</sheetData>", added=row), DAMAGED)
    yield Hostile(
        "m22 a reference to NUL", lambda data: _rows(data, '<row r="999"><c r="A999" t="inlineStr"><is><t>&#0;</t></is></c></row>'), DAMAGED
    )
    for literal in ("mười", "NaN", "INF", "1e999999999", "1,5", "0x10"):
        yield Hostile(
            f"a number {literal!r}",
            partial(_rows, rows=f'<row r="999"><c r="A999"><v>{literal}</v></c></row>'),
            DAMAGED,
        )
    yield Hostile("a kind of cell that is none", lambda data: _rows(data, '<row r="999"><c r="A999" t="q"><v>1</v></c></row>'), DAMAGED)


def _others() -> Iterator[Hostile]:
    yield Hostile("a program", lambda _: b"MZ\x90\0" + bytes(500), UNSAFE)
    yield Hostile("a program of Linux", lambda _: b"\x7fELF" + bytes(500), UNSAFE)
    yield Hostile("a script", lambda _: b"#!/bin/sh\nrm -rf /\n", ("khong_phai_excel",))
    yield Hostile("a web page with a script", lambda _: b"<html><script>alert(1)</script></html>", ("khong_phai_excel",))
    yield Hostile("a rich text", lambda _: b"{\\rtf1{\\object\\objdata 0105}}", ("khong_phai_excel_word",))
    yield Hostile(
        "an old workbook with macros",
        lambda _: compounds.compound({"Workbook": compounds.BOF_OF_97, "_VBA_PROJECT_CUR": b"x"}),
        ("excel_doi_cu",),
    )
    yield Hostile("a container in a circle", lambda _: _circle(), (*DAMAGED, "excel_doi_cu", "khong_phai_excel"))
    yield Hostile("a container cut off", lambda _: compounds.old_workbook()[:1500], (*DAMAGED, "excel_doi_cu"))
    yield Hostile("an encrypted workbook", lambda _: compounds.compound({"EncryptedPackage": b"x"}), ("co_mat_khau",))
    yield Hostile("noise", lambda _: bytes(range(256)) * 40, ("khong_phai_excel",))


def _entries(data: bytes, count: int) -> bytes:
    return _with_parts(data, {f"a/{number}.xml": b"" for number in range(count)})


def _cut(data: bytes, share: int) -> bytes:
    return data[: len(data) * share // 100]


def _with_parts(data: bytes, added: dict[str, bytes]) -> bytes:
    out = BytesIO(data)
    with ZipFile(out, "a", ZIP_DEFLATED) as archive:
        for name, content in added.items():
            archive.writestr(name, content)
    return out.getvalue()


def _repacked(data: bytes, method: int) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", method) as archive:
        for name, content in Package.read(data).parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _entry_in_directory(data: bytes, name: str) -> int:
    """Return where the directory speaks of the entry `name`."""
    at = data.index(b"PK\x01\x02")
    while data[at + 46 : at + 46 + len(name)] != name.encode():
        at = data.index(b"PK\x01\x02", at + 4)
    return at


def _claim(data: bytes, claimed: int, name: str = SHEET) -> bytes:
    """Return the form with a directory that claims `claimed` bytes for an entry."""
    at = _entry_in_directory(data, name)
    return data[: at + 24] + struct.pack("<I", claimed) + data[at + 28 :]


def _gigabyte(data: bytes) -> bytes:
    return _claim(data, 2**30)


def _doctype(data: bytes, part: str, doctype: str, encoding: str = "") -> bytes:
    def put(xml: bytes) -> bytes:
        body = re.sub(rb"^<\?xml[^>]*\?>\s*", b"", xml)
        if not encoding:
            return doctype.encode() + body
        return f'<?xml version="1.0" encoding="{encoding}"?>{doctype}{body.decode()}'.encode(encoding)

    return with_part(data, part, put)


def _in_part(data: bytes, part: str, before: bytes, added: bytes) -> bytes:
    def put(xml: bytes) -> bytes:
        assert before in xml, before
        return xml.replace(before, added + before, 1)

    return with_part(data, part, put)


def _rows(data: bytes, rows: str) -> bytes:
    return _in_part(data, SHEET, b"</sheetData>", rows.encode())


def _after_cells(data: bytes, elements: str) -> bytes:
    return with_part(data, SHEET, lambda xml: xml.replace(b"</sheetData>", b"</sheetData>" + elements.encode(), 1))


def _formula(data: bytes, formula: str) -> bytes:
    return _rows(data, f'<row r="999"><c r="A999"><f>{formula}</f><v>1</v></c></row>')


def _link(data: bytes, kind: str, part: str = "xl/_rels/workbook.xml.rels") -> bytes:
    relation = f'<Relationship Id="rId99" TargetMode="External" Type="http://x/{kind}" Target="http://127.0.0.1:9/x"/>'
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    return with_part(data, part, lambda xml: (xml or empty).replace(b"</Relationships>", relation.encode() + b"</Relationships>"))


def _empty_cells(data: bytes, rows: int, inner: str = "") -> bytes:
    """Return the form with two hundred more cells in each of `rows` rows far below it."""
    columns = [f"{first}{second}" for first in "ABCDEFGH" for second in "ABCDEFGHIJKLMNOPQRSTUVWXY"]
    cells = "".join(f'<c r="{column}{{0}}" s="1">{inner}</c>' if inner else f'<c r="{column}{{0}}" s="1"/>' for column in columns)
    return _rows(data, "".join(f'<row r="{row}">{cells.format(row)}</row>' for row in range(1000, 1000 + rows)))


def _many(pattern: str, count: int = 100_000) -> bytes:
    return "".join(pattern.replace("{}", str(number)) for number in range(count)).encode()


def _repeated_text(data: bytes) -> bytes:
    """Return the form with a text of the greatest length that a hundred thousand and more cells refer to."""
    package = Package.read(data)
    strings, main = "xl/sharedStrings.xml", "http://schemas.openxmlformats.org"
    package.parts[strings] = f'<sst xmlns="{main}/spreadsheetml/2006/main"><si><t>{"a" * 32_767}</t></si></sst>'.encode()
    package.declare(strings, "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml")
    package.relate(BOOK, f"{main}/officeDocument/2006/relationships/sharedStrings", strings)
    rows = "".join(f'<row r="{row}"><c r="J{row}" t="s"><v>0</v></c><c r="K{row}" t="s"><v>0</v></c></row>' for row in range(1000, 111_000))
    return _rows(package.write(), rows)


def _without(data: bytes, part: str) -> bytes:
    package = Package.read(data)
    del package.parts[part]
    return package.write()


def _circle() -> bytes:
    """Return a container whose stream goes round for ever."""
    data = bytearray(compounds.old_workbook())
    fat = 512
    struct.pack_into("<I", data, fat + 3 * 4, 2)
    return bytes(data)
