"""One docgen works on a workspace at a time."""

import subprocess
import sys
from pathlib import Path

import pytest

from docgen.cluster.lock import is_held, workspace_lock
from docgen.model.errors import DatasetBusyError, SettingsError

HOLD = """
import sys
from pathlib import Path
from docgen.cluster.lock import workspace_lock
with workspace_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_program_is_told_who_is_working(tmp_path: Path) -> None:
    state, told = tmp_path / ".docgen", "Một chương trình docgen khác đang làm việc"

    with workspace_lock(state), pytest.raises(DatasetBusyError, match=told), workspace_lock(state):
        pass


def test_the_lock_is_free_again_afterwards(tmp_path: Path) -> None:
    with workspace_lock(tmp_path):
        during = is_held(tmp_path)

    with workspace_lock(tmp_path):
        again = is_held(tmp_path)

    assert (during, again, is_held(tmp_path), is_held(tmp_path / "none")) == (True, True, False, False)


def test_the_lock_is_free_when_the_work_failed(tmp_path: Path) -> None:
    with pytest.raises(KeyError), workspace_lock(tmp_path):
        raise KeyError

    assert not is_held(tmp_path)


def test_a_process_that_is_killed_leaves_the_lock_free(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        while_alive = is_held(tmp_path)
        other.kill()
        other.wait()

    assert (while_alive, is_held(tmp_path)) == (True, False)


def test_a_folder_that_cannot_be_made_is_a_matter_of_settings(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(SettingsError, match="Không ghi được"), workspace_lock(tmp_path / "file" / ".docgen"):
        pass
