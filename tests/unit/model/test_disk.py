"""What the answers of a disk mean."""

import errno
from pathlib import PurePosixPath, PureWindowsPath

import pytest

from docgen.model.disk import FAULT_WORDS, Fault, fault_of, owner_files, reachable, storable


class _WindowsError(OSError):
    def __init__(self, number: int, winerror: int) -> None:
        super().__init__(number, "")
        self.winerror = winerror


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        pytest.param(_WindowsError(errno.EACCES, 32), Fault.BUSY, id="P20 open in Excel"),
        pytest.param(_WindowsError(errno.EACCES, 33), Fault.BUSY, id="a locked part"),
        pytest.param(_WindowsError(errno.EACCES, 5), Fault.DENIED, id="P21 no permission"),
        pytest.param(_WindowsError(errno.ENOENT, 2), Fault.GONE, id="no such file"),
        pytest.param(_WindowsError(errno.ENOENT, 53), Fault.OFFLINE, id="P02 no network path"),
        pytest.param(_WindowsError(errno.ENOENT, 67), Fault.OFFLINE, id="P02 no network name"),
        pytest.param(_WindowsError(errno.EINVAL, 64), Fault.OFFLINE, id="P06 the network name went away"),
        pytest.param(_WindowsError(errno.EINVAL, 112), Fault.FULL, id="disk full"),
        pytest.param(_WindowsError(errno.ENOENT, 206), Fault.TOO_LONG, id="P22 too long"),
        pytest.param(FileNotFoundError(errno.ENOENT, ""), Fault.GONE, id="gone"),
        pytest.param(PermissionError(errno.EACCES, ""), Fault.DENIED, id="denied"),
        pytest.param(OSError(errno.EBUSY, ""), Fault.BUSY, id="busy"),
        pytest.param(OSError(errno.ENOSPC, ""), Fault.FULL, id="full"),
        pytest.param(OSError(errno.EROFS, ""), Fault.READ_ONLY, id="read-only"),
        pytest.param(OSError(errno.EIO, ""), Fault.OFFLINE, id="input/output error"),
        pytest.param(OSError(errno.EHOSTDOWN, ""), Fault.OFFLINE, id="host down"),
        pytest.param(OSError(errno.ENAMETOOLONG, ""), Fault.TOO_LONG, id="name too long"),
        pytest.param(OSError("no number"), Fault.OTHER, id="no number"),
    ],
)
def test_an_error_of_the_system_means_one_fault(error: OSError, expected: Fault) -> None:
    assert fault_of(error) is expected


def test_every_fault_has_words() -> None:
    assert set(FAULT_WORDS) == set(Fault)


def test_owner_files_of_every_program_are_known() -> None:
    assert owner_files("Kế hoạch.docx") == (
        "~$Kế hoạch.docx",
        "~$ế hoạch.docx",
        "~$ hoạch.docx",
        ".~Kế hoạch.docx",
        ".~lock.Kế hoạch.docx#",
    )


def test_a_name_that_is_no_utf8_becomes_text_that_can_be_stored() -> None:
    assert (storable("Biểu/a.xlsx"), storable("t/\udcff.xlsx")) == ("Biểu/a.xlsx", "t/\\xff.xlsx")


@pytest.mark.parametrize(
    ("path", "is_windows", "expected"),
    [
        pytest.param(PureWindowsPath("C:\\a\\b.xlsx"), True, "C:\\a\\b.xlsx", id="short"),
        pytest.param(PureWindowsPath("C:\\" + "a" * 250), True, "\\\\?\\C:\\" + "a" * 250, id="P22 long"),
        pytest.param(
            PureWindowsPath("\\\\may\\chung\\" + "a" * 250), True, "\\\\?\\UNC\\may\\chung\\" + "a" * 250, id="P22 long, on a share"
        ),
        pytest.param(PurePosixPath("/" + "a" * 250), False, "/" + "a" * 250, id="other systems need nothing"),
    ],
)
def test_a_long_path_is_written_as_windows_takes_it(path: PureWindowsPath | PurePosixPath, is_windows: bool, expected: str) -> None:
    assert reachable(path, is_windows) == expected
