"""Opens the workspace that the command line names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.settings import Workspace, find_root, open_workspace

if TYPE_CHECKING:
    from docgen.pipeline.office import Office


def workspace(context: click.Context) -> Workspace:
    """Return the workspace that `--workspace`, DOCGEN_WORKSPACE or the current folder names."""
    named: Path | None = context.find_root().obj
    return open_workspace(find_root(named))


@contextmanager
def office(context: click.Context, *, to_change: bool = False) -> Iterator[Office]:
    """Open the workspace for work (alone), or only to look at it."""
    from docgen.pipeline.office import look_in, open_office

    place = workspace(context)
    with open_office(place) if to_change else look_in(place) as opened:
        yield opened
