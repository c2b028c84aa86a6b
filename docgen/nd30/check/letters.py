"""How the letters of some runs look, counted: runs in, what differs from a demanded look out; runs of white space do not count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from docgen.nd30.figures import Look
from docgen.nd30.reading.document import Paragraph, TextRun
from docgen.nd30.widths import width_mm

_MOST, _NEARLY_ALL, _A_FEW = Decimal("0.5"), Decimal("0.8"), Decimal("0.15")
_CAPITALS = Decimal("0.9")
_LEAST_LETTERS = 4
_USUAL_SIZE = Decimal(14)
FONT_LINE = Decimal("1.149")
"""How high a single line of the decree's face is, in its size."""
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")


def seen(runs: Sequence[TextRun]) -> tuple[TextRun, ...]:
    """Return the runs that can be seen: no white space, not hidden."""
    return tuple(run for run in runs if run.text.strip() and not run.format.hidden)


def count(run: TextRun) -> int:
    """Return how many signs of `run` can be seen."""
    return len("".join(run.text.split()))


def shown(run: TextRun) -> str:
    """Return the text of `run` as it is printed: capitals where the format makes them."""
    text = _INVISIBLE.sub("", run.text)
    return text.upper() if run.format.caps else text


def shown_text(runs: Sequence[TextRun]) -> str:
    """Return the text of `runs` as it is printed."""
    return "".join(shown(run) for run in seen_with_spaces(runs))


def seen_with_spaces(runs: Sequence[TextRun]) -> tuple[TextRun, ...]:
    """Return the runs that are not hidden."""
    return tuple(run for run in runs if not run.format.hidden)


def share(runs: Sequence[TextRun], attribute: str) -> Decimal:
    """Return which part of the signs of `runs` has the toggle `attribute` (bold, italic, underline)."""
    total = sum(count(run) for run in runs)
    return Decimal(sum(count(run) for run in runs if getattr(run.format, attribute))) / total if total else Decimal()


def sizes(runs: Sequence[TextRun]) -> dict[Decimal, int]:
    """Return how many signs of `runs` have which size, most first."""
    counted: dict[Decimal, int] = {}
    for run in runs:
        counted[run.format.size] = counted.get(run.format.size, 0) + count(run)
    return dict(sorted(counted.items(), key=lambda item: -item[1]))


def main_size(runs: Sequence[TextRun]) -> Decimal | None:
    """Return the size that most signs of `runs` have."""
    return next(iter(sizes(seen(runs))), None)


def capitals(runs: Sequence[TextRun]) -> Decimal | None:
    """Return which part of the letters of `runs` is printed as capitals; None when there are too few to say."""
    letters = [letter for run in runs for letter in shown(run) if letter.isalpha()]
    if len(letters) < _LEAST_LETTERS:
        return None
    return Decimal(sum(letter.isupper() for letter in letters)) / len(letters)


def faults(runs: Sequence[TextRun], look: Look) -> tuple[str, ...]:
    """Return in words what in `runs` is not as `look` demands; alignment is not asked here."""
    visible = seen(runs)
    if not visible:
        return ()
    return (*_size_fault(visible, look), *_weight_fault(visible, look), *_slope_fault(visible, look), *_case_fault(visible, look))


def points(size: Decimal) -> str:
    """Return a size or gap in points as people write it ("13", "13,5")."""
    rounded = round(size, 1)
    return f"{rounded.normalize():f}".replace(".", ",")


def width(text: str, size: Decimal, *, bold: bool) -> Decimal:
    """Return how long `text` is on one line.

    Units: points in, millimetres out.
    """
    return width_mm(text, size, bold=bold)


def length_mm(paragraph: Paragraph) -> Decimal:
    """Return how long the text of `paragraph` is on one line.

    Units: millimetres.
    """
    return sum((width_mm(shown(run), run.format.size, bold=run.format.bold) for run in seen_with_spaces(paragraph.runs)), Decimal())


def height(paragraph: Paragraph) -> Decimal:
    """Return how high `paragraph` is when it takes one line.

    Units: points.
    """
    return paragraph.format.before + line_height(paragraph) + paragraph.format.after


def line_height(paragraph: Paragraph) -> Decimal:
    """Return how high one line of `paragraph` is.

    Units: points.
    """
    return pitch(paragraph) * _single(paragraph)


def pitch(paragraph: Paragraph) -> Decimal:
    """Return how far the lines of `paragraph` are apart, in single lines."""
    form = paragraph.format
    if form.line_rule == "auto":
        return form.line
    lines = form.line / _single(paragraph)
    return lines if form.line_rule == "exact" else max(lines, Decimal(1))


def _single(paragraph: Paragraph) -> Decimal:
    size = main_size(paragraph.runs) or (paragraph.mark.size if paragraph.mark else _USUAL_SIZE)
    return size * FONT_LINE


def lead_mm(paragraph: Paragraph) -> Decimal:
    """Return how long the blanks are with which `paragraph` begins.

    Units: millimetres.
    """
    size = main_size(paragraph.runs)
    text = paragraph.raw_text
    blanks = " " * (len(text) - len(text.lstrip()))
    return width_mm(blanks, size, bold=True) if size is not None else Decimal()


def _size_fault(runs: Sequence[TextRun], look: Look) -> tuple[str, ...]:
    if look.size is None:
        return ()
    counted = sizes(runs)
    wrong = [size for size in counted if not look.size.allows(size)]
    if not wrong or sum(counted[size] for size in wrong) < _A_FEW * sum(counted.values()):
        return ()
    some = "có chỗ " if 2 * sum(counted[size] for size in wrong) < sum(counted.values()) else ""
    return (f"{some}cỡ chữ {points(wrong[0])}",)


def _weight_fault(runs: Sequence[TextRun], look: Look) -> tuple[str, ...]:
    if look.bold is None:
        return ()
    bold = share(runs, "bold")
    if look.bold and bold < _NEARLY_ALL:
        return ("chữ không đậm" if bold < _A_FEW else "có chỗ không đậm",)
    return ("chữ đậm",) if not look.bold and bold > _MOST else ()


def _slope_fault(runs: Sequence[TextRun], look: Look) -> tuple[str, ...]:
    if look.italic is None:
        return ()
    italic = share(runs, "italic")
    if look.italic and italic < _NEARLY_ALL:
        return ("chữ không nghiêng" if italic < _A_FEW else "có chỗ không nghiêng",)
    return ("chữ nghiêng",) if not look.italic and italic > _MOST else ()


def _case_fault(runs: Sequence[TextRun], look: Look) -> tuple[str, ...]:
    part = capitals(runs) if look.capitals is not None else None
    if part is None:
        return ()
    if look.capitals and part < _CAPITALS:
        return ("chữ in thường" if part < _MOST else "có chỗ in thường",)
    return ("chữ in hoa",) if not look.capitals and part > _CAPITALS else ()
