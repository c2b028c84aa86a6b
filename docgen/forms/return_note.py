"""What a unit is told when its form comes back, and the lines of the tables that say it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from docgen.forms.read_cells import position
from docgen.model import text
from docgen.model.findings import Finding
from docgen.model.values import CellRef

MOST_LINES_OF_A_KIND = 50
_FEWEST_TO_GROUP = 3
_GROUPED_CODE = "bo_trong"


@dataclass(frozen=True, slots=True)
class ReturnNote:
    """One return. Texts are ready to print: `received` "16 giờ 42 phút, ngày 29/11/2026", `deadline` "trước ngày 30/11/2026",
    `remaining` "còn 3 ngày", `help` "Phòng Văn hóa - Xã hội, Nguyễn Thị Mẫu, điện thoại 0912345678".

    `group_by_field`: the group each field stands in, so that blanks of one group can share a line. `standing`: which figures stand
    until the mended form is taken ("lần gửi thứ 1, 16 giờ 42 phút, ngày 29/11/2026"), empty when the unit has none.
    """

    form_title: str
    period: str
    unit: str
    received: str
    times_sent: int
    findings: tuple[Finding, ...]
    deadline: str = ""
    remaining: str = ""
    help: str = ""
    lookup_code: str = ""
    standing: str = ""
    group_by_field: Mapping[str, str] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Return what must be mended."""
        return tuple(finding for finding in self.findings if finding.is_error)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Return what should be looked at again."""
        return tuple(finding for finding in self.findings if not finding.is_error)

    @property
    def cells_to_mend(self) -> int:
        """Return how many cells must be mended."""
        return len({finding.cell for finding in self.errors if finding.cell})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: the cells it is about (the first is linked), and its texts."""

    cells: tuple[CellRef, ...]
    label: str
    found: str
    reason: str
    mend: str = ""
    example: str = ""
    code: str = ""

    @property
    def address(self) -> str:
        """Return how the line names its cells: `Biểu!E14`, `Biểu!E14 … E20`, or empty."""
        if len(self.cells) > 1:
            return f"{self.cells[0]} … {self.cells[-1].cell}"
        return str(self.cells[0]) if self.cells else ""


def lines(findings: Sequence[Finding], group_by_field: Mapping[str, str]) -> tuple[Line, ...]:
    """Return the lines that say `findings`: three or more blanks one after the other in one group share a line; of a kind at most 50."""
    made: list[Line] = []
    printed: Counter[str] = Counter()
    left_out: Counter[str] = Counter()
    for code, line, count in _grouped(sorted(findings, key=_place), group_by_field):
        if printed[code] < MOST_LINES_OF_A_KIND:
            printed[code] += 1
            made.append(line)
        else:
            left_out[code] += count
    made += [Line((), "", "", f"còn {number} ô khác cùng loại", code=code) for code, number in left_out.items()]
    return tuple(made)


def _place(finding: Finding) -> tuple[str, int, int]:
    """Return where a finding stands in the form; those about the whole file go first."""
    row, column = (position(finding.cell.cell) or (0, 0)) if finding.cell else (0, 0)
    return finding.cell.sheet if finding.cell else "", row, column


def _grouped(findings: Sequence[Finding], group_by_field: Mapping[str, str]) -> Iterator[tuple[str, Line, int]]:
    def kind(finding: Finding) -> tuple[str, str, bool]:
        return finding.code, group_by_field.get(finding.field, ""), finding.cell is not None

    for (code, _, has_cell), run in groupby(findings, kind):
        members = list(run)
        if code == _GROUPED_CODE and has_cell and len(members) >= _FEWEST_TO_GROUP:
            yield code, _shared(members), len(members)
        else:
            yield from ((code, _single(finding), 1) for finding in members)


def _single(finding: Finding) -> Line:
    cells = (finding.cell,) if finding.cell else ()
    return Line(cells, finding.label, finding.found, finding.reason, finding.mend, finding.example, finding.code)


def _shared(members: Sequence[Finding]) -> Line:
    cells = tuple(finding.cell for finding in members if finding.cell)
    listed = ", ".join(cell.cell for cell in cells)
    labels = text.shortened("; ".join(dict.fromkeys(finding.label for finding in members)), 150)
    return Line(
        cells,
        labels,
        "",
        f"Chưa có số liệu ở {len(cells)} ô: {listed}.",
        members[0].mend,
        "; ".join(dict.fromkeys(finding.example for finding in members if finding.example)),
        _GROUPED_CODE,
    )
