"""What differs between operating systems, all of it: long paths, links, cloud files, shares, renames, flushes, processes.

And how a process of ours is set up.

Written for Windows from Microsoft's documentation and checked by types only; it was never run there.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import logging
import os
import re
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.model.disk import reachable

if TYPE_CHECKING:
    from multiprocessing import connection as pipes

    if sys.platform == "win32":
        Connection = pipes.PipeConnection
    else:
        Connection = pipes.Connection

READING_FLAGS = os.O_RDONLY
"""How a file of people is opened: neither a link nor a FIFO put in its place may lead elsewhere or block. Flags a system lacks are 0."""
for _flag in ("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC"):
    READING_FLAGS |= getattr(os, _flag, 0)

_FEW_CIRCLES = (50_000, 20, 50)
_JUNCTION = 0xA0000003
# FILE_ATTRIBUTE_OFFLINE, _RECALL_ON_OPEN, _RECALL_ON_DATA_ACCESS: the bytes are in a cloud; reading would fetch them.
_NOT_LOCAL = 0x1000 | 0x40000 | 0x400000
_NETWORK_TYPES = {
    *(
        "cifs",
        "smb",
        "smb2",
        "smb3",
        "smbfs",
        "nfs",
        "nfs4",
        "ncpfs",
        "afs",
        "9p",
        "ceph",
        "glusterfs",
        "davfs",
        "webdav",
        "afpfs",
        "vboxsf",
    ),
    *("fuse.sshfs", "fuse.davfs2", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.glusterfs", "fuse.s3fs", "fuse.vmhgfs-fuse", "drvfs", "prl_fs"),
}
_WINDOWS_REMOTE_DRIVE = 4
_WINDOWS_THIS_PROCESS = -1
_WINDOWS_BELOW_NORMAL = 0x4000
_MOUNTS = Path("/proc/self/mounts")
_OCTAL = re.compile(r"\\([0-7]{3})")


class Disk(StrEnum):
    """Where a folder lies."""

    LOCAL = "local"
    NETWORK = "network"
    UNKNOWN = "unknown"


def collect_seldom() -> None:
    """Let Python look for circles of dead objects seldom: what docgen makes is let go without, and a period of units is many live objects.

    Looked through as often as Python does by itself they cost two fifths of a report (docs/performance.md).
    """
    gc.set_threshold(*_FEW_CIRCLES)


@contextlib.contextmanager
def without_collecting() -> Iterator[None]:
    """Look for no circles of dead objects within the block: for what is over before they could fill anything."""
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_collecting:
            gc.enable()


def let_others_first() -> None:
    """Let this process wait whenever others have work for its core: the one that tells it what to do, and people's programs."""
    if sys.platform == "win32":
        ctypes.windll.kernel32.SetPriorityClass(ctypes.c_void_p(_WINDOWS_THIS_PROCESS), _WINDOWS_BELOW_NORMAL)
    else:
        os.nice(5)


def end_quietly() -> None:
    """Spare the end of the process its last search for circles: the system takes all memory back anyway."""
    gc.freeze()


def path_of(path: Path) -> Path:
    """Return `path` as the system's calls need it."""
    return Path(reachable(path.absolute(), sys.platform == "win32"))


def is_link(status: os.stat_result) -> bool:
    """Return whether an entry leads elsewhere: a link, or a junction of Windows."""
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) == _JUNCTION


def is_placeholder(status: os.stat_result) -> bool:
    """Return whether a file is only named here (OneDrive, tiered storage): its bytes are elsewhere."""
    return bool(getattr(status, "st_file_attributes", 0) & _NOT_LOCAL)


def rename_to_new(temporary: Path, path: Path) -> None:
    """Rename `temporary` to `path`; a file that appeared there since is not replaced.

    Raises:
        FileExistsError: a file lies at `path`.
    """
    if sys.platform == "win32":
        temporary.rename(path)
        return
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:
        # No hard links here (exFAT, some shares): the moment between the look and this line is all that is unguarded.
        if os.path.lexists(path):
            raise FileExistsError(path) from None
        temporary.replace(path)
        return
    temporary.unlink()


def flush_folder(folder: Path) -> None:
    """Wait until the disk has the names in `folder`, where the system can tell; the bytes themselves are flushed already."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def disk_of(path: Path) -> Disk:
    """Return where `path` lies, which need not exist yet; best effort."""
    absolute = path.resolve()
    if sys.platform == "win32":
        if str(absolute).startswith("\\\\"):
            return Disk.NETWORK
        kind = ctypes.windll.kernel32.GetDriveTypeW(absolute.anchor)
        return Disk.NETWORK if kind == _WINDOWS_REMOTE_DRIVE else Disk.LOCAL if kind else Disk.UNKNOWN
    try:
        return mounted_on(str(absolute), _MOUNTS.read_text("utf-8", "surrogateescape"))
    except OSError:
        return Disk.UNKNOWN


def mounted_on(path: str, mounts: str) -> Disk:
    """Return where absolute `path` lies by `mounts`, the text of /proc/self/mounts; the last mount on the longest folder counts."""
    found, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        folder = _OCTAL.sub(lambda match: chr(int(match[1], 8)), fields[1]) if len(fields) > 2 else ""
        if folder and len(folder) >= len(found) and (path == folder or path.startswith(folder.rstrip("/") + "/")):
            found, kind = folder, fields[2]
    if not kind:
        return Disk.UNKNOWN
    return Disk.NETWORK if kind in _NETWORK_TYPES else Disk.LOCAL


def limit_address_space(bytes_allowed: int) -> None:
    """Let the system refuse this process memory beyond `bytes_allowed`, where it can."""
    if sys.platform == "win32":
        return
    import resource

    try:
        resource.setrlimit(resource.RLIMIT_AS, (bytes_allowed, bytes_allowed))
    except (ValueError, OSError):
        logging.getLogger("docgen").info("no limit of address space on this system")


def end_group(started: subprocess.Popen[bytes]) -> None:
    """End a program that was started in a session of its own, and what it has started, at once."""
    if sys.platform == "win32":
        started.kill()
    else:
        os.killpg(started.pid, signal.SIGKILL)
    started.wait()
