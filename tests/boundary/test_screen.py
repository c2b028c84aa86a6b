"""Bytes are judged before any parser sees them: kind by content, budgets, what may harm."""

from __future__ import annotations

import pytest

from docgen.inbox.screen import GO_ON, Screening, screen
from docgen.model.submissions import Outcome
from docgen.validate.messages import Office
from tests import compounds, hostile
from tests.filled_forms import RIGHT, form

LIMIT = 25 * 1024 * 1024
FORM = form(RIGHT)
SHEET = "xl/worksheets/sheet1.xml"
WORD_TYPES = b'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
SLIDE_TYPES = b'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"/></Types>'
BINARY_TYPES = b'<Types><Override ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
XML_2003 = b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
MANIFEST = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>"


def compound(*streams: str) -> bytes:
    return compounds.compound(dict.fromkeys(streams, b"x"))


def locked_zip() -> bytes:
    """Return a zip whose entry says that it asks for a password."""
    data = hostile.zipped({"bieu.xlsx": b"x" * 100})
    return data.replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01").replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"
    )


def judged(data: bytes, name: str = "bieu.xlsx") -> tuple[Outcome | None, str]:
    found = screen(data, name, LIMIT, Office("Phòng Mẫu"))
    return found.outcome, found.finding.code if found.finding else ""


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "tep_rong", id="empty"),
        pytest.param(b"%PDF-1.7\n...", "khong_phai_excel_pdf", id="PDF"),
        pytest.param(b"\xff\xd8\xff\xe0\0\x10JFIF", "khong_phai_excel_anh", id="JPEG"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0", "khong_phai_excel_anh", id="PNG"),
        pytest.param(b"RIFF\0\0\0\0WEBPVP8 ", "khong_phai_excel_anh", id="WebP"),
        pytest.param(b"\0\0\0\x18ftypheic\0\0\0\0", "khong_phai_excel_anh", id="HEIC"),
        pytest.param(hostile.zipped({"[Content_Types].xml": WORD_TYPES}), "khong_phai_excel_word", id="docx named xlsx"),
        pytest.param(compound("WordDocument"), "khong_phai_excel_word", id="doc"),
        pytest.param(b"{\\rtf1 x}", "khong_phai_excel_word", id="rtf"),
        pytest.param(hostile.zipped({"[Content_Types].xml": SLIDE_TYPES}), "khong_phai_excel", id="pptx"),
        pytest.param("mã,tên\n1,2\n".encode(), "khong_phai_excel", id="csv"),
        pytest.param(b"<html><table><tr><td>1</td></tr></table></html>", "khong_phai_excel", id="web page saved as xls"),
        pytest.param(hostile.zipped({"bieu.txt": b"x"}), "khong_phai_excel", id="some other zip"),
        pytest.param(compounds.old_workbook(), "excel_doi_cu", id="xls"),
        pytest.param(compounds.compound({"WORKBOOK": compounds.BOF_OF_97}), "excel_doi_cu", id="xls, its stream in capitals"),
        pytest.param(compound("Workbook", "WordDocument"), "excel_doi_cu", id="xls with a Word document in it"),
        pytest.param(b"\x09\x04\x06\0\0\0\x10\0\0\0", "excel_doi_cu", id="xls of Excel 4"),
        pytest.param(compounds.old_workbook()[:900], "tep_hong", id="half an xls"),
        pytest.param(compounds.old_workbook(is_protected=True), "co_mat_khau", id="xls with a password"),
        pytest.param(compound("EncryptedPackage", "EncryptionInfo"), "co_mat_khau", id="xlsx with a password"),
        pytest.param(compound("EncryptedPackage", "DRMEncryptedDataSpace"), "co_mat_khau", id="sensitivity label"),
        pytest.param(hostile.zipped({"META-INF/manifest.xml": MANIFEST, "content.xml": b"?"}), "co_mat_khau", id="ods with a password"),
        pytest.param(locked_zip(), "khong_phai_excel", id="zip with a password"),
        pytest.param(XML_2003, "bang_tinh_khac", id="Excel's XML of 2003"),
        pytest.param(b"ID;PWXL;N;E\r\nC;Y1;X1;K1\r\nE\r\n", "bang_tinh_khac", id="slk"),
        pytest.param(b"\0\0\x1a\0\x02\x10\x04\0\0\0", "bang_tinh_khac", id="Lotus 1-2-3"),
        pytest.param("BM01;MZ;Thôn Mẫu 01\n".encode(), "khong_phai_excel", id="a text that begins like a picture"),
        pytest.param("mã;tên\n1;Thôn\n".encode("utf-16"), "khong_phai_excel", id="text of Excel in UTF-16"),
        pytest.param(b'<?xml version="1.0"?><a/>', "khong_phai_excel", id="some XML"),
        pytest.param(hostile.zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "bang_tinh_khac", id="ods"),
        pytest.param(hostile.zipped({"[Content_Types].xml": BINARY_TYPES}), "bang_tinh_khac", id="xlsb"),
        pytest.param(hostile.zipped({"Index/Document.iwa": b"x"}), "bang_tinh_khac", id="numbers"),
        pytest.param(FORM[: len(FORM) // 2], "tep_hong", id="half a file"),
        pytest.param(b"PK\x03\x04" + b"junk" * 50, "tep_hong", id="junk after the magic"),
        pytest.param(hostile.with_damaged_part(FORM), "tep_hong", id="one byte flipped"),
        pytest.param(b"\x01\x02\x03\0\0", "khong_phai_excel", id="junk"),
    ],
)
def test_what_is_no_workbook_is_answered_by_its_kind(data: bytes, code: str) -> None:
    assert judged(data) == (Outcome.RETURNED, code)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"MZ\x90\0" + b"\0" * 100, id="a program"),
        pytest.param(hostile.bomb(FORM), id="zip bomb"),
        pytest.param(hostile.lying(FORM), id="a directory that lies about sizes"),
        pytest.param(hostile.twice(FORM, "xl/workbook.xml"), id="a part twice"),
        pytest.param(hostile.overlapping(), id="entries that overlap"),
        pytest.param(hostile.with_part(FORM, "../../x.xml", lambda _: b"<x/>"), id="a path that leads out"),
        pytest.param(hostile.with_part(FORM, "/etc/x.xml", lambda _: b"<x/>"), id="an absolute path"),
        pytest.param(hostile.with_part(FORM, "C:/x.xml", lambda _: b"<x/>"), id="a drive"),
        pytest.param(hostile.zipped({f"a{n}.xml": b"" for n in range(2001)}), id="too many entries"),
        pytest.param(
            hostile.with_part(FORM, SHEET, lambda part: b'<!DOCTYPE x [<!ENTITY a "b">]>' + part.split(b"?>")[-1]), id="document type"
        ),
        pytest.param(
            hostile.with_part(FORM, "docProps/app.xml", lambda _: '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'.encode("utf-16")),
            id="document type in UTF-16",
        ),
        pytest.param(hostile.with_part(FORM, "docProps/app.xml", lambda _: b'<?xml version="1.0" encoding="UTF-7"?><x/>'), id="UTF-7"),
        pytest.param(hostile.with_part(FORM, "xl/media/x.bin", lambda _: b"MZ\x90\0"), id="a program inside"),
        pytest.param(hostile.with_part(FORM, "xl/inner.zip", lambda _: hostile.zipped({"a": b"b"})), id="a zip inside"),
    ],
)
def test_what_may_harm_is_quarantined(data: bytes) -> None:
    assert judged(data) == (Outcome.QUARANTINED, "khong_an_toan")


RELATION = b'<Relationship Id="rId99" TargetMode="External" Type="http://x/%s" Target="http://example.invalid/x"/></Relationships>'


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(hostile.with_part(FORM, "xl/externalLinks/externalLink1.xml", lambda _: b"<x/>"), id="external workbook"),
        pytest.param(hostile.with_part(FORM, "xl/embeddings/oleObject1.bin", lambda _: b"x"), id="embedded object"),
        pytest.param(hostile.with_part(FORM, "xl/activeX/activeX1.xml", lambda _: b"<x/>"), id="ActiveX"),
        pytest.param(hostile.with_part(FORM, "xl/connections.xml", lambda _: b"<x/>"), id="data connection"),
        pytest.param(
            hostile.with_part(FORM, "xl/_rels/workbook.xml.rels", lambda part: part.replace(b"</Relationships>", RELATION % b"image")),
            id="remote image",
        ),
        pytest.param(
            hostile.with_part(
                FORM, SHEET, lambda part: part.replace(b"</sheetData>", b'<row><c><f>WEBSERVICE("http://x")</f></c></row></sheetData>')
            ),
            id="a formula that fetches",
        ),
        pytest.param(
            hostile.with_part(
                FORM, SHEET, lambda part: part.replace(b"</sheetData>", b"<row><c><f>cmd|'/c calc'!A1</f></c></row></sheetData>")
            ),
            id="DDE",
        ),
    ],
)
def test_what_reaches_elsewhere_is_held(data: bytes) -> None:
    assert judged(data) == (Outcome.HELD, "noi_dung_dong")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(FORM, id="a form"),
        pytest.param(form({**RIGHT, "nguoi": "Gõ =cmd|'/c calc'!A1 <!DOCTYPE x>"}), id="a text that only looks like it"),
        pytest.param(
            hostile.with_part(FORM, "xl/_rels/workbook.xml.rels", lambda part: part.replace(b"</Relationships>", RELATION % b"hyperlink")),
            id="a hyperlink that a person clicks",
        ),
        pytest.param(hostile.with_part(FORM, "xl/printerSettings/printerSettings1.bin", lambda _: b"H\0P\0"), id="printer settings"),
    ],
)
def test_a_workbook_goes_on(data: bytes) -> None:
    assert screen(data, "bieu.xlsx", LIMIT) == GO_ON


def test_macros_are_told_of_and_never_run() -> None:
    assert judged(hostile.with_part(FORM, "xl/vbaProject.bin", lambda _: b"\xd0\xcf\x11\xe0")) == (None, "co_macro")


def test_a_file_over_the_limit_is_returned_with_its_size() -> None:
    found = screen(b"PK\x03\x04" + b"x" * 3_000_000, "x.xlsx", 2_000_000)

    assert found.finding is not None
    assert (found.outcome, found.finding.code, found.finding.reason.split(".")[0]) == (Outcome.RETURNED, "qua_lon", "Tệp 2,9 MB")


def test_the_name_is_not_believed() -> None:
    assert judged(FORM, "anh.jpg") == (None, "")
    assert isinstance(screen(b"%PDF-", "bieu.xlsx", LIMIT), Screening)
