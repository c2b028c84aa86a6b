"""What units wrote in words, gathered: the same thought once, with all who had it; knows the spellings of "nothing"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from docgen.documents.records import Listing, Record
from docgen.model import text
from docgen.model.consolidated import UnitState
from docgen.model.values import Answer

_NOTHING = {"", "không", "không có", "không có gì", "ko", "ko có", "k", "kg", "0", "x"}
_BULLET = re.compile(r"^\s*(?:[-+*•–]|\d{1,2}[.)]|[a-zđ][.)])\s+", re.IGNORECASE)
_END_MARKS = " .;,"


def gathered(path: str, field: str, standings: Iterable[UnitState]) -> Listing:
    """Return the thoughts of all units about `field`, in the order of the units: `.noi_dung`, and `.don_vi`, who wrote it.

    An answer whose every line begins with a dash or a number is as many thoughts. Answers that say there is nothing are left out; two are
    the same when they differ in marks, capitals, spaces or the place of a tone only.
    """
    thoughts: dict[str, tuple[str, list[str]]] = {}
    for standing in standings:
        for thought in _thoughts(standing.answers().get(field)):
            identity = _identity(thought)
            if identity in _NOTHING_KEYS:
                continue
            _, names = thoughts.setdefault(identity, (thought, []))
            if standing.unit.name not in names:
                names.append(standing.unit.name)
    return Listing(path, (Record(path, {"noi_dung": _tidy(words), "don_vi": ", ".join(names)}) for words, names in thoughts.values()))


def _thoughts(answer: Answer) -> tuple[str, ...]:
    if not isinstance(answer.value, str):
        return ()
    lines = [line for line in answer.value.split("\n") if line.strip()]
    if len(lines) > 1 and all(_BULLET.match(line) for line in lines):
        return tuple(_BULLET.sub("", line).strip() for line in lines)
    return (answer.value.strip(),)


def _identity(thought: str) -> str:
    without_marks = "".join(" " if unicodedata.category(c).startswith(("P", "S")) else c for c in thought)
    return text.key(without_marks)


def _tidy(words: str) -> str:
    return text.capitalised(words.strip().rstrip(_END_MARKS))


_NOTHING_KEYS = frozenset(_identity(words) for words in _NOTHING)
