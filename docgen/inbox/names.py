"""The name of an entry in, whether a program rather than a person made it out; knows the temporary and lock files of other programs."""

from __future__ import annotations

import re

from docgen.inbox.looks import Ignored

_OWNER = ("~$", ".~lock.", ".~")
_TRANSFER = (".part", ".filepart", ".partial", ".crdownload", ".download", ".opdownload", ".writing")
_TEMPORARY = (".tmp", ".temp")
_LITTER = {"thumbs.db", "desktop.ini", "icon\r", "ehthumbs.db", "~$"}
_LITTER_FOLDERS = {"__macosx", "@eadir", "#recycle", "$recycle.bin", "system volume information", "lost+found", "found.000"}
_SHORTCUTS = (".lnk", ".url", ".webloc")
_FORMS = (".xlsx", ".xlsm", ".xls")
_EXCEL_SAVES_INTO = re.compile(r"[0-9a-f]{8}")
_PRIVATE = re.compile(r"\.docgen-(?P<receipt>\d+)-.+", re.DOTALL)
_LONGEST_PRIVATE = 80


def why_ignored(name: str) -> Ignored | None:
    """Return why a file called `name` is no input, or None when it may be.

    Copies (`form (1).xlsx`, `form.sync-conflict-….xlsx`) are input: what they hold says whose they are.
    """
    if name.endswith(_FORMS) and name[0] not in "~.":
        return None  # nearly every name there is, told at once
    low = name.casefold()
    if low.startswith(_OWNER):
        return Ignored.OWNER_FILE
    if low.endswith(_TRANSFER):
        return Ignored.TRANSFER
    if low.endswith(_TEMPORARY) or _EXCEL_SAVES_INTO.fullmatch(low) or low.startswith(("~syncthing~", ".syncthing.", ".docgen-")):
        return Ignored.TEMPORARY
    if low.startswith(".") or low in _LITTER or low.endswith("@synoeastream"):
        return Ignored.LITTER
    return Ignored.LINK if low.endswith(_SHORTCUTS) else None


def is_save_of_excel(name: str) -> bool:
    """Return whether Excel may have left `name` behind: it saves into a file called by eight hexadecimal digits, then renames it."""
    return bool(_EXCEL_SAVES_INTO.fullmatch(name.casefold()))


def is_litter_folder(name: str) -> bool:
    """Return whether a program keeps the folder `name` for itself, so that nobody drops anything there."""
    return name.startswith(".") or name.casefold() in _LITTER_FOLDERS


def private_name(receipt_id: int, name: str) -> str:
    """Return what the file `name` is called while it is taken away: hidden, unique, no longer than any system allows."""
    short = name if len(name.encode("utf-8", "surrogateescape")) <= _LONGEST_PRIVATE else f"{name[:16]}{name[-8:]}"
    return f".docgen-{receipt_id}-{short}"


def receipt_of(private: str) -> int | None:
    """Return the receipt that the private name belongs to, or None when it is no private name."""
    match = _PRIVATE.fullmatch(private) if private.startswith(".") else None
    return int(match["receipt"]) if match else None
