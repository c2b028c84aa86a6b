"""What a line of the text is by its number: part, article, point, dash, table title; a line in, its component out."""

from __future__ import annotations

import re

from docgen.nd30.recognise.components import Component
from docgen.nd30.recognise.lines import Line

_PART = re.compile(r"(phần|chương)\s+(thứ\s+\w+|[ivxlc]+|\d{1,2})\b\s*[.:]?", re.IGNORECASE)
_SECTION = re.compile(r"(mục|tiểu mục)\s+(\d{1,2}|[ivxlc]+)\b\s*[.:]?", re.IGNORECASE)
_ARTICLE = re.compile(r"điều\s*\d{1,3}\s?[a-zđ]?\s*[.:](\s|$)", re.IGNORECASE)
_ROMAN = re.compile(r"(?P<number>[IVX]{1,6}|L?X{0,3}[IVX]{1,4})\s?[./)\-:]+\s*(?P<title>\S.*)")
_DECIMAL = re.compile(r"\d{1,2}(\.\d{1,2}){1,4}\s?[.)/:]?\s+\S|\d{1,2}(\.\d{1,2}){1,4}\.\S")
_CLAUSE = re.compile(r"\d{1,3}\s?[./)]\s*(?P<title>[^\d\s].*|\S.*(?<!\d))")
_POINT = re.compile(r"[a-zđ]\s?[).]\s*\S|[a-zđ]\.\d{1,2}[.)]?\s*\S")
_DASH = re.compile(r"[-+*•●○▪■□–—➢❖✓\u00b7\uf0b7\uf02d\uf0a7\uf0d8\uf0fc]\s*\S")
_TABLE_TITLE = re.compile(r"(bảng|biểu|hình|sơ đồ|biểu đồ)(\s+số)?\s+\d+([.\-]\d+)*\s*([.:\-]|$|\s\D)", re.IGNORECASE)
_ENDS_SENTENCE = (".", ";", ",")
_TITLE_LENGTH = 160


def level_of(line: Line) -> Component | None:
    """Return the level that the number of `line` tells; None for running text.

    Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 6, điểm c and đ.
    """
    text = line.text
    if not text:
        return None
    if text[0] in "ĐđPpCcMmTt":
        named = _named_level(line)
        if named:
            return named
    roman = _ROMAN.match(text)
    if roman and _is_heading(line, roman["title"]):
        return Component.ROMAN
    if _DECIMAL.match(text):
        return Component.DECIMAL
    clause = _CLAUSE.match(text)
    if clause:
        return Component.CLAUSE_TITLED if _is_titled(line) else Component.CLAUSE
    if _POINT.match(text):
        return Component.POINT
    return Component.DASH if _DASH.match(text) else None


def confidence_of(line: Line, level: Component) -> float:
    """Return how sure `level` is, given how `line` is typed."""
    if level is Component.CLAUSE_TITLED and not line.is_bold:
        return 0.7
    if level is Component.ROMAN and not line.is_capital and not line.is_bold:
        return 0.7
    if level is Component.POINT and not re.match(r"[a-zđ]\)", line.text):
        return 0.6
    return 1.0


def is_table_title(text: str) -> bool:
    """Return whether `text` numbers a table or figure ("Bảng 1. …")."""
    return len(text) < 250 and bool(_TABLE_TITLE.match(text))


def _named_level(line: Line) -> Component | None:
    text = line.text
    if _ARTICLE.match(text) and text[0] in "ĐD":
        return Component.ARTICLE
    for pattern, component in ((_PART, Component.PART), (_SECTION, Component.SECTION)):
        label = pattern.match(text)
        if label and text[0].isupper() and _stands_alone(line, text[label.end() :].strip()):
            return component
    return None


def _stands_alone(line: Line, rest: str) -> bool:
    """Return whether a label with `rest` after it is a heading and no sentence that begins with the same words."""
    if not rest:
        return True
    return len(rest) < _TITLE_LENGTH and (line.is_bold or line.is_capital or line.is_centred) and not rest.endswith(_ENDS_SENTENCE)


def _is_heading(line: Line, title: str) -> bool:
    return line.text[:3].casefold() != "v/v" and (title[0].isupper() or line.is_bold or not title[0].isalpha())


def _is_titled(line: Line) -> bool:
    """Return whether a numbered line is a title: bold and short, or without the sign that ends a sentence."""
    ends = line.text.endswith(_ENDS_SENTENCE)
    if line.is_bold:
        return not ends or len(line.text) < _TITLE_LENGTH
    return not ends and not line.text.endswith(":") and len(line.text) < _TITLE_LENGTH // 2
