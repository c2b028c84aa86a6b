"""The styles of every paper."""

from __future__ import annotations

from docgen.nd30.drafting.styles import all_styles


def test_no_name_of_a_style_has_a_comma_because_word_reads_two_names_there() -> None:
    assert [style.name for style in all_styles() if "," in style.name] == []
