"""The figures of the report, calculated again from the units' forms by other code: openpyxl, floats and sums in plain sight."""

from __future__ import annotations

import re
from collections.abc import Mapping

import docx
import pytest
from openpyxl import load_workbook

from docgen.model.folders import ROOT_MARKER
from tests.acceptance.conftest import Demo, docgen

Form = Mapping[str, object]


@pytest.fixture(scope="module")
def forms(demo: Demo) -> dict[str, Form]:
    """Return what stands in the taken form of each unit, the last one of each, by the unit's name."""
    taken: dict[str, Form] = {}
    for path in sorted((demo.root / "inbox" / "_3-da-tiep-nhan").glob("*.xlsx")):
        book = load_workbook(path, data_only=True)
        form: dict[str, object] = {}
        for name, defined in book.defined_names.items():
            for sheet, place in defined.destinations:
                if name.startswith("dg_") and ":" not in place and sheet in book:
                    form[name.removeprefix("dg_")] = book[sheet][place.replace("$", "")].value
        if "seal" in form:
            taken[str(form["_don_vi"])] = form
    return taken


@pytest.fixture(scope="module")
def report(demo: Demo) -> docx.document.Document:
    """Return the commune's report."""
    return docx.Document(str(demo.papers / "bao-cao" / "BC xa - nam-2026.docx"))


def _sum(forms: Mapping[str, Form], name: str) -> int:
    values = [form.get(name) for form in forms.values()]
    return int(sum(value for value in values if isinstance(value, int | float)))


def _dotted(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _rows(report: docx.document.Document, first_heading: str) -> list[list[str]]:
    table = next(t for t in report.tables if any(first_heading in cell.text for cell in t.rows[0].cells))
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_all_accepted_forms_are_there(forms: Mapping[str, Form]) -> None:
    assert len(forms) == 21


def test_sums_in_the_text_are_the_sums_of_the_forms(forms: Mapping[str, Form], report: docx.document.Document) -> None:
    text = "\n".join(paragraph.text for paragraph in report.paragraphs)

    meetings, people, women = (_sum(forms, name) for name in ("so_cuoc_tt", "luot_nguoi_tt", "luot_nu_tt"))
    assert f"tổ chức {_dotted(meetings)} (*) cuộc truyền thông (số liệu của 21/26 đơn vị)" in text
    assert f"với {_dotted(people)} (*) lượt người tham dự, trong đó nữ {_dotted(women)} (*)" in text
    planned, women_planned = _sum(forms, "tong_qh"), _sum(forms, "nu_qh")
    assert f"là {_dotted(planned)} (*) người, trong đó nữ {_dotted(women_planned)} (*) người" in text
    assert f"{_sum(forms, 'nu_db_hdnd')}/{_sum(forms, 'tong_db_hdnd')} đại biểu, chiếm" in text
    assert f"{women / people * 100:.1f}%".replace(".", ",") in text


def test_shares_stand_on_units_with_both_figures_only(forms: Mapping[str, Form], report: docx.document.Document) -> None:
    both = [f for f in forms.values() if isinstance(f.get("tong_qh"), int) and isinstance(f.get("nu_qh"), int)]
    share = sum(int(str(f["nu_qh"])) for f in both) / sum(int(str(f["tong_qh"])) for f in both) * 100

    row = next(r for r in _rows(report, "Chỉ tiêu") if r[1].startswith("Tỷ lệ cán bộ nữ trong diện quy hoạch các chức danh"))
    assert row[3] == f"{share:.1f} (*)".replace(".", ",")
    assert row[-1] == f"{len(both)}/5"


def test_the_share_of_leading_women_counts_units(forms: Mapping[str, Form], report: docx.document.Document) -> None:
    def has_leading_woman(form: Form) -> bool:
        if "dung_dau_nu" in form:
            return form["dung_dau_nu"] == "Có" or int(str(form["nu_ld"])) > 0
        return any(form.get(name) == "Có" for name in ("truong_thon_nu", "bi_thu_nu", "ctmt_nu"))

    led = sum(has_leading_woman(form) for form in forms.values())

    row = next(r for r in _rows(report, "Chỉ tiêu") if "lãnh đạo chủ chốt là nữ" in r[1] and "thôn" in r[1])
    assert row[2:4] == [f"{led}/{len(forms)} (*)", f"{led / len(forms) * 100:.1f} (*)".replace(".", ",")]
    assert row[-1] == f"{len(forms)}/26"


def test_the_appendix_has_each_unit_with_its_own_figures(forms: Mapping[str, Form], report: docx.document.Document) -> None:
    rows = {row[1]: row for row in _rows(report, "Cơ quan, đơn vị, thôn") if re.fullmatch(r"\d+", row[0]) and len(row) > 10}

    assert len(rows) == 26
    for unit, form in forms.items():
        expected = [_dotted(int(str(form[name]))) for name in ("so_cuoc_tt", "luot_nguoi_tt", "luot_nu_tt")]
        assert rows[unit][12:15] == expected, unit
    assert set(rows["Thôn Mẫu 11"][12:15]) == {"…"}


def test_a_figure_left_blank_is_missing_and_never_zero(demo: Demo) -> None:
    exported = docgen("export", "bdg", "2026", "--format", "csv", workspace=demo.root).out.splitlines()
    head = exported[0].removeprefix("\ufeff").split(",")
    row = next(line.split(",") for line in exported if line.startswith("T07,"))

    assert row[head.index("so_tin_bai")] not in ("0", "")
    assert row[head.index("so_tin_bai")] == "…"


def test_the_consolidated_workbook_has_a_row_for_each_unit_and_right_totals(demo: Demo, forms: Mapping[str, Form]) -> None:
    book = load_workbook(demo.papers / "tong-hop" / "Tong hop - nam-2026.xlsx")
    rows = [[cell.value for cell in row] for row in book["Tổng hợp"].iter_rows()]

    units = [row for row in rows if row[0] and re.fullmatch(r"\d+", str(row[0])) and row[1]]
    assert len(units) == 26
    total = next(row for row in rows if row[2] == "TỔNG CỘNG")
    stands_on = rows[rows.index(total) + 1]
    for name in ("so_cuoc_tt", "luot_nguoi_tt", "kinh_phi_su_dung", "tong_cb", "so_ho"):
        assert _sum(forms, name) in total, name
    assert stands_on[2:4] == ["Số đơn vị có số liệu/thuộc diện", "21/26"]


def test_nothing_is_lost_from_the_last_drop(demo: Demo) -> None:
    names = {path.name for path in (demo.root / "inbox").iterdir() if path.is_file()}

    assert names == {ROOT_MARKER, "DOC-TRUOC-KHI-GUI.txt", "TINH-HINH-TIEP-NHAN.html"}
    assert [path.name for path in (demo.root / "inbox").rglob(".docgen-*")] == [ROOT_MARKER]
