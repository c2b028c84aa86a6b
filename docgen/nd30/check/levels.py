"""Parts, articles, clauses, points: how each looks, and whether their numbers follow each other.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 6, điểm c, d and đ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from docgen.nd30.check import letters
from docgen.nd30.check.case import Case
from docgen.nd30.check.findings import Breach
from docgen.nd30.check.looks import doubt, judge_centred, judge_looks, judge_size, leaning, milder
from docgen.nd30.check.sequences import judge_sequences
from docgen.nd30.figures import Look, Severity
from docgen.nd30.reading.document import TextRun
from docgen.nd30.recognise.components import Component, Found

_LABEL = re.compile(r"(?P<word>Phần|Chương|Mục|Tiểu mục)\s+(?P<number>(thứ\s+)?\S+?)[.:]?(\s+(?P<title>.+))?$", re.IGNORECASE)
_ROMAN = re.compile(r"[IVXLC]+$")
_ARTICLE = re.compile(r"(Điều\s*\d+[a-zđ]?)(?P<sign>\s*[.:]?)\s*(?P<rest>.*)", re.DOTALL)
_POINT = re.compile(r"(?P<letter>[a-zđ])(?P<sign>\s?[).])")
_DASH = re.compile(r"^[•●○▪■□➢❖✓·\uf0b7\uf0a7\uf0d8\uf0fc]|^[–—]\s")
_HEADINGS = (Component.PART, Component.PART_TITLE, Component.SECTION, Component.ROMAN, Component.CLAUSE_TITLED)


def judge_levels(case: Case) -> Iterator[Breach]:
    """Yield breaches of the numbered levels of the text."""
    text = case.own
    yield from _labels(case, text)
    yield from _articles([found for found in text if found.component is Component.ARTICLE])
    yield from judge_looks("head.roman", [found for found in text if found.component is Component.ROMAN])
    yield from _clauses(text)
    yield from _points([found for found in text if found.component is Component.POINT])
    yield from _tolerated(text)
    yield from judge_sequences(text)
    yield from _kept(text)


def _labels(case: Case, text: Sequence[Found]) -> Iterator[Breach]:
    parts = [found for found in text if found.component in (Component.PART, Component.SECTION)]
    for found in parts:
        label = _LABEL.match(found.content)
        rule = "head.part" if found.component is Component.PART else "head.section"
        look_of = _label_only(found, label)
        yield from judge_looks(rule, [look_of])
        yield from judge_centred(rule, [found])
        if label is None:
            continue
        is_roman = bool(_ROMAN.match(label["number"]))
        if is_roman != (found.component is Component.PART):
            kind = "chữ số La Mã" if found.component is Component.PART else "chữ số Ả Rập"
            yield Breach(rule, f"ghi “{label['word']} {label['number']}”", found.paragraph, doubt(found), "number", should=f"dùng {kind}")
        if not label["title"] and not _has_title_below(case, found):
            yield Breach("head.title", f"“{found.content}” không có tiêu đề", found.paragraph, doubt(found))
    titles = [found for found in text if found.component is Component.PART_TITLE]
    yield from judge_looks("head.part.title", titles)
    yield from judge_centred("head.part.title", titles)


def _label_only(found: Found, label: re.Match[str] | None) -> Found:
    """Return the label without a title on the same line, whose capitals are the title's affair."""
    if label is None or not label["title"]:
        return found
    end = found.paragraph.raw_text.find(label["title"][:8])
    return replace(found, text=found.content, start=found.start, end=end) if end > 0 else found


def _has_title_below(case: Case, found: Found) -> bool:
    after = case.main[case.main.index(found) + 1 :][:3]
    return any(
        one.component in (Component.PART_TITLE, Component.OTHER, Component.SECTION) for one in after if one.component is not Component.BLANK
    )


def _articles(articles: Sequence[Found]) -> Iterator[Breach]:
    for found in articles:
        parts = _ARTICLE.match(found.content)
        if parts is None:
            continue
        label = _head_runs(found, len(parts[1]))
        wrong = letters.faults(label, Look(bold=True, italic=False))
        if wrong:
            yield Breach("head.article", f"chữ “{parts[1]}” {', '.join(wrong)}".replace(" chữ ", " "), found.paragraph, doubt(found))
        if parts["sign"].strip() != ".":
            yield Breach("head.article", f"ghi “{(parts[1] + parts['sign']).strip()}”", found.paragraph, doubt(found), "sign")
    yield from judge_size("head.article", articles)


def _head_runs(found: Found, length: int) -> tuple[TextRun, ...]:
    """Return the first `length` letters of `found` with their looks; an automatic number has none here."""
    if found.paragraph.number:
        return ()
    lead = len(found.raw) - len(found.raw.lstrip())
    cut = replace(found, text=found.content, start=found.start + lead, end=found.start + lead + length)
    return cut.runs


def _clauses(text: Sequence[Found]) -> Iterator[Breach]:
    titled = [found for found in text if found.component is Component.CLAUSE_TITLED]
    for breach in judge_looks("head.clause.titled", titled):
        yield breach if breach.severity else replace(breach, severity=Severity.WARNING if "đậm" in breach.said else None)
    plain = [found for found in text if found.component is Component.CLAUSE]
    yield from judge_size("head.clause", plain)
    for found in plain:
        slope = leaning(found)
        if slope:
            yield Breach("head.clause", slope[0], found.paragraph, slope[1], "slope")
        elif letters.faults(found.runs, Look(bold=False)):
            yield Breach("head.clause", "cả khoản chữ đậm", found.paragraph, doubt(found) or Severity.WARNING, "bold")


def _points(points: Sequence[Found]) -> Iterator[Breach]:
    yield from judge_size("head.point", points)
    for found in points:
        slope = leaning(found)
        if slope:
            yield Breach("head.point", slope[0], found.paragraph, slope[1], "slope")
        elif letters.faults(found.runs, Look(bold=False)):
            yield Breach("head.point", "chữ đậm", found.paragraph, doubt(found) or Severity.WARNING, "bold")
        parts = _POINT.match(found.content)
        if parts is not None and parts["sign"].strip() == ".":
            yield Breach(
                "head.point", f"ghi “{parts[0]}”", found.paragraph, Severity.WARNING, "sign", should="sau chữ cái là dấu đóng ngoặc"
            )


def _tolerated(text: Sequence[Found]) -> Iterator[Breach]:
    """Yield advice on levels that the decree does not name."""
    decimals = [found for found in text if found.component is Component.DECIMAL]
    for found in decimals:
        yield Breach("head.decimal", "dùng mục 1.1, Nghị định không nêu cấp này", found.paragraph, should="chỉ dùng khi cần, số liền nhau")
    dashes = [found for found in text if found.component is Component.DASH]
    yield from milder(judge_size("head.decimal", decimals), Severity.ADVICE)
    yield from milder(judge_size("head.dash", dashes), Severity.ADVICE)
    for found in dashes:
        if _DASH.match(found.content):
            yield Breach("head.dash", f"đầu dòng dùng dấu “{found.content[0]}”", found.paragraph, group="sign")


def _kept(text: Sequence[Found]) -> Iterator[Breach]:
    loose = [found for found in text if found.component in _HEADINGS and not found.paragraph.format.keep_next]
    for found in loose:
        yield Breach(
            "head.keep", "đề mục chưa đặt “Keep with next”", found.paragraph, should="đặt để đề mục không đứng cuối trang một mình"
        )
