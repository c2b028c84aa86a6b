"""One paper's bytes in, what `docgen check --pdf` tells about it out: the file judged first, then its printed pages."""

from __future__ import annotations

from dataclasses import replace

from docgen.model.errors import UnreadableFileError
from docgen.nd30.check.check import check
from docgen.nd30.check.report import PaperReport, ShownFinding, report_of, unreadable
from docgen.nd30.figures import Severity
from docgen.nd30.reading.read import read
from docgen.nd30.recognise.components import Governed
from docgen.nd30.recognise.recognise import recognise
from docgen.nd30.rendered.convert import NotPrintedError, Printer
from docgen.nd30.rendered.judge import judge_pages
from docgen.nd30.rendered.pages import read_pages


def report_printed(name: str, data: bytes, printer: Printer) -> PaperReport:
    """Return what is told of the file `name` and of its printed pages; what cannot be read or printed is told too."""
    try:
        recognised = recognise(read(data))
    except UnreadableFileError as error:
        return unreadable(name, str(error), error.code)
    told = check(recognised)
    if recognised.governed is Governed.NO:
        return report_of(name, recognised, told)
    try:
        pages = read_pages(printer.pdf(data))
    except NotPrintedError as error:
        not_printed = ShownFinding("khong_in_duoc", Severity.WARNING, "", "toàn văn bản", "", str(error))
        report = report_of(name, recognised, told)
        return replace(report, findings=(*report.findings, not_printed))
    return report_of(name, recognised, judge_pages(recognised, pages, told))
