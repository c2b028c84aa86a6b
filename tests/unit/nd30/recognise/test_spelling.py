"""Words as people type them are the words that are meant."""

from __future__ import annotations

import unicodedata

import pytest

from docgen.nd30.recognise.heading_words import COUNTRY, MOTTO
from docgen.nd30.recognise.spelling import bare, is_close, locate
from tests.unit.nd30.recognise.typed import typed

COUNTRY_TEXT = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(COUNTRY_TEXT, id="as it should be"),
        pytest.param("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", id="tone on the last vowel"),
        pytest.param(unicodedata.normalize("NFD", COUNTRY_TEXT), id="decomposed"),
        pytest.param("CONG HOA XA HOI CHU NGHIA VIET NAM", id="no accents"),
        pytest.param("C Ộ N G  H Ò A  X Ã  H Ộ I  C H Ủ  N G H Ĩ A  V I Ệ T  N A M", id="letters apart"),
        pytest.param("CỘNG\u00a0HÒA\u00a0XÃ\u00a0HỘI CHỦ NGHĨA VIỆT\u2007NAM", id="no-break spaces"),
        pytest.param("CỘNG HÒA XÃ HỘI CHỦ NGHIÃ VIỆT NAM1", id="a footnote's number"),
        pytest.param("СỘNG НÒA XÃ НỘI CНỦ NGHĨA VIỆT NАM", id="Cyrillic letters"),
        pytest.param("CỘNG HÒA XÃ HỘI CHỦ NGHA VIỆT NAM", id="a letter left out"),
        pytest.param("CỘNG\u200b HÒA XÃ HỘI CHỦ\ufeff NGHĨA VIỆT NAM", id="invisible letters"),
    ],
)
def test_the_countrys_name_is_known_however_it_is_typed(text: str) -> None:
    assert is_close(text, COUNTRY, 3)


@pytest.mark.parametrize("text", ["CỘNG HÒA LIÊN BANG ĐỨC", "VIỆT NAM DÂN CHỦ CỘNG HÒA", "", "ỦY BAN NHÂN DÂN"])
def test_other_words_are_not_the_countrys_name(text: str) -> None:
    assert not is_close(text, COUNTRY, 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(f"UBND XÃ A {COUNTRY_TEXT}", COUNTRY_TEXT, id="after another name"),
        pytest.param(f"{COUNTRY_TEXT} Độc lập", COUNTRY_TEXT, id="before another word"),
        pytest.param(f"XÃ A\t{COUNTRY_TEXT}Độc lập - Tự do", COUNTRY_TEXT, id="glued to the next"),
        pytest.param("Số: 12/KH-UBND", None, id="not there"),
    ],
)
def test_the_countrys_name_is_found_among_other_words(text: str, expected: str | None) -> None:
    found = locate(text, COUNTRY, 3)

    assert (text[slice(*found)] if found else None) == expected


@pytest.mark.parametrize("dash", ["-", "–", "—", "\u2212", "\u2011", ""])
def test_the_motto_is_known_with_any_dash(dash: str) -> None:
    assert bare(f"Độc lập {dash} Tự do {dash} Hạnh phúc") == MOTTO


@pytest.mark.parametrize(
    ("text", "font", "expected"),
    [
        pytest.param("céng hoµ x· héi chñ nghÜa viÖt nam", ".VnTimeH", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", id="TCVN3 capitals"),
        pytest.param("§éc lËp - Tù do - H¹nh phóc", ".VnTime", "Độc lập - Tự do - Hạnh phúc", id="TCVN3"),
        pytest.param("Ñoäc laäp - Töï do - Haïnh phuùc", "VNI-Times", "Độc lập - Tự do - Hạnh phúc", id="VNI"),
        pytest.param("Ðộc lập – Tự do", "Times New Roman", "Độc lập - Tự do", id="Icelandic letter and en dash"),
    ],
)
def test_a_line_shows_what_people_see(text: str, font: str, expected: str) -> None:
    assert typed(text, font=font).text == expected


def test_offsets_lead_back_to_the_letters_as_typed() -> None:
    text = unicodedata.normalize("NFD", "Độc lập\tHạnh phúc")
    line = typed(text)
    second = line.pieces()[1]

    start, end = line.source(second.start, second.end)

    assert unicodedata.normalize("NFC", text[start:end]) == "Hạnh phúc"


def test_capitals_by_format_are_capitals() -> None:
    assert typed("Kế hoạch", "caps").is_capital
    assert not typed("Kế hoạch").is_capital
