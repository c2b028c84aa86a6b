"""The page for people who edit templates has every word and filter that templates are offered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from docgen.documents.environment import ENVIRONMENT
from docgen.documents.records import Listing, Record, names_of
from docgen.documents.specimen import offered
from docgen.documents.units import answer_names
from tests.unit.documents.sample import BC, CV_CHUNG, KH, KH_THON, PROGRAMME, SETTINGS

PAGE = (Path(__file__).parents[2] / "docs/reference/tu-vung.md").read_text("utf-8")
WRITTEN = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`([^`]+)`", PAGE))))
OF_THE_PROGRAMME = {
    *answer_names(PROGRAMME),
    *(column.name for group in PROGRAMME.repeats for column in group.fields),
    *(choice.code for field in PROGRAMME.fields for choice in field.choices),
    *(indicator.name for indicator in PROGRAMME.indicators),
    *(document.key for document in PROGRAMME.documents),
}


@pytest.mark.parametrize("spec", [BC, KH, KH_THON, CV_CHUNG], ids=lambda spec: spec.name)
def test_every_word_offered_stands_on_the_page(spec: object) -> None:
    assert isinstance(spec, type(BC))

    words = {word for name, value in offered(spec, SETTINGS, PROGRAMME).items() for word in (name, *_words(value))}

    assert words - OF_THE_PROGRAMME - WRITTEN == set()


def test_every_filter_stands_on_the_page() -> None:
    assert set(ENVIRONMENT.filters) - WRITTEN == set()


def _words(value: object) -> Iterator[str]:
    if isinstance(value, Record):
        for name in names_of(value):
            yield name
            yield from _words(value[name])
    if isinstance(value, Listing):
        for item in value[:1]:
            yield from _words(item)
