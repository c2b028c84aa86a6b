"""Units with folders of their own: they find their forms, answers and last period's figures there, and no other unit does."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from docgen.operate.play import Drop, fill, read_play
from tests.acceptance.conftest import docgen, new_workspace


def _drop(unit: str) -> Drop:
    return next(drop for drop in read_play().drops if drop.unit == unit)


def test_a_unit_finds_everything_in_its_own_folder(tmp_path: Path) -> None:
    settings = new_workspace(tmp_path) / "docgen.toml"
    settings.write_text(settings.read_text("utf-8").replace("per_unit = false", "per_unit = true"), "utf-8")
    assert docgen("forms", "--unit", "T01", workspace=tmp_path).code == 0
    own = tmp_path / "inbox" / "T01-thon-mau-01"
    blank = next((own / "_1-lay-bieu-mau").rglob("*.xlsx"))
    (own / "bieu.xlsx").write_bytes(fill(blank.read_bytes(), _drop("T01")))

    assert docgen("process", workspace=tmp_path).code == 0
    assert docgen("forms", "--period", "2027", "--unit", "T01", workspace=tmp_path).code == 0

    assert len(list((own / "_3-da-tiep-nhan").glob("DA TIEP NHAN*.txt"))) == 1
    assert (own / "_5-van-ban-cua-don-vi" / "KH Thon Mau 01 - nam-2026.docx").exists()
    assert not list((tmp_path / "inbox" / "_3-da-tiep-nhan").glob("*"))
    next_form = load_workbook(next((own / "_1-lay-bieu-mau").rglob("*2027*.xlsx")))
    said = [cell.value for row in next_form["Biểu"].iter_rows() for cell in row]
    assert "Kỳ trước" in said
    assert _drop("T01").answers["so_ho"] in said
