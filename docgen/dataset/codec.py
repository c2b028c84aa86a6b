"""Answers and findings as rows and text, and back without loss; knows how each kind of value is written down."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from sys import intern
from typing import Any

from docgen.model.findings import Finding, Severity
from docgen.model.values import Answer, Answers, CellRef, Missing, Reason, Row, Value

_EMPTY = "empty"
_WHOLE_TABLE = -1


def write_value(value: Value | Missing) -> tuple[str, str | None, str | None]:
    """Return (kind, value as text, reason why there is none) of `value`. A number keeps every digit it was given with."""
    if isinstance(value, Missing):
        return "missing", None, value.reason.value
    if isinstance(value, Decimal):
        return "number", str(value), None
    if isinstance(value, date):
        return "date", value.isoformat(), None
    if isinstance(value, str):
        return "text", value, None
    return "choices", json.dumps(value), None


def read_value(kind: str, value: str | None, missing: str | None) -> Value | Missing:
    """Return what `write_value` has written."""
    if kind == "missing":
        return Missing(Reason(missing or ""))
    content = value or ""
    if kind == "number":
        return Decimal(content)
    if kind == "date":
        return date.fromisoformat(content)
    return content if kind == "text" else tuple(json.loads(content))


def answer_rows(answers: Answers) -> list[dict[str, object]]:
    """Return one row per answer, in order. A table without rows, or a row without answers, leaves a row that says so."""
    rows = [*_plain(answers.by_name), *_tables(answers.tables)]
    return [{"ordinal": ordinal, **row} for ordinal, row in enumerate(rows)]


def read_answers(rows: Iterable[Any]) -> Answers:
    """Return the answers whose rows (by `ordinal`) are `rows`."""
    by_name: dict[str, Answer] = {}
    tables: dict[str, list[dict[str, Answer]]] = {}
    for row in rows:
        if not row.repeat:
            answer = _answer(row)
            by_name[answer.field] = answer
            continue
        table = tables.setdefault(row.repeat, [])
        if row.row_index == len(table):
            table.append({})
        if row.kind != _EMPTY:
            answer = _answer(row)
            table[row.row_index][answer.field] = answer
    return Answers(by_name, {name: tuple(table) for name, table in tables.items()})


def write_findings(findings: Sequence[Finding]) -> str:
    """Return `findings` as JSON."""
    return json.dumps([_finding_as_mapping(finding) for finding in findings], ensure_ascii=False)


def read_findings(text: str) -> tuple[Finding, ...]:
    """Return the findings that `write_findings` has written."""
    return tuple(_finding(mapping) for mapping in json.loads(text))


def _plain(by_name: Mapping[str, Answer]) -> Iterator[dict[str, object]]:
    for name, answer in by_name.items():
        yield _row(name, "", 0, answer)


def _tables(tables: Mapping[str, tuple[Row, ...]]) -> Iterator[dict[str, object]]:
    for repeat, rows in tables.items():
        if not rows:
            yield _empty(repeat, _WHOLE_TABLE)
        for index, row in enumerate(rows):
            if not row:
                yield _empty(repeat, index)
            for name, answer in row.items():
                yield _row(name, repeat, index, answer)


def _row(field: str, repeat: str, index: int, answer: Answer) -> dict[str, object]:
    kind, value, missing = write_value(answer.value)
    return {
        "field": field,
        "repeat": repeat,
        "row_index": index,
        "kind": kind,
        "value": value,
        "missing": missing,
        "sheet": answer.cell.sheet if answer.cell else None,
        "cell": answer.cell.cell if answer.cell else None,
        "note": answer.note,
    }


def _empty(repeat: str, index: int) -> dict[str, object]:
    return _row("", repeat, index, Answer("", Missing(Reason.BLANK))) | {"kind": _EMPTY}


def _answer(row: Any) -> Answer:
    # What all units have in common is one object: as many as there are units take time to make, and to be handed to other processes.
    cell = _cell(row.sheet, row.cell) if row.cell is not None else None
    return Answer(intern(row.field), read_value(row.kind, row.value, row.missing), cell, row.note)


@lru_cache(maxsize=4096)
def _cell(sheet: str, cell: str) -> CellRef:
    return CellRef(sheet, cell)


_TEXTS = ("code", "reason", "mend", "example", "comment", "field", "label", "found")


def _finding_as_mapping(finding: Finding) -> dict[str, object]:
    cell = [finding.cell.sheet, finding.cell.cell] if finding.cell else None
    return {"severity": finding.severity.value, "cell": cell, **{name: getattr(finding, name) for name in _TEXTS}}


def _finding(mapping: Mapping[str, Any]) -> Finding:
    cell = CellRef(*mapping["cell"]) if mapping["cell"] else None
    return Finding(severity=Severity(mapping["severity"]), cell=cell, **{name: mapping[name] for name in _TEXTS})
