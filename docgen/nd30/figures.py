"""The words in which a rule about official paper is written down: ranges, looks, severities; knows no rule itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Basis(StrEnum):
    """Where a rule comes from: said by the decree's text, only shown by its samples, or office practice."""

    DECREE = "D"
    SAMPLE = "S"
    PRACTICE = "P"


class Severity(StrEnum):
    """How a breach is reported."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


class Reach(StrEnum):
    """Where a breach can be seen: in the file, only on the rendered page, only by a person; or a figure that the drafter alone uses."""

    FILE = "file"
    PAGE = "page"
    PERSON = "person"
    DRAFT = "draft"


class Align(StrEnum):
    """How the lines of a paragraph lie; the values are WordprocessingML's."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"
    BOTH = "both"


_SEVERITY = {Basis.DECREE: Severity.ERROR, Basis.SAMPLE: Severity.WARNING, Basis.PRACTICE: Severity.ADVICE}


@dataclass(frozen=True, slots=True)
class Range:
    """What is allowed for one measure, and what the drafter takes.

    Units: those of `unit`: "mm", "pt", "dòng" (lines), "chữ cái" (letters) or "" for a ratio.
    """

    low: Decimal
    high: Decimal
    take: Decimal
    unit: str

    def allows(self, value: Decimal, tolerance: Decimal = Decimal()) -> bool:
        """Return whether `value` lies within the range, `tolerance` granted at both ends."""
        return self.low - tolerance <= value <= self.high + tolerance


@dataclass(frozen=True, slots=True)
class Look:
    """How the letters of a component look and where its lines lie; None = the rule does not say."""

    size: Range | None = None
    bold: bool | None = None
    italic: bool | None = None
    capitals: bool | None = None
    align: Align | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One demand on an official paper.

    `demand` says in Vietnamese what should be. `reference` is short: `I.II.5b` = Phụ lục I, Phần I, Mục II, khoản 5, điểm b.
    `judged_as` overrides the severity that the basis gives; a finding may be milder than its rule, never harsher.
    """

    id: str
    component: str
    basis: Basis
    reference: str
    demand: str
    look: Look | None = None
    range: Range | None = None
    texts: tuple[str, ...] = ()
    judged_as: Severity | None = None
    reach: Reach = Reach.FILE

    @property
    def severity(self) -> Severity:
        """Return how a breach is reported."""
        return self.judged_as or _SEVERITY[self.basis]

    @property
    def clause(self) -> str:
        """Return the place in the decree as people cite it."""
        return clause(self.reference)


def mm(low: str, high: str, take: str) -> Range:
    """Return a range of lengths on the page."""
    return Range(Decimal(low), Decimal(high), Decimal(take), "mm")


def pt(low: str, high: str, take: str) -> Range:
    """Return a range of letter sizes or gaps."""
    return Range(Decimal(low), Decimal(high), Decimal(take), "pt")


def lines(low: str, high: str, take: str) -> Range:
    """Return a range of line spacings."""
    return Range(Decimal(low), Decimal(high), Decimal(take), "dòng")


def letters(low: str, high: str, take: str) -> Range:
    """Return a range of counts of letters."""
    return Range(Decimal(low), Decimal(high), Decimal(take), "chữ cái")


def ratio(low: str, high: str, take: str) -> Range:
    """Return a range of ratios."""
    return Range(Decimal(low), Decimal(high), Decimal(take), "")


def look(size: Range | None, *, capitals: bool | None = None, align: Align | None = None, bold: bool = False, italic: bool = False) -> Look:
    """Return a look: letters whose size is given are upright and not bold unless said; without a size only what is said binds."""
    is_whole = size is not None
    return Look(size, bold if is_whole or bold else None, italic if is_whole or italic else None, capitals, align)


_CLAUSE = re.compile(r"(?P<annex>I|II)\.(?P<part>[IVX]+)(?:\.(?P<item>\d+)(?P<point>[a-zđ]?))?$")
_ANNEX = {"I": "Phụ lục I, Phần I", "II": "Phụ lục II"}
_WHOLE = {"I.IV": "Phụ lục I, Phần I, Mục IV (sơ đồ bố trí)", "II": "Phụ lục II"}
_BEGINS = {"I.V.": "Phụ lục I, Phần I, Mục V, dòng ", "III.": "Phụ lục III, Mẫu ", "Đ": "Điều "}


def clause(reference: str) -> str:
    """Return `reference` as people cite it ("I.II.5b" to "Phụ lục I, Phần I, Mục II, khoản 5, điểm b"); practice has none."""
    if reference in _WHOLE:
        return _WHOLE[reference]
    if reference.startswith("I.P2"):
        return "Phụ lục I, Phần II"
    for prefix, words in _BEGINS.items():
        if reference.startswith(prefix):
            return words + reference.removeprefix(prefix)
    found = _CLAUSE.match(reference)
    if found is None:
        return reference
    item = f", khoản {found['item']}" if found["item"] else ""
    point = f", điểm {found['point']}" if found["point"] else ""
    return f"{_ANNEX[found['annex']]}, Mục {found['part']}{item}{point}"
