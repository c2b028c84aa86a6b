"""What the program says of itself, before any command."""

from __future__ import annotations

import gc
from importlib.metadata import version

import pytest

from docgen.cli.main import run
from docgen.system import without_collecting


def test_the_program_tells_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["--version"])

    assert (code, capsys.readouterr().out) == (0, f"docgen {version('docgen')}\n")


def test_circles_are_looked_for_again_after_a_short_look() -> None:
    with without_collecting():
        within = gc.isenabled()

    assert (within, gc.isenabled()) == (False, True)
