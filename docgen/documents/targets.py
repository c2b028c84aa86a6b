"""Indicators as templates see them: `chi_tieu` in order and by name, with target, previous period and the sentence between them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import partial

from docgen.documents import figures, sentences
from docgen.documents.figures import Figure, Style
from docgen.documents.records import Record
from docgen.model.consolidated import IndicatorResult, PeriodState
from docgen.model.programme import Indicator
from docgen.model.values import Missing, Reason

_NOTHING_TO_DIVIDE = Missing(Reason.NOTHING_AROSE)
_NONE_ASKED = Missing(Reason.NOT_APPLICABLE)
Both = tuple[IndicatorResult, IndicatorResult]


def indicators(path: str, state: PeriodState, results: Mapping[str, IndicatorResult], style: Style, whole: bool = True) -> Record:
    """Return the indicators of `results`, over all units (`whole`) or one group, which is not compared with the previous period."""
    previous = state.previous if whole else None
    before = previous.indicators if previous else {}
    words = previous.period.words if previous else ""
    both = state.comparison if whole else {}
    names = tuple(indicator.name for indicator in state.programme.indicators if indicator.name in results)
    lazy = {name: partial(_indicator, f"{path}.{name}", results[name], (before.get(name), both.get(name), words), style) for name in names}
    return Record(path, {}, lazy, order=names)


def _indicator(path: str, result: IndicatorResult, past: tuple[IndicatorResult | None, Both | None, str], style: Style) -> Record:
    before, both, words = past
    indicator = result.indicator
    stands_on = (result.k, result.n)
    by, lack = sentences.difference(both), sentences.shortfall(result)
    return Record(
        path,
        {
            "ma": indicator.name,
            "ten": indicator.label,
            "don_vi_tinh": indicator.unit_of_measure,
            "nguon": indicator.source,
            "chi_tieu_chinh": indicator.main,
            "nam_muc_tieu": indicator.target_year or figures.gap(style, Reason.NOT_APPLICABLE),
            "muc_tieu": _target(path, indicator, style),
            "tu_so": Figure(_value(result.numerator, result.n), f"{path}.tu_so", style, stands_on, is_complete=_is_complete(result)),
            "mau_so": Figure(_value(result.denominator, result.n), f"{path}.mau_so", style, stands_on, is_complete=_is_complete(result)),
            "gia_tri": _own_value(path, result, style),
            "gia_tri_co": not isinstance(result.value, Missing),
            "mau_so_khong": result.zero_denominator,
            "cau_mau_so_khong": indicator.zero_text,
            "dat": result.is_met,
            "con_thieu": _points(lack, f"{path}.con_thieu", style),
            "so_voi_muc_tieu": _distance(path, result, style),
            "truoc": _value_before(path, before, style),
            "tang": _points(by if by is not None and by >= Decimal("0.05") else None, f"{path}.tang", style),
            "giam": _points(-by if by is not None and by <= Decimal("-0.05") else None, f"{path}.giam", style),
            "chenh_lech": _signed(by, f"{path}.chenh_lech", style),
            "cau_so_sanh": sentences.comparison(result, both, words, path, style),
            "k": figures.count(result.k, f"{path}.k", style),
            "n": figures.count(result.n, f"{path}.n", style),
        },
    )


def _own_value(path: str, result: IndicatorResult, style: Style) -> Figure:
    value = _NOTHING_TO_DIVIDE if result.zero_denominator else _value(result.value, result.n)
    is_share = result.indicator.unit_of_measure == "%"
    return Figure(value, f"{path}.gia_tri", style, (result.k, result.n), 1 if is_share else 2, is_share, is_complete=_is_complete(result))


def _is_complete(result: IndicatorResult) -> bool:
    """Whether every unit asked has answered, if only that nothing arose."""
    return all(reason is Reason.NOTHING_AROSE for _, reason in result.missing)


def _value(value: Decimal | Missing, asked: int) -> Decimal | Missing:
    return _NONE_ASKED if asked == 0 else value


def _value_before(path: str, before: IndicatorResult | None, style: Style) -> Figure:
    return _own_value(f"truoc.{path}", before, style) if before else figures.gap(style, Reason.NOT_SENT)


def _target(path: str, indicator: Indicator, style: Style) -> Figure:
    value = Decimal(indicator.target) if indicator.target else Missing(Reason.NOT_APPLICABLE)
    return Figure(value, f"{path}.muc_tieu", style)


def _distance(path: str, result: IndicatorResult, style: Style) -> Figure:
    if result.target is None:
        return Figure(Missing(Reason.NOT_APPLICABLE), f"{path}.so_voi_muc_tieu", style)
    by = None if isinstance(result.value, Missing) else result.value - result.target
    return _signed(by, f"{path}.so_voi_muc_tieu", style)


def _signed(by: Decimal | None, key: str, style: Style) -> Figure:
    value = Missing(Reason.NOT_SENT) if by is None else by
    return Figure(value, key, style, places=1, fixed=True, signed=True)


def _points(value: Decimal | None, key: str, style: Style) -> Figure:
    return Figure(Missing(Reason.NOT_SENT), key, style) if value is None else sentences.points(value, key, style)
