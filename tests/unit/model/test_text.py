"""Vietnamese text: what is cleaned, what two spellings share, what names files get."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.model import text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Hòa Bình", "Hoà bình", id="tone placement"),
        pytest.param("THUỶ  LỢI", "thủy lợi", id="capitals and spaces"),
        pytest.param("Ủy ban", unicodedata.normalize("NFD", "Uỷ ban"), id="NFD"),
        pytest.param("Thôn\u00a0Mẫu\u200b 01", "thôn mẫu 01", id="no-break and invisible"),
    ],
)
def test_spellings_of_one_text_share_a_key(one: str, other: str) -> None:
    assert text.key(one) == text.key(other)


@pytest.mark.parametrize(("one", "other"), [("ma", "mà"), ("mã", "mạ"), ("thôn 1", "thôn 10"), ("dao", "đao")])
def test_other_words_have_other_keys(one: str, other: str) -> None:
    assert text.key(one) != text.key(other)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        pytest.param("  a\u00a0b \r\n c\x0b\x07 ", "a b\nc", id="spaces, line breaks, control characters"),
        pytest.param("so\u00adft \u202ehyphen", "soft hyphen", id="invisible"),
        pytest.param("{{ 7*7 }} </w:t> A & B", "{{ 7*7 }} </w:t> A & B", id="what looks like code is text"),
    ],
)
def test_text_is_cleaned_once(raw: str, clean: str) -> None:
    assert text.clean(raw) == clean


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a/b:c?.xlsx", "a b c .xlsx"), ("CON", "_CON"), (" ... ", "_"), ("Thôn Mẫu 01.", "Thôn Mẫu 01"), ("x" * 300, "x" * 120)],
)
def test_file_names_are_accepted_everywhere(name: str, expected: str) -> None:
    assert text.file_name(name) == expected


def test_names_without_accents() -> None:
    assert (text.without_accents("Đặng Thị Ưu"), text.slug("Thôn Mẫu 01")) == ("Dang Thi Uu", "thon-mau-01")


@given(st.text())
def test_cleaning_twice_changes_nothing(raw: str) -> None:
    assert text.clean(text.clean(raw)) == text.clean(raw)
