"""Files of every kind in the inbox: what other programs save, what is no workbook, what is broken; through the real pipeline."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from docgen.forms.census import read_census
from docgen.model.submissions import Outcome, Verdict
from docgen.ooxml.package import Package
from tests import compounds, hostile
from tests.bench import TO_MEND, Bench, make, resaved
from tests.hostile import with_part
from tests.programs import converted
from tests.raw_cells import MAIN, Raw, codes, rehearsed, text, typed

SHEET, BOOK, STRINGS = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"
BINARY = b"application/vnd.ms-excel.sheet.binary.macroEnabled.main"
Change = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return make(tmp_path_factory.mktemp("base") / "mau", "T01")


@pytest.fixture(scope="module")
def form(base: Bench) -> bytes:
    """Return a form of T01 without a mistake."""
    return base.filled("T01")


def word() -> bytes:
    out = BytesIO()
    Document().save(out)
    return out.getvalue()


def without_addresses(part: bytes) -> bytes:
    """Return a sheet as programs write it that leave out the addresses of cells: those before a filled one are there, empty."""
    return re.sub(rb"(<row [^>]*[^/]>)(.*?)(</row>)", _without_addresses, part, flags=re.DOTALL)


def _without_addresses(row: re.Match[bytes]) -> bytes:
    cells = {letters: cell for cell, letters in re.findall(rb'(<c r="([A-Z]+)[0-9]+"[^>]*?(?:/>|>.*?</c>))', row[2], re.DOTALL)}
    last = max((letters[0] - 64 for letters in cells), default=0)
    filled = b"".join(cells.get(bytes([64 + column]), b"<c/>") for column in range(1, last + 1))
    return row[1] + re.sub(rb' r="[A-Z]+[0-9]+"', b"", filled) + row[3]


def strict(data: bytes) -> bytes:
    """Return the form as Excel saves it in the strict variant of its format: other names for everything."""
    names = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
    package = Package.read(data)
    for part in package.parts:
        for old, new in names.items():
            package.parts[part] = package.parts[part].replace(old, new)
    return package.write()


def macros(data: bytes) -> bytes:
    """Return the form as a workbook with macros."""
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    data = with_part(data, "[Content_Types].xml", lambda part: part.replace(plain, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"))
    return with_part(data, "xl/vbaProject.bin", lambda _: compounds.compound({"PROJECT": b"x"}))


def backslashes(data: bytes) -> bytes:
    """Return the form with the names of its parts as some programs on Windows write them."""
    return hostile.zipped(
        {name.replace("/", "\\") if name.startswith("xl/") else name: part for name, part in Package.read(data).parts.items()}
    )


def capitals(data: bytes) -> bytes:
    """Return the form with the names of its parts in another case than those that lead to them."""
    return hostile.zipped({"XL/WorkBook.xml" if name == BOOK else name: part for name, part in Package.read(data).parts.items()})


def only_a_chart_sheet() -> bytes:
    """Return a workbook whose only sheet is a chart."""
    book = Workbook()
    book.create_chartsheet("Đồ thị")
    del book[book.sheetnames[0]]
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def shared(data: bytes, index: int) -> bytes:
    """Return the form with the text of one answer looked up under `index` of the shared texts."""
    return typed(data, {"nguoi_lap": Raw(f"<v>{index}</v>", "s")})


def with_rich_text(data: bytes) -> tuple[bytes, int]:
    """Return the form with shared texts, of which the last is in two looks with a reading beside it, and its index."""
    rich = "<si><r><t>Bùi Thị</t></r><r><rPr><b/></rPr><t xml:space='preserve'> Mẫu 15</t></r><rPh sb='0' eb='1'><t>bui</t></rPh></si>"
    package, kind = Package.read(data), "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    assert STRINGS not in package.parts
    package.parts[STRINGS] = f'<sst xmlns="{MAIN}"><si><t>x</t></si>{rich}</sst>'.encode()
    package.declare(STRINGS, kind)
    package.relate(BOOK, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings", STRINGS)
    return package.write(), 1


def row_of(data: bytes, field: str) -> int:
    area = read_census(data).area(f"dg_{field}")
    assert area is not None
    return area.first_row


def rows_swapped(data: bytes) -> bytes:
    """Return the form with two rows in the wrong order in the file, each with its number."""
    first, second = row_of(data, "so_ho"), row_of(data, "nhan_khau")

    def swap(part: bytes) -> bytes:
        one, two = (re.search(rf'<row r="{row}".*?</row>'.encode(), part, re.DOTALL) for row in (first, second))
        assert one and two
        return part[: one.start()] + two[0] + part[one.end() : two.start()] + one[0] + part[two.end() :]

    return with_part(data, SHEET, swap)


def dimension(reference: bytes) -> Change:
    claimed = b'<dimension ref="' + reference + b'"'
    return lambda data: with_part(data, SHEET, lambda part: re.sub(rb'<dimension ref="[^"]*"', claimed, part))


def a_cell_twice(data: bytes) -> bytes:
    twice = b'<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'
    return with_part(data, SHEET, lambda part: part.replace(b"</row>", twice, 1))


def an_empty_fill(data: bytes) -> bytes:
    return with_part(data, "xl/styles.xml", lambda part: re.sub(rb"<fill>.*?</fill>", b"<fill/>", part, count=1))


RIGHT: Mapping[str, Change] = {
    "x08 a protected sheet": lambda data: resaved(data, lambda book: book.worksheets[0].protection.enable()),
    "x09 strict": strict,
    "x10 a dimension of one cell": dimension(b"A1"),
    "x11 a dimension of everything": dimension(b"A1:XFD1048576"),
    "x12 an empty fill": an_empty_fill,
    "x14 macros": macros,
    "x17 no addresses": lambda data: with_part(data, SHEET, without_addresses),
    "x17 rows out of order": rows_swapped,
    "x21 rich text with a reading": lambda data: shared(*with_rich_text(data)),
    "parts named with backslashes": backslashes,
    "parts named in capitals": capitals,
}
"""Forms that other programs save, each as good as the form itself."""

ANSWERED: Mapping[str, tuple[Change, str, str]] = {
    "x02 csv": (lambda _: "mã,tên\n1,2\n".encode(), "khong_phai_excel", "tệp chữ (CSV"),
    "x03 a web page": (lambda _: b"<html><body><table><tr><td>1</td></tr></table></body></html>", "khong_phai_excel", "trang web"),
    "x04 xls": (lambda _: compounds.old_workbook(), "excel_doi_cu", "Lưu thành"),
    "x05 xlsb": (
        lambda _: hostile.zipped({"[Content_Types].xml": BINARY}),
        "bang_tinh_khac",
        ".xlsb",
    ),
    "x06 xlsx with a password": (
        lambda _: compounds.compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}),
        "co_mat_khau",
        "mật khẩu",
    ),
    "x06 xls with a password": (lambda _: compounds.old_workbook(is_protected=True), "co_mat_khau", "mật khẩu"),
    "x07 a label": (lambda _: compounds.compound({"EncryptedPackage": b"x", "DRMEncryptedDataSpace": b"x"}), "co_mat_khau", "nhãn bảo mật"),
    "x13 docx": (lambda _: word(), "khong_phai_excel_word", "văn bản Word"),
    "x15 charts only": (lambda _: only_a_chart_sheet(), "bieu_bi_sua_cau_truc", "không có tờ số liệu"),
    "x16 an index beyond": (lambda data: shared(data, 99_999), "tep_hong", "trỏ tới chữ không có"),
    "x16 no shared texts": (
        lambda data: shared(data, 0),
        "tep_hong",
        "trỏ tới chữ không có",
    ),
    "x18 a cell twice": (a_cell_twice, "tep_hong", "hai lần"),
    "x23 numbers": (lambda _: hostile.zipped({"Index/Document.iwa": b"x"}), "bang_tinh_khac", "Numbers"),
    "x23 ods": (lambda _: hostile.zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "bang_tinh_khac", ".ods"),
    "x23 pdf": (lambda _: b"%PDF-1.7 ...", "khong_phai_excel_pdf", "PDF"),
    "x23 a photo": (lambda _: b"\xff\xd8\xff\xe0\0\x10JFIF", "khong_phai_excel_anh", "là ảnh"),
}
"""Files that are returned, with the code and some words of the answer."""


@pytest.fixture(scope="module")
def verdicts(base: Bench, form: bytes, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Verdict]:
    """Return what each of `RIGHT` and `ANSWERED` comes to; all are sent to rehearse at once."""
    made = {**{name: change(form) for name, change in RIGHT.items()}, **{name: change(form) for name, (change, _, _) in ANSWERED.items()}}
    bench = base.copied_to(tmp_path_factory.mktemp("cases") / "mau")
    found = rehearsed(bench, {f"{index}.xlsx": data for index, data in enumerate(made.values())} | {"right.xlsx": form})
    return {name: found[f"{index}.xlsx"] for index, name in enumerate(made)} | {"right": found["right.xlsx"]}


def of(group: str, cases: Mapping[str, object]) -> pytest.MarkDecorator:
    """Give a test each of the cases that begin with `group`."""
    return pytest.mark.parametrize("name", [name for name in cases if name.startswith(group)])


def reads_as_the_form_itself(verdicts: Mapping[str, Verdict], name: str) -> None:
    right, found = verdicts["right"], verdicts[name]
    assert (found.outcome, codes(found)) == (Outcome.ACCEPTED, codes(right)), [finding.reason for finding in found.findings]
    assert found.answers is not None and right.answers is not None
    assert {n: a.value for n, a in found.answers.by_name.items()} == {n: a.value for n, a in right.answers.by_name.items()}
    assert [{n: a.value for n, a in row.items()} for row in found.answers.rows("hoat_dong")] == [
        {n: a.value for n, a in row.items()} for row in right.answers.rows("hoat_dong")
    ]


def is_answered(verdicts: Mapping[str, Verdict], name: str) -> None:
    _, code, words = ANSWERED[name]
    found = verdicts[name]
    assert (found.outcome, codes(found)) == (Outcome.RETURNED, [code])
    assert words in f"{found.findings[0].label} {found.findings[0].message}"


def test_x01_an_empty_file_waits_and_is_then_returned_as_empty(base: Bench, tmp_path: Path) -> None:
    bench = base.copied_to(tmp_path / "mau")
    bench.drop("bieu.xlsx", b"")

    assert bench.outcomes() == [("bieu.xlsx", "waiting", ("cho_empty",))]
    final = bench.process(final=True).files

    assert [(file.outcome, [finding.code for finding in file.findings]) for file in final] == [(Outcome.RETURNED, ["tep_rong"])]
    assert any("0 byte" in path.read_text("utf-8-sig") for path in (bench.inbox / TO_MEND).glob("*.txt"))


@of("x02", ANSWERED)
def test_x02_a_csv_named_xlsx_is_called_a_text(verdicts: Mapping[str, Verdict], name: str) -> None:
    is_answered(verdicts, name)


@of("x03", ANSWERED)
def test_x03_a_web_page_saved_as_a_workbook_is_called_a_web_page(verdicts: Mapping[str, Verdict], name: str) -> None:
    is_answered(verdicts, name)


@of("x04", ANSWERED)
def test_x04_an_old_xls_is_returned_with_the_steps_to_save_it_anew(verdicts: Mapping[str, Verdict], name: str) -> None:
    """It is not read: it could not be marked and sent back, and what its readers make of dates and formats is less certain."""
    is_answered(verdicts, name)


@of("x05", ANSWERED)
def test_x05_an_xlsb_is_returned_with_the_same_steps(verdicts: Mapping[str, Verdict], name: str) -> None:
    is_answered(verdicts, name)


@of("x06", ANSWERED)
def test_x06_a_workbook_with_a_password_is_told_from_an_old_one(verdicts: Mapping[str, Verdict], name: str) -> None:
    is_answered(verdicts, name)

    assert "Không gửi mật khẩu qua tin nhắn" in verdicts[name].findings[0].message


@of("x07", ANSWERED)
def test_x07_a_sensitivity_label_has_its_own_words(verdicts: Mapping[str, Verdict], name: str) -> None:
    is_answered(verdicts, name)


@of("x08", RIGHT)
def test_x08_a_protected_sheet_is_read(verdicts: Mapping[str, Verdict], name: str) -> None:
    reads_as_the_form_itself(verdicts, name)


@of("x09", RIGHT)
def test_x09_the_strict_format_is_read(verdicts: Mapping[str, Verdict], name: str) -> None:
    reads_as_the_form_itself(verdicts, name)


@of("x10", RIGHT)
def test_x10_a_dimension_that_says_too_little_is_not_believed(verdicts: Mapping[str, Verdict], name: str) -> None:
    reads_as_the_form_itself(verdicts, name)


@of("x11", RIGHT)
def test_x11_a_dimension_that_says_too_much_is_not_believed(verdicts: Mapping[str, Verdict], name: str) -> None:
    reads_as_the_form_itself(verdicts, name)


@of("x12", RIGHT)
def test_x12_styles_that_make_no_sense_do_not_matter(verdicts: Mapping[str, Verdict], name: str) -> None:
    reads_as_the_form_itself(verdicts, name)


@of("x13", ANSWERED)
def test_x13_a_word_document_named_xlsx_is_called_one(verdicts: Mapping[str, Verdict], name: str) -> None:
    is_answered(verdicts, name)


@of("x14", RIGHT)
def test_x14_a_workbook_with_macros_is_read_and_they_are_flagged(verdicts: Mapping[str, Verdict], name: str) -> None:
    found, right = verdicts[name], verdicts["right"]

    assert (found.outcome, codes(found)) == (Outcome.ACCEPTED, [*codes(right), "co_macro"])


@of("x15", ANSWERED)
def test_x15_a_workbook_of_charts_has_no_sheet_of_figures(verdicts: Mapping[str, Verdict], name: str) -> None:
    is_answered(verdicts, name)


@of("x16", ANSWERED)
def test_x16_a_shared_text_that_is_not_there_is_named_by_its_cell(verdicts: Mapping[str, Verdict], name: str) -> None:
    is_answered(verdicts, name)

    assert re.search(r"Ô .+![A-Z]+[0-9]+", verdicts[name].findings[0].message)


@of("x17", RIGHT)
def test_x17_cells_without_addresses_and_rows_out_of_order_are_placed(verdicts: Mapping[str, Verdict], name: str) -> None:
    reads_as_the_form_itself(verdicts, name)


@of("x18", ANSWERED)
def test_x18_a_cell_given_twice_is_damage(verdicts: Mapping[str, Verdict], name: str) -> None:
    is_answered(verdicts, name)


@pytest.mark.e2e
def test_x19_a_form_saved_by_libreoffice_is_accepted_other_formats_are_returned_with_steps(
    base: Bench, form: bytes, tmp_path: Path
) -> None:
    source = tmp_path / "bieu.xlsx"
    source.write_bytes(form)
    saved = {kind: converted((source,), tmp_path / kind, kind)[0].read_bytes() for kind in ("xlsx", "xls", "ods")}

    found = rehearsed(base.copied_to(tmp_path / "mau"), {f"bieu.{kind}": data for kind, data in saved.items()})

    assert found["bieu.xlsx"].outcome is Outcome.ACCEPTED
    assert {name: codes(found[name]) for name in ("bieu.xls", "bieu.ods")} == {"bieu.xls": ["excel_doi_cu"], "bieu.ods": ["bang_tinh_khac"]}


def test_x20_a_form_exported_by_a_program_that_keeps_names_only_is_accepted(base: Bench, form: bytes, tmp_path: Path) -> None:
    """Google Sheets cannot be run here: what its export is known to drop (validations, protection, print settings) is dropped."""

    def drop(book: Workbook) -> None:
        for sheet in book.worksheets:
            sheet.data_validations.dataValidation.clear()
            sheet.protection.disable()
            sheet.conditional_formatting = type(sheet.conditional_formatting)()

    found = rehearsed(base.copied_to(tmp_path / "mau"), {"bieu.xlsx": resaved(form, drop)})["bieu.xlsx"]

    assert found.outcome is Outcome.ACCEPTED


@of("x21", RIGHT)
def test_x21_rich_text_is_joined_and_its_reading_left_out(verdicts: Mapping[str, Verdict], name: str) -> None:
    reads_as_the_form_itself(verdicts, name)


def test_x22_escaped_control_characters_are_decoded_and_left_out(base: Bench, form: bytes, tmp_path: Path) -> None:
    cells = {"nguoi_lap": text("Bùi_x000B_ Thị"), "ket_qua_noi_bat": text("Một_x000D_\nHai"), "kho_khan": text("_x005F_x000B_")}

    found = rehearsed(base.copied_to(tmp_path / "mau"), {"bieu.xlsx": typed(form, cells)})["bieu.xlsx"]

    assert found.answers is not None
    assert [found.answers.get(name).value for name in cells] == ["Bùi Thị", "Một\nHai", "_x000B_"]
    assert (found.outcome, codes(found)) == (Outcome.ACCEPTED, ["ky_tu_la"])


@of("x23", ANSWERED)
def test_x23_what_is_no_excel_file_is_answered_by_what_it_is(verdicts: Mapping[str, Verdict], name: str) -> None:
    """The blank form is not attached: whose file it is only its folder says; the answer names the folder where the forms lie."""
    is_answered(verdicts, name)


@of("parts", RIGHT)
def test_parts_are_found_however_a_program_spells_their_names(verdicts: Mapping[str, Verdict], name: str) -> None:
    assert verdicts[name].outcome in (Outcome.ACCEPTED, Outcome.HELD)
    assert codes(verdicts[name]) in (codes(verdicts["right"]), ["hai_cach_doc", *codes(verdicts["right"])])
