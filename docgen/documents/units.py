"""One unit as templates see it: who it is, where it stands, and its answers by name; knows the words for a unit's standing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache, partial

from docgen.documents import figures
from docgen.documents.figures import Chosen, Figure, Name, Style
from docgen.documents.papers import labels
from docgen.documents.records import Listing, Record
from docgen.documents.same import Same
from docgen.model.consolidated import PeriodState, UnitState, UnitStatus
from docgen.model.programme import Field, FieldType, ForEach, Group, Programme
from docgen.model.submissions import Outcome
from docgen.model.units import Unit
from docgen.model.values import Answer, Missing, Reason, Row
from docgen.settings import TIME_ZONE

_SELECTS = (FieldType.SELECT_ONE, FieldType.SELECT_MULTIPLE)
_REMINDERS = (ForEach.OVERDUE_UNITS, ForEach.OVERDUE_UNIT)
_MOST_RECORDS = 1_000
"""So many units a large commune has three times over; what more there is, is told anew for each document."""


def record(state: PeriodState, standing: UnitState, style: Style) -> Record:
    """Return the words about the unit of `standing`: the same record for each document, as long as it stands so."""
    return _record(Same(state.programme), Same(style), Same(standing), _last_reminder(state, standing.unit))


def listing(path: str, standings: Iterable[UnitState], known: Mapping[str, Record]) -> Listing:
    """Return the units of `standings` as a list; `known` has their records by code."""
    return Listing(path, (known[standing.unit.code] for standing in standings))


def teller(programme: Programme, style: Style) -> Teller:
    """Return who tells about units in `style`."""
    return _teller(Same(programme), Same(style))


@lru_cache(maxsize=_MOST_RECORDS)
def _record(programme: Same[Programme], style: Same[Style], standing: Same[UnitState], reminded: date | None) -> Record:
    return _teller(programme, style).record(standing.value, reminded)


@lru_cache(maxsize=16)
def _teller(programme: Same[Programme], style: Same[Style]) -> Teller:
    return Teller(programme.value, style.value)


@dataclass(frozen=True)
class Teller:
    """Tells about units in the style of one document."""

    programme: Programme
    style: Style

    def record(self, standing: UnitState, reminded: date | None = None) -> Record:
        """Return the words about one unit. Its own words come first; `so_lieu` has the answers alone, where a name is both.

        Args:
            reminded: the day of the last reminder that went to it.
        """
        answers = self.answers(standing)
        alone = Record(f"{standing.unit.code}.so_lieu", {}, answers)
        return Record(
            standing.unit.code,
            {**_identity(standing.unit), **self._standing(standing, reminded), "so_lieu": alone},
            {"cac_ghi_chu": partial(self._notes, standing), **answers},
            text=standing.unit.name,
            facts=partial(self._facts, standing, reminded),
        )

    def _facts(self, standing: UnitState, reminded: date | None) -> bytes:
        """Return all that the words about one unit are made from: the definition, the style, the unit, where it stands, what it said."""
        answers = standing.answers()
        stands = (standing.status, standing.received_at, standing.times_sent, standing.days_late, standing.open_errors)
        said = dict(answers.by_name), {name: [dict(row) for row in rows] for name, rows in answers.tables.items()}
        return f"{self._definition}{(standing.unit, stands, _returned_day(standing), reminded, said)!r}".encode()

    @cached_property
    def _definition(self) -> str:
        """Return all that the definition and the style give to the words about any unit."""
        fields = self.programme.fields
        asked = [(f.name, f.type, f.repeat, f.label, f.required, f.unit_of_measure, sorted(f.applies_to), f.choices) for f in fields]
        return repr((self.style, asked))

    def answers(self, standing: UnitState) -> dict[str, Callable[[], object]]:
        """Return what makes the value of each field outside tables, and the rows of each table, by name."""
        programme = self.programme
        plain = {f.name: partial(self._answer, standing, f) for group in programme.plain_groups for f in group.fields if _is_answered(f)}
        return plain | {group.name: partial(self.rows, standing, group) for group in programme.repeats}

    def rows(self, standing: UnitState, group: Group) -> Listing:
        """Return the filled lines of a table: its columns by name, and whose they are."""
        path = f"{standing.unit.code}.{group.name}"
        lines = standing.answers().rows(group.name)
        return Listing(path, (self._row(standing.unit, group, f"{path}.{number}", line) for number, line in enumerate(lines, start=1)))

    def _row(self, unit: Unit, group: Group, path: str, line: Row) -> Record:
        blank = Missing(Reason.BLANK)
        cells = {f.name: value_of(f, line.get(f.name) or Answer(f.name, blank), f"{path}.{f.name}", self.style) for f in group.fields}
        return Record(path, {"don_vi": name_of(unit), **cells})

    def _answer(self, standing: UnitState, field: Field) -> object:
        answer = standing.answer_to(field)
        return value_of(field, answer, f"{standing.unit.code}.{field.name}", self.style)

    def _notes(self, standing: UnitState) -> Listing:
        labels = self.programme.field_by_name
        noted = ((name, answer.note) for name, answer in standing.answers().by_name.items() if answer.note and name in labels)
        path = f"{standing.unit.code}.cac_ghi_chu"
        return Listing(path, (Record(path, {"ten": labels[name].label, "noi_dung": note}) for name, note in noted))

    def _standing(self, standing: UnitState, reminded: date | None) -> dict[str, object]:
        code, received = standing.unit.code, standing.received_at
        local = received.astimezone(TIME_ZONE) if received else None
        returned = _returned_day(standing)
        nothing = figures.gap(self.style, Reason.NOT_SENT)
        return {
            "da_nop": standing.status is UnitStatus.ACCEPTED,
            "duoc_mien": standing.status is UnitStatus.EXEMPT,
            "de_trong": labels(standing.left_blank(self.programme)),
            "tinh_trang": _progress(standing),
            "tinh_trang_bao_cao": report_status(standing),
            "ngay_nhan": local.date() if local else nothing,
            "gio_nhan_chu": figures.moment(local) if local else "",
            "so_lan_gui": figures.count(standing.times_sent, f"{code}.so_lan_gui", self.style),
            "so_ngay_muon": figures.count(standing.days_late, f"{code}.so_ngay_muon", self.style),
            "bi_tra_lai": standing.status is UnitStatus.RETURNED,
            "ngay_tra_lai": returned or nothing,
            "so_loi": figures.count(standing.open_errors, f"{code}.so_loi", self.style),
            "ghi_chu": _remark(standing, reminded),
            "ghi_chu_don_doc": _to_mend(standing) if standing.status is UnitStatus.RETURNED else "",
        }


def value_of(field: Field, answer: Answer, key: str, style: Style) -> object:
    """Return the answer to `field` as templates see it: a figure, the label of a choice, a date or a text."""
    value = answer.value
    if isinstance(value, Missing):
        # docgen calculates anew what is calculated: only a denominator of zero is left to stop it.
        divided_by_zero = field.type is FieldType.CALCULATE and value.reason is Reason.NOT_CALCULATED
        return Figure(Missing(Reason.NOTHING_AROSE) if divided_by_zero else value, key, style)
    if field.type in _SELECTS and isinstance(value, str | tuple):
        codes = (value,) if isinstance(value, str) else value
        chosen = (field.choice(code) for code in codes)
        return Chosen(codes, tuple(choice.label if choice else code for code, choice in zip(codes, chosen, strict=True)))
    if isinstance(value, str | date | tuple):
        return value
    is_share = field.unit_of_measure == "%"
    return Figure(value, key, style, places=1, fixed=True) if is_share else Figure(value, key, style)


def name_of(unit: Unit) -> Name:
    """Return the unit's name, which knows its form within a sentence."""
    return Name(unit.name, unit.name_in_sentence)


def report_status(standing: UnitState) -> str:
    """Return where the unit stands, as the register of received reports says it."""
    if standing.status is UnitStatus.ACCEPTED:
        return f"Muộn {standing.days_late:02d} ngày" if standing.days_late else "Đúng hạn"
    return {
        UnitStatus.RETURNED: "Chờ sửa",
        UnitStatus.HELD: "Chờ xác minh",
        UnitStatus.EXEMPT: "Được miễn",
    }.get(standing.status, "Chưa gửi")


def answer_names(programme: Programme) -> tuple[str, ...]:
    """Return the names under which a unit's answers are offered."""
    plain = (f.name for group in programme.plain_groups for f in group.fields if _is_answered(f))
    return (*plain, *(group.name for group in programme.repeats))


def text_lower(words: str) -> str:
    """Return `words` with a small first letter."""
    return words[:1].lower() + words[1:]


def _identity(unit: Unit) -> dict[str, object]:
    return {
        "ma": unit.code,
        "ten": name_of(unit),
        "ten_khong_dau": unit.name_in_files,
        "loai": unit.type.name,
        "khoi": unit.type.group_name,
        "chu_khoi": unit.type.group_letter,
        "chuc_danh": unit.head_title,
        "ho_ten": unit.head_name,
        "dien_thoai": unit.phone,
        "kinh_gui": unit.addressed_as,
        "thuoc_ubnd": unit.type.is_subordinate,
    }


def _is_answered(field: Field) -> bool:
    return field.type is not FieldType.NOTE


def _progress(standing: UnitState) -> str:
    return "Đã gửi, chưa sửa xong" if standing.status is UnitStatus.RETURNED else report_status(standing)


def _returned_day(standing: UnitState) -> date | None:
    last = standing.last
    if last is None or last.verdict.outcome is not Outcome.RETURNED:
        return None
    return last.decided_at.astimezone(TIME_ZONE).date()


def _remark(standing: UnitState, reminded: date | None) -> str:
    if standing.status is UnitStatus.RETURNED:
        return _to_mend(standing)
    if standing.status is UnitStatus.ACCEPTED and _returned_day(standing):
        return f"Bản gửi sau: {text_lower(_to_mend(standing))}"
    return f"Đã đôn đốc ngày {figures.day(reminded)}" if reminded and standing.status is UnitStatus.NOT_SENT else ""


def _to_mend(standing: UnitState) -> str:
    returned = _returned_day(standing)
    when = f"Trả lại ngày {figures.day(returned)}" if returned else "Đã trả lại"
    return f"{when}, còn {standing.open_errors:02d} ô cần sửa" if standing.open_errors else when


def _last_reminder(state: PeriodState, unit: Unit) -> date | None:
    reminders = {spec.name for spec in state.programme.documents if spec.for_each in _REMINDERS}
    days = (issue.day for (document, code), issue in state.issued.items() if document in reminders and code in ("", unit.code))
    return max(days, default=None)
