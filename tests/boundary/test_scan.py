"""The inbox walked on a real disk."""

import os
import sys
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest

from docgen.inbox.looks import Ignored, Listing
from docgen.inbox.ours import Hashes, without_own
from docgen.inbox.scan import DEPTH_LIMIT, scan
from docgen.model.digest import sha256
from docgen.model.disk import Fault
from tests.programs import open_to_all, without_root

AT = datetime(2026, 11, 29, 16, 42, tzinfo=UTC)


def put(path: Path, data: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def listed(inbox: Path) -> Listing:
    return scan(inbox, AT, 7.0)


def test_a_listing_has_every_file_with_its_size_and_time(tmp_path: Path) -> None:
    put(tmp_path / "b.xlsx", b"1234")
    put(tmp_path / "Thôn Một" / "Biểu (1).xlsx")
    os.utime(tmp_path / "b.xlsx", ns=(5, 1_000_000_000))

    listing = listed(tmp_path)

    assert list(listing.looks) == ["Thôn Một/Biểu (1).xlsx", "b.xlsx"]
    assert (listing.looks["b.xlsx"].fingerprint, listing.looks["b.xlsx"].seen) == ((4, 1_000_000_000), 7.0)
    assert (listing.is_online, listing.is_complete, listing.at) == (True, True, AT)


def test_what_programs_leave_behind_is_ignored_and_stays(tmp_path: Path) -> None:
    names = ["~$a.xlsx", ".~lock.a.xlsx#", "Cedd4100", "a.xlsx.part", "._a.xlsx", ".DS_Store", "Thumbs.db", "desktop.ini", "@eaDir/a.xlsx"]
    for name in names:
        put(tmp_path / name)

    listing = listed(tmp_path)

    assert (listing.looks, set(listing.ignored)) == ({}, {*names[:-1], "@eaDir"})
    assert all((tmp_path / name).exists() for name in names)


def test_a_file_being_taken_away_is_neither_input_nor_noise(tmp_path: Path) -> None:
    put(tmp_path / "t" / ".docgen-12-a.xlsx")

    listing = listed(tmp_path)

    assert (dict(listing.looks), dict(listing.ignored), listing.private) == ({}, {}, ("t/.docgen-12-a.xlsx",))


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    inbox, elsewhere = tmp_path / "inbox", tmp_path / "elsewhere"
    inbox.mkdir()
    put(elsewhere / "secret.xlsx")
    try:
        (inbox / "a.xlsx").symlink_to(elsewhere / "secret.xlsx")
        (inbox / "folder").symlink_to(elsewhere, target_is_directory=True)
        (inbox / "broken.xlsx").symlink_to(elsewhere / "none.xlsx")
    except OSError:
        pytest.skip("this account may not make links on this system")

    listing = listed(inbox)

    assert (listing.looks, listing.ignored) == ({}, dict.fromkeys(("a.xlsx", "folder", "broken.xlsx"), Ignored.LINK))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no FIFO among its files")
def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "a.xlsx")

    assert listed(tmp_path).ignored == {"a.xlsx": Ignored.NOT_REGULAR}


def test_a_folder_with_the_name_of_a_form_is_walked(tmp_path: Path) -> None:
    put(tmp_path / "form.xlsx" / "a.xlsx")

    assert list(listed(tmp_path).looks) == ["form.xlsx/a.xlsx"]


def test_folders_are_walked_down_to_the_limit(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*(str(depth) for depth in range(DEPTH_LIMIT)))
    put(deep / "a.xlsx")
    put(deep / "too-deep" / "b.xlsx")

    listing = listed(tmp_path)

    assert list(listing.looks) == ["0/1/2/3/4/5/6/7/a.xlsx"]
    assert listing.ignored == {"0/1/2/3/4/5/6/7/too-deep": Ignored.TOO_DEEP}


def test_an_inbox_that_is_away_is_not_an_empty_one(tmp_path: Path) -> None:
    listing = listed(tmp_path / "gone")

    assert (listing.is_online, listing.unknown, listing.knows_about("a.xlsx")) == (False, {"": Fault.GONE}, False)


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of folders are set in another way on Windows")
def test_a_folder_that_cannot_be_read_is_unknown_and_the_others_go_on(tmp_path: Path) -> None:
    open_to_all(tmp_path)
    put(tmp_path / "closed" / "a.xlsx")
    put(tmp_path / "open" / "b.xlsx")
    (tmp_path / "closed").chmod(0)

    with without_root():
        listing = listed(tmp_path)

    (tmp_path / "closed").chmod(0o700)
    assert (list(listing.looks), listing.unknown) == (["open/b.xlsx"], {"closed": Fault.DENIED})
    assert (listing.knows_about("closed/a.xlsx"), listing.knows_about("open/a.xlsx"), listing.is_complete) == (False, True, False)


def test_a_folder_that_disappears_while_it_is_walked_is_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "a" / "a.xlsx")
    put(tmp_path / "b" / "b.xlsx")
    real = os.scandir

    def scandir(path: str) -> object:
        if path.endswith("b"):
            raise OSError(5, "the share stopped answering")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)

    listing = listed(tmp_path)

    assert (list(listing.looks), listing.unknown) == (["a/a.xlsx"], {"b": Fault.OFFLINE})


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names there are Unicode")
def test_a_name_that_is_no_utf8_is_listed_all_the_same(tmp_path: Path) -> None:
    put(tmp_path / "khong-utf8-\udcff.xlsx")

    assert list(listed(tmp_path).looks) == ["khong-utf8-\udcff.xlsx"]


def test_a_file_as_docgen_placed_it_is_no_drop(tmp_path: Path) -> None:
    put(tmp_path / "_1-lay-bieu-mau" / "a.xlsx", b"blank")
    put(tmp_path / "_1-lay-bieu-mau" / "b.xlsx", b"filled where it lay")
    put(tmp_path / "_4-can-sua-gui-lai" / "another name.xlsx", b"saved as")
    placed = {"_1-lay-bieu-mau/a.xlsx": sha256(b"blank"), "_1-lay-bieu-mau/b.xlsx": sha256(b"blank"), "deleted.xlsx": sha256(b"x")}

    listing = without_own(listed(tmp_path), placed, Hashes(tmp_path, 5))

    assert list(listing.looks) == ["_1-lay-bieu-mau/b.xlsx", "_4-can-sua-gui-lai/another name.xlsx"]
    assert listing.is_complete


def test_a_placed_file_is_known_in_nfd_too(tmp_path: Path) -> None:
    put(tmp_path / unicodedata.normalize("NFD", "Biểu mẫu.xlsx"), b"blank")

    listing = without_own(listed(tmp_path), {"Biểu mẫu.xlsx": sha256(b"blank")}, Hashes(tmp_path, 5))

    assert listing.looks == {}


def test_a_hash_is_read_again_only_when_size_or_time_changed(tmp_path: Path) -> None:
    path, hashes = put(tmp_path / "a.xlsx", b"blank"), Hashes(tmp_path, 5)
    os.utime(path, ns=(1, 1))
    placed = {"a.xlsx": sha256(b"blank")}
    without_own(listed(tmp_path), placed, hashes)
    path.write_bytes(b"other")
    os.utime(path, ns=(1, 1))

    unseen = without_own(listed(tmp_path), placed, hashes)
    hashes.forget()
    seen = without_own(listed(tmp_path), placed, hashes)

    assert (list(unseen.looks), list(seen.looks)) == ([], ["a.xlsx"])


def test_a_placed_file_at_which_the_disk_hangs_is_unknown_and_is_told_apart_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, hashes, answers = put(tmp_path / "a.xlsx", b"filled"), Hashes(tmp_path, 0.05), Event()
    placed, real = {"a.xlsx": sha256(b"blank")}, Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: (answers.wait(30), real(path))[1])

    hanging = without_own(listed(tmp_path), placed, hashes)
    answers.set()
    later = hanging
    while later.unknown:
        later = without_own(listed(tmp_path), placed, hashes)

    assert (hanging.looks, hanging.unknown) == ({}, {"a.xlsx": Fault.OFFLINE})
    assert list(later.looks) == [path.name]


def test_a_placed_file_that_cannot_be_read_now_is_unknown(tmp_path: Path) -> None:
    path = put(tmp_path / "a.xlsx")
    listing = listed(tmp_path)
    path.unlink()

    left = without_own(listing, {"a.xlsx": sha256(b"x")}, Hashes(tmp_path, 5))

    assert (left.looks, left.unknown) == ({}, {"a.xlsx": Fault.GONE})


def test_many_old_files_cost_little(tmp_path: Path) -> None:
    for folder in range(20):
        (tmp_path / str(folder)).mkdir()
        for number in range(100):
            (tmp_path / str(folder) / f"{number}.xlsx").touch()

    assert len(listed(tmp_path).looks) == 2000
