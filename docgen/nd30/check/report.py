"""One paper's bytes in, what `docgen check` tells about it out, as plain text that holds on to nothing of the paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from docgen.model.errors import UnreadableFileError
from docgen.nd30.check.check import check
from docgen.nd30.check.findings import PaperFinding, place_words
from docgen.nd30.figures import Severity
from docgen.nd30.reading.read import read
from docgen.nd30.recognise.components import Component, Found, Governed, Recognised
from docgen.nd30.recognise.recognise import recognise


@dataclass(frozen=True, slots=True)
class ShownComponent:
    """One component: its name in `--json`, where it stands, its text."""

    component: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """One finding in words."""

    rule: str
    severity: Severity
    clause: str
    place: str
    excerpt: str
    message: str


@dataclass(frozen=True, slots=True)
class PaperReport:
    """What is told of one file. `remark`: why the decree does not bind it, or why it cannot be read."""

    file: str
    type: str
    governed: bool
    remark: str
    components: tuple[ShownComponent, ...] = ()
    findings: tuple[ShownFinding, ...] = ()
    is_readable: bool = True

    def count(self, severity: Severity) -> int:
        """Return how many findings have `severity`."""
        return sum(finding.severity is severity for finding in self.findings)


def report(name: str, data: bytes) -> PaperReport:
    """Return what is told of the file `name`; what cannot be read is told too."""
    try:
        recognised = recognise(read(data))
    except UnreadableFileError as error:
        return unreadable(name, str(error), error.code)
    return report_of(name, recognised, check(recognised))


def unreadable(name: str, message: str, code: str = "tep_hong") -> PaperReport:
    """Return what is told of a file that cannot be read."""
    finding = ShownFinding(code, Severity.ERROR, "", "", "", message)
    return PaperReport(name, "", False, message, (), (finding,), is_readable=False)


def report_of(name: str, recognised: Recognised, findings: Iterable[PaperFinding]) -> PaperReport:
    """Return what is told of a recognised paper."""
    shown = tuple(ShownFinding(f.rule, f.severity, f.clause, f.place, f.excerpt, f.message) for f in findings)
    governed = recognised.governed is Governed.YES
    return PaperReport(name, recognised.type, governed, recognised.why_not, tuple(_components(recognised.components)), shown)


def _components(components: Iterable[Found]) -> Iterable[ShownComponent]:
    """Yield the components of a paper: blanks left out, a table once."""
    tables: set[int] = set()
    for found in components:
        number = found.paragraph.place.table
        if found.component is Component.BLANK or (found.component is Component.TABLE and number in tables):
            continue
        if found.component is Component.TABLE:
            tables.add(number)
        yield ShownComponent(found.component.value, place_words(found.paragraph), found.content)
