"""The folder docgen works with is known by its marker: an empty mount point or another share under its name is never taken for it."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from docgen.dataset.store import Dataset, open_dataset
from docgen.model.disk import Fault
from docgen.model.folders import ROOT_MARKER
from docgen.outbox import roots
from docgen.outbox.place import Placer
from docgen.outbox.wishes import Placed


@pytest.fixture
def dataset() -> Dataset:
    return open_dataset("sqlite://")


@pytest.fixture
def placer(dataset: Dataset, tmp_path: Path) -> Placer:
    return Placer(tmp_path, dataset)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    return tmp_path / "inbox"


def test_a_folder_that_is_new_to_docgen_is_made_and_marked(placer: Placer, inbox: Path) -> None:
    assert roots.claim(placer, inbox) is None

    assert "Xin đừng xóa" in (inbox / ROOT_MARKER).read_text("utf-8")
    assert roots.fault_at(placer, inbox) is None


def test_every_folder_gets_a_marker_of_its_own(placer: Placer, tmp_path: Path) -> None:
    roots.claim(placer, tmp_path / "inbox")
    roots.claim(placer, tmp_path / "outbox")

    assert (tmp_path / "inbox" / ROOT_MARKER).read_bytes() != (tmp_path / "outbox" / ROOT_MARKER).read_bytes()


def test_a_folder_that_lost_everything_is_an_empty_mount_point(placer: Placer, inbox: Path) -> None:
    roots.claim(placer, inbox)
    (inbox / ROOT_MARKER).unlink()

    assert roots.claim(placer, inbox) is Fault.UNMARKED

    assert placer.write(inbox / "trang.html", b"page", "page") is Placed.FAILED
    assert list(inbox.iterdir()) == []


def test_a_folder_that_is_gone_is_not_made_again(placer: Placer, inbox: Path) -> None:
    roots.claim(placer, inbox)
    shutil.rmtree(inbox)

    assert roots.claim(placer, inbox) is Fault.GONE

    assert placer.write(inbox / "trang.html", b"page", "page") is Placed.FAILED
    assert not inbox.exists()


def test_a_marker_that_somebody_deleted_is_put_back_where_other_files_of_docgen_still_lie(placer: Placer, inbox: Path) -> None:
    roots.claim(placer, inbox)
    placer.write(inbox / "DOC-TRUOC-KHI-GUI.txt", b"how to send", "page")
    an_hour_ago = time.time() - 3600
    os.utime(inbox / "DOC-TRUOC-KHI-GUI.txt", (an_hour_ago, an_hour_ago))
    (inbox / ROOT_MARKER).unlink()

    assert roots.claim(placer, inbox) is None

    assert (inbox / ROOT_MARKER).is_file()


def test_what_was_written_just_after_a_share_went_away_does_not_make_the_empty_folder_the_right_one(placer: Placer, inbox: Path) -> None:
    roots.claim(placer, inbox)
    share = inbox.rename(inbox.with_name("share"))
    inbox.mkdir()
    placer.write(inbox / "trang.html", b"page", "page")

    away = roots.claim(placer, inbox)
    left = sorted(path.name for path in inbox.iterdir())
    shutil.rmtree(inbox)
    share.rename(inbox)

    assert (away, left) == (Fault.UNMARKED, ["trang.html"])
    assert roots.claim(placer, inbox) is None
    assert placer.write(inbox / "trang.html", b"page", "page") is Placed.WRITTEN


def test_another_share_under_the_same_name_is_refused(placer: Placer, inbox: Path, tmp_path: Path) -> None:
    roots.claim(placer, inbox)
    other = tmp_path / "other"
    roots.claim(Placer(other, open_dataset("sqlite://")), other)
    shutil.copyfile(other / ROOT_MARKER, inbox / ROOT_MARKER)

    assert roots.claim(placer, inbox) is Fault.OTHER_FOLDER


def test_a_folder_that_comes_back_is_worked_with_again(placer: Placer, inbox: Path, tmp_path: Path) -> None:
    roots.claim(placer, inbox)
    inbox.rename(tmp_path / "away")
    roots.claim(placer, inbox)
    (tmp_path / "away").rename(inbox)

    assert roots.claim(placer, inbox) is None

    assert placer.write(inbox / "trang.html", b"page", "page") is Placed.WRITTEN


def test_a_person_may_say_that_a_new_folder_is_the_right_one(placer: Placer, inbox: Path) -> None:
    roots.claim(placer, inbox)
    (inbox / ROOT_MARKER).unlink()

    roots.disown(placer, inbox)

    assert roots.claim(placer, inbox) is None
    assert (inbox / ROOT_MARKER).is_file()


def test_a_new_dataset_takes_the_marker_that_lies_there(placer: Placer, inbox: Path, tmp_path: Path) -> None:
    roots.claim(placer, inbox)
    marker = (inbox / ROOT_MARKER).read_bytes()

    assert roots.claim(Placer(tmp_path, open_dataset("sqlite://")), inbox) is None

    assert (inbox / ROOT_MARKER).read_bytes() == marker
