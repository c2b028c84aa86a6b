"""The figures of one submission in, a hash out that two with the same figures share; so that a copy is found among any number of units."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from decimal import Decimal

from docgen.model.values import Answers


def figures(answers: Answers) -> Mapping[str, Decimal]:
    """Return the numbers outside tables, by field."""
    return {name: answer.value for name, answer in answers.by_name.items() if isinstance(answer.value, Decimal)}


def digest(found: Mapping[str, Decimal]) -> str:
    """Return the hash of `found`; 1, 1.0 and 1E+0 are one number."""
    lines = (f"{name}={value.normalize() if value else 0:f}\n" for name, value in sorted(found.items()))
    return hashlib.sha256("".join(lines).encode()).hexdigest()
