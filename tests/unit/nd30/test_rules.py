from __future__ import annotations

from decimal import Decimal

import pytest

from docgen.nd30 import rules
from docgen.nd30.figures import Basis, Rule, Severity, clause


def test_every_rule_has_its_own_id() -> None:
    ids = [rule.id for rule in rules.RULES]

    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.id)
def test_the_drafter_takes_what_the_rule_allows(rule: Rule) -> None:
    ranges = [found for found in (rule.range, rule.look.size if rule.look else None) if found is not None]

    assert all(found.low <= found.take <= found.high for found in ranges)


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.id)
def test_what_the_decree_says_has_a_clause(rule: Rule) -> None:
    assert rule.clause or rule.basis is Basis.PRACTICE


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        pytest.param("I.II.5b", "Phụ lục I, Phần I, Mục II, khoản 5, điểm b", id="point"),
        pytest.param("I.I.7", "Phụ lục I, Phần I, Mục I, khoản 7", id="item"),
        pytest.param("I.II.6đ", "Phụ lục I, Phần I, Mục II, khoản 6, điểm đ", id="the letter đ"),
        pytest.param("I.V.1", "Phụ lục I, Phần I, Mục V, dòng 1", id="row of the table"),
        pytest.param("I.IV", "Phụ lục I, Phần I, Mục IV (sơ đồ bố trí)", id="diagram"),
        pytest.param("I.P2.II.1c", "Phụ lục I, Phần II", id="copies"),
        pytest.param("II", "Phụ lục II", id="capital letters"),
        pytest.param("III.1.4", "Phụ lục III, Mẫu 1.4", id="sample"),
        pytest.param("Đ15", "Điều 15", id="article"),
        pytest.param("", "", id="practice"),
    ],
)
def test_a_clause_is_cited_as_people_do(reference: str, expected: str) -> None:
    assert clause(reference) == expected


def test_severity_follows_from_where_the_rule_comes() -> None:
    found = {id: rules.get(id).severity for id in ("page.size", "body.end", "body.blank", "recv.last")}

    assert found == {
        "page.size": Severity.ERROR,
        "body.end": Severity.WARNING,
        "body.blank": Severity.ADVICE,
        "recv.last": Severity.ADVICE,
    }


def test_sizes_of_the_heading_move_together() -> None:
    sizes = tuple(int(rules.size(id)) for id in ("motto.country.style", "motto.style", "date.style"))

    assert sizes in ((13, 14, 14), (12, 13, 13))


def test_the_two_columns_of_the_heading_fill_the_text_width() -> None:
    text = rules.take("page.width") - rules.take("page.margin.left") - rules.take("page.margin.right")

    assert rules.take("heading.left") + rules.take("heading.right") == text == Decimal(160)


def test_a_range_grants_a_tolerance() -> None:
    margin = rules.get("page.margin.top").range

    assert margin is not None
    assert [margin.allows(Decimal(value), Decimal("0.1")) for value in ("19.8", "19.9", "25.1", "25.2")] == [False, True, True, False]


@pytest.mark.parametrize("ask", [rules.take, rules.look, rules.size], ids=lambda ask: ask.__name__)
def test_a_rule_without_such_a_figure_is_a_bug_of_the_caller(ask: object) -> None:
    with pytest.raises(KeyError):
        ask("page.orientation")  # type: ignore[operator]
