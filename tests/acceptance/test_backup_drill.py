"""The drill: back up while the watcher runs, lose the machine, restore elsewhere; figures and documents are the same."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from tests.acceptance.conftest import docgen, send


def documents(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): sha256(path.read_bytes()).hexdigest() for path in sorted((root / "outbox").rglob("*.docx"))}


def test_a_workspace_restored_on_another_machine_makes_the_same_documents(
    copy_of_demo: Path, running_watch: Callable[[Path], subprocess.Popen[str]], tmp_path: Path
) -> None:
    running_watch(copy_of_demo)
    saved = docgen("backup", tmp_path / "sao luu.sqlite", workspace=copy_of_demo)
    elsewhere = tmp_path / "may khac"

    restored = docgen("restore", tmp_path / "sao luu.sqlite", workspace=elsewhere)
    processed = docgen("process", "--json", workspace=elsewhere)

    assert (saved.code, restored.code, processed.code) == (0, 0, 0), saved.err + restored.err + processed.out
    assert documents(elsewhere) == documents(copy_of_demo)
    there, here = (json.loads(docgen("status", "--json", workspace=root).out) for root in (elsewhere, copy_of_demo))
    assert (there.pop("watcher"), here.pop("watcher")["is_stopped"]) == (None, False)
    assert there == here


def test_a_form_received_after_the_backup_is_taken_again_from_the_inbox(copy_of_demo: Path, tmp_path: Path) -> None:
    docgen("backup", tmp_path / "sao luu.sqlite", workspace=copy_of_demo)
    send(copy_of_demo, "T11", like="T10")
    docgen("process", workspace=copy_of_demo)
    before = json.loads(docgen("status", "--json", workspace=copy_of_demo).out)["programmes"]

    docgen("restore", tmp_path / "sao luu.sqlite", workspace=copy_of_demo)
    processed = docgen("process", "--json", workspace=copy_of_demo)

    judged = {(file["unit"], file["outcome"]) for file in json.loads(processed.out)["files"] if file["outcome"] != "ignored"}
    assert judged == {("T11", "accepted")}
    after = json.loads(docgen("status", "--json", workspace=copy_of_demo).out)["programmes"]
    assert after[0]["indicators"] == before[0]["indicators"]
