"""outbox/viec-can-xu-ly.xlsx as the clerk saved it in, decisions and complaints out; `build` writes it again with what was typed kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from docgen.model import text
from docgen.model.submissions import ActKind
from docgen.model.units import Units
from docgen.outbox import clerk_book, task_sheets, typed
from docgen.outbox.task_sheets import (
    AUTHOR,
    DECISION,
    ENTERED,
    EXEMPT,
    FILES,
    KEY,
    LOCK,
    NOT_EXEMPT,
    PERIODS,
    REASON,
    SOURCES,
    UNLOCK,
)
from docgen.outbox.typed import Cells, Mistake, Place, Problem, Row
from docgen.outbox.views import TaskView

NOBODY = "Người tổng hợp"
_ABOUT_FILES = {text.key(task_sheets.ACCEPT): ActKind.ACCEPT, text.key(task_sheets.REJECT): ActKind.REJECT}
_ABOUT_PERIODS = {text.key(LOCK): ActKind.CLOSE, text.key(UNLOCK): ActKind.REOPEN}
_ABOUT_FIGURES = {text.key(task_sheets.WITHDRAW): ActKind.WITHDRAW, **{text.key(f"{ENTERED}{s}"): ActKind.ENTER for s in SOURCES}}
_ABOUT_UNITS = {text.key(EXEMPT): ActKind.EXEMPT, text.key(NOT_EXEMPT): ActKind.WITHDRAW}


_NOWHERE = Place("", 0, {})


@dataclass(frozen=True, slots=True)
class TaskDecision:
    """What a person decided in one row: about a held file (`target`, then `unit` names another unit), a period, or a unit in it.

    `about_figures`: `target` is the decision by which a unit's figures stand.
    """

    key: str
    kind: ActKind
    reason: str
    author: str
    target: int = 0
    programme: str = ""
    period: str = ""
    unit: str = ""
    about_figures: bool = False
    place: Place = field(default=_NOWHERE, compare=False)

    def refused(self, why: str, title: str = "") -> Problem:
        """Return that it could not be carried out, and why; `title`: of the column that is wrong."""
        return Problem(self.key, self.place, (Mistake(title, why.rstrip(". ")),), "Chưa thực hiện")


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the clerk's columns, by key of the row, and docgen's answers to it."""

    cells: Mapping[str, Cells] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)

    def without(self, keys: frozenset[str]) -> Typed:
        """Return the same without the rows that were carried out."""
        return replace(self, cells={key: cells for key, cells in self.cells.items() if key not in keys})

    def answered(self, problems: Mapping[str, str]) -> Typed:
        """Return the same with docgen's answers."""
        return replace(self, remarks=dict(problems))


def build(view: TaskView, kept: Typed | None = None) -> bytes:
    """Return the workbook. What `kept` holds of rows that cannot be carried out yet stands there again, with docgen's answer beside it."""
    known = kept or Typed()
    return clerk_book.write("Việc cần xử lý", task_sheets.tables(view, known.cells, known.remarks))


def read(data: bytes, units: Units) -> tuple[TaskDecision | Problem, ...]:
    """Return what the clerk decided, row by row, and what is lacking in the rows that cannot be carried out.

    Raises:
        UnreadableFileError: no workbook, or one without docgen's sheets.
    """
    author = clerk_book.last_author(data) or NOBODY
    rows = [row for sheet in (FILES, PERIODS) for row in clerk_book.read_rows(data, sheet, KEY)]
    return tuple(found for row in rows if (found := _decision(row, units, author)))


def read_typed(data: bytes) -> Typed:
    """Return what stands in the clerk's columns now.

    Raises:
        UnreadableFileError: no workbook, or one without docgen's sheets.
    """
    rows = [row for sheet in (FILES, PERIODS) for row in clerk_book.read_rows(data, sheet, KEY)]
    found = ((typed.words(row.cells.get(KEY)), _inputs(row.cells)) for row in rows)
    return Typed({key: cells for key, cells in found if key and cells})


def _inputs(row: Cells) -> Cells:
    return {title: row[title] for title in (DECISION, REASON, AUTHOR) if typed.words(row.get(title))}


def _decision(row: Row, units: Units, author: str) -> TaskDecision | Problem | None:
    """Return what the row says, every mistake in it, or None where nothing is typed."""
    key = typed.words(row.cells.get(KEY))
    said, reason = typed.words(row.cells.get(DECISION)), typed.words(row.cells.get(REASON))
    if not key or not (said or reason):
        return None
    plain = TaskDecision(key, ActKind.REJECT, reason, typed.words(row.cells.get(AUTHOR)) or author, place=row.place)
    meant = _meant(plain, said, units) if said else plain.refused("chưa chọn quyết định", DECISION)
    if reason:
        return meant
    without = Mistake(REASON, "chưa ghi lý do")
    return replace(meant, mistakes=(*meant.mistakes, without)) if isinstance(meant, Problem) else plain.refused(without.why, without.title)


def _meant(plain: TaskDecision, said: str, units: Units) -> TaskDecision | Problem:
    """Return `plain` with what `said` means in a row of this key."""
    about, _, rest = plain.key.partition(":")
    parts = rest.split("/")
    if about == task_sheets.ABOUT_FILE and rest.isdigit():
        return _about_file(replace(plain, target=int(rest)), said, units)
    if about == task_sheets.ABOUT_FIGURES and rest.isdigit():
        return _about_figures(replace(plain, target=int(rest), about_figures=True), said)
    if about == task_sheets.ABOUT_PERIOD and len(parts) == 2:
        return _chosen(replace(plain, programme=parts[0], period=parts[1]), said, _ABOUT_PERIODS)
    if about == task_sheets.ABOUT_UNIT and len(parts) == 3:
        return _chosen(replace(plain, programme=parts[0], period=parts[1], unit=parts[2]), said, _ABOUT_UNITS)
    return plain.refused(f"mã việc “{plain.key}” đã bị sửa, không rõ là việc nào", KEY)


def _about_file(plain: TaskDecision, said: str, units: Units) -> TaskDecision | Problem:
    prefix, _, name = said.partition(":")
    if text.key(prefix) != text.key(task_sheets.OF_OTHER_UNIT.partition(":")[0]):
        return _chosen(plain, said, _ABOUT_FILES)
    found = (units.find(name.strip()),) if units.find(name.strip()) else units.find_by_name(name)
    if len(found) != 1 or found[0] is None:
        return plain.refused(f"không có đơn vị “{text.shortened(name)}”, đề nghị chọn lại đơn vị trong danh sách", DECISION)
    return replace(plain, kind=ActKind.ACCEPT, unit=found[0].code)


def _about_figures(plain: TaskDecision, said: str) -> TaskDecision | Problem:
    """Return the decision; where the form was typed for the unit, the reason begins with from what."""
    chosen = _chosen(plain, said, _ABOUT_FIGURES)
    if isinstance(chosen, Problem) or chosen.kind is not ActKind.ENTER:
        return chosen
    source = next(s for s in SOURCES if text.key(said) == text.key(f"{ENTERED}{s}"))
    return replace(chosen, reason=f"{source}: {plain.reason}")


def _chosen(plain: TaskDecision, said: str, kinds: Mapping[str, ActKind]) -> TaskDecision | Problem:
    kind = kinds.get(text.key(said))
    if kind is None:
        return plain.refused(f"“{text.shortened(said)}” không có trong danh sách chọn của dòng này", DECISION)
    return replace(plain, kind=kind)


def problems(found: tuple[TaskDecision | Problem, ...]) -> Iterator[Problem]:
    """Yield the complaints among what `read` found."""
    yield from (one for one in found if isinstance(one, Problem))
