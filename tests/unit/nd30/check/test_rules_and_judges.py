from __future__ import annotations

import re
from pathlib import Path

import pytest

import docgen.nd30.check
from docgen.nd30 import rules
from docgen.nd30.figures import Reach
from docgen.nd30.rules import reference
from docgen.nd30.rules.types import TYPES, find

CHECK = Path(docgen.nd30.check.__file__).parent
SOURCES = "\n".join(path.read_text("utf-8") for path in sorted(CHECK.glob("*.py")))
ROOT = Path(__file__).parents[4]
MARGINS = {f"page.margin.{side}" for side in ("top", "bottom", "left", "right")}


@pytest.mark.parametrize("id", [rule.id for rule in rules.RULES if rule.reach is Reach.FILE and rule.id not in MARGINS])
def test_every_rule_that_a_file_can_break_has_a_judge(id: str) -> None:
    assert f'"{id}"' in SOURCES


def test_no_judge_names_a_rule_that_there_is_not() -> None:
    named = set(re.findall(r'(?:Breach|judge_looks|judge_size|judge_centred|Wrong|_mixed)\(\s*"([a-z.]+)"', SOURCES))

    assert named - {rule.id for rule in rules.RULES} == set()


def test_the_page_of_rules_is_what_the_data_say() -> None:
    assert (ROOT / "docs" / "reference" / "the-thuc.md").read_text("utf-8") == reference.page()


def test_every_rule_that_is_judged_is_on_the_page() -> None:
    page = reference.page()

    assert [rule.id for rule in rules.RULES if rule.reach is not Reach.DRAFT and f"| `{rule.id}` |" not in page] == []


def test_there_are_twenty_nine_types_with_abbreviations_of_their_own() -> None:
    abbreviations = [type.abbreviation for type in TYPES if type.abbreviation]

    assert (len(TYPES), len(abbreviations), len(set(abbreviations))) == (29, 27, 27)


@pytest.mark.parametrize(("name", "expected"), [("KẾ HOẠCH", "Kế hoạch"), ("Bản thoả thuận", "Bản thỏa thuận"), ("Lịch công tác", None)])
def test_a_type_is_found_whatever_its_case_and_tone_marks(name: str, expected: str | None) -> None:
    found = find(name)

    assert (found.name if found else None) == expected
