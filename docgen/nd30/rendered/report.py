"""One paper's bytes in, what `docgen check --pdf` tells about it out: the file judged first, then its printed pages."""

from __future__ import annotations

from dataclasses import replace

from docgen.model.errors import UnreadableFileError
from docgen.nd30.check.check import check
from docgen.nd30.check.findings import PaperFinding
from docgen.nd30.check.report import PaperReport, ShownFinding, report_of, unreadable
from docgen.nd30.figures import Severity
from docgen.nd30.reading.read import read
from docgen.nd30.recognise.components import Governed, Recognised
from docgen.nd30.recognise.recognise import recognise
from docgen.nd30.rendered.convert import NotPrintedError, Printer
from docgen.nd30.rendered.judge import judge_pages
from docgen.nd30.rendered.pages import read_pages


def find_printed(recognised: Recognised, told: tuple[PaperFinding, ...], data: bytes, printer: Printer) -> tuple[PaperFinding, ...]:
    """Return what is `told` of the file and what its printed pages show beside.

    Raises:
        NotPrintedError: LibreOffice could not print it.
    """
    if recognised.governed is Governed.NO:
        return told
    return judge_pages(recognised, read_pages(printer.pdf(data)), told)


def report_printed(name: str, data: bytes, printer: Printer) -> PaperReport:
    """Return what is told of the file `name` and of its printed pages; what cannot be read or printed is told too."""
    try:
        recognised = recognise(read(data))
    except UnreadableFileError as error:
        return unreadable(name, str(error), error.code)
    told = check(recognised)
    try:
        return report_of(name, recognised, find_printed(recognised, told, data, printer))
    except NotPrintedError as error:
        not_printed = ShownFinding("khong_in_duoc", Severity.WARNING, "", "toàn văn bản", "", str(error))
        report = report_of(name, recognised, told)
        return replace(report, findings=(*report.findings, not_printed))
