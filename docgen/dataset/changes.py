"""What differs between two sets of answers, cell by cell; knows how to match the rows of a table, so that one put in is one change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from docgen.model.values import Answer, Answers, Missing, Reason, Row

_Said = tuple[object, ...]
_MOST_MATCHED_ROWS = 200


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that differs, in its value or in the remark beside it.

    `repeat` and `row` (from 0) say where in a table it stands in the newer answers, or stood when its row is gone; `repeat` is empty
    outside tables. A field that one side lacks is not applicable there; a cell of a row that one side lacks is blank there.
    """

    field: str
    before: Answer
    after: Answer
    repeat: str = ""
    row: int = 0

    @property
    def is_of_value(self) -> bool:
        """Whether more than the remark differs."""
        return self.before.value != self.after.value


def compare(before: Answers, after: Answers) -> tuple[Change, ...]:
    """Return what differs from `before` to `after`, in the order of `after`; what only `before` has comes last."""
    return (*_plain(before, after), *_tables(before, after))


def fields(changes: Sequence[Change]) -> tuple[str, ...]:
    """Return the names of the fields that `changes` touch, each once, in order."""
    return tuple(dict.fromkeys(change.field for change in changes))


def _plain(before: Answers, after: Answers) -> Iterator[Change]:
    for name in _names(after.by_name, before.by_name):
        old, new = before.get(name), after.get(name)
        if _said(old) != _said(new):
            yield Change(name, old, new)


def _tables(before: Answers, after: Answers) -> Iterator[Change]:
    for repeat in _names(after.tables, before.tables):
        old, new = before.rows(repeat), after.rows(repeat)
        for first, last, start, stop in _differing([_row_said(row) for row in old], [_row_said(row) for row in new]):
            yield from _rows(repeat, old[first:last], new[start:stop], (first, start))


def _differing(old: Sequence[_Said], new: Sequence[_Said]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the stretches that differ: from where to where in `old`, and in `new`.

    Rows are matched only between the first and the last that differ, and only while they are few: equal rows in the hundreds would keep the
    matcher busy for minutes, so such tables are compared side by side.
    """
    shortest = min(len(old), len(new))
    head = next((index for index in range(shortest) if old[index] != new[index]), shortest)
    tail = next((back for back in range(shortest - head) if old[-1 - back] != new[-1 - back]), shortest - head)
    last, stop = len(old) - tail, len(new) - tail
    if max(last, stop) - head > _MOST_MATCHED_ROWS:
        yield head, last, head, stop
        return
    matcher = SequenceMatcher(None, old[head:last], new[head:stop], autojunk=False)
    for tag, *(first, end, start, finish) in matcher.get_opcodes():
        if tag != "equal":
            yield head + first, head + end, head + start, head + finish


def _rows(repeat: str, old: Sequence[Row], new: Sequence[Row], starts: tuple[int, int]) -> Iterator[Change]:
    """Yield the differences of two stretches of rows, compared side by side."""
    for offset in range(max(len(old), len(new))):
        before: Row = old[offset] if offset < len(old) else {}
        after: Row = new[offset] if offset < len(new) else {}
        index = (starts[1] if offset < len(new) else starts[0]) + offset
        for name in _names(after, before):
            blank = Answer(name, Missing(Reason.BLANK))
            was, now = before.get(name, blank), after.get(name, blank)
            if _said(was) != _said(now):
                yield Change(name, was, now, repeat, index)


def _names(newer: Mapping[str, object], older: Mapping[str, object]) -> tuple[str, ...]:
    return (*newer, *(name for name in older if name not in newer))


def _said(answer: Answer) -> _Said:
    """Return what was said, wherever it stands: a cell that moved is no change."""
    return answer.value, answer.note


def _row_said(row: Row) -> _Said:
    return tuple(sorted((name, str(type(answer.value)), str(answer.value), answer.note) for name, answer in row.items()))
