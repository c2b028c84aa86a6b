"""Merged documents as other programs see them: saved by LibreOffice before, judged by Microsoft's validator and by docgen after."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from docgen.documents.merging.merge import merge
from docgen.documents.stamp import stamp_of, stamped
from docgen.nd30.check.check import check
from docgen.nd30.figures import Severity
from docgen.nd30.reading.read import read
from docgen.nd30.recognise.recognise import recognise
from tests.edited_papers import EDITS, PAPERS, TRACKED, Versions, edited, figures, two_versions, whole_text
from tests.programs import converted, remarks

pytestmark = pytest.mark.e2e

SEEDS = range(4)
Work = Mapping[str, tuple[Path, bytes, list[str]]]
"""Which document it is, how she left it, and what she wrote; by a name of this work."""


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Versions:
    return two_versions(tmp_path_factory.mktemp("base") / "mau")


@pytest.fixture(scope="module")
def work(versions: Versions) -> Work:
    """Return each document, edited several times over."""

    def done() -> Iterator[tuple[str, tuple[Path, bytes, list[str]]]]:
        for number, path in enumerate(PAPERS):
            for seed in SEEDS:
                kinds = (*TRACKED, *EDITS) if seed % 2 else EDITS
                hers, clerk = edited(stamped(versions[path][0], "a" * 64), random.Random(seed), 8, kinds)
                yield f"{number}-{seed}", (path, hers, [word for word in clerk.words if word in whole_text(hers)])

    return dict(done())


@pytest.fixture(scope="module")
def resaved(work: Work, tmp_path_factory: pytest.TempPathFactory) -> Work:
    """Return the same as LibreOffice saves it."""
    folder = tmp_path_factory.mktemp("libreoffice")
    sources = []
    for name, (_, hers, _) in work.items():
        sources.append(folder / f"{name}.docx")
        sources[-1].write_bytes(hers)
    saved = {path.stem: path.read_bytes() for path in converted(sources, folder / "saved", "docx")}
    return {name: (path, saved[name], words) for name, (path, _, words) in work.items()}


def _errors(data: bytes) -> Counter[str]:
    return Counter(finding.rule for finding in check(recognise(read(data))) if finding.severity is Severity.ERROR)


def test_after_libreoffice_no_word_of_hers_is_lost_and_no_figure_is_wrong(versions: Versions, resaved: Work) -> None:
    for name, (path, hers, words) in resaved.items():
        before, now = versions[path]
        merged = merge(before, hers, now).data
        was, printed = {n: text for n, (text, _) in figures(before).items()}, figures(now)
        written = {text for n, (text, _) in figures(hers).items() if text != was.get(n)}

        assert stamp_of(hers) == "a" * 64, name
        assert len(figures(hers)) >= len(was) // 2, name
        assert [word for word in words if whole_text(merged).count(word) != whole_text(hers).count(word)] == [], name
        assert [n for n, (text, _) in figures(merged).items() if text != printed[n][0] and text not in written] == [], name


def test_the_validator_has_no_remark_on_a_merged_document_that_it_has_not_on_hers(
    versions: Versions, work: Work, resaved: Work, tmp_path: Path
) -> None:
    def said(data: bytes) -> set[str]:
        path = tmp_path / "van-ban.docx"
        path.write_bytes(data)
        return {str(remark) for remark in remarks(path)}

    for path, hers, _ in [*list(work.values())[::3], *list(resaved.values())[::4]]:
        before, now = versions[path]

        assert said(stamped(merge(before, hers, now).data, "b" * 64)) <= said(hers)


def test_a_merged_document_has_no_more_errors_of_form_than_hers(versions: Versions, work: Work) -> None:
    for name, (path, hers, _) in work.items():
        before, now = versions[path]

        worse = _errors(merge(before, hers, now).data) - _errors(hers)

        assert worse <= _errors(now), (name, worse)
