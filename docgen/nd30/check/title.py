"""Type and subject, whom the paper addresses, who issues it, and the marks that few papers have.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 5 and 9, Mục III, khoản 2 and 4; Phụ lục III, Mẫu 1.1 to 1.9.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from docgen.nd30 import rules
from docgen.nd30.check import letters
from docgen.nd30.check.case import Case, is_sure
from docgen.nd30.check.findings import Breach
from docgen.nd30.check.looks import doubt, in_block, judge_centred, judge_looks
from docgen.nd30.figures import Severity
from docgen.nd30.reading.document import Story
from docgen.nd30.recognise.components import Component, Found
from docgen.nd30.rules.types import Need

_ABOUT = re.compile(r"^V/v\b")
_GAP_TOLERANCE = Decimal(2)
_LABEL = re.compile(r"^\s*kính gửi\s*", re.IGNORECASE)
_ITEM = re.compile(r"^\s*[-–—−]")
_LOOSE_TYPES = ("Giấy mời", "Giấy giới thiệu", "Công điện", "Hướng dẫn", "Hợp đồng", "Thư công")
_LEVEL_POINTS = Decimal(3)


def judge_title(case: Case) -> Iterator[Breach]:
    """Yield breaches of type and subject."""
    types, subjects = case.of(Component.TYPE), case.of(Component.SUBJECT)
    yield from judge_looks("type.name", types)
    yield from judge_centred("type.place", (*types, *subjects))
    yield from judge_looks("subject.style", subjects)
    if subjects:
        last = subjects[-1]
        text = last.content
        if text.endswith((".", ";", ":")) and not text.endswith(("…", "...")):
            yield Breach("subject.period", f"kết thúc bằng dấu “{text[-1]}”", last.paragraph, doubt(last))
        elif subjects[0].content.startswith(("“", '"')) and text.endswith(("”", '"')):
            yield Breach("subject.period", "đặt trong ngoặc kép", last.paragraph, doubt(last))
    yield from _letter_subject(case)
    yield from _order(case)


def judge_addressees(case: Case) -> Iterator[Breach]:
    """Yield breaches of Kính gửi."""
    found = case.of(Component.ADDRESSEE)
    yield from _when(case, found)
    if not found:
        return
    head = found[0]
    yield from judge_looks("to.style", found)
    label = _LABEL.match(head.content)
    if label and not head.content[label.end() :].startswith(":"):
        yield Breach("to.style", "không có dấu hai chấm sau chữ “Kính gửi”", head.paragraph, doubt(head), "colon")
    rest = head.content.split(":", 1)[1].strip() if ":" in head.content else ""
    items = [one for one in found[1:] if _ITEM.match(one.content)]
    if not rest and len(items) == 1 and len(found) == 2 and _same_column(head, items[0]):
        yield Breach("to.single", "một nơi nhận mà xuống dòng", items[0].paragraph, Severity.WARNING)
    elif len(items) > 1:
        yield from _list(items)


def judge_authority(case: Case) -> Iterator[Breach]:
    """Yield breaches of the lines that say who issues a decision or resolution."""
    lines = case.of(Component.AUTHORITY, Component.OPERATIVE)
    yield from judge_looks("head.authority", lines)
    yield from judge_centred("head.authority", lines)
    if case.type is None or not case.type.has_authority or not case.of(Component.TYPE) or not case.of(Component.ARTICLE):
        return
    if case.first(Component.OPERATIVE) is None:
        yield Breach("head.authority", "không có dòng “QUYẾT ĐỊNH:” (“QUYẾT NGHỊ:”)", case.of(Component.TYPE)[0].paragraph)
    elif case.first(Component.AUTHORITY) is None:
        yield Breach("head.authority", "không có dòng thẩm quyền ban hành", case.of(Component.TYPE)[0].paragraph)


def judge_marks(case: Case) -> Iterator[Breach]:
    """Yield breaches of urgency, secrecy, circulation and contact line."""
    for found in case.of(Component.URGENCY):
        if found.content.upper() not in rules.get("urgent.words").texts:
            yield Breach("urgent.words", f"ghi “{found.content}”", found.paragraph, doubt(found))
    yield from judge_looks("urgent.stamp", case.of(Component.URGENCY))
    yield from judge_looks("circulate.mark", case.of(Component.CIRCULATION))
    for found in case.of(Component.SECRECY):
        yield Breach("secret.stamp", f"gõ chữ “{found.content}”", found.paragraph)
    yield from judge_looks("contact.line", case.of(Component.CONTACT))


def _letter_subject(case: Case) -> Iterator[Breach]:
    for found in case.of(Component.SUBJECT_LETTER):
        yield from judge_looks("subject.cv.style", [found])
        yield from judge_centred("subject.cv.place", in_block(found))
        if not _ABOUT.match(found.content) and found.content.casefold().startswith(("v/v", "về việc", "v/ v", "v /v")):
            yield Breach("subject.cv.style", f"bắt đầu bằng “{found.content[:10].strip()}”", found.paragraph, Severity.WARNING, "words")
        number = case.first(Component.NUMBER)
        if number is not None and _follows(number, found):
            gap = max(number.paragraph.format.after, found.paragraph.format.before)
            both = number.paragraph.format.after + found.paragraph.format.before
            wanted = rules.take("subject.cv.place")
            if min(abs(gap - wanted), abs(both - wanted)) > _GAP_TOLERANCE:
                severity = None if both < wanted else Severity.ADVICE
                yield Breach("subject.cv.place", f"cách dòng số {letters.points(both)} pt", found.paragraph, severity, "gap")
        return


def _follows(above: Found, below: Found) -> bool:
    one, other = above.paragraph.place, below.paragraph.place
    return (
        (one.story, one.table, one.row, one.cell) == (other.story, other.table, other.row, other.cell)
        and other.paragraph == one.paragraph + 1
        and not above.text
        and not below.text
    )


def _when(case: Case, found: tuple[Found, ...]) -> Iterator[Breach]:
    if case.type is None:
        return
    named = case.first(Component.TYPE, Component.SUBJECT_LETTER)
    if named is None or not is_sure(named):
        return
    if found and case.type.addressee is Need.NEVER and found[0].content.casefold().startswith("kính gửi"):
        severity = Severity.WARNING if case.type.name in _LOOSE_TYPES else doubt(found[0])
        yield Breach("to.when", f"{case.type.name.lower()} có “Kính gửi”", found[0].paragraph, severity)
    elif not found and case.type.addressee is Need.MUST and "kính gửi" not in " ".join(one.content for one in case.main).casefold():
        yield Breach("to.when", f"{case.type.name.lower()} không có “Kính gửi”", named.paragraph)


def _list(items: list[Found]) -> Iterator[Breach]:
    for item in items[:-1]:
        if not item.content.rstrip().endswith(";"):
            yield Breach("to.many", "cuối dòng không có dấu chấm phẩy", item.paragraph, doubt(item), "end")
    if not items[-1].content.rstrip().endswith("."):
        yield Breach("to.many", "cuối dòng cuối không có dấu chấm", items[-1].paragraph, doubt(items[-1]), "last")
    starts = [item.paragraph.format.left + item.paragraph.format.first_line for item in items]
    if max(starts) - min(starts) > _LEVEL_POINTS and all(_same_column(items[0], item) for item in items):
        yield Breach("to.many", "các gạch đầu dòng không thẳng hàng", items[0].paragraph, Severity.WARNING, "level")


def _same_column(one: Found, other: Found) -> bool:
    first, second = one.paragraph.place, other.paragraph.place
    is_plain = not one.paragraph.raw_text.startswith(("\t", "  ")) and not other.paragraph.raw_text.startswith(("\t", "  "))
    return (first.table, first.row, first.cell) == (second.table, second.row, second.cell) and is_plain


def _order(case: Case) -> Iterator[Breach]:
    """Ask whether heading, title, bases and closing follow each other as in the diagram."""
    wanted = (Component.COUNTRY, Component.TYPE, Component.SUBJECT, Component.BASIS, Component.RECIPIENTS_HEAD)
    found = [
        one
        for one in (case.first(component) for component in wanted)
        if one is not None and is_sure(one) and one.paragraph.place.story is Story.BODY
    ]
    for above, below in itertools.pairwise(found):
        if above.paragraph.place.paragraph > below.paragraph.place.paragraph:
            first, second = rules_name(above.component), rules_name(below.component)
            yield Breach("page.layout", f"{first} đứng dưới {second}", above.paragraph)


def rules_name(component: Component) -> str:
    """Return what people call `component`."""
    names = {
        Component.COUNTRY: "Quốc hiệu",
        Component.TYPE: "tên loại",
        Component.SUBJECT: "trích yếu",
        Component.BASIS: "căn cứ",
        Component.RECIPIENTS_HEAD: "Nơi nhận",
    }
    return names[component]
