"""A real share: Samba on the loopback, units that drop with smbclient, `docgen watch` on the exported folder."""

from __future__ import annotations

import getpass
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from docgen.operate.play import Drop, fill, read_play
from tests.acceptance.conftest import DOCGEN, docgen, new_workspace
from tests.programs import program

pytestmark = [pytest.mark.e2e, pytest.mark.skipif(sys.platform == "win32", reason="Samba is a server of Linux")]

Watch = Callable[[Path], "subprocess.Popen[str]"]
_CONFIG = """[global]
server role = standalone server
smb ports = {port}
interfaces = lo 127.0.0.1
bind interfaces only = yes
map to guest = Bad User
guest account = {account}
disable netbios = yes
disable spoolss = yes
load printers = no
log file = {folder}/log.%m
private dir = {folder}
lock directory = {folder}
state directory = {folder}
cache directory = {folder}
pid directory = {folder}
ncalrpc dir = {folder}/ncalrpc
passdb backend = tdbsam:{folder}/passdb.tdb
[chung]
path = {share}
read only = no
guest ok = yes
force user = {account}
"""


@dataclass(frozen=True)
class Share:
    """The exported inbox of a workspace, as the units' machines reach it."""

    root: Path
    port: int

    def smbclient(self, *commands: str) -> subprocess.Popen[bytes]:
        """Run commands of smbclient on the share."""
        client = program("smbclient", "smbclient")
        command = [client, "//127.0.0.1/chung", "-N", "-p", str(self.port), "-c", "; ".join(commands)]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def run(self, *commands: str) -> str:
        """Run commands of smbclient to their end and return what it said."""
        with self.smbclient(*commands) as client:
            said, _ = client.communicate(timeout=60)
            assert client.returncode == 0, said
        return said.decode()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def share(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Share]:
    """Return a workspace with its forms issued, its inbox exported by an smbd of the test's own."""
    smbd = program("smbd", "samba")
    root = new_workspace(tmp_path_factory.mktemp("xa") / "noi-lam-viec")
    assert docgen("forms", workspace=root).code == 0
    folder = tmp_path_factory.mktemp("samba")
    (folder / "ncalrpc").mkdir()
    port = _free_port()
    config = folder / "smb.conf"
    config.write_text(_CONFIG.format(port=port, account=getpass.getuser(), folder=folder, share=root / "inbox"), "utf-8")
    with (folder / "said").open("wb") as said:
        server = subprocess.Popen(
            [smbd, "--foreground", "--no-process-group", f"--configfile={config}"],
            stdout=said,
            stderr=said,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            _wait_for(lambda: _answers(port) or server.poll() is not None)
            assert server.poll() is None, (folder / "said").read_text("utf-8", "replace")
            yield Share(root, port)
        finally:
            server.terminate()
            server.wait(20)


@pytest.fixture(scope="module")
def watched(share: Share) -> Iterator[Share]:
    """Let `docgen watch` work on the share for all tests of this module."""
    process = subprocess.Popen([str(DOCGEN), "--workspace", str(share.root), "watch"], stdout=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        assert process.stdout
        assert "sẵn sàng" in process.stdout.readline()
        yield share
    finally:
        process.terminate()
        process.communicate(timeout=30)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait_for(is_true: Callable[[], bool], seconds: float = 60.0) -> None:
    begun = time.monotonic()
    while not is_true():
        assert time.monotonic() - begun < seconds, "it never came"
        time.sleep(0.1)


def _form(share: Share, unit: str, so_ho: int, folder: Path) -> Path:
    """Return a file on the unit's own machine: its form, filled."""
    blank = next((share.root / "inbox" / "_1-lay-bieu-mau").rglob(f"*Thon Mau {unit[1:]}*.xlsx"))
    example = next(drop for drop in read_play().drops if drop.unit == "T01" and drop.expect == "accepted")
    answers = {**example.answers, "so_ho": so_ho}
    filled = fill(blank.read_bytes(), Drop(example.at, unit, "accepted", answers=answers, rows=example.rows))
    path = folder / f"{unit}.xlsx"
    path.write_bytes(filled)
    return path


def _make_pipe(path: Path) -> None:
    if sys.platform != "win32":
        os.mkfifo(path)


def _slips(share: Share, unit: str) -> list[str]:
    taken = share.root / "inbox" / "_3-da-tiep-nhan"
    return sorted(path.name for path in taken.glob(f"DA TIEP NHAN - Thon Mau {unit[1:]}*.txt"))


def _taken(share: Share, unit: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted((share.root / "inbox" / "_3-da-tiep-nhan").glob(f"{unit}*.xlsx"))]


def test_a_form_put_whole_is_answered_where_the_unit_can_fetch_it(watched: Share, tmp_path: Path) -> None:
    form = _form(watched, "T01", 201, tmp_path)

    watched.run(f'put "{form}" T01.xlsx')
    _wait_for(lambda: bool(_slips(watched, "T01")))

    assert "DA TIEP NHAN - Thon Mau 01" in watched.run("cd _3-da-tiep-nhan", "ls")
    assert _taken(watched, "T01") == [form.read_bytes()]


def test_a_form_that_arrives_slowly_is_taken_once_when_it_is_whole(watched: Share, tmp_path: Path) -> None:
    """smbclient reads from a pipe that is fed slowly: the server writes the file as it comes."""
    form = _form(watched, "T02", 202, tmp_path)
    data, pipe = form.read_bytes(), tmp_path / "cham"
    _make_pipe(pipe)

    with watched.smbclient(f'put "{pipe}" T02.xlsx') as client:
        with pipe.open("wb", buffering=0) as feeding:
            for start in range(0, len(data), len(data) // 4 + 1):
                feeding.write(data[start : start + len(data) // 4 + 1])
                time.sleep(1.5)
        client.communicate(timeout=60)
    _wait_for(lambda: bool(_slips(watched, "T02")))

    assert (_taken(watched, "T02"), len(_slips(watched, "T02"))) == ([data], 1)


def test_a_form_whose_copy_is_cut_off_waits_and_is_taken_when_it_is_sent_again(watched: Share, tmp_path: Path) -> None:
    form = _form(watched, "T03", 203, tmp_path)
    data, pipe = form.read_bytes(), tmp_path / "dut"
    _make_pipe(pipe)

    client = watched.smbclient(f'put "{pipe}" T03.xlsx')
    with pipe.open("wb", buffering=0) as feeding:
        feeding.write(data[: len(data) // 2])
        time.sleep(1.5)
        client.kill()
        client.communicate()
        time.sleep(3.0)
        while_cut = _slips(watched, "T03"), (watched.root / "inbox" / "T03.xlsx").exists()
    watched.run(f'put "{form}" T03.xlsx')
    _wait_for(lambda: bool(_slips(watched, "T03")))

    assert while_cut == ([], True)
    assert _taken(watched, "T03") == [data]


def test_a_form_sent_under_a_temporary_name_and_renamed_is_taken_once(watched: Share, tmp_path: Path) -> None:
    form = _form(watched, "T04", 204, tmp_path)

    watched.run(f'put "{form}" T04.xlsx.part', "rename T04.xlsx.part T04.xlsx")
    _wait_for(lambda: bool(_slips(watched, "T04")))

    assert (_taken(watched, "T04"), len(_slips(watched, "T04"))) == ([form.read_bytes()], 1)


def test_a_form_overwritten_with_other_figures_is_a_revision(watched: Share, tmp_path: Path) -> None:
    first, second = _form(watched, "T05", 205, tmp_path), _form(watched, "T05", 305, tmp_path)
    assert first == second

    watched.run(f'put "{first}" T05.xlsx')
    _wait_for(lambda: len(_slips(watched, "T05")) == 1)
    changed = _form(watched, "T05", 405, tmp_path)
    watched.run(f'put "{changed}" T05.xlsx')
    _wait_for(lambda: len(_slips(watched, "T05")) == 2)

    assert len(_taken(watched, "T05")) == 2
    assert not (watched.root / "inbox" / "T05.xlsx").exists()


def test_nothing_was_lost_or_counted_twice_in_the_end(watched: Share) -> None:
    ran = docgen("status", "--json", workspace=watched.root)

    assert ran.code in (0, 1), ran.err
    assert '"status": "accepted"' in ran.out
    assert ran.out.count('"status": "accepted"') == 5
