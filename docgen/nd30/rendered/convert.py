"""A .docx in, the PDF that LibreOffice prints of it out; knows where LibreOffice is and keeps it in a folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from docgen.model.errors import DocgenError, SettingsError
from docgen.system import end_group

SECONDS = 120
_NOT_THERE = "Tùy chọn --pdf cần LibreOffice để in thử văn bản, mà máy này chưa có. Cài LibreOffice rồi chạy lại, hoặc bỏ --pdf."
_NOT_PRINTED = "LibreOffice không in thử được tệp này, nên chưa đối chiếu được trang in."
_ON_WINDOWS = ("ProgramFiles", "ProgramFiles(x86)", "ProgramW6432")
_ON_MAC = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
# A paper from a stranger: no macro runs, nothing is fetched from the net.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse">\
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">\
<value>true</value></prop></item>
</oor:items>
"""


class NotPrintedError(DocgenError):
    """LibreOffice made no PDF of this file; the others can go on."""


class Printer:
    """LibreOffice with a profile of its own in `folder`, so that one that a person has open is left alone."""

    def __init__(self, soffice: str, folder: Path, seconds: int = SECONDS) -> None:
        self._soffice, self._folder, self._seconds = soffice, folder, seconds
        user = folder / "profile" / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")

    def pdf(self, data: bytes) -> bytes:
        """Return the .docx `data` as PDF; raise NotPrintedError when none is made within the time."""
        source, printed = self._folder / "van-ban.docx", self._folder / "van-ban.pdf"
        source.write_bytes(data)
        printed.unlink(missing_ok=True)
        profile = f"-env:UserInstallation={(self._folder / 'profile').as_uri()}"
        _run([self._soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(self._folder), str(source)], self._seconds)
        if not printed.is_file():
            raise NotPrintedError(_NOT_PRINTED)
        return printed.read_bytes()


@contextmanager
def printer() -> Iterator[Printer]:
    """Give a printer for the time of the block; raise SettingsError where LibreOffice is not installed."""
    soffice = find_soffice()
    if soffice is None:
        raise SettingsError(_NOT_THERE)
    with TemporaryDirectory(prefix="docgen-", ignore_cleanup_errors=True) as folder:
        yield Printer(soffice, Path(folder))


def find_soffice() -> str | None:
    """Return the path of LibreOffice: on the search path, else where its installer puts it; None when it is not there."""
    on_path = shutil.which("soffice") or shutil.which("libreoffice")
    if on_path is not None:
        return on_path
    roots = [Path(os.environ[name]) for name in _ON_WINDOWS if os.environ.get(name)]
    usual = [root / "LibreOffice" / "program" / name for root in roots for name in ("soffice.com", "soffice.exe")]
    return next((str(path) for path in (*usual, _ON_MAC) if path.is_file()), None)


def _run(command: list[str], seconds: int) -> None:
    """Run `command` to its end or to the end of the time; then it and what it started are ended."""
    try:
        started = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    except OSError as error:
        raise NotPrintedError(_NOT_PRINTED) from error
    try:
        started.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise NotPrintedError(_NOT_PRINTED) from error
    finally:
        if started.poll() is None:
            end_group(started)
