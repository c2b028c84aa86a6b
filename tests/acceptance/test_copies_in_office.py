"""Copies with comments and repaired copies, as Microsoft's validator sees them."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.nd30.check.annotate import annotate
from docgen.nd30.check.check import check
from docgen.nd30.fix.fix import fix
from docgen.nd30.reading.read import read
from docgen.nd30.recognise.recognise import recognise
from tests.nd30_mutations import DIRECT, STYLE, mutate, mutations
from tests.paper_samples import DECISION, PLAN
from tests.papers import LAYOUTS, build
from tests.programs import remarks

pytestmark = pytest.mark.e2e


def _remarks(data: bytes, path: Path) -> list[str]:
    path.write_bytes(data)
    return [str(remark) for remark in remarks(path)]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_copies_of_papers_made_by_people_have_no_remark_that_the_paper_lacked(layout: str, tmp_path: Path) -> None:
    for paper in (PLAN, DECISION):
        data = build(paper, layout)
        own = _remarks(data, tmp_path / "own.docx")
        marked = annotate(data, check(recognise(read(data))))

        assert set(_remarks(marked, tmp_path / "marked.docx")) <= set(own)
        assert set(_remarks(fix(data).data, tmp_path / "fixed.docx")) <= set(own)


def test_repaired_copies_of_broken_papers_have_no_remark(tmp_path: Path) -> None:
    chosen = {(mutation.rule, mutation.way): mutation for mutation in mutations() if mutation.way in (DIRECT, STYLE)}
    broken = {mutation.id: data for mutation in chosen.values() if (data := mutate("ke-hoach", mutation)) is not None}

    found = {name: said for name, data in broken.items() if (said := _remarks(fix(data).data, tmp_path / "fixed.docx"))}

    assert (len(broken) > 40, found) == (True, {})
