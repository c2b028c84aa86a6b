"""What a template prints: figures with the key that traces them, choices, names, sentences; knows how each looks unfiltered."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from docgen.documents.records import Record, text_of
from docgen.model.numbers import MOST_PLACES, number
from docgen.model.values import Missing, Reason

INCOMPLETE_MARK = " (*)"
DOTS = "……"


@dataclass(frozen=True, slots=True)
class Style:
    """How a document prints what is missing, and whether a figure that lacks units says so."""

    marks: Mapping[Reason, str]
    tells_incomplete: bool

    def mark(self, missing: Missing) -> str:
        """Return what stands in place of a missing value."""
        return self.marks[missing.reason]


COMMUNE_STYLE = Style({**dict.fromkeys(Reason, "…"), Reason.NOTHING_AROSE: "-", Reason.NOT_APPLICABLE: "x"}, tells_incomplete=True)
"""Of documents about all units: the legend below their tables explains the signs."""

UNIT_STYLE = Style(dict.fromkeys(Reason, DOTS), tells_incomplete=False)
"""Of documents for one unit: what is missing is filled in by hand."""


class Printed(str):
    """A text as it will stand in the document. `key` says which figure it prints ("" = none), `mark` what follows when it is incomplete."""

    key: str
    mark: str

    def __new__(cls, text: str, key: str = "", mark: str = "") -> Printed:
        """Make the text; its own characters are `text` and `mark` together."""
        made = super().__new__(cls, text + mark)
        made.key, made.mark = key, mark
        return made

    @property
    def bare(self) -> str:
        """Return the text without the mark."""
        return str(self)[: len(self) - len(self.mark)]


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """A number or why there is none. `key` names what it prints (`tong.so_tre`); `stands_on`: k of n units, where it is a total.

    `places`: at most so many decimals; `fixed`: unfiltered always so many; `signed`: with its plus sign. `is_complete`: else it bears
    the sign. `extra`: further words after the dot. False when missing or zero; a comparison with what is missing is false.
    """

    value: Decimal | Missing
    key: str = ""
    style: Style = COMMUNE_STYLE
    stands_on: tuple[int, int] | None = None
    places: int = MOST_PLACES
    fixed: bool = False
    signed: bool = False
    is_complete: bool = True
    extra: Mapping[str, object] = dataclasses.field(default_factory=dict)

    @property
    def known(self) -> Decimal | None:
        """Return the number, or None when missing."""
        return None if isinstance(self.value, Missing) else self.value

    @property
    def mark(self) -> str:
        """Return the sign of a figure that lacks units, or nothing."""
        return INCOMPLETE_MARK if not self.is_complete and self.style.tells_incomplete and self.known is not None else ""

    def printed(self, write: Callable[[Decimal], str] | None = None, mark: bool = True) -> Printed:
        """Return the figure as text: as `write` says, else the unfiltered way."""
        if isinstance(self.value, Missing):
            return Printed(self.style.mark(self.value), self.key)
        text = (write or self._unfiltered)(self.value)
        return Printed(text, self.key, self.mark if mark else "")

    def words(self) -> Mapping[str, object]:
        """Return what a template may write after a dot: `k`, `n` of a total, and what else there is."""
        if self.stands_on is None:
            return self.extra
        k, n = self.stands_on
        counts = {"k": count(k, f"{self.key}.k", self.style), "n": count(n, f"{self.key}.n", self.style)}
        return {**counts, **self.extra}

    def _unfiltered(self, value: Decimal) -> str:
        return number(value, self.places, fixed=self.fixed, signed=self.signed)

    def __str__(self) -> str:
        return str(self.printed())

    def __bool__(self) -> bool:
        return bool(self.known)

    def __eq__(self, other: object) -> bool:
        own, others = self.known, amount(other)
        return own is not None and others is not None and own == others

    def __hash__(self) -> int:
        return hash(self.known)

    def __lt__(self, other: object) -> bool:
        return self._compares(other, lambda own, others: own < others)

    def __le__(self, other: object) -> bool:
        return self._compares(other, lambda own, others: own <= others)

    def __gt__(self, other: object) -> bool:
        return self._compares(other, lambda own, others: own > others)

    def __ge__(self, other: object) -> bool:
        return self._compares(other, lambda own, others: own >= others)

    def _compares(self, other: object, holds: Callable[[Decimal, Decimal], bool]) -> bool:
        own, others = self.known, amount(other)
        return own is not None and others is not None and holds(own, others)


def count(value: int, key: str, style: Style = COMMUNE_STYLE) -> Figure:
    """Return a figure that counts things."""
    return Figure(Decimal(value), key, style, places=0)


def gap(style: Style = UNIT_STYLE, reason: Reason = Reason.BLANK, key: str = "") -> Figure:
    """Return what stands where there is nothing to print."""
    return Figure(Missing(reason), key, style)


def amount(value: object) -> Decimal | None:
    """Return the number that `value` is, or None."""
    if isinstance(value, Figure):
        return value.known
    return Decimal(value) if isinstance(value, int | Decimal) else None


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """The answer to a select: prints its labels, equals its code."""

    codes: tuple[str, ...]
    labels: tuple[str, ...]

    def __str__(self) -> str:
        return ", ".join(self.labels)

    def __eq__(self, other: object) -> bool:
        return other.codes == self.codes if isinstance(other, Chosen) else isinstance(other, str) and self.codes == (other,)

    def __hash__(self) -> int:
        return hash(self.codes)

    def __contains__(self, code: object) -> bool:
        return code in self.codes


class Name(str):
    """The name of a unit, which knows how it stands within a sentence."""

    in_sentence: str

    def __new__(cls, name: str, in_sentence: str) -> Name:
        """Make the name and its other form."""
        made = super().__new__(cls, name)
        made.in_sentence = in_sentence
        return made


class Sentence(tuple[str, ...]):
    """A text made of pieces, some of which print a figure."""

    __slots__ = ()

    def __str__(self) -> str:
        return "".join(self)

    def __bool__(self) -> bool:
        return any(self)


class UnprintableError(ValueError):
    """A tag prints what has no text; the message is ready to be shown."""


def day(value: date) -> str:
    """Return `value` as `15/11/2026`."""
    return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"


def day_in_words(value: date) -> str:
    """Return `value` as in the heading of an official paper: `ngày 05 tháng 02 năm 2026`, `ngày 20 tháng 5 năm 2026`.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.4.b: days below 10 and months 1 and 2 have a zero before them.
    """
    month = f"{value.month:02d}" if value.month <= 2 else str(value.month)
    return f"ngày {value.day:02d} tháng {month} năm {value.year}"


def moment(value: datetime) -> str:
    """Return `value` as `15 giờ 20 phút, ngày 27/11/2026`."""
    return f"{value.hour:02d} giờ {value.minute:02d} phút, ngày {day(value)}"


def pieces(value: object) -> tuple[Printed, ...]:
    """Return what `{{ value }}` prints when no filter says how.

    Raises:
        UnprintableError: it has no text of its own.
    """
    if isinstance(value, Printed):
        return (value,)
    if isinstance(value, Figure):
        return (value.printed(),)
    if isinstance(value, Sentence):
        return tuple(piece if isinstance(piece, Printed) else Printed(piece) for piece in value)
    return (Printed(_text_of(value)),)


def printable(text: str) -> str:
    """Return `text` without what XML forbids or this room keeps for itself (private-use characters); each kind of line end is `\\n`."""
    unified = text.replace("\r\n", "\n")
    for other in ("\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"):
        unified = unified.replace(other, "\n")
    return "".join(c for c in unified if c in "\n\t" or _may_stand(c))


def _may_stand(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cs", "Co") and ord(character) & 0xFFFE != 0xFFFE


def _text_of(value: object) -> str:
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, str | Chosen):
        return str(value)
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, list | tuple):
        return ", ".join(joined(value))
    own = text_of(value) if isinstance(value, Record) else None
    if own is None:
        raise UnprintableError("thẻ này chỉ một nhóm số liệu, không phải một giá trị in được; ghi rõ thêm tên cần in sau dấu chấm")
    return own


def joined(values: Iterable[object]) -> tuple[str, ...]:
    """Return each of `values` as it prints."""
    return tuple("".join(pieces(value)) for value in values)
