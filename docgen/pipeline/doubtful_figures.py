"""Figures that stand and should be looked at again: two sides differ, or a newer version of the form would not take them; as sentences."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.model import numbers
from docgen.model.findings import Finding
from docgen.model.periods import Period
from docgen.model.programme import Programme
from docgen.model.units import Unit
from docgen.model.values import Answers
from docgen.pipeline.office import Office


def doubts(office: Office) -> Iterator[str]:
    """Yield a sentence for each doubt."""
    yield from _contradicting(office)
    yield from _outgrown(office)


def _contradicting(office: Office) -> Iterator[str]:
    """Yield a sentence for each figure that two sides report differently; it names both, for either may be wrong."""
    # Loaded only here: few programmes have two sides that must agree.
    from docgen.dataset import cross_checks

    for programme in (p for p in office.programmes() if any(indicator.must_equal for indicator in p.indicators)):
        for period in office.live_periods(programme):
            for found in cross_checks.differing(programme, office.state(programme, period).states, office.today):
                measure = found.indicator.unit_of_measure
                one = f"{_named(office, found.units)} cộng lại là {numbers.measured(found.value, measure)}"
                other = f"{_named(office, found.other_units)} ghi {numbers.measured(found.other, measure)}"
                yield f"“{found.indicator.label}” {period.words}: {one}, {other}. Hai bên đối chiếu, bên chưa đúng gửi lại biểu."


def _named(office: Office, codes: tuple[str, ...]) -> str:
    names = [unit.name_in_sentence for code in codes if (unit := office.catalogue.units.find(code))]
    return names[0] if len(names) == 1 else f"{len(names)} đơn vị ({', '.join(names[:3])}{', …' if len(names) > 3 else ''})"


def _outgrown(office: Office) -> Iterator[str]:
    """Yield a sentence for figures that were accepted under an older version of the form and would not be now; they stay as they are."""
    for programme in office.programmes():
        if len(office.dataset.facts.versions(programme.name)) < 2:
            continue
        for period in office.live_periods(programme):
            currents = office.dataset.decisions.currents(programme.name, period.code)
            for unit in office.units_asked(programme, period):
                found = _errors_now(office, programme, unit, period, currents[unit.code].answers) if unit.code in currents else ()
                if found:
                    more = f" và {len(found) - 1} chỗ khác" if len(found) > 1 else ""
                    yield (
                        f"Biểu {programme.form_id.upper()} đã đổi sang bản {programme.version}: số liệu {period.words} của "
                        f"{unit.name_in_sentence} nhận theo bản cũ, nay chưa đủ hoặc chưa khớp: {found[0].reason.rstrip('. ')}{more}. "
                        "Số liệu giữ nguyên; đề nghị đơn vị gửi lại theo biểu mới nếu cần."
                    )


def _errors_now(office: Office, programme: Programme, unit: Unit, period: Period, answers: Answers) -> tuple[Finding, ...]:
    # Loaded only here: it reads workbooks, which those who only look do without.
    from docgen.pipeline import judging
    from docgen.validate import calculations

    answers = calculations.recalculate(programme, unit, answers, office.today)
    return tuple(f for f in judging.rule_findings(office, programme, unit, period, answers) if f.is_error)
