"""The drawn lines under motto, agency and subject: the text above in, a line of the right length out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from docgen.nd30 import rules
from docgen.nd30.drafting.paper import Text, has_tags, plain
from docgen.nd30.drafting.word import Own, Place
from docgen.nd30.widths import width_mm, wrapped


def motto_line_mm(motto: str) -> Decimal:
    """Return the length of the line under the motto: that of its text.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 1, điểm b.
    """
    return width_mm(motto, rules.size("motto.style"), bold=True) * rules.take("motto.line")


def agency_line_mm(agency: Sequence[Text], room_mm: Decimal) -> Decimal:
    """Return the length of the line under the agency's name: a third to a half of its text.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 2, điểm b.
    """
    if any(has_tags(line) for line in agency):
        return rules.take("agency.line.length")
    lines = [part for line in agency for part in wrapped(plain(line), rules.size("agency.name.style"), room_mm, bold=True)]
    return _short(_widths(lines, rules.size("agency.name.style")), "agency.line")


def subject_line_mm(subject: Text, room_mm: Decimal) -> Decimal:
    """Return the length of the line under the subject: a third to a half of its text.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 5, điểm b.
    """
    if has_tags(subject) or not subject:
        return rules.take("subject.line.length")
    size = rules.size("subject.style")
    return _short(_widths(wrapped(plain(subject), size, room_mm, bold=True), size), "subject.line")


def draw_line(place: Place, length_mm: Decimal, room_mm: Decimal, after_pt: Decimal = Decimal()) -> None:
    """Draw a line `length_mm` long in the middle of `room_mm`: the border of an empty paragraph drawn in from both sides."""
    aside = (room_mm - length_mm) / 2
    place.paragraph("DuongKe", own=Own(left_mm=aside, right_mm=aside, after_pt=after_pt))


def _widths(lines: Sequence[str], size_pt: Decimal) -> list[Decimal]:
    return [width_mm(line, size_pt, bold=True) for line in lines]


def _short(widths: Sequence[Decimal], rule: str) -> Decimal:
    """Return a length in ratio to the last line and, where one length can be both, to the longest too."""
    share = rules.get(rule).range
    if share is None:
        raise KeyError(rule)
    last, longest = widths[-1], max(widths)
    low, high = longest * share.low, last * share.high
    return (low + high) / 2 if low <= high else longest * share.take
