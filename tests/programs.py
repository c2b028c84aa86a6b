"""Programs beside Python that some tests need, and the right to do without root's powers; what is missing is said, and fails in CI."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NOBODY = 65534
_AT_A_TIME = 50
"""LibreOffice stops without a word at about the 250th file of one call."""


def program(name: str, package: str) -> str:
    """Return the path of the program `name`; without it the test is skipped, with the reason on screen, or fails in CI."""
    found = shutil.which(name)
    if found is None:
        _lacks(f"{name} is not installed (package {package})")
    return str(found)


def resaved(source: Path, folder: Path, kind: str = "xlsx") -> Path:
    """Return `source` opened and saved by LibreOffice as `kind` into `folder`."""
    return converted((source,), folder, kind)[0]


def converted(sources: Sequence[Path], folder: Path, kind: str) -> list[Path]:
    """Return `sources` converted by LibreOffice to `kind` (`pdf`, or with a filter: `csv:Text - txt - csv (StarCalc):44,34,76`)."""
    soffice = program("soffice", "libreoffice")
    folder.mkdir(parents=True, exist_ok=True)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for first in range(0, len(sources), _AT_A_TIME):
        batch = map(str, sources[first : first + _AT_A_TIME])
        command = [soffice, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), *batch]
        subprocess.run(command, check=True, capture_output=True, timeout=900)
    return [folder / f"{source.stem}.{kind.split(':', maxsplit=1)[0]}" for source in sources]


def remarks(path: Path) -> list[str]:
    """Return what Microsoft's Open XML validator says about the file at `path`: nothing when Office opens it without repair."""
    validator = ROOT / "build" / "ooxml-validator" / "node_modules" / ".bin" / "ooxml-validator"
    if not validator.exists():
        _lacks("Microsoft's validator is not there (`make test-e2e` installs it by npm)")
    done = subprocess.run([str(validator), str(path)], capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)
    said = json.loads(done.stdout)
    return [f"{e.get('partUri') or e.get('part')}: {e.get('description')}" for e in said.get("errors", [])]


def npm_package(folder: Path) -> None:
    """Skip the test, or fail in CI, when what npm installs below `folder` is not there."""
    if not (folder / "node_modules").is_dir():
        _lacks(f"{folder.name} is not there (`make test-e2e` installs it by npm)")


@contextmanager
def without_root() -> Iterator[None]:
    """Do what is inside as an account that may not read and write everything; `tmp_path` is opened to it by the caller."""
    if sys.platform == "win32" or os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def open_to_all(folder: Path) -> None:
    """Let every account reach `folder`: pytest keeps its temporary folders to itself."""
    for path in (folder, *folder.parents):
        if "pytest" in path.as_posix():
            path.chmod(0o755)


def _lacks(reason: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(f"CI may skip nothing: {reason}")
    pytest.skip(reason)
