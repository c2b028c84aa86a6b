"""Every command, setting and finding code is in docs/."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec import Struct, structs

from docgen import settings
from docgen.cli.main import docgen
from docgen.cli.reference import page

ROOT = Path(__file__).parents[1]
PRODUCT = sorted((ROOT / "docgen").rglob("*.py"))
_CODE = re.compile(r"""(?:\b(?:error|warning|Finding)\(|\b_say\(|\bcode=)\s*"([a-z][a-z0-9_]*)"(?=[,)])""")


def _codes() -> list[str]:
    return sorted({code for path in PRODUCT for code in _CODE.findall(path.read_text("utf-8"))} - {"exception", "bug in a turn"})


def test_the_page_of_commands_is_what_the_program_says() -> None:
    assert (ROOT / "docs" / "reference" / "lenh.md").read_text("utf-8") == page()


@pytest.mark.parametrize("name", sorted(docgen.commands))
def test_every_command_is_in_the_reference(name: str) -> None:
    assert f"## docgen {name}\n" in (ROOT / "docs" / "reference" / "lenh.md").read_text("utf-8")


def test_there_are_codes_to_look_for() -> None:
    assert len(_codes()) > 50


@pytest.mark.parametrize("code", _codes())
def test_every_finding_code_is_explained(code: str) -> None:
    assert f"`{code}`" in (ROOT / "docs" / "errors.md").read_text("utf-8")


def _setting_names() -> list[str]:
    sections = {field.name: field.type for field in structs.fields(settings.Settings)}
    return sorted(
        f"{section}.{field.name}"
        for section, kind in sections.items()
        if isinstance(kind, type) and issubclass(kind, Struct)
        for field in structs.fields(kind)
    )


@pytest.mark.parametrize("name", _setting_names())
def test_every_setting_is_explained(name: str) -> None:
    section, key = name.split(".")
    text = (ROOT / "docs" / "reference" / "cau-hinh.md").read_text("utf-8")

    assert f"`[{section}]`" in text
    assert f"`{key}`" in text


def test_links_between_pages_lead_somewhere() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    broken = [
        (page.name, target)
        for page in pages
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text("utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]

    assert broken == []
