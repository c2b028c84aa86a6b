"""Real disks that are full, read-only or gone under the installed watcher, by mounts in a namespace of its own."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from tests.acceptance.conftest import docgen, new_workspace, send
from tests.acceptance.machine import filled, machine, needs_namespaces, wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.skipif(sys.platform == "win32", reason="mount namespaces are of Linux")]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    needs_namespaces()
    root = new_workspace(tmp_path / "noi-lam-viec")
    assert docgen("forms", workspace=root).code == 0
    return root


def test_p12_a_full_disk_under_the_dataset_pauses_intake_and_nothing_is_lost(workspace: Path) -> None:
    state = workspace / ".docgen"
    on_a_small_disk = f'mkdir -p "{state}.disk"; mount -t tmpfs -o size=12m disk "{state}.disk"; cp -a "{state}/." "{state}.disk/"; '
    with machine(workspace, on_a_small_disk + f'mount --bind "{state}.disk" "{state}"') as running:
        running.inside(f'dd if=/dev/zero of="{state}/ballast" bs=4k 2>/dev/null || true')
        send(workspace, "T01", "T01")
        wait_for(lambda: any("đã đầy" in line for line in running.said))
        while_full = (workspace / "inbox" / "T01.xlsx").exists(), running.accepted(), "sắp đầy" in running.page()
        running.inside(f'rm "{state}/ballast"')
        wait_for(lambda: running.accepted() == 1)

    assert while_full == (True, 0, True)
    assert not (workspace / "inbox" / "T01.xlsx").exists()


def test_p09_an_inbox_that_becomes_read_only_is_still_taken_in_and_answered_later(workspace: Path) -> None:
    inbox = workspace / "inbox"
    with machine(workspace, f'mount --bind "{inbox}" "{inbox}"') as running:
        send(workspace, "T01", "T01")
        running.inside(f'mount -o remount,bind,ro "{inbox}"')
        wait_for(lambda: ">1/26<" in running.page())
        while_read_only = (inbox / "T01.xlsx").exists(), running.accepted()
        running.inside(f'mount -o remount,bind,rw "{inbox}"')
        wait_for(lambda: running.accepted() == 1)

    assert while_read_only == (True, 0)
    assert not (inbox / "T01.xlsx").exists()


def test_p03_a_share_that_is_unmounted_leaves_an_empty_folder_and_comes_back(workspace: Path) -> None:
    inbox, share = workspace / "inbox", workspace.parent / "chung"
    inbox.rename(share)
    inbox.mkdir()
    with machine(workspace, f'mount --bind "{share}" "{inbox}"') as running:
        wait_for(lambda: time.time() - max(path.stat().st_mtime for path in share.rglob("*")) > 2)  # what goes away is written to no more
        # Busy for as long as a look at the folder takes.
        running.inside(f'for time in $(seq 100); do umount "{inbox}" && exit; sleep 0.05; done; exit 1')
        wait_for(lambda: "ổ đĩa mạng chưa kết nối" in running.page())
        left = list(inbox.iterdir())
        running.inside(f'mount --bind "{share}" "{inbox}"')
        share.joinpath("T01.xlsx").write_bytes(filled(share, "T01"))
        wait_for(lambda: bool(list((share / "_3-da-tiep-nhan").glob("DA TIEP NHAN*.txt"))))

    assert left == []
