"""The copy of a document for the unit that it is made for, in the folder where the unit finds what the office sends."""

from __future__ import annotations

from pathlib import Path

from docgen.model import folders
from docgen.model.programme import ForEach
from docgen.outbox.drawing import Wanted
from docgen.outbox.place import Placer
from docgen.outbox.wishes import Wish
from docgen.patience import NoAnswerError
from docgen.settings import Workspace


def wished(workspace: Workspace, placer: Placer, want: Wanted, name: str, data: bytes) -> list[Wish]:
    """Return the wish for the copy of the document `name`; none where it is not made for one unit."""
    if not want.unit or want.spec.for_each is not ForEach.UNIT:
        return []
    own = workspace.inbox / want.unit.unit.folder
    base = own if workspace.settings.inbox.per_unit or _is_there(placer, own) else workspace.inbox
    return [Wish(base / folders.FROM_OFFICE / name, data, "unit-paper")]


def _is_there(placer: Placer, folder: Path) -> bool:
    """Return whether the unit has a folder of its own; where that cannot be told, nothing is written into any."""
    if placer.fault_above(folder):
        return False
    try:
        return placer.ask(folder, folder.is_dir)
    except NoAnswerError:
        return False
    except OSError:
        return True  # the copy then cannot be looked at either: that is told, and the document itself is written
