"""The line that names a paper's type: the line in, the type and what sets it apart for the drafter out."""

from __future__ import annotations

import re

from docgen.model.text import key
from docgen.nd30.rules.types import TYPES, PaperType

LETTER, PERSONAL_LETTER = "Công văn", "Thư công"
_PERSONAL = re.compile(r"THƯ( [A-ZÀ-ỸĐ]+){1,3}$")
_WITHOUT_SUBJECT = ("1.8", "1.10")
_MINUTES = "1.9"


def get(name: str) -> PaperType:
    """Return the type called `name`."""
    return _BY_NAME[_tight(name)]


def type_named(line: str) -> PaperType | None:
    """Return the type whose name is `line` (case, tones and spacing of the letters as people type them), or None."""
    return _BY_NAME.get(_tight(line)) or (get(PERSONAL_LETTER) if _PERSONAL.match(line) else None)


def is_letter(type: PaperType | None) -> bool:
    """Return whether `type` is the công văn, which names no type."""
    return type is not None and type.name == LETTER


def has_number(type: PaperType) -> bool:
    """Return whether papers of `type` have number and symbol; only a personal letter has none."""
    return bool(type.abbreviation) or is_letter(type)


def has_subject(type: PaperType) -> bool:
    """Return whether a line under the name of `type` may be its subject.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục III, Mẫu 1.8 and 1.10.
    """
    return type.sample not in _WITHOUT_SUBJECT


def has_date(type: PaperType) -> bool:
    """Return whether papers of `type` have place and date at their top.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục III, Mẫu 1.9.
    """
    return type.sample != _MINUTES


def _tight(name: str) -> str:
    return "".join(key(name).split())


_BY_NAME = {_tight(type.name): type for type in TYPES}
