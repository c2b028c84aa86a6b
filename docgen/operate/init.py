"""A folder in, a new workspace with the sample programme out; knows which files a workspace begins with."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from pathlib import Path

from docgen.model.disk import FAULT_WORDS, fault_of
from docgen.model.errors import SettingsError
from docgen.operate.play import sample_programme
from docgen.settings import FILE_NAME, Workspace, open_workspace

_SHIPPED = (".docx", ".xlsx")


def init(target: Path) -> tuple[Workspace, tuple[Path, ...]]:
    """Make a workspace in `target`; return it and the files that were written. Files that exist are left as they are.

    Raises:
        SettingsError: the folder cannot be written, or holds a docgen.toml that is wrong.
    """
    written: list[Path] = []
    try:
        target.mkdir(parents=True, exist_ok=True)
        for name, source in _sample_files():
            path = target / name
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                with as_file(source) as file:
                    shutil.copyfile(file, path)
                written.append(path)
        workspace = open_workspace(target)
        for folder in (workspace.inbox, workspace.outbox, workspace.state):
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"Không ghi được vào thư mục “{target}”: {FAULT_WORDS[fault_of(error)]}.") from error
    return workspace, tuple(written)


def _sample_files() -> Iterator[tuple[str, Traversable]]:
    """Yield (path below the workspace, source) of each file that a workspace begins with."""
    root = _sample_root()
    yield FILE_NAME, root / FILE_NAME
    templates, programme = root / "templates", sample_programme()
    yield "templates/units.xlsx", templates / "units.xlsx"
    for source in sorted((templates / programme).iterdir(), key=lambda file: file.name):
        if source.name.endswith(_SHIPPED) and not source.name.startswith("~"):
            yield f"templates/{programme}/{source.name}", source


def _sample_root() -> Traversable:
    """Return where the sample lies: in the package when installed, else the root of the source tree, which is a workspace itself."""
    packaged = files("docgen.operate") / "sample"
    return packaged if (packaged / "templates").is_dir() else Path(__file__).parents[2]
