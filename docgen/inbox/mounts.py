"""A path in, whether it lies on this machine or on a share out; best effort, each system asked in its own way."""

from __future__ import annotations

import ctypes
import re
import sys
from enum import StrEnum
from pathlib import Path

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
_MOUNTS = Path("/proc/self/mounts")
_OCTAL = re.compile(r"\\([0-7]{3})")


class Disk(StrEnum):
    """Where a folder lies."""

    LOCAL = "local"
    NETWORK = "network"
    UNKNOWN = "unknown"


def disk_of(path: Path) -> Disk:
    """Return where `path` lies, which need not exist yet."""
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
