"""The copy of a document for the unit that it is made for, in the folder where the unit finds what the office sends."""

from __future__ import annotations

from pathlib import Path

from docgen.model import folders
from docgen.model.programme import ForEach
from docgen.outbox.drawing import Wanted
from docgen.outbox.wishes import Wish
from docgen.settings import Workspace


def own_folder(workspace: Workspace, want: Wanted) -> Path | None:
    """Return the folder of the unit that gets a copy of the document, whether it is there or not; None where no unit gets one."""
    if want.unit is None or want.spec.for_each is not ForEach.UNIT:
        return None
    return workspace.inbox / want.unit.unit.folder


def wished(workspace: Workspace, want: Wanted, has_folder: bool, name: str, data: bytes) -> list[Wish]:
    """Return the wish for the copy of the document `name`; none where it is not made for one unit.

    Args:
        has_folder: whether the unit's own folder is there; if not, the copy goes where all units find theirs.
    """
    own = own_folder(workspace, want)
    if own is None:
        return []
    base = own if workspace.settings.inbox.per_unit or has_folder else workspace.inbox
    return [Wish(base / folders.FROM_OFFICE / name, data, "unit-paper")]
