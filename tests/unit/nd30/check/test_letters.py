from __future__ import annotations

from decimal import Decimal

import pytest
from lxml import etree

from docgen.nd30.check import letters
from docgen.nd30.figures import Look, look, pt
from docgen.nd30.reading.document import RunFormat, TextRun

BOLD_13 = look(pt("13", "14", "14"), bold=True)


def _run(text: str, size: str = "13", *, bold: bool = False, italic: bool = False, caps: bool = False, hidden: bool = False) -> TextRun:
    form = RunFormat("Times New Roman", Decimal(size), bold=bold, italic=italic, caps=caps, hidden=hidden)
    return TextRun(text, form, etree.Element("r"))


@pytest.mark.parametrize(
    ("runs", "wanted", "expected"),
    [
        pytest.param([_run("Kế hoạch", bold=True)], BOLD_13, (), id="as it should be"),
        pytest.param([_run("Kế hoạch", "11.5", bold=True)], BOLD_13, ("cỡ chữ 11,5",), id="too small"),
        pytest.param([_run("Kế hoạch", "16")], BOLD_13, ("cỡ chữ 16", "chữ không đậm"), id="too large and not bold"),
        pytest.param([_run("Kế hoạch", bold=True), _run("   ", "20")], BOLD_13, (), id="white space does not count"),
        pytest.param([_run("Kế hoạch", bold=True), _run("ẩn đi", "20", hidden=True)], BOLD_13, (), id="hidden text does not count"),
        pytest.param([_run("Kế hoạch thực hiện nhiệm vụ", bold=True), _run("1", "9", bold=True)], BOLD_13, (), id="one stray sign"),
        pytest.param([_run("Kế hoạch", bold=True), _run("năm 2026")], BOLD_13, ("có chỗ không đậm",), id="half of it bold"),
        pytest.param([_run("Kế hoạch", bold=True, italic=True)], BOLD_13, ("chữ nghiêng",), id="slanting"),
        pytest.param([_run("kế hoạch", caps=True)], Look(capitals=True), (), id="capitals by format"),
        pytest.param([_run("Kế hoạch")], Look(capitals=True), ("chữ in thường",), id="no capitals"),
        pytest.param([_run("KẾ HOẠCH")], Look(capitals=False), ("chữ in hoa",), id="capitals where none should be"),
        pytest.param([_run("A5")], Look(capitals=False), (), id="too few letters to say"),
        pytest.param([_run("  ")], BOLD_13, (), id="nothing to see"),
    ],
)
def test_what_differs_from_a_look_is_said(runs: list[TextRun], wanted: Look, expected: tuple[str, ...]) -> None:
    assert letters.faults(runs, wanted) == expected


@pytest.mark.parametrize(("size", "expected"), [("13", "13"), ("13.5", "13,5"), ("0", "0"), ("6.04", "6"), ("20", "20")])
def test_points_are_written_as_people_do(size: str, expected: str) -> None:
    assert letters.points(Decimal(size)) == expected


def test_the_main_size_is_that_of_most_signs() -> None:
    assert letters.main_size([_run("một"), _run("hai ba bốn", "14"), _run("      ", "30")]) == 14
