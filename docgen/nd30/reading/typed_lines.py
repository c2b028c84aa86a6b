"""Lines that people type: underscores, dashes or underlined blanks that fill a line of a paragraph; runs in, drawn lines out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from docgen.nd30.reading.document import DrawnLine, TextRun
from docgen.nd30.widths import width_mm

_LINE = re.compile(r"[\s_\-–—―─━¯‾=]+$")
_SIGNS = re.compile(r"[_\-–—―─━¯‾=]")
_FEWEST_SIGNS = 3
_FEWEST_BLANKS = 4
_POINTS_PER_MM = Decimal(72) / Decimal("25.4")


def typed_lines(runs: Sequence[TextRun]) -> Iterator[DrawnLine]:
    """Yield each line of a paragraph that is nothing but a typed rule."""
    for line in _lines(runs):
        text = "".join(run.text for run in line).strip()
        if not text:
            yield from _underlined(line)
        elif _LINE.match(text) and len(_SIGNS.findall(text)) >= _FEWEST_SIGNS:
            yield DrawnLine("underscores" if "_" in text else "dashes", _length([(text, line[0])]))


def _underlined(line: Sequence[TextRun]) -> Iterator[DrawnLine]:
    """Yield the rule that underlined blanks make."""
    parts = [(run.text, run) for run in line if run.format.underline]
    text = "".join(text for text, _ in parts)
    if len(text) >= _FEWEST_BLANKS or "\t" in text:
        yield DrawnLine("underscores", None if "\t" in text else _length(parts))


def _lines(runs: Sequence[TextRun]) -> Iterator[list[TextRun]]:
    line: list[TextRun] = []
    for run in runs:
        for index, piece in enumerate(run.text.split("\n")):
            if index:
                yield line
                line = []
            if piece:
                line.append(TextRun(piece, run.format, run.element))
    yield line


def _length(parts: Sequence[tuple[str, TextRun]]) -> Decimal:
    return sum((width_mm(text, run.format.size, bold=run.format.bold) * _POINTS_PER_MM for text, run in parts), Decimal())
