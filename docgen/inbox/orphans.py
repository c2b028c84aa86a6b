"""A listing in, the saves that Excel never finished out: whole workbooks under a name that only a program could have given them."""

from __future__ import annotations

from pathlib import Path

from docgen.inbox.looks import Ignored, Listing
from docgen.inbox.names import is_save_of_excel
from docgen.system import path_of

_LEFT_ALONE_SECONDS = 600
_MOST_BYTES = 25 * 1024 * 1024


def orphans(inbox: Path, listing: Listing, now: float) -> dict[str, bytes]:
    """Return the content of each such file, by its path below `inbox`; one that cannot be read now is left for later.

    Args:
        now: the time of day in seconds since the epoch. A save is given ten minutes to end.
    """
    found: dict[str, bytes] = {}
    for path, reason in listing.ignored.items():
        if reason is Ignored.TEMPORARY and is_save_of_excel(path.rpartition("/")[2]):
            data = _left_alone(path_of(inbox / path), now)
            if data.startswith(b"PK\x03\x04"):
                found[path] = data
    return found


def _left_alone(path: Path, now: float) -> bytes:
    """Return what the file at `path` holds when nobody has written it for a while, else nothing."""
    try:
        status = path.stat(follow_symlinks=False)
        is_old = now - status.st_mtime >= _LEFT_ALONE_SECONDS
        return path.read_bytes() if is_old and status.st_size <= _MOST_BYTES else b""
    except OSError:
        return b""
