"""Sentences that depend on figures: how an indicator or a total stands against its target and the period before; knows their wording."""

from __future__ import annotations

from decimal import Decimal

from docgen.documents.figures import Figure, Printed, Sentence, Style
from docgen.model.consolidated import IndicatorResult, Total
from docgen.model.numbers import number, rounded
from docgen.model.programme import Indicator
from docgen.model.values import Missing

POINTS = "điểm phần trăm"
_NO_DIFFERENCE = Decimal("0.05")


def comparison(
    result: IndicatorResult, both: tuple[IndicatorResult, IndicatorResult] | None, previous_words: str, key: str, style: Style
) -> Sentence:
    """Return what follows the value of an indicator, beginning with a comma: `, còn thiếu 2,3 điểm phần trăm so với mục tiêu …`.

    `both` are this and the previous period over the units that have both; `previous_words` names the latter.
    """
    if result.zero_denominator:
        return Sentence()
    if isinstance(result.value, Missing):
        return Sentence((", chưa có số liệu để tính",))
    change = _change(both, previous_words, result.indicator, key, style)
    target = _against_target(result, result.value, key, style)
    if not change or not target:
        return Sentence((", ", *(change or target))) if change or target else Sentence()
    rises = isinstance(difference(both), Decimal) and _way(difference(both)) == "tăng"
    return Sentence((", ", *change, ", " if result.is_met and rises else "; ", *target))


def difference(both: tuple[IndicatorResult, IndicatorResult] | None) -> Decimal | None:
    """Return by how much an indicator grew since the previous period, or None where it cannot be told."""
    if both is None or isinstance(both[0].value, Missing) or isinstance(both[1].value, Missing):
        return None
    return both[0].value - both[1].value


def shortfall(result: IndicatorResult) -> Decimal | None:
    """Return what lacks to the target, or None where there is no target or no value; zero when it is met."""
    if result.target is None or isinstance(result.value, Missing):
        return None
    return Decimal(0) if result.is_met else abs(result.target - result.value)


def points(value: Decimal, key: str, style: Style) -> Figure:
    """Return a difference as a figure: one decimal, more where one would print zero."""
    places = 1 if abs(value) >= _NO_DIFFERENCE or value == 0 else 3
    return Figure(value, key, style, places=places)


def target_words(indicator: Indicator) -> str:
    """Return the target as the plan writes it: `50%`, `2 cơ quan`."""
    unit = indicator.unit_of_measure
    return number(Decimal(indicator.target)) + ("%" if unit == "%" else f" {unit}" if unit else "")


def amount_compared(key: str, now: Total, before: Total, unit: str, previous_words: str, style: Style) -> Sentence:
    """Return how an amount changed: `, tăng 12 cuộc (tăng 25,0%) so với năm 2026`; nothing where either lacks units.

    Amounts are compared in per cent, shares in points; a previous amount of zero has no per cent.
    """
    if isinstance(now.value, Missing) or isinstance(before.value, Missing) or not (now.is_complete and before.is_complete):
        return Sentence()
    change = now.value - before.value
    if change == 0:
        return Sentence((f", bằng {previous_words}",))
    way = "tăng" if change > 0 else "giảm"
    share = f" ({way} {number(abs(change) / before.value * 100, 1, fixed=True)}%)" if before.value else ""
    amount = Printed(number(abs(change)), f"{key}.chenh_lech")
    return Sentence((f", {way} ", amount, f" {unit}".rstrip() + share + f" so với {previous_words}"))


def _change(
    both: tuple[IndicatorResult, IndicatorResult] | None, previous_words: str, indicator: Indicator, key: str, style: Style
) -> tuple[str, ...]:
    by = difference(both)
    if both is None or by is None:
        return ()
    lacks = any(result.k < result.n for result in both)
    remark = f" (so sánh trên số liệu của {both[0].k:02d} đơn vị có báo cáo cả hai kỳ)" if lacks else ""
    way = _way(by)
    if way == "bằng":
        return (f"bằng {previous_words}{remark}",)
    amount = points(abs(by), f"{key}.chenh_lech", style).printed()
    return (f"{way} ", amount, f" {_measure(indicator)}so với {previous_words}{remark}")


def _against_target(result: IndicatorResult, value: Decimal, key: str, style: Style) -> tuple[str, ...]:
    lack, indicator = shortfall(result), result.indicator
    if lack is None:
        return ()
    until = f"đến năm {indicator.target_year} " if indicator.target_year else ""
    if result.is_met:
        partial = f" theo số liệu của {result.k:02d}/{result.n:02d} đơn vị" if not result.is_complete else ""
        return (f"đã đạt mục tiêu {until}({target_words(indicator)}){partial}",)
    way = "còn cao hơn" if indicator.direction == "down" else "còn thiếu"
    amount = points(lack, f"{key}.con_thieu", style).printed()
    return (f"{way} ", amount, f" {_measure(indicator)}so với mục tiêu {until}({target_words(indicator)})")


def _way(by: Decimal | None) -> str:
    if by is None or abs(by) < _NO_DIFFERENCE:
        return "bằng"
    return "tăng" if rounded(by, 3) > 0 else "giảm"


def _measure(indicator: Indicator) -> str:
    unit = POINTS if indicator.unit_of_measure == "%" else indicator.unit_of_measure
    return f"{unit} " if unit else ""
