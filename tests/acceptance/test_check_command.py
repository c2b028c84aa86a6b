"""`docgen check` as people use it: files in, words or JSON out, copies with comments or repaired."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from docgen.ooxml.package import Package
from tests.acceptance.conftest import Demo, docgen
from tests.paper_samples import PLAN
from tests.papers import build

SEED = Path(__file__).parents[1] / "templates" / "ke-hoach-xa-dong-viet.txt"


@pytest.fixture(scope="module")
def untidy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("papers") / "kế hoạch.docx"
    path.write_bytes(build(PLAN))
    return path


def _json(*arguments: str | Path) -> Any:
    return json.loads(docgen("check", "--json", *arguments).out)


def test_no_paper_of_the_demo_has_an_error_or_a_warning(demo: Demo) -> None:
    papers = sorted((demo.root / "outbox").rglob("*.docx"))

    files = _json(*papers)["files"]

    found = [(f["file"], one) for f in files for one in f["findings"] if one["severity"] != "advice"]
    assert (len(files) > 10, found) == (True, [])


def test_the_seed_drafted_gets_the_advice_that_it_deserves(tmp_path: Path) -> None:
    drafted = tmp_path / "seed.docx"
    assert docgen("draft", SEED, "-o", drafted).code == 0

    ((told),) = _json(drafted)["files"]

    assert {finding["severity"] for finding in told["findings"]} == {"advice"}
    assert Counter(finding["rule"] for finding in told["findings"]) == {
        "text.date.basis": 1,
        "head.decimal": 1,
        "recv.last": 1,
        "cap.agency": 2,
        "sp.leftover": 2,
    }


def test_the_json_has_its_documented_shape(untidy: Path) -> None:
    ((told),) = _json(untidy)["files"]

    assert list(told) == ["file", "type", "governed", "components", "findings"]
    assert (told["file"], told["type"], told["governed"]) == (str(untidy), "Kế hoạch", True)
    assert {"component": "quoc_hieu", "place": "bảng 1, hàng 1, ô 2", "text": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"} in told["components"]
    assert {
        "rule": "page.size",
        "severity": "error",
        "clause": "Phụ lục I, Phần I, Mục I, khoản 1",
        "place": "toàn văn bản",
        "message": "Trang: khổ giấy 215,9 × 279,4 mm; quy định: khổ A4 (210 × 297 mm).",
    } in told["findings"]


def test_several_files_get_a_table_and_one_that_cannot_be_read_is_answered(untidy: Path, tmp_path: Path) -> None:
    broken = tmp_path / "hong.docx"
    broken.write_bytes(b"PK\x03\x04 nothing else")

    ran = docgen("check", untidy, broken)

    assert (ran.code, ran.err) == (1, "")
    assert [line.split()[0] for line in ran.out.splitlines()[-3:]] == ["Tệp", "kế", "hong.docx"]
    ((_, told),) = (_json(untidy, broken)["files"],)
    assert (told["governed"], told["components"], [finding["rule"] for finding in told["findings"]]) == (False, [], ["tep_hong"])


def test_a_paper_without_errors_ends_well(demo: Demo) -> None:
    paper = next((demo.papers).rglob("BC xa*.docx"))

    ran = docgen("check", paper)

    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("khong-co.docx",), id="no such file"),
        pytest.param((), id="no file"),
        pytest.param(("{}", "{}", "--fix", "x.docx"), id="several files and one copy"),
        pytest.param(("{}", "--annotate", "{}"), id="onto itself"),
    ],
)
def test_wrong_use_is_said(untidy: Path, arguments: tuple[str, ...]) -> None:
    ran = docgen("check", *(argument.format(untidy) for argument in arguments))

    assert (ran.code, ran.out, bool(ran.err)) == (2, "", True)


def test_the_annotated_copy_says_the_findings_in_comments(untidy: Path, tmp_path: Path) -> None:
    target = tmp_path / "ghi chu.docx"

    docgen("check", untidy, "--annotate", target)

    comments = Package.read(target.read_bytes()).parts["word/comments.xml"].decode()
    assert "Lỗi: Trang: khổ giấy 215,9 × 279,4 mm" in comments
    assert 'w:author="docgen"' in comments


def test_the_repaired_copy_has_what_could_be_repaired(untidy: Path, tmp_path: Path) -> None:
    target = tmp_path / "da sua.docx"

    ran = docgen("check", untidy, "--fix", target)

    ((told),) = _json(target)["files"]
    errors = {finding["rule"] for finding in told["findings"] if finding["severity"] == "error"}
    assert errors == {"motto.line", "agency.line", "subject.line", "annex.mention", "annex.pages"}
    assert "Đã ghi bản sửa" in ran.out
    assert "Cần người sửa" in ran.out
