"""A document whose making was stopped, or half refused: the next run makes it as if nothing had been, and knows its own files."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Collection, Iterator
from datetime import date
from pathlib import Path

import docx
import pytest

from docgen.dataset.papers import Papers, PaperVersion
from docgen.dataset.store import Dataset, open_dataset
from docgen.model.submissions import IssuedNumber
from docgen.outbox import disk, place, roots
from docgen.outbox.desk import Made
from docgen.outbox.edited import NEW_FIGURES
from docgen.outbox.place import Placer
from docgen.outbox.promises import Promises
from docgen.outbox.wishes import Bundle, Placed, Wish
from docgen.pipeline.choosing import Selection
from docgen.pipeline.project import generate_papers
from docgen.pipeline.turn import remember
from tests.bench import NOW, Bench, make_reported
from tests.edited_papers import whole_text

PLAN = Selection(document="kh-thon", unit="T01")
TEMPLATE = Path("templates") / "binh-dang-gioi" / "kh-thon.docx"
NAME = "KH Thon Mau 01"
HER_WORDS = "Lời của chị"


class Killed(BaseException):
    """The process is gone."""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return make_reported(tmp_path_factory.mktemp("base") / "mau", "T01")


def made(bench: Bench) -> list[Made]:
    with bench.office() as office:
        remember(office)
        return [result.made for result in generate_papers(office, PLAN)]


def say_in_template(bench: Bench, words: str) -> bytes:
    """Let the template end in `words`; return what it was."""
    path = bench.root / TEMPLATE
    was = path.read_bytes()
    document = docx.Document(str(path))
    document.paragraphs[-1].add_run(words)
    document.save(str(path))
    return was


def copies(bench: Bench) -> list[Path]:
    return sorted(path for folder in ("inbox", "outbox") for path in (bench.root / folder).rglob(f"{NAME}*.docx"))


def stopped_at(target: object, step: str) -> Callable[[Bench], None]:
    def run(bench: Bench) -> None:
        def die(*arguments: object, **named: object) -> None:
            raise Killed

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(target, step, die)
            with pytest.raises(Killed):
                made(bench)

    return run


stopped_before_it_is_noted = stopped_at(Placer, "settle")


def refuse(patch: pytest.MonkeyPatch, error: int, is_refused: Callable[[Path], bool]) -> None:
    """Let the disk refuse every file that `is_refused`."""
    real = disk.put

    def put(path: Path, data: bytes, digest: str, there: str | None) -> None:
        if is_refused(path):
            raise OSError(error, os.strerror(error))
        real(path, data, digest, there)

    patch.setattr(disk, "put", put)


def refuse_beside(patch: pytest.MonkeyPatch) -> None:
    refuse(patch, errno.EACCES, lambda path: NEW_FIGURES in path.name)


def edit(bench: Bench) -> Path:
    """Let a person add a line to the document; return where it lies."""
    [path] = (bench.root / "outbox").rglob(f"{NAME}*.docx")
    hers = docx.Document(str(path))
    hers.add_paragraph(HER_WORDS)
    hers.save(str(path))
    return path


def new_figures(bench: Bench) -> str:
    """Return what the document with new figures says."""
    [path] = (bench.root / "outbox").rglob(f"{NAME}*{NEW_FIGURES}*.docx")
    return whole_text(path.read_bytes())


def refused_below(folder: str) -> Callable[[Bench], None]:
    def run(bench: Bench) -> None:
        where = bench.root / folder
        with pytest.MonkeyPatch.context() as patch:
            refuse(patch, errno.ENOSPC, lambda path: path.is_relative_to(where) and path.suffix == ".docx")
            assert made(bench) == [Made.UNWRITTEN]

    return run


@pytest.mark.parametrize(
    "stop",
    [
        pytest.param(stopped_before_it_is_noted, id="killed"),
        pytest.param(refused_below("outbox"), id="outbox full"),
        pytest.param(refused_below("inbox"), id="inbox full"),
    ],
)
def test_what_was_half_made_is_made_again_although_the_inputs_are_as_before(
    base: Bench, tmp_path: Path, stop: Callable[[Bench], None]
) -> None:
    bench = base.copied_to(tmp_path / "mau")
    made(bench)
    before = [whole_text(path.read_bytes()) for path in copies(bench)]
    was = say_in_template(bench, " ĐÃ ĐỔI")
    stop(bench)
    (bench.root / TEMPLATE).write_bytes(was)

    made(bench)

    assert len(before) == 2
    assert [whole_text(path.read_bytes()) for path in copies(bench)] == before
    assert made(bench) == [Made.UNCHANGED]


@pytest.mark.parametrize("is_undone", [False, True], ids=["she keeps hers", "she takes her words back"])
def test_new_figures_that_could_not_be_taken_away_are_so_later(base: Bench, tmp_path: Path, is_undone: bool) -> None:
    bench = base.copied_to(tmp_path / "mau")
    made(bench)
    [path] = (bench.root / "outbox").rglob(f"{NAME}*.docx")
    docgens = path.read_bytes()
    edit(bench)
    was = say_in_template(bench, " ĐÃ ĐỔI")
    made(bench)
    (bench.root / TEMPLATE).write_bytes(was)
    if is_undone:
        path.write_bytes(docgens)

    def is_open(path: Path) -> None:
        raise OSError(errno.EBUSY, "open")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "take_away", is_open)
        made(bench)
    while_open = list(path.parent.glob(f"{NAME}*{NEW_FIGURES}*"))
    made(bench)

    assert len(while_open) == 1
    assert list(path.parent.glob(f"{NAME}*")) == [path]
    assert made(bench) == [Made.UNCHANGED]


def test_what_a_person_writes_into_a_document_that_was_not_noted_yet_is_carried_over(base: Bench, tmp_path: Path) -> None:
    bench = base.copied_to(tmp_path / "mau")
    say_in_template(bench, " ĐÃ ĐỔI")
    stopped_before_it_is_noted(bench)
    path = edit(bench)
    say_in_template(bench, " LẦN NỮA")

    told = made(bench)

    text = new_figures(bench)
    assert told == [Made.BESIDE]
    assert ("LẦN NỮA" in text, HER_WORDS in text, HER_WORDS in whole_text(path.read_bytes())) == (True, True, True)


@pytest.mark.parametrize(
    "stop",
    [
        pytest.param(stopped_at(disk, "put"), id="killed before"),
        pytest.param(stopped_at(place, "flush_folder"), id="killed after"),
        pytest.param(stopped_at(Promises, "keep"), id="not noted"),
        pytest.param(refused_below("outbox"), id="outbox full"),
        pytest.param(refused_below("inbox"), id="inbox full"),
    ],
)
def test_a_document_is_issued_as_it_was_when_its_number_came_although_a_stop_fell_into_its_writing(
    base: Bench, tmp_path: Path, stop: Callable[[Bench], None]
) -> None:
    bench = base.copied_to(tmp_path / "mau")
    made(bench)
    with bench.office() as office:
        [plan] = [record for record in office.dataset.papers.all() if NAME in record.path]
        issued = IssuedNumber(plan.programme, plan.document, plan.period, plan.unit, "1234/KH-UBND", date(2026, 7, 1))
        office.dataset.papers.record_issue(issued, NOW)
    stop(bench)
    say_in_template(bench, " ĐÃ ĐỔI")

    for _ in range(2):
        made(bench)

    texts = [whole_text(path.read_bytes()) for path in copies(bench)]
    assert [("1234" in text, "ĐÃ ĐỔI" in text) for text in texts] == [(True, False)] * 2
    assert made(bench) == [Made.ISSUED]


@pytest.mark.parametrize("is_refused", [False, True], ids=["written", "refused"])
def test_what_a_person_edits_is_known_however_often_there_is_something_new(base: Bench, tmp_path: Path, is_refused: bool) -> None:
    bench = base.copied_to(tmp_path / "mau")
    made(bench)
    edit(bench)
    say_in_template(bench, " LẦN 0")
    made(bench)

    with pytest.MonkeyPatch.context() as patch:
        if is_refused:
            refuse_beside(patch)
        for number in range(1, 14):
            say_in_template(bench, f" LẦN {number}")
            made(bench)
    made(bench)

    text = new_figures(bench)
    assert ("LẦN 13" in text, HER_WORDS in text) == (True, True)


def test_what_cannot_be_put_beside_is_kept_once(base: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = base.copied_to(tmp_path / "mau")
    made(bench)
    edit(bench)
    say_in_template(bench, " ĐÃ ĐỔI")
    refuse_beside(monkeypatch)
    kept: list[str] = []
    real = Papers.keep_versions

    def keep_versions(papers: Papers, versions: Collection[PaperVersion], spared: str = "") -> None:
        kept.extend(version.path for version in versions)
        real(papers, versions, spared)

    monkeypatch.setattr(Papers, "keep_versions", keep_versions)
    told = [made(bench) for _ in range(3)]

    assert (told, len(kept)) == ([[Made.UNWRITTEN]] * 3, 1)


def test_a_share_that_is_not_mounted_after_a_stop_does_not_make_docgens_document_a_persons(base: Bench, tmp_path: Path) -> None:
    bench = base.copied_to(tmp_path / "mau")
    say_in_template(bench, " ĐÃ ĐỔI")
    stopped_before_it_is_noted(bench)
    outbox, share = bench.root / "outbox", tmp_path / "share"
    outbox.rename(share)
    outbox.mkdir()

    while_away = made(bench)
    left_there = list(outbox.iterdir())
    outbox.rmdir()
    share.rename(outbox)
    say_in_template(bench, " LẦN NỮA")
    when_back = made(bench)

    assert (while_away, left_there, when_back) == ([Made.UNWRITTEN], [], [Made.WRITTEN])
    assert [path.stem for path in outbox.rglob(f"{NAME}*.docx")] == [f"{NAME} - nam-2026"]


@pytest.mark.parametrize("code", [errno.EACCES, errno.ESTALE])
def test_a_units_folder_that_cannot_be_looked_at_does_not_keep_the_document_from_being_written(
    base: Bench, tmp_path: Path, code: int
) -> None:
    bench = base.copied_to(tmp_path / "mau")
    say_in_template(bench, " ĐÃ ĐỔI")
    with bench.office() as office:
        folders = [office.workspace.inbox / unit.folder for unit in office.catalogue.units.all]
    real = Path.stat

    def stat(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if any(path.is_relative_to(folder) for folder in folders):
            raise OSError(code, os.strerror(code))
        return real(path, follow_symlinks=follow_symlinks)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "stat", stat)
        told = made(bench)

    [document] = (bench.root / "outbox").rglob(f"{NAME}*.docx")
    assert "ĐÃ ĐỔI" in whole_text(document.read_bytes())
    assert told == [Made.UNWRITTEN]


@pytest.fixture
def dataset() -> Iterator[Dataset]:
    with open_dataset("sqlite://") as opened:
        yield opened


@pytest.mark.parametrize("failure", [OSError(errno.ENOSPC, "full"), Killed()], ids=["full", "killed"])
def test_what_a_person_puts_back_after_a_failed_write_is_still_docgens(tmp_path: Path, dataset: Dataset, failure: BaseException) -> None:
    placer, path = Placer(tmp_path, dataset), tmp_path / "a.docx"
    placer.write(path, b"one", "document")
    path.rename(tmp_path / "bin")

    def failing(path: Path, data: bytes, digest: str) -> Path:
        raise failure

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "write_aside", failing)
        try:
            placer.write(path, b"two", "document")
        except Killed as killed:
            assert killed is failure
    (tmp_path / "bin").rename(path)

    restarted = Placer(tmp_path, dataset)
    restarted.placed(tmp_path)
    assert restarted.is_ours(path)
    assert restarted.write(path, b"two", "document") is Placed.WRITTEN


def test_a_folder_that_is_not_the_known_one_decides_nothing(tmp_path: Path, dataset: Dataset) -> None:
    outbox, path = tmp_path / "outbox", tmp_path / "outbox" / "d" / "a.docx"
    placer = Placer(tmp_path, dataset, (outbox,))
    roots.reach(placer, outbox)
    placer.write(path, b"one", "document")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dataset.placed, "rename_all", lambda names: None)  # stopped before it is noted
        placer.write(path, b"two", "document")
    outbox.rename(tmp_path / "share")
    outbox.mkdir()

    restarted = Placer(tmp_path, dataset, (outbox,))
    fault = roots.reach(restarted, outbox)
    outbox.rmdir()
    (tmp_path / "share").rename(outbox)

    assert fault is not None
    assert roots.reach(restarted, outbox) is None
    assert restarted.is_ours(path)


def test_a_disk_that_goes_away_after_a_file_got_its_name_leaves_it_known(tmp_path: Path, dataset: Dataset) -> None:
    placer, path = Placer(tmp_path, dataset), tmp_path / "a.docx"
    placer.write(path, b"one", "document")
    real, look, gone = Path.replace, disk.hash_at, list[Path]()

    def replace(source: Path, target: Path) -> Path:
        real(source, target)
        gone.append(target)
        raise OSError(errno.EIO, "gone")

    def hash_at(at: Path) -> str | None:
        if gone:
            raise OSError(errno.EIO, "gone")
        return look(at)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        patch.setattr(disk, "hash_at", hash_at)
        placed = placer.write(path, b"two", "document")

    assert (placed, path.read_bytes(), placer.is_ours(path)) == (Placed.FAILED, b"two", True)


def test_what_was_decided_before_it_is_settled_stays_known(tmp_path: Path, dataset: Dataset) -> None:
    placer, path = Placer(tmp_path, dataset), tmp_path / "a.docx"
    placer.write(path, b"one", "document")

    (placing,) = placer.write_all([Bundle([Wish(path, b"two", "document")])])
    placer.placed(tmp_path)
    placer.settle([placing])

    assert placer.is_ours(path)
