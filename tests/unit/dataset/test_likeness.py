"""Figures as a hash: the same numbers share it however they are written, others do not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from docgen.dataset import likeness
from docgen.model.values import Answer, Answers, Missing, Reason


def _digest(**values: object) -> str:
    return likeness.digest(likeness.figures(Answers({name: Answer(name, value) for name, value in values.items()})))  # type: ignore[arg-type]


@pytest.mark.parametrize("same", ["1", "1.0", "1.00", "1E+0"])
def test_one_number_in_any_spelling_is_one_number(same: str) -> None:
    assert _digest(a=Decimal(same), b=Decimal("-0")) == _digest(b=Decimal(0), a=Decimal(1))


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"a": Decimal(1), "b": Decimal(3)}, id="another figure"),
        pytest.param({"a": Decimal(12)}, id="fewer figures"),
        pytest.param({"a": Decimal(2), "b": Decimal(1)}, id="the same figures in other cells"),
    ],
)
def test_other_figures_have_another_hash(other: dict[str, Decimal]) -> None:
    assert _digest(a=Decimal(1), b=Decimal(2)) != _digest(**other)


def test_what_is_no_figure_does_not_count() -> None:
    assert _digest(a=Decimal(1), b="chữ", c=Missing(Reason.BLANK)) == _digest(a=Decimal(1))
