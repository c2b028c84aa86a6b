"""What a line of the body is by its number: part, clause, point, dash; a line in, its kind out."""

from __future__ import annotations

import re

from docgen.nd30.paper import Kind, Run, Text, plain

_PART = re.compile(r"[IVXLC]+\. \S")
_CLAUSE = re.compile(r"\d+\. \S")
_DECIMAL = re.compile(r"\d+(\.\d+)+\.? \S")
_POINT = re.compile(r"[a-zđ]\) \S")
_DASH = re.compile(r"[-+] \S")
_FULL_STOP = (".", ";", ",")


def kind_of(text: Text) -> Kind:
    """Return what the paragraph `text` is.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 6, điểm đ (a numbered line that has a title is bold).
    """
    line = plain(text)
    if _PART.match(line):
        return Kind.PART
    if _DECIMAL.match(line):
        return Kind.DECIMAL_TITLE if _is_title(line) else Kind.DECIMAL
    if _CLAUSE.match(line):
        return Kind.CLAUSE_TITLE if _is_title(line) else Kind.CLAUSE
    if _POINT.match(line):
        return Kind.POINT
    return Kind.DASH if _DASH.match(line) else Kind.BODY


def without_marks(text: Text) -> Text:
    """Return `text` without its own bold: a heading is bold as a whole by its style."""
    return tuple(Run(run.text, False, run.italic, run.is_tag) for run in text)


def _is_title(line: str) -> bool:
    return not line.rstrip().endswith(_FULL_STOP)
