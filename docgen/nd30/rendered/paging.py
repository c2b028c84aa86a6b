"""How a paper falls on its pages: page numbers, the signature block whole and not alone, no row of a table torn.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục I, khoản 7 and Mục IV; the rest is practice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from docgen.nd30.check.case import Case
from docgen.nd30.check.findings import Breach
from docgen.nd30.reading.document import Paragraph, Section
from docgen.nd30.reading.names import W
from docgen.nd30.recognise.components import Component
from docgen.nd30.rendered.pages import Line, Page
from docgen.nd30.rendered.places import Shown, whereabouts

_ASIDE = Decimal("5.7")
_SAME_SIZE = Decimal(2)
_ABOVE = Decimal(3)
_HALF_A_LINE = Decimal(8)
_SURE_LETTERS = 12
_DIGITS = re.compile(r"\d+")
_SIGNATURE = (Component.POWER, Component.TITLE, Component.NAME)


def judge_numbers(case: Case, pages: Sequence[Page]) -> Iterator[Breach]:
    """Yield breaches of the page numbers of the paper itself; its annexes count their own."""
    first = _top(pages[0], case)
    if any(line.text == "1" for line in first):
        yield Breach("page.number.first", "trang in thứ nhất hiển thị số trang", place="trang 1")
    for page in _own_pages(case, pages)[1:]:
        yield from _number(page, case)


def _number(page: Page, case: Case) -> Iterator[Breach]:
    place, number = f"trang {page.number}", str(page.number)
    shown = [line for line in _top(page, case) if number in _DIGITS.findall(line.text)]
    if shown:
        centres = [section.left + (section.width - section.left - section.right) / 2 for section in _sections(page, case)]
        middle = (shown[0].left + shown[0].right) / 2
        if centres and shown[0].text == number and all(abs(middle - centre) > _ASIDE for centre in centres):
            yield Breach("page.number.place", "in ra không nằm giữa trang", place=place)
    elif any(number in _DIGITS.findall(line.text) for line in _foot(page, case)):
        yield Breach("page.number.place", "in ra ở chân trang", place=place)
    else:
        yield Breach("page.number.present", f"trang in thứ {number} không có số trang {number}", place=place)


def judge_signature(case: Case, pages: Sequence[Page]) -> Iterator[Breach]:
    """Yield breaches of the signature block: torn, alone on its page, not level with Nơi nhận."""
    block = case.of(*_SIGNATURE)
    if not block or sum(found.component is Component.NAME for found in block) > 1:
        return
    begin = _right(block[0].content, pages)
    if not begin or (case.annexes and len(begin) > 1):
        return
    start = begin[-1].first
    page = pages[start.page - 1]
    after = [] if block[-1].component is not Component.NAME else _right(block[-1].content, pages[start.page - 1 :])
    ends = [shown.last for shown in after if shown.last.page > start.page or shown.last.baseline < start.baseline]
    if ends and ends[0].page > start.page:
        said = f"bị tách: bắt đầu ở trang {start.page}, họ tên ở trang {ends[0].page}"
        yield Breach("sign.together", said, block[-1].paragraph)
    if page.number > 1 and not any(line.baseline > start.baseline + _ABOVE for line in _body(page, case)):
        yield Breach("sign.together", f"đứng một mình ở trang {page.number}, không có dòng nội dung nào phía trên", block[0].paragraph)
    head = case.first(Component.RECIPIENTS_HEAD)
    level = [shown.first for shown in whereabouts(head.content, (page,))] if head is not None else []
    if len(level) == 1 and abs(level[0].baseline - start.baseline) > _HALF_A_LINE:
        yield Breach("sign.place", "in ra không ngang hàng chữ “Nơi nhận:”", block[0].paragraph)


def judge_rows(case: Case, pages: Sequence[Page]) -> Iterator[Breach]:
    """Yield advice on rows of tables of content that begin on one page and end on the next."""
    content = {table.number for table in case.recognised.data_tables}
    seen: dict[tuple[int, int], set[int]] = {}
    for paragraph in case.document.paragraphs:
        place = paragraph.place
        if place.table not in content or place.depth != 1 or _spans_rows(paragraph) or len(paragraph.raw_text) < _SURE_LETTERS:
            continue
        shown = whereabouts(paragraph.text, pages)
        on = seen.setdefault((place.table, place.row), set())
        before = len(on)
        on.update(row.page for one in shown for row in one.rows if len(shown) == 1)
        if before < 2 <= len(on):
            said = f"hàng {place.row} của bảng {place.table} bị cắt đôi giữa trang {min(on)} và trang {max(on)}"
            yield Breach("table.form", said, paragraph, group="torn")


def _own_pages(case: Case, pages: Sequence[Page]) -> Sequence[Page]:
    """Return the pages before the first annex; only the first page when it cannot be told where that begins."""
    if not case.annexes:
        return pages
    begins = [shown.first.page for annex in case.annexes for shown in whereabouts(annex[0].content, pages[1:])]
    return pages[: min(begins) - 1] if begins else pages[:1]


def _sections(page: Page, case: Case) -> list[Section]:
    """Return the sections whose paper is of the size of `page`."""
    return [
        section
        for section in case.document.sections
        if abs(section.width - page.width) < _SAME_SIZE and abs(section.height - page.height) < _SAME_SIZE
    ]


def _top(page: Page, case: Case) -> list[Line]:
    """Return the lines in the top margin, and bare digits on the topmost row: a high header pushes the text down."""
    margin = max((section.top for section in _sections(page, case)), default=Decimal(72))
    high = [line for line in page.lines if line.baseline >= page.height - margin]
    return high or [line for line in page.lines[:1] if _DIGITS.fullmatch(line.text)]


def _foot(page: Page, case: Case) -> list[Line]:
    margin = max((section.bottom for section in _sections(page, case)), default=Decimal(72))
    low = [line for line in page.lines if line.baseline <= margin]
    return low or [line for line in page.lines[-1:] if _DIGITS.fullmatch(line.text)]


def _body(page: Page, case: Case) -> list[Line]:
    aside = {*_top(page, case), *_foot(page, case)}
    return [line for line in page.lines if line not in aside]


def _right(text: str, pages: Sequence[Page]) -> list[Shown]:
    """Return where `text` stands in the right half of a page."""
    widths = {page.number: page.width for page in pages}
    return [shown for shown in whereabouts(text, pages) if shown.first.centre > widths[shown.first.page] / 2]


def _spans_rows(paragraph: Paragraph) -> bool:
    cell = next(paragraph.element.iterancestors(f"{W}tc"), None)
    return cell is not None and cell.find(f"{W}tcPr/{W}vMerge") is not None
