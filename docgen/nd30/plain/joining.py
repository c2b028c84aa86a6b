"""Sentences that a page break or hard line ends cut in two, joined again: lines in, paragraphs and notes out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from docgen.nd30.drafting.inline import control_of, parse_inline
from docgen.nd30.drafting.levels import kind_of
from docgen.nd30.drafting.paper import Kind
from docgen.nd30.plain import words
from docgen.nd30.plain.lines import Line

_LEAST_WRAPPED, _WIDEST = 3, 115
_SHORT = 40
_STOPS = (".", ";", ":", "!", "?", "…", ")", "”", "|")
_DASH_WITHIN = re.compile(r"- \w")
_ALL_BLANK, _SOME_BLANK = 0.9, 0.2
_SHOWN = 30


def joined_text(parts: Sequence[str]) -> str:
    """Return `parts` as one line; bold or italic that ends one and begins the next goes on."""
    return " ".join(parts).replace("** **", " ").replace("__ __", " ").strip()


@dataclass(frozen=True, slots=True)
class _Wrap:
    """How the text breaks its lines. `width`: of the longest, 0 when each line is a paragraph; `is_sure`: blank lines part paragraphs."""

    width: int
    is_sure: bool
    ignores_blanks: bool

    def is_torn(self, line: Line) -> bool:
        """Return whether `line` stands right below the one before, as far as blank lines tell."""
        return self.ignores_blanks or not line.is_after_blank


def join(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """Return `lines` with each torn paragraph as one line, and notes that say where."""
    wrap = _wrap(lines)
    done: list[Line] = []
    last: Line | None = None
    torn: list[tuple[Line, Line]] = []
    wrapped = 0
    for line in lines:
        if last and done and _goes_on(done[-1], last, line, wrap):
            if wrap.width and wrap.is_torn(line):
                wrapped += 1
            else:
                torn.append((last, line))
            done[-1] = replace(done[-1], text=joined_text((done[-1].text, line.text)), raw=joined_text((done[-1].raw, line.raw)))
        else:
            done.append(line)
        last = line
    return tuple(done), (*_said(torn), *_said_of_wrapped(wrapped))


def _wrap(lines: Sequence[Line]) -> _Wrap:
    """Return how the text breaks its lines: those that stop within a sentence give it away."""
    longest = max((len(line.bare) for line in lines if not line.table), default=0)
    blanks = sum(line.is_after_blank for line in lines)
    ignores_blanks = blanks >= len(lines) * _ALL_BLANK
    torn = sum(
        (ignores_blanks or not below.is_after_blank) and len(above.bare) >= _SHORT and _is_open(above) and not _starts_paragraph(below)
        for above, below in pairwise(lines)
    )
    is_wrapped = torn >= (_LEAST_WRAPPED if ignores_blanks else 1) and longest <= _WIDEST
    return _Wrap(
        longest if is_wrapped else 0, torn >= _LEAST_WRAPPED and not ignores_blanks and blanks >= len(lines) * _SOME_BLANK, ignores_blanks
    )


def _is_open(line: Line) -> bool:
    return not (line.bare.endswith(_STOPS) or words.is_capitals(line.bare) or line.table or line.raw.lstrip().startswith("|"))


def _goes_on(whole: Line, above: Line, line: Line, wrap: _Wrap) -> bool:
    """Return whether `line` goes on with the paragraph `whole`, whose last line is `above`."""
    if line.table or above.table or line.raw.lstrip().startswith("|") or above.raw.lstrip().startswith("|"):
        return False
    if control_of(line.text) or control_of(above.text) or words.is_capitals(above.bare) or words.ends_text(above.bare):
        return False
    is_full = bool(wrap.width) and wrap.is_torn(line) and len(above.bare) + 1 + len(line.bare.split(" ")[0]) > wrap.width
    if is_full and _DASH_WITHIN.match(line.bare):
        return not above.bare.endswith((*_STOPS, ","))
    if _starts_paragraph(line):
        return False
    if words.starts_small(line.bare):
        is_within = not above.bare.endswith((".", ";", ":", "!", "?")) and (len(whole.bare) >= _SHORT or above.bare.endswith(","))
        return is_within or (is_full and above.bare.endswith(";"))
    return is_full and not words.is_basis(line.bare) and (_is_open(above) or (wrap.is_sure and above.bare.endswith((".", ")", "”"))))


def _starts_paragraph(line: Line) -> bool:
    is_known = words.after_addressee(line.bare) is not None or words.is_reference(line.bare) or words.annex_label(line.bare) is not None
    return is_known or kind_of(parse_inline(line.bare)) is not Kind.BODY


def _said(torn: Sequence[tuple[Line, Line]]) -> tuple[str, ...]:
    return tuple(
        f"Đã nối câu bị ngắt ở dòng {above.number} và {line.number}: “… {_tail(above.bare)} | {_head(line.bare)} …”."
        for above, line in torn
    )


def _tail(text: str) -> str:
    return text[-_SHOWN:].partition(" ")[2] if len(text) > _SHOWN else text


def _head(text: str) -> str:
    return text[:_SHOWN].rpartition(" ")[0] if len(text) > _SHOWN else text


def _said_of_wrapped(count: int) -> tuple[str, ...]:
    return (f"Văn bản gốc xuống dòng giữa câu: đã nối {count} dòng vào đoạn của nó.",) if count else ()
