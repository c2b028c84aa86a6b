"""What a line of the body is by its number: part, clause, point, dash; a line in, its kind out."""

from __future__ import annotations

import re

from docgen.nd30.drafting.paper import Kind, Run, Text, plain

_OPERATIVE = re.compile(r"QUYẾT (ĐỊNH|NGHỊ):$")
_CHAPTER = re.compile(r"(Phần|Chương) (thứ \w+|[IVXLC]+)$")
_SECTION = re.compile(r"(Mục|Tiểu mục) \d+$")
_ARTICLE = re.compile(r"(?P<label>Điều \d+[a-zđ]?\.) ?(?P<rest>.*)$", re.DOTALL)
_PART = re.compile(r"[IVXLC]+\. \S")
_CLAUSE = re.compile(r"\d{1,3}\. \S")
_DECIMAL = re.compile(r"\d{1,2}(\.\d{1,2})+\.? \S")
_POINT = re.compile(r"[a-zđ]\) \S")
_DASH = re.compile(r"[-+] \S")
_LONGEST_TITLE = 120
_FULL_STOP = (".", ";", ",")


def kind_of(text: Text, above: Kind | None = None) -> Kind:
    """Return what the paragraph `text` is, `above` being what stands over it.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 6, điểm đ (a numbered line that has a title is bold).
    """
    line = plain(text)
    if above in (Kind.CHAPTER, Kind.SECTION) and not _CHAPTER.match(line):
        return Kind.CHAPTER_TITLE
    if _OPERATIVE.match(line):
        return Kind.OPERATIVE
    if _CHAPTER.match(line):
        return Kind.CHAPTER
    if _SECTION.match(line):
        return Kind.SECTION
    if _ARTICLE.match(line):
        return Kind.ARTICLE_TITLE if _is_title(line) and not line.endswith(":") else Kind.ARTICLE
    return _numbered(line)


def _numbered(line: str) -> Kind:
    if _PART.match(line):
        return Kind.PART
    if _DECIMAL.match(line):
        return Kind.DECIMAL_TITLE if _is_title(line) else Kind.DECIMAL
    if _CLAUSE.match(line):
        return Kind.CLAUSE_TITLE if _is_title(line) else Kind.CLAUSE
    if _POINT.match(line):
        return Kind.POINT
    return Kind.DASH if _DASH.match(line) else Kind.BODY


def label_length(text: Text) -> int:
    """Return how many letters of an article's first line are its label ("Điều 1."), which is bold although the rest is not."""
    found = _ARTICLE.match(plain(text))
    return len(found["label"]) if found else 0


def without_marks(text: Text) -> Text:
    """Return `text` without its own bold: a heading is bold as a whole by its style."""
    return tuple(Run(run.text, False, run.italic, run.is_tag) for run in text)


def _is_title(line: str) -> bool:
    is_sentence = line.rstrip().endswith(":") and len(line) > _LONGEST_TITLE
    return not line.rstrip().endswith(_FULL_STOP) and not is_sentence
