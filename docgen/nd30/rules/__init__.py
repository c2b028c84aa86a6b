"""The decree on official paper as data, in one place: rule id, component, figures, clause; drafter, checker and documentation read it.

Source: Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư, Phụ lục I và III.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from docgen.nd30.figures import Look, Rule
from docgen.nd30.rules.body import BODY
from docgen.nd30.rules.closing import ANNEX, CLOSING
from docgen.nd30.rules.heading import HEADING
from docgen.nd30.rules.marks import MARKS
from docgen.nd30.rules.page import PAGE
from docgen.nd30.rules.wording import WORDING

DECREE = "Nghị định số 30/2020/NĐ-CP"
DECREE_DATE = "ngày 05 tháng 3 năm 2020"

RULES: tuple[Rule, ...] = PAGE + HEADING + BODY + CLOSING + ANNEX + MARKS + WORDING
_BY_ID: Mapping[str, Rule] = {rule.id: rule for rule in RULES}


def get(id: str) -> Rule:
    """Return the rule called `id`."""
    return _BY_ID[id]


def take(id: str) -> Decimal:
    """Return the figure that the drafter uses for rule `id`, in the unit of its range."""
    found = get(id).range
    if found is None:
        raise KeyError(id)
    return found.take


def look(id: str) -> Look:
    """Return the look that rule `id` demands."""
    found = get(id).look
    if found is None:
        raise KeyError(id)
    return found


def size(id: str) -> Decimal:
    """Return the letter size, in points, that the drafter uses for rule `id`."""
    found = look(id).size
    if found is None:
        raise KeyError(id)
    return found.take
