"""The heading as printed: Quốc hiệu and Tiêu ngữ on one line each, drawn lines as long as they should be, number level with the date.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 1 to 5.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from docgen.nd30 import rules
from docgen.nd30.check.case import Case, is_sure
from docgen.nd30.check.findings import Breach
from docgen.nd30.figures import Severity
from docgen.nd30.recognise.components import Component, Found
from docgen.nd30.rendered.pages import Page, Stroke
from docgen.nd30.rendered.places import Row, whereabouts

_MM = Decimal("25.4") / 72
_ASIDE = 2 / _MM
# A stroke's box reaches beyond its ends by half its thickness.
_THICKNESS = Decimal("1.2")
_BELOW = Decimal(14)
_TOLERANCE = Decimal("0.03")
_HALF_A_LINE = Decimal(6)
_LINES = (
    ("motto.line", (Component.MOTTO,), Component.MOTTO_LINE),
    ("agency.line", (Component.AGENCY,), Component.AGENCY_LINE),
    ("subject.line", (Component.SUBJECT, Component.TYPE), Component.SUBJECT_LINE),
)


def judge_heading(case: Case, pages: Sequence[Page]) -> Iterator[Breach]:
    """Yield breaches that the first page shows."""
    yield from _one_line(case, pages[0])
    for rule, components, line in _LINES:
        if len(case.of(line)) == 1:
            above = next((found for component in components if (found := case.of(component))), ())
            yield from _length(rule, above, case.of(line)[0], pages[0])
    yield from _level(case, pages[0])


def _one_line(case: Case, page: Page) -> Iterator[Breach]:
    """Ask for one line each: the decree speaks of "hai dòng chữ", it does not say so outright."""
    for component, rule, should in (
        (Component.COUNTRY, "motto.country.place", ""),
        (Component.MOTTO, "motto.spacing", "Tiêu ngữ nằm trọn trên một dòng"),
    ):
        found = case.first(component)
        rows = _on(page, found)
        if found is None or not rows:
            continue
        if len(rows) > 1:
            said = f"{'Tiêu ngữ ' if should else ''}bị xuống dòng, in thành {len(rows)} dòng"
            yield Breach(rule, said, found.paragraph, Severity.WARNING, should=should)
        elif component is Component.COUNTRY and rows[0].centre < page.width / 2 - _ASIDE:
            yield Breach(rule, "nằm ở nửa bên trái trang in", found.paragraph)


def _length(rule: str, above: tuple[Found, ...], line: Found, page: Page) -> Iterator[Breach]:
    """Compare the stroke nearest below a text with the text's rows; a text of several rows may be measured by any of them."""
    rows = [row for found in above for row in _on(page, found)]
    wanted = rules.get(rule).range
    if not rows or wanted is None:
        return
    stroke = _below(min(rows, key=lambda row: row.baseline), page)
    if stroke is None:
        return
    length = stroke.right - stroke.left - _THICKNESS
    if not any(wanted.allows(length / row.width, _TOLERANCE) for row in rows):
        longest = max(row.width for row in rows)
        said = f"in ra dài {round(length * _MM)} mm, bằng {round(100 * length / longest)}% dòng chữ {round(longest * _MM)} mm"
        yield Breach(rule, said, line.paragraph)


def _below(row: Row, page: Page) -> Stroke | None:
    """Return the stroke right below `row` and centred on it; none where other text or no stroke comes first."""
    near = [
        stroke
        for stroke in page.strokes
        if 0 < row.baseline - stroke.height <= _BELOW and abs((stroke.left + stroke.right) / 2 - row.centre) <= 2 * _ASIDE
    ]
    return max(near, key=lambda stroke: stroke.height, default=None)


def _level(case: Case, page: Page) -> Iterator[Breach]:
    number, date = case.first(Component.NUMBER), case.first(Component.DATE)
    if number is None or date is None or not (is_sure(number) and is_sure(date)):
        return
    rows, dates = _on(page, number), _on(page, date)
    if rows and dates and abs(rows[0].baseline - dates[0].baseline) > _HALF_A_LINE:
        yield Breach("number.place", "in ra không cùng dòng với địa danh và thời gian", number.paragraph)


def _on(page: Page, found: Found | None) -> tuple[Row, ...]:
    """Return the rows of `found` on `page`; none when it does not stand there exactly once."""
    shown = whereabouts(found.content, (page,)) if found is not None else ()
    return shown[0].rows if len(shown) == 1 else ()
