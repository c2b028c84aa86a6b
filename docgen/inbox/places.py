"""A path below inbox/ in, the part of the inbox it lies in out; knows what each of the units' folders is for."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from docgen.model import folders
from docgen.model.submissions import Zone
from docgen.model.units import Units

ROOT = PurePosixPath()


class Kind(StrEnum):
    """What a folder of the inbox is for. NOTICE: one of the two pages that docgen keeps beside those folders."""

    DROP = "drop"
    FORMS = "forms"
    REHEARSAL = "rehearsal"
    TAKEN = "taken"
    RETURNED = "returned"
    PAPERS = "papers"
    NOTICE = "notice"


FOLDER_BY_KIND = {
    Kind.FORMS: folders.TAKE_FORMS,
    Kind.REHEARSAL: folders.REHEARSAL,
    Kind.TAKEN: folders.TAKEN,
    Kind.RETURNED: folders.TO_MEND,
    Kind.PAPERS: folders.FROM_OFFICE,
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file lies. `base` holds the special folders: the root (`.`) or a unit's own folder, whose code is then `folder_unit`."""

    zone: Zone
    folder_unit: str
    kind: Kind
    base: PurePosixPath = ROOT

    def folder(self, kind: Kind) -> PurePosixPath:
        """Return the special folder of `kind` that belongs to the same base; the base itself for a drop or a notice."""
        return self.base / FOLDER_BY_KIND[kind] if kind in FOLDER_BY_KIND else self.base


def place_of(relative: PurePosixPath, unit_folders: Mapping[str, str]) -> Place:
    """Return the place of the file at `relative`.

    A unit's own folder lies directly in the inbox and begins with the unit's code (`T01`, `T01-thon-mau-01`, `t01 thôn mẫu`); what follows
    the code is for people. Any other folder is walked as part of the folder it lies in.

    Args:
        unit_folders: the folder's name by the unit's code, as `unit_folders(units)` gives it.
    """
    parts = relative.parts
    unit = _unit_of(parts[0], unit_folders) if len(parts) > 1 else ""
    base = PurePosixPath(parts[0]) if unit else ROOT
    kind = _kind_of(relative.relative_to(base))
    return Place(Zone.REHEARSAL if kind is Kind.REHEARSAL else Zone.DROP, unit, kind, base)


def unit_folders(units: Units) -> Mapping[str, str]:
    """Return the name of each unit's own folder by the unit's code."""
    return units.folders


def same_name(one: str, other: str) -> bool:
    """Return whether two names are one to people and to Windows: NFC or NFD, small letters or capitals."""
    return _key(one) == _key(other)


def _kind_of(below_base: PurePosixPath) -> Kind:
    head, is_file = below_base.parts[0], len(below_base.parts) == 1
    if is_file:
        return Kind.NOTICE if any(same_name(head, name) for name in (folders.NOTICE, folders.INTAKE_PAGE)) else Kind.DROP
    return next((kind for kind, name in FOLDER_BY_KIND.items() if same_name(head, name)), Kind.DROP)


def _unit_of(folder: str, unit_folders: Mapping[str, str]) -> str:
    fits = [code for code, name in unit_folders.items() if same_name(folder, name) or _begins_with_code(_key(folder), _key(code))]
    return max(fits, key=len, default="")


def _begins_with_code(folder: str, code: str) -> bool:
    """Return whether `folder` is `code`, or begins with it and then something that is no letter or digit (T1 is not T10)."""
    return folder.startswith(code) and not folder[len(code) : len(code) + 1].isalnum()


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold().strip()
