"""Documents in the outbox that people save, rename and delete while nothing else happens."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from docgen.dataset.store import open_dataset
from docgen.model.disk import Fault
from docgen.outbox.place import Placer
from docgen.pipeline.touched import Touched


@pytest.fixture
def placer(tmp_path: Path) -> Iterator[Placer]:
    with open_dataset("sqlite://") as dataset:
        placer = Placer(tmp_path, dataset, (tmp_path,))
        for name in ("a.docx", "ke-hoach/b.docx", "c.xlsx"):
            placer.write(tmp_path / name, b"document", "document")
        yield placer


def _save(folder: Path) -> None:
    (folder / "a.docx").write_bytes(b"edited by the clerk")


def _rename(folder: Path) -> None:
    (folder / "ke-hoach" / "b.docx").rename(folder / "ke-hoach" / "ban cua toi.docx")


def _copy(folder: Path) -> None:
    shutil.copyfile(folder / "a.docx", folder / "ban sao.docx")


@pytest.mark.parametrize("deed", [_save, _rename, _copy, lambda folder: (folder / "a.docx").unlink()])
def test_what_a_person_did_to_a_document_is_noticed_once_when_two_looks_agree(
    tmp_path: Path, placer: Placer, deed: Callable[[Path], None]
) -> None:
    touched = Touched(tmp_path)
    before = [touched.look(placer, seconds) for seconds in (0, 10, 20)]
    deed(tmp_path)

    after = [touched.look(placer, seconds) for seconds in (25, 30, 35, 40, 50, 60)]

    assert (before, after) == ([False] * 3, [False, False, False, True, False, False])


def test_a_document_that_is_still_being_saved_is_left_alone(tmp_path: Path, placer: Placer) -> None:
    touched, seen = Touched(tmp_path), []
    touched.look(placer, 0)
    for seconds in (10, 20, 30):
        (tmp_path / "a.docx").write_bytes(b"x" * seconds)
        seen.append(touched.look(placer, seconds))

    assert (seen, touched.look(placer, 40)) == ([False] * 3, True)


def test_a_document_that_is_gone_is_noticed_while_docgen_writes_others_all_the_time(tmp_path: Path, placer: Placer) -> None:
    touched, seen = Touched(tmp_path), []
    touched.look(placer, 0)
    (tmp_path / "ke-hoach" / "b.docx").unlink()
    for seconds in (10, 20, 30):
        placer.write(tmp_path / "a.docx", b"figures" * seconds, "document")
        seen.append(touched.look(placer, seconds))

    assert seen == [False, True, False]


def test_what_docgen_wrote_or_took_away_itself_and_what_is_no_document_is_no_news(tmp_path: Path, placer: Placer) -> None:
    touched = Touched(tmp_path)
    touched.look(placer, 0)
    placer.write(tmp_path / "a.docx", b"new figures", "document")
    placer.remove(tmp_path / "ke-hoach" / "b.docx")
    for name in ("c.xlsx", "~$a.docx", ".~lock.a.docx#"):
        (tmp_path / name).write_bytes(b"a person's")

    assert [touched.look(placer, seconds) for seconds in (10, 20, 30)] == [False] * 3


def test_a_folder_that_is_away_tells_nothing(tmp_path: Path, placer: Placer) -> None:
    touched = Touched(tmp_path)
    touched.look(placer, 0)
    (tmp_path / "a.docx").unlink()
    placer.stay_away(tmp_path, Fault.UNMARKED)
    away = [touched.look(placer, seconds) for seconds in (10, 20, 30)]
    placer.stay_away(tmp_path, None)

    assert (away, [touched.look(placer, seconds) for seconds in (40, 50)]) == ([False] * 3, [False, True])
