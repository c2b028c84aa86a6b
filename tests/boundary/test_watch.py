"""The waker on a real folder with the real watchdog."""

import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from watchdog.observers import Observer

from docgen.inbox import watch
from docgen.inbox.watch import Waker
from docgen.system import Disk, disk_of, mounted_on

SOON, NEVER = 30.0, 0.3
# The folder b is made while watchdog is about to look into a, and is met twice: in a, and by the event.
MET_TWICE = """
import os, sys, time
from pathlib import Path
from docgen.inbox.watch import Waker
walk, root = os.walk, Path(sys.argv[1])
with Waker((root,)):
    os.walk = lambda *a, **k: (time.sleep(0.5), walk(*a, **k))[1]
    (root / "a").mkdir()
    time.sleep(0.2)
    (root / "a" / "b").mkdir()
    time.sleep(1.5)
"""


def calm(waker: Waker) -> None:
    """Wait until what setting up moved has been noticed."""
    while waker.wait(NEVER):
        pass


def test_a_file_that_comes_wakes_the_loop(tmp_path: Path) -> None:
    with Waker((tmp_path,), gap_seconds=0.01) as waker:
        calm(waker)

        (tmp_path / "a.xlsx").write_bytes(b"form")

        assert waker.wait(SOON)


def test_a_file_in_a_folder_that_was_just_made_wakes_the_loop(tmp_path: Path) -> None:
    with Waker((tmp_path,), gap_seconds=0.01) as waker:
        (tmp_path / "t").mkdir()
        calm(waker)

        (tmp_path / "t" / "a.xlsx").write_bytes(b"form")

        assert waker.wait(SOON)


def test_folders_made_while_they_are_being_read_put_nothing_on_the_screen(tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", MET_TWICE, str(tmp_path)], capture_output=True, text=True, check=True)

    assert (ended.stdout, ended.stderr) == ("", "")


def test_looking_and_reading_wake_nobody(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"form")
    with Waker((tmp_path,), gap_seconds=0.01) as waker:
        calm(waker)

        list(os.scandir(tmp_path))
        (tmp_path / "a.xlsx").read_bytes()

        assert not waker.wait(NEVER)


def test_a_storm_of_moves_is_one_wake_up(tmp_path: Path) -> None:
    with Waker((tmp_path,), gap_seconds=2) as waker:
        calm(waker)
        for number in range(200):
            (tmp_path / f"{number}.xlsx").touch()

        assert (waker.wait(SOON), waker.wait(NEVER)) == (True, False)


def test_wake_ends_the_wait_at_once(tmp_path: Path) -> None:
    with Waker((tmp_path,), gap_seconds=60) as waker:
        waker.wake()
        start = time.monotonic()

        assert waker.wait(60)
        assert time.monotonic() - start < SOON


def test_a_share_is_watched_by_looking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "disk_of", lambda _: Disk.NETWORK)
    with Waker((tmp_path,), scan_seconds=0.1, gap_seconds=0.01) as waker:
        time.sleep(0.2)
        (tmp_path / "a.xlsx").write_bytes(b"form")

        assert (waker.is_hint_on, waker.wait(SOON)) == (True, True)


def test_when_the_system_gives_no_events_looking_takes_their_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_more_watches(_: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(Observer, "start", no_more_watches)
    with Waker((tmp_path,), scan_seconds=0.1, gap_seconds=0.01) as waker:
        time.sleep(0.2)
        (tmp_path / "a.xlsx").write_bytes(b"form")

        assert (waker.is_hint_on, waker.wait(SOON)) == (True, True)


def test_a_folder_that_is_away_is_watched_once_it_is_back(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    with Waker((inbox,), gap_seconds=0.01) as waker:
        away = waker.is_hint_on, waker.wait(0.01)
        inbox.mkdir()
        calm(waker)
        (inbox / "a.xlsx").write_bytes(b"form")

        assert (away, waker.is_hint_on, waker.wait(SOON)) == ((False, False), True, True)


def test_a_folder_that_went_and_came_back_is_watched_anew(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    with Waker((inbox,), gap_seconds=0.01) as waker:
        inbox.rename(tmp_path / "elsewhere")
        inbox.mkdir()
        noticed = waker.wait(SOON)
        calm(waker)
        (inbox / "a.xlsx").write_bytes(b"form")

        assert (noticed, waker.is_hint_on, waker.wait(SOON)) == (True, True, True)
        shutil.rmtree(inbox)
        waker.wait(NEVER)
        assert not waker.is_hint_on


def test_a_watch_whose_thread_died_is_replaced(tmp_path: Path) -> None:
    with Waker((tmp_path,), gap_seconds=0.01) as waker:
        calm(waker)
        waker._watches[tmp_path].stop()
        died = not waker.is_hint_on

        assert (died, waker.wait(SOON), waker.is_hint_on) == (True, True, True)
        (tmp_path / "a.xlsx").write_bytes(b"form")
        assert waker.wait(SOON)


def test_a_folder_that_hangs_keeps_the_loop_waiting_for_a_moment_and_the_others_are_watched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging, other, answers = tmp_path / "a", tmp_path / "b", threading.Event()
    hanging.mkdir()
    other.mkdir()
    real = Path.stat

    def stat(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if path == hanging and threading.current_thread() is not threading.main_thread():
            answers.wait(30)
        return real(path, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(watch, "_ANSWER_SECONDS", 0.1)
    with Waker((hanging, other), gap_seconds=0.01) as waker:
        calm(waker)
        with monkeypatch.context() as hung:
            hung.setattr(Path, "stat", stat)
            waker.wait(NEVER)
            is_hint_on = waker.is_hint_on
            (other / "a.xlsx").write_bytes(b"form")
            woken = waker.wait(SOON)
            answers.set()
        calm(waker)

        assert (is_hint_on, woken, waker.is_hint_on) == (False, True, True)


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
proc /proc proc rw 0 0
//may-chu/chung /srv/thu\\040muc cifs rw 0 0
/dev/sdb1 /srv/thu\\040muc/local ext4 rw 0 0
may:/x /home nfs4 rw 0 0
tmpfs /home tmpfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("/var/docgen", Disk.LOCAL, id="on the disk of the machine"),
        pytest.param("/srv/thu muc/inbox", Disk.NETWORK, id="on a share, its name with a space"),
        pytest.param("/srv/thu muc", Disk.NETWORK, id="the share itself"),
        pytest.param("/srv/thu muc 2", Disk.LOCAL, id="beside the share"),
        pytest.param("/srv/thu muc/local/x", Disk.LOCAL, id="mounted within the share"),
        pytest.param("/home/x", Disk.LOCAL, id="mounted over a share"),
    ],
)
def test_mounts_tell_a_share_from_a_disk(path: str, expected: Disk) -> None:
    assert mounted_on(path, MOUNTS) is expected


def test_without_mounts_nothing_is_known() -> None:
    assert mounted_on("/x", "") is Disk.UNKNOWN


def test_a_folder_of_this_machine_is_no_share(tmp_path: Path) -> None:
    assert disk_of(tmp_path / "not yet there") is not Disk.NETWORK
