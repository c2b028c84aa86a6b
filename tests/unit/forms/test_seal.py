"""A seal says where a form came from, and shows when a letter of it was changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docgen.forms import seal
from docgen.model.submissions import Seal
from tests.unit.forms.small_form import PROGRAMME

KEY = b"0123456789abcdef0123456789abcdef"
SEALED = seal.issue(PROGRAMME, "T01", "2026", 0, "k1", KEY)


def test_a_seal_comes_back_from_its_one_line() -> None:
    line = seal.encode(SEALED)

    assert line.startswith("docgen1|mau|1|0123456789abcdef|T01|2026|0|k1|")
    assert "\n" not in line
    assert seal.decode(f"  {line}\n") == SEALED


def test_a_value_with_the_separator_in_it_comes_back_too() -> None:
    odd = seal.issue(replace(PROGRAMME, version="a|b%7C c"), "Đ 01", "2026-H1", 3, "k1", KEY)

    assert seal.decode(seal.encode(odd)) == odd
    assert seal.is_genuine(odd, {"k1": KEY})


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("docgen1|mau|1|f|T01|2026|0|k1", id="no mac"),
        pytest.param("docgen2|mau|1|f|T01|2026|0|k1|ABCD", id="another mark"),
        pytest.param("docgen1|mau|1|f|T01|2026|một|k1|ABCD", id="base is no number"),
        pytest.param("docgen1|mau|1|f|T01|2026|" + "9" * 5000 + "|k1|ABCD", id="base is endless"),
        pytest.param("=SUM(A1:A9)", id="a formula"),
    ],
)
def test_what_is_no_seal_is_none(text: str) -> None:
    assert seal.decode(text) is None


def test_a_seal_is_genuine_under_its_own_key_only() -> None:
    assert seal.is_genuine(SEALED, {"k1": KEY, "k2": b"other"})
    assert not seal.is_genuine(SEALED, {"k1": b"other"})
    assert not seal.is_genuine(SEALED, {"k2": KEY})
    assert not seal.is_genuine(SEALED, {})


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(replace(SEALED, form_id="khac"), id="form"),
        pytest.param(replace(SEALED, version="2"), id="version"),
        pytest.param(replace(SEALED, fingerprint="f"), id="fingerprint"),
        pytest.param(replace(SEALED, unit="T02"), id="unit"),
        pytest.param(replace(SEALED, period="2027"), id="period"),
        pytest.param(replace(SEALED, base=1), id="base"),
        pytest.param(replace(SEALED, mac=SEALED.mac[:-1]), id="mac"),
        pytest.param(replace(SEALED, mac="Ộ"), id="mac with accents"),
    ],
)
def test_a_seal_with_one_thing_changed_is_not_genuine(changed: Seal) -> None:
    assert not seal.is_genuine(changed, {"k1": KEY})


def test_the_short_code_names_form_unit_and_period() -> None:
    assert SEALED.short_code.startswith("MAU-T01-2026-")
    assert len(SEALED.short_code) == len("MAU-T01-2026-7K3Q")
