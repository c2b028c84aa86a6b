"""A folder of people in, whether it is the one docgen works with or only has its name out; knows the marker file that tells them apart.

A share that is away leaves an empty folder behind, another may be mounted under its name: what is not seen there is not gone.
"""

from __future__ import annotations

import secrets
from functools import partial
from pathlib import Path

from docgen.model.digest import sha256
from docgen.model.disk import Fault, fault_of
from docgen.model.folders import ROOT_MARKER as MARKER
from docgen.outbox.place import Placer
from docgen.patience import NoAnswerError

_KIND = "root"
_COARSE_SECONDS = 2.0  # as coarse as the times of files are on some disks
_TEXT = """Tệp này do docgen đặt để nhận ra thư mục. Xin đừng xóa, đừng chép sang thư mục khác.
Mã thư mục: {token}
"""


def fault_at(placer: Placer, folder: Path) -> Fault | None:
    """Return why `folder` is not to be relied on now; None when it is the one docgen knows, or docgen knows none yet. Changes nothing."""
    expected = placer.hash_placed(folder / MARKER)
    try:
        found = _hash(folder / MARKER)
        if found is None and not folder.is_dir():
            return Fault.GONE
    except OSError as error:
        return fault_of(error)
    return judge(expected, found, has_ours=expected is not None and found is None and _has_ours(placer, folder))


def judge(expected: str | None, found: str | None, *, has_ours: bool) -> Fault | None:
    """Return what a marker tells.

    Args:
        expected: the hash of the marker docgen put there, None when it never did.
        found: that of the one which lies there, None when there is none.
        has_ours: whether something else that docgen put there lies there as it was put, since before the marker was last seen.
    """
    if expected is None or found == expected:
        return None
    if found is not None:
        return Fault.OTHER_FOLDER
    return None if has_ours else Fault.UNMARKED


def claim(placer: Placer, folder: Path) -> Fault | None:
    """Return the same as `fault_at`; make and mark a folder that is new to docgen, mark again one whose marker somebody deleted."""
    marker = folder / MARKER
    if placer.hash_placed(marker) is None:
        folder.mkdir(parents=True, exist_ok=True)
    fault = fault_at(placer, folder)
    placer.stay_away(folder, fault)
    if fault is None and not placer.is_ours(marker) and not placer.adopt(marker, _KIND):
        placer.write(marker, _TEXT.format(token=secrets.token_hex(16)).encode(), _KIND)
    return fault


def reach(placer: Placer, folder: Path) -> Fault | None:
    """Return the same as `claim`; of a folder whose disk does not answer nothing is known, and nothing is written to it."""
    try:
        return placer.ask(folder, partial(claim, placer, folder))
    except NoAnswerError as error:
        return fault_of(error)


def disown(placer: Placer, folder: Path) -> None:
    """Let the folder that lies there now be the one docgen works with: a person says that it is."""
    placer.forget(folder / MARKER)


def _hash(marker: Path) -> str | None:
    try:
        return sha256(marker.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None


def _has_ours(placer: Placer, folder: Path) -> bool:
    """Return whether a file that docgen put right into `folder` is there as it was put, since before the marker was last seen.

    What was put there later proves nothing: the share may have gone just before, and the file lies in the empty folder it left behind.
    """
    names = [name for name in placer.names_below(folder) if "/" not in name and name != MARKER]
    return any(_is_older(folder / name, placer.found_at(folder)) and placer.is_ours(folder / name) for name in names)


def _is_older(path: Path, moment: float) -> bool:
    try:
        return path.stat().st_mtime < moment - _COARSE_SECONDS
    except OSError:
        return False
