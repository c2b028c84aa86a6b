"""A programme as its workbook defines it: fields, choices, indicators, documents, dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from docgen.model.expressions import Formula
from docgen.model.periods import Schedule
from docgen.model.units import Unit


class FieldType(StrEnum):
    """What a field asks for."""

    INTEGER = "integer"
    DECIMAL = "decimal"
    TEXT = "text"
    DATE = "date"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    CALCULATE = "calculate"
    NOTE = "note"

    @property
    def is_number(self) -> bool:
        """Whether an answer is a Decimal that people type."""
        return self in (FieldType.INTEGER, FieldType.DECIMAL)

    @property
    def is_input(self) -> bool:
        """Whether people answer it (a note or a calculation they do not)."""
        return self not in (FieldType.NOTE, FieldType.CALCULATE)


class Aggregate(StrEnum):
    """How answers of several units become one."""

    SUM = "sum"
    LIST = "list"
    COUNT = "count"
    MEAN = "mean"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that a select offers."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A warning: when `formula` is true, `message` asks the unit to look again."""

    formula: Formula
    message: str


@dataclass(frozen=True, slots=True)
class Field:
    """One row of the survey. `repeat` names the table it is a column of, or is empty. `applies_to`: unit types or codes; empty = all.

    `prefill` names what docgen writes into the blank form: `data_from`, `data_to` or empty. `label` is "" for some calculations;
    `full_label` names the line together with the one above that it details, "" where it stands alone.
    `cumulative_message` is the programme's own warning when a cumulative figure fell ("" = the usual one); `{ky_truoc}` in it is last
    period's figure. `key`: no two rows of its table may say the same here (several keys: together).
    """

    name: str
    type: FieldType
    label: str = ""
    hint: str = ""
    group: str = ""
    repeat: str = ""
    required: bool = False
    constraint: Formula | None = None
    constraint_message: str = ""
    doubts: tuple[Doubt, ...] = ()
    relevant: Formula | None = None
    calculation: Formula | None = None
    default: str = ""
    prefill: str = ""
    read_only: bool = False
    unit_of_measure: str = ""
    cumulative: bool = False
    cumulative_message: str = ""
    aggregate: Aggregate = Aggregate.NONE
    applies_to: frozenset[str] = frozenset()
    choices: tuple[Choice, ...] = ()
    key: bool = False
    full_label: str = ""

    def applies(self, unit: Unit) -> bool:
        """Return whether `unit` is asked this field."""
        return not self.applies_to or unit.code in self.applies_to or unit.type.code in self.applies_to

    def choice(self, code: str) -> Choice | None:
        """Return the choice with `code`, or None."""
        return next((choice for choice in self.choices if choice.code == code), None)


@dataclass(frozen=True)
class Group:
    """A titled part of the form, or a table (`is_repeat`) of which `fields` are the columns."""

    name: str
    label: str
    fields: tuple[Field, ...]
    is_repeat: bool = False

    def fields_for(self, unit: Unit) -> tuple[Field, ...]:
        """Return the fields that `unit` is asked, in the order of the form."""
        told_apart = self._named.intersection((unit.code, unit.type.code))
        if told_apart not in self._fields_by_named:
            self._fields_by_named[told_apart] = tuple(f for f in self.fields if f.applies(unit))
        return self._fields_by_named[told_apart]

    @cached_property
    def _named(self) -> frozenset[str]:
        """Return the types and codes of units that any field names."""
        return frozenset().union(*(f.applies_to for f in self.fields))

    @cached_property
    def _fields_by_named(self) -> dict[frozenset[str], tuple[Field, ...]]:
        """Return what was found out so far, by which of those a unit is."""
        return {}


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure over the current submissions, held against a target. `value` may be None: numerator div denominator (times 100 for %).

    Units: those of `unit_of_measure`; `target` in the same. `direction`: "up", "down" or "". `must_equal`: what another unit's form says of
    the same figure.
    """

    name: str
    label: str
    numerator: Formula | None
    denominator: Formula | None
    value: Formula | None
    target: str = ""
    target_year: int | None = None
    direction: str = ""
    unit_of_measure: str = ""
    main: bool = False
    source: str = ""
    zero_text: str = ""
    must_equal: Formula | None = None


class ForEach(StrEnum):
    """What a document is made once for. `unit` may be narrowed: `unit:thon` (see DocumentSpec.unit_type)."""

    PROGRAMME = "programme"
    PERIOD = "period"
    UNIT = "unit"
    OVERDUE_UNITS = "overdue_units"
    OVERDUE_UNIT = "overdue_unit"


@dataclass(frozen=True, slots=True)
class DocumentSpec:
    """One row of sheet `documents`. `filename` is a Jinja text over the vocabulary, without extension.

    `symbol` is empty for a document without number. `draft_month` (`2026-05`) is the month a draft prints; empty = only the year.
    """

    name: str
    title: str
    template: str
    for_each: ForEach
    folder: str
    filename: str
    unit_type: str = ""
    symbol: str = ""
    on_request: bool = False
    signatory: str = ""
    draft_month: str = ""

    @property
    def key(self) -> str:
        """Return the name as templates write it: `ke-hoach` is `ke_hoach`."""
        return self.name.replace("-", "_")


@dataclass(frozen=True)
class Programme:
    """One programme: the folder `name` under templates/ and what programme.xlsx in it says.

    `version` is the definition's own; `fingerprint` (16 hex digits) is of all that makes a form: survey, choices, version. `accepts`: older
    versions still taken. `years` is "2026-2030". `plan_year_offset` is added to the period's year to name the year a unit plans for,
    unless `plan_year_fixed` names that year.
    """

    name: str
    form_id: str
    title: str
    version: str
    fingerprint: str
    sha256: str
    full_name: str
    short_name: str
    years: str
    schedule: Schedule
    groups: tuple[Group, ...]
    indicators: tuple[Indicator, ...]
    documents: tuple[DocumentSpec, ...]
    form_number: str = ""
    receiver: str = ""
    accepts: tuple[str, ...] = ()
    repeat_rows: int = 30
    plan_year_offset: int = 1
    plan_year_fixed: int | None = None
    choices: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    issued_with: str = ""

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Return every field, columns of tables included, in the order of the form."""
        return tuple(f for group in self.groups for f in group.fields)

    @cached_property
    def field_by_name(self) -> Mapping[str, Field]:
        """Return every field by its name."""
        return {f.name: f for f in self.fields}

    @cached_property
    def plain_groups(self) -> tuple[Group, ...]:
        """Return the groups that are no tables."""
        return tuple(group for group in self.groups if not group.is_repeat)

    @cached_property
    def repeats(self) -> tuple[Group, ...]:
        """Return the tables."""
        return tuple(group for group in self.groups if group.is_repeat)

    def document(self, name: str) -> DocumentSpec | None:
        """Return the document called `name`, or None."""
        return next((d for d in self.documents if d.name == name), None)


@dataclass(frozen=True, slots=True)
class Deadline:
    """Until when a period's forms are on time.

    `stated` is the day the text names ("trước ngày 30/11/2026"); `last_day` the last day by the rule (29/11); `on_time_until` the same
    moved to the next working day where the programme says so (30/11); `reason` why it was moved ("Chủ nhật", "ngày nghỉ lễ"), or empty.
    """

    stated: date
    rule: str
    last_day: date
    on_time_until: date
    reason: str = ""

    @property
    def words(self) -> str:
        """Return `trước ngày 30/11/2026` or `chậm nhất ngày 30/11/2026`."""
        return f"{'trước' if self.rule == 'before' else 'chậm nhất'} ngày {self.stated:%d/%m/%Y}"

    @property
    def sentence(self) -> str:
        """Return the one sentence that every form prints about its deadline."""
        parts = [f"chậm nhất hết ngày {self.last_day:%d/%m/%Y}"] if self.rule == "before" else []
        if self.on_time_until != self.last_day:
            parts.append(f"do là {self.reason}, nhận hết ngày {self.on_time_until:%d/%m/%Y}")
        remark = f" ({'; '.join(parts)})" if parts else ""
        return f"Hạn gửi: {self.words}{remark}."

    def days_late(self, day: date) -> int:
        """Return how many days after the last on-time day `day` is (0 when on time)."""
        return max(0, (day - self.on_time_until).days)


@dataclass(frozen=True, slots=True)
class PeriodDates:
    """The days of one period of one programme. `data_from`..`data_to` is what the figures cover."""

    data_from: date
    data_to: date
    deadline: Deadline
