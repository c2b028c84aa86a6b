"""Bytes and names in, whole files on the disk out."""

from __future__ import annotations

import errno
import os
import stat
import time
from contextlib import suppress
from pathlib import Path

from docgen.model.digest import sha256
from docgen.model.disk import owner_files
from docgen.patience import NoAnswerError
from docgen.system import flush_folder, path_of, rename_to_new

TEMPORARY = ".docgen-tmp-"
_OWNER_FILE_HOLDS_SECONDS = 24 * 3600


def write_aside(path: Path, data: bytes, digest: str) -> Path:
    """Write `data` to a temporary file beside `path` and wait until the disk has it. Equal bytes use one name, so few are left over."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path_of(path.with_name(f"{TEMPORARY}{digest[:16]}"))
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def put(path: Path, data: bytes, digest: str, there: str | None) -> None:
    """Make `data` the file at `path`, whole or not at all: written beside it, then named. The disk has the name once it is flushed.

    Args:
        there: the hash of the file that may be replaced, None where there was none. While a share hangs people may write there.

    Raises:
        FileExistsError: somebody's file stands there by now.
        FileNotFoundError: what was to be replaced is gone; it may have another name by now.
        OSError: somebody has opened it by now, or the disk refuses.
        NoAnswerError: the disk went away, so that nobody knows what stands there.
    """
    temporary = write_aside(path, data, digest)
    try:
        if there is None:
            rename_to_new(temporary, path_of(path))
        elif (found := hash_at(path)) is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
        elif found != there:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
        elif is_open(path):
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(path))
        else:
            temporary.replace(path_of(path))
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        if not _has_arrived(path, digest):  # else all that failed is to take its other name away
            if isinstance(error, PermissionError):
                # The folder let us write beside it: "denied" is what Windows says when Word or Excel holds the file itself.
                raise OSError(errno.EBUSY, os.strerror(errno.EBUSY)) from error
            raise


def take_away(path: Path) -> None:
    """Remove the file at `path`, and wait until the disk has it gone: one that a power cut brought back would be a person's."""
    path_of(path).unlink(missing_ok=True)
    flush_folder(path.parent)


def give_name(path: Path, name: Path) -> None:
    """Give the file at `path` the name `name` in the same folder, and wait until the disk has it.

    Raises:
        FileExistsError: somebody's file has that name by now.
    """
    rename_to_new(path_of(path), path_of(name))
    flush_folder(path.parent)


def _has_arrived(path: Path, digest: str) -> bool:
    """Return whether the file at `path` has that hash. One that may not even be read was not replaced: somebody holds it."""
    try:
        return hash_at(path) == digest
    except PermissionError:
        return False
    except OSError as error:
        raise NoAnswerError from error


def is_open(path: Path) -> bool:
    """Return whether an owner file beside `path` says that somebody has it open. One that is a day old was left by a crash."""
    for name in owner_files(path.name):
        try:
            age_seconds = time.time() - path_of(path.with_name(name)).stat().st_mtime
        except OSError:
            continue
        if age_seconds < _OWNER_FILE_HOLDS_SECONDS:
            return True
    return False


def seen_at(path: Path) -> tuple[str | None, bool]:
    """Return the hash of the file at `path`, as `hash_at` does, and whether somebody has it open."""
    there = hash_at(path)
    return there, there is not None and is_open(path)


def hash_at(path: Path) -> str | None:
    """Return the SHA-256 of the file at `path`, None when nothing is there, "" for a folder or a pipe: no hash that docgen ever wrote."""
    data = bytes_at(path)
    return sha256(data) if data is not None else "" if os.path.lexists(path_of(path)) else None


def bytes_at(path: Path) -> bytes | None:
    """Return what the file at `path` holds; None when there is no regular file."""
    try:
        status = path_of(path).stat()
        return path_of(path).read_bytes() if stat.S_ISREG(status.st_mode) else None
    except FileNotFoundError:
        return None
