"""Documents written together: one at which the program fails keeps no other back, and no two of them are one file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from docgen.dataset.papers import Papers, PaperVersion
from docgen.outbox import disk, filing
from docgen.outbox.desk import Desk, Made
from docgen.outbox.drawing import Wanted
from docgen.outbox.filing import Planned
from docgen.outbox.place import Placer
from docgen.outbox.strays import Strays
from docgen.outbox.wishes import Bundle, Placing, Wish
from docgen.pipeline import project
from docgen.pipeline.choosing import Selection
from tests.bench import Bench, make_reported

FOLDER = Path("outbox") / "binh-dang-gioi" / "nam-2026" / "ke-hoach"


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return make_reported(tmp_path / "nơi làm việc", "T01")


@pytest.mark.parametrize("step", ["on the disk", "in the dataset"])
def test_a_bug_at_writing_one_document_keeps_no_other_of_those_written_together_back(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    plans = sorted((bench.root / FOLDER).glob("*.docx"))
    name = plans[3].relative_to(bench.root).as_posix()
    for path in plans:
        path.unlink()
    put, keep = disk.put, Papers.keep_version

    def putting(path: Path, data: bytes, digest: str, there: str | None) -> None:
        if path == plans[3]:
            raise KeyError("không có")
        put(path, data, digest, there)

    def keeping(papers: Papers, version: PaperVersion, spared: str = "") -> None:
        if version.path == name:
            raise KeyError("không có")
        keep(papers, version, spared)

    with monkeypatch.context() as patch, bench.office() as office:
        patch.setattr(disk, "put", putting) if step == "on the disk" else patch.setattr(Papers, "keep_version", keeping)
        results = project.generate_papers(office, Selection(document="kh-thon"))
    with bench.office() as office:
        again = project.generate_papers(office, Selection(document="kh-thon"))

    assert [place for place, result in enumerate(results) if result.is_unfinished] == [3]
    assert len(results) == len(plans) > filing.TOGETHER
    assert [place for place, result in enumerate(again) if result.made is not Made.UNCHANGED] == [3]
    assert sorted((bench.root / FOLDER).glob("*.docx")) == plans


@pytest.mark.parametrize("limit_bytes", [1, 10**9])
def test_a_file_planned_twice_is_written_twice_and_stays_docgens(bench: Bench, monkeypatch: pytest.MonkeyPatch, limit_bytes: int) -> None:
    told: list[int] = []
    write_all = Placer.write_all

    def writing(placer: Placer, bundles: Sequence[Bundle]) -> Sequence[Placing]:
        told.append(len(bundles))
        return write_all(placer, bundles)

    monkeypatch.setattr(filing, "_BYTES_TOGETHER", limit_bytes)
    monkeypatch.setattr(Placer, "write_all", writing)
    with bench.office() as office:
        placer, path = office.placer(), bench.root / "outbox" / "a.docx"
        record = office.dataset.papers.all()[0]
        planned = [
            Planned(Wanted(office.programmes()[0], office.programmes()[0].documents[0]), at, Bundle([Wish(at, data, "document")]), record)
            for at, data in ((path, b"one"), (path.with_name("b.docx"), b"b"), (path, b"two"))
        ]
        desk = Desk(
            office.workspace, office.dataset, placer, office.calendar, office.now, Strays(office.workspace.outbox, office.dataset, placer)
        )

        results = filing.write(desk, planned)

        assert [result.made for result in results] == [Made.WRITTEN] * 3
        assert (path.read_bytes(), placer.is_ours(path)) == (b"two", True)
        assert told == ([1, 1, 1] if limit_bytes == 1 else [2, 1])
