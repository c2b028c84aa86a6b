from __future__ import annotations

from pathlib import Path

import pytest

from docgen.model.text import slug
from docgen.nd30.check.check import check
from docgen.nd30.figures import Severity
from docgen.nd30.plain import Office
from docgen.nd30.reading.read import read
from docgen.nd30.recognise.recognise import recognise
from docgen.nd30.redraft import redraft

TESTS = Path(__file__).parents[1]
SOURCES = [*sorted((TESTS / "samples").glob("*.txt")), TESTS / "templates" / "ke-hoach-xa-dong-viet.txt"]
WITHOUT_FORM = ("thu-cong",)
OFFICE = Office(("ỦY BAN NHÂN DÂN", "XÃ ĐỒNG VIỆT"), "Đồng Việt", "Ủy ban nhân dân xã Đồng Việt", 2026)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_a_drafted_paper_has_no_error_and_no_warning(source: Path) -> None:
    findings = check(recognise(read(redraft(source.read_bytes(), OFFICE).data)))

    assert [(found.rule, found.message) for found in findings if found.severity is not Severity.ADVICE] == []


@pytest.mark.parametrize("source", [path for path in SOURCES[:-1] if path.stem not in WITHOUT_FORM], ids=lambda path: path.stem)
def test_the_type_of_a_drafted_paper_is_known_again(source: Path) -> None:
    recognised = recognise(read(redraft(source.read_bytes(), OFFICE).data))

    assert slug(recognised.type) == source.stem
