"""What a disk's answers and names mean: OS errors as faults, owner files of Office programs, names that can be stored; no I/O."""

from __future__ import annotations

import errno
from enum import StrEnum
from pathlib import PurePath


class Fault(StrEnum):
    """Why something on a disk could not be done.

    BUSY: another program holds it. GONE: it is not there. OFFLINE: the share does not answer, so nothing is known about what is there.
    UNMARKED, OTHER_FOLDER: a folder has the right name, but is an empty mount point, or another folder than the one docgen works with.
    """

    BUSY = "busy"
    GONE = "gone"
    DENIED = "denied"
    FULL = "full"
    READ_ONLY = "read_only"
    OFFLINE = "offline"
    UNMARKED = "unmarked"
    OTHER_FOLDER = "other_folder"
    TOO_LONG = "too_long"
    OTHER = "other"


FAULT_WORDS = {
    Fault.BUSY: "đang được chương trình khác mở",
    Fault.GONE: "không còn ở đó",
    Fault.DENIED: "không có quyền",
    Fault.FULL: "ổ đĩa đã đầy",
    Fault.READ_ONLY: "ổ đĩa chỉ cho đọc",
    Fault.OFFLINE: "thư mục chung đang mất kết nối",
    Fault.UNMARKED: "thư mục trống, có thể ổ đĩa mạng chưa kết nối; nếu đúng là thư mục mới thì chạy “docgen resume”",
    Fault.OTHER_FOLDER: "thư mục này thuộc nơi làm việc khác; kết nối lại đúng thư mục, hoặc chạy “docgen resume” nếu đúng là thư mục mới",
    Fault.TOO_LONG: "tên hoặc đường dẫn quá dài",
    Fault.OTHER: "hệ điều hành báo lỗi",
}
"""What people read about a fault, within a sentence."""

# Windows gives EACCES for a file that is merely open (32, 33) as for one that is forbidden (5), and ENOENT for a share that is unreachable
# (53, 67): only winerror tells them apart.
_BY_WINERROR = {
    **dict.fromkeys((32, 33, 170), Fault.BUSY),
    **dict.fromkeys((2, 3), Fault.GONE),
    5: Fault.DENIED,
    19: Fault.READ_ONLY,
    **dict.fromkeys((39, 112), Fault.FULL),
    **dict.fromkeys((21, 51, 53, 54, 55, 59, 64, 65, 67, 71, 121, 240, 1167, 1231, 1232, 1236), Fault.OFFLINE),
    206: Fault.TOO_LONG,
}
_NAMES_BY_FAULT = {
    Fault.BUSY: ("EBUSY", "ETXTBSY", "EAGAIN", "EDEADLK", "EMFILE", "ENFILE"),
    Fault.GONE: ("ENOENT", "ENOTDIR"),
    Fault.DENIED: ("EACCES", "EPERM"),
    Fault.FULL: ("ENOSPC", "EDQUOT", "EFBIG"),
    Fault.READ_ONLY: ("EROFS",),
    Fault.OFFLINE: (
        *("EIO", "ENXIO", "ENODEV", "ESTALE", "ETIMEDOUT", "ENOTCONN", "ECONNRESET", "ECONNABORTED", "ECONNREFUSED"),
        *("EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN", "ENETUNREACH", "ENETRESET", "EREMOTEIO"),
    ),
    Fault.TOO_LONG: ("ENAMETOOLONG",),
}
_BY_ERRNO = {getattr(errno, name): fault for fault, names in _NAMES_BY_FAULT.items() for name in names if hasattr(errno, name)}
_LONGEST_PLAIN_PATH = 240


def fault_of(error: OSError) -> Fault:
    """Return what `error` says about the disk."""
    winerror = getattr(error, "winerror", None)
    if winerror in _BY_WINERROR:
        return _BY_WINERROR[winerror]
    return _BY_ERRNO.get(error.errno or 0, Fault.OTHER)


def owner_files(name: str) -> tuple[str, ...]:
    """Return the names of the files that lie beside the file `name` while somebody has it open.

    Excel and PowerPoint put `~$` before the name; Word puts it in place of the first letters of a longer one; WPS writes `.~name`,
    LibreOffice `.~lock.name#`.
    """
    return (f"~${name}", f"~${name[1:]}", f"~${name[2:]}", f".~{name}", f".~lock.{name}#")


def storable(path: str) -> str:
    """Return `path` as text that any database can hold: bytes of a name that were no UTF-8 stand as `\\xNN`."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def reachable(path: PurePath, is_windows: bool) -> str:
    """Return absolute `path` as the system's calls need it: beyond 260 characters Windows takes only the `\\\\?\\` form."""
    words = str(path)
    if not is_windows or len(words) < _LONGEST_PLAIN_PATH or words.startswith("\\\\?\\"):
        return words
    return f"\\\\?\\UNC\\{words[2:]}" if words.startswith("\\\\") else f"\\\\?\\{words}"
