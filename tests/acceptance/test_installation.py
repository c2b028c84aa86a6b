"""What an installation brings along, and what `docgen init` makes of it."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.acceptance.conftest import docgen

ROOT = Path(__file__).parents[2]


def test_init_makes_a_workspace_and_keeps_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "units.xlsx").write_bytes(b"cua toi")

    ran = docgen("init", tmp_path)

    assert ran.code == 0, ran.err
    assert (tmp_path / "templates" / "units.xlsx").read_bytes() == b"cua toi"
    made = {path.name for path in (tmp_path / "templates" / "binh-dang-gioi").iterdir()}
    assert made == {
        "programme.xlsx",
        "kh-xa.docx",
        "kh-thon.docx",
        "bc-xa.docx",
        "cv-yeu-cau.docx",
        "cv-don-doc.docx",
        "cv-don-doc-chung.docx",
    }
    assert {path.name for path in tmp_path.iterdir()} == {"docgen.toml", "templates", "inbox", "outbox", ".docgen"}


@pytest.mark.skipif(importlib.util.find_spec("hatchling") is None, reason="hatchling, which builds the wheel, is not installed")
def test_the_wheel_carries_the_sample(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-build-isolation"]

    subprocess.run([*command, "--wheel-dir", str(tmp_path), str(ROOT)], check=True, capture_output=True, timeout=120)

    names = set(zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist())
    sample = "docgen/operate/sample"
    assert {f"{sample}/docgen.toml", f"{sample}/play.toml", f"{sample}/templates/units.xlsx"} <= names
    assert f"{sample}/templates/binh-dang-gioi/bc-xa.docx" in names
    assert "docgen/outbox/pages/status.html.j2" in names
    assert "docgen/dataset/migrations/versions/0001_first_tables.py" in names


def test_lint_and_doctor_find_nothing_in_a_fresh_workspace(tmp_path: Path) -> None:
    assert docgen("init", tmp_path).code == 0

    lint, doctor = docgen("lint", workspace=tmp_path), docgen("doctor", workspace=tmp_path)

    told, *templates = lint.out.splitlines()
    assert (lint.code, told) == (0, "Không có chỗ nào phải sửa.")
    assert "  binh-dang-gioi/kh-thon.docx: biên dịch một lần, lập nhanh" in templates
    assert all(line.endswith("biên dịch một lần, lập nhanh") for line in templates)
    assert (doctor.code, doctor.err) == (0, "")
