"""The agency's own Excel form in, the cells that answer a programme's fields out: by the names of cells, or by the label beside them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from docgen.forms.census import Census, read_census
from docgen.forms.read_cells import Area, CellKind, address
from docgen.forms.sheet_xml import SheetCensus
from docgen.forms.workbook_xml import NAME_PREFIX
from docgen.model import text
from docgen.model.programme import Field, FieldType, Group, Programme
from docgen.programme import choice_marks

UNIT_NAME, PERIOD_NAME = f"{NAME_PREFIX}_don_vi", f"{NAME_PREFIX}_ky"
_HEADS = {UNIT_NAME: ("đơn vị báo cáo", "đơn vị", "tên đơn vị"), PERIOD_NAME: ("kỳ báo cáo", "kỳ số liệu", "kỳ")}
_NUMBERING = re.compile(r"^\s*(?:[-+–•*]|\(?(?:\d+(?:\.\d+)*|[IVXLC]+|[a-zđ])[.)])\s*", re.IGNORECASE)
_REACH = 15
"""How many columns to the right of a label its answer is looked for."""


@dataclass(frozen=True, slots=True)
class Missed:
    """A field that the form has no cell for, and why: no label like it, or several."""

    field: Field
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Located:
    """Where the answers stand. `names`: name of a cell (`dg_so_ho`) to its area; `by_label`: those that were found by a label."""

    names: Mapping[str, Area] = field(default_factory=dict)
    by_label: tuple[str, ...] = ()
    missed: tuple[Missed, ...] = ()


def locate(data: bytes, programme: Programme) -> Located:
    """Return where the form `data` has the answers of `programme`.

    Raises:
        UnreadableFileError: no workbook, or damaged.
    """
    return _Search(read_census(data), programme).run()


class _Search:
    def __init__(self, census: Census, programme: Programme) -> None:
        self._census, self._programme = census, programme
        self._names: dict[str, Area] = {}
        self._by_label: list[str] = []
        self._missed: list[Missed] = []
        self._labels: dict[str, list[tuple[SheetCensus, int, int]]] = defaultdict(list)
        for sheet in census.sheets:
            for (row, column), cell in sheet.cells.items() if sheet.state == "visible" else ():
                if cell.kind is CellKind.TEXT and cell.text:
                    self._labels[_label_key(cell.text)].append((sheet, row, column))

    def run(self) -> Located:
        """Look for every field, and for where unit and period are printed."""
        for group in self._programme.groups:
            if group.is_repeat:
                self._find_table(group)
            else:
                for asked in group.fields:
                    self._find(asked)
        for name, heads in _HEADS.items():
            area = self._census.area(name) or next(filter(None, (self._beside(text.key(head)) for head in heads)), None)
            if area is not None:
                self._names[name] = area
        return Located(dict(self._names), tuple(self._by_label), tuple(self._missed))

    def _named(self, asked: Field) -> bool:
        """Take the cells that bear the name of the field, with the prefix or without; of a question with marks, one for each choice."""
        names = (asked.name, *(choice_marks.names(asked) if choice_marks.is_marked(asked) else ()))
        areas = {name: self._census.area(NAME_PREFIX + name) or self._census.area(name) for name in names}
        found = {f"{NAME_PREFIX}{name}": area for name, area in areas.items() if area}
        self._names |= found
        note = self._census.area(f"{NAME_PREFIX}note_{asked.name}")
        if note is not None:
            self._names[f"{NAME_PREFIX}note_{asked.name}"] = note
        return bool(found)

    def _find(self, asked: Field) -> None:
        if self._named(asked) or asked.type in (FieldType.NOTE, FieldType.CALCULATE):
            return
        area = self._beside(_label_key(asked.label))
        if area is not None:
            self._names[f"{NAME_PREFIX}{asked.name}"] = area
            self._by_label.append(asked.name)
        elif not asked.prefill and not asked.read_only:
            self._missed.append(Missed(asked, self._places(asked)))

    def _places(self, asked: Field) -> tuple[str, ...]:
        return tuple(f"{sheet.name}!{address(row, column)}" for sheet, row, column in self._labels.get(_label_key(asked.label), ()))

    def _beside(self, key: str) -> Area | None:
        """Return the first blank cell to the right of the one label like `key`; None when there is none, or several labels."""
        found = self._labels.get(key, ())
        if len(found) != 1:
            return None
        sheet, row, column = found[0]
        start = next((merge.last_column for merge in sheet.merges if merge.holds(row, column)), column) + 1
        taken = tuple(self._names.values())
        free = (c for c in range(start, start + _REACH) if sheet.cell(row, c).is_blank and not _is_taken(sheet, row, c, taken))
        at = next(free, None)
        return Area(sheet.name, row, at, row, at) if at is not None else None

    def _find_table(self, group: Group) -> None:
        columns = [f for f in group.fields if f.type.is_input]
        unnamed = [f for f in columns if not self._named(f)]
        if not unnamed:
            return
        head = self._head_row(unnamed)
        for asked in unnamed:
            if head is None or asked.name not in head[1]:
                self._missed.append(Missed(asked, self._places(asked)))
                continue
            sheet, at = head[0], head[1][asked.name]
            last = _last_row(sheet, at, self._programme.repeat_rows)
            self._names[f"{NAME_PREFIX}{asked.name}"] = Area(sheet.name, at[0] + 1, at[1], last, at[1])
            self._by_label.append(asked.name)

    def _head_row(self, columns: Sequence[Field]) -> tuple[SheetCensus, Mapping[str, tuple[int, int]]] | None:
        """Return the sheet, and the place of each head in the one row that has most of them."""
        rows: dict[tuple[str, int], dict[str, tuple[int, int]]] = defaultdict(dict)
        for asked in columns:
            for sheet, row, column in self._labels.get(_label_key(asked.label), ()):
                rows[sheet.name, row].setdefault(asked.name, (row, column))
        best = max(rows, key=lambda place: len(rows[place]), default=None)
        sheet_found = self._census.sheet(best[0]) if best else None
        return (sheet_found, rows[best]) if best and sheet_found else None


def _label_key(label: str) -> str:
    """Return what two ways of printing one label share: numbering before it, colon and unit of measure after it are left out."""
    words = _NUMBERING.sub("", label.partition("\n")[0])
    return text.key(re.sub(r"\s*\([^)]*\)\s*$", "", words).rstrip(" :.…"))


def _is_taken(sheet: SheetCensus, row: int, column: int, areas: Iterable[Area]) -> bool:
    """Return whether the cell is covered by a merge that begins elsewhere, or answers another field already."""
    covered = any(m.holds(row, column) and (m.first_row, m.first_column) != (row, column) for m in sheet.merges)
    return covered or any(a.sheet == sheet.name and a.holds(row, column) for a in areas)


def _last_row(sheet: SheetCensus, head: tuple[int, int], most: int) -> int:
    """Return the last prepared row below a head: up to the next text in that column, as many as the programme prepares at most."""
    row, column = head
    texts = [r for r in range(row + 1, row + most + 1) if sheet.cell(r, column).kind is CellKind.TEXT and sheet.cell(r, column).text]
    return (texts[0] - 1) if texts and texts[0] > row + 1 else row + most
