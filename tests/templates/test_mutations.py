"""Compliant papers broken one rule at a time: a sample in every run, all of them in the soak."""

from __future__ import annotations

import pytest

from docgen.nd30.check.check import check
from docgen.nd30.figures import Severity
from docgen.nd30.fix.fix import fix
from docgen.nd30.reading.read import read
from docgen.nd30.recognise.recognise import recognise
from tests.nd30_mutations import DIRECT, OFFICE_PAPER, TEXT, Mutation, mutate, mutations, run, sample_names

ALL = mutations()
_LEADING = ("ke-hoach", OFFICE_PAPER, "quyet-dinh", "cong-van", "quy-che", "to-trinh", "bao-cao")
SEARCHED = (*_LEADING, *(name for name in sample_names() if name not in _LEADING))
_FOR_A_PERSON = (
    "page.orientation motto.line agency.line subject.line annex.pages number.place agency.name.text number.value number.separators "
    "number.symbol.style number.symbol.named date.place date.value subject.period basis.lines to.many body.end head.order sign.power "
    "sign.title sign.name.bare recv.list.lines annex.number annex.mention page.font.color cap.ref"
)
UNFIXABLE = _FOR_A_PERSON.split()

# One mutation of each rule in each way; the soak runs all of them on all samples.
SAMPLE = tuple({(one.rule, one.way): one for one in ALL}.values())


@pytest.mark.parametrize("mutation", SAMPLE, ids=lambda mutation: mutation.id)
def test_the_checker_names_the_broken_rule_and_no_other(mutation: Mutation) -> None:
    results = (run(name, mutation) for name in SEARCHED)
    result = next((found for found in results if found is not None), None)

    assert result is not None, "no sample has this to break"
    assert (result.is_caught, result.false) == (True, ())


@pytest.mark.soak
@pytest.mark.parametrize("name", sample_names())
def test_the_checker_names_every_broken_rule_of_a_paper(name: str) -> None:
    results = [found for mutation in ALL if (found := run(name, mutation)) is not None]

    missed = [result.mutation.id for result in results if not result.is_caught]
    false = [(result.mutation.id, result.false) for result in results if result.false]
    assert len(missed) <= len(results) / 100, missed
    assert len(false) <= len(results) / 100, false


def _fixable() -> list[Mutation]:
    by_rule = {mutation.rule: mutation for mutation in SAMPLE if mutation.way == DIRECT and mutation.rule not in UNFIXABLE}
    return list(by_rule.values())


@pytest.mark.parametrize("mutation", _fixable(), ids=lambda mutation: mutation.id)
def test_what_is_fixable_is_fixed_and_the_text_stays(mutation: Mutation) -> None:
    broken = next((data for name in SEARCHED if (data := mutate(name, mutation)) is not None), None)
    assert broken is not None, "no sample has this to break"

    fixed = fix(broken)

    left = [found.rule for found in check(recognise(read(fixed.data))) if found.severity is not Severity.ADVICE]
    assert (left, _text(fixed.data)) == ([], _text(broken))
    assert fix(fixed.data).data == fixed.data


@pytest.mark.soak
@pytest.mark.parametrize("name", sample_names())
def test_whatever_is_broken_in_a_paper_nothing_fixable_is_left_and_the_text_stays(name: str) -> None:
    left = {one.id: found for one in ALL if (broken := mutate(name, one)) is not None and (found := _not_mended(one, broken))}

    assert left == {}


def _not_mended(mutation: Mutation, broken: bytes) -> list[str]:
    """Return the rules that ought to hold in the fixed copy and do not, and whether words were changed that are not the motto's."""
    for_a_person = {*UNFIXABLE, *((mutation.rule,) if mutation.way == TEXT and not mutation.rule.startswith("motto.") else ())}
    fixed = fix(broken)
    findings = check(recognise(read(fixed.data)))
    left = [found.rule for found in findings if found.severity is not Severity.ADVICE and found.rule not in for_a_person]
    same = mutation.rule.startswith("motto.") or _text(fixed.data) == _text(broken)
    return left if same else [*left, "text"]


def _text(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in read(data).paragraphs]
