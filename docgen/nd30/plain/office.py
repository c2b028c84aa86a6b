"""Who issues a paper, where its text does not say: settings in, the lines of a heading out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docgen.nd30.plain.naming import is_letter
from docgen.nd30.rules.types import PaperType

DOTS = "……………………………"
_KNOWN = (("ỦY BAN NHÂN DÂN", "UBND"), ("UỶ BAN NHÂN DÂN", "UBND"), ("UBND", "UBND"), ("HỘI ĐỒNG NHÂN DÂN", "HĐND"), ("HĐND", "HĐND"))
_WORD = re.compile(r"[^\W\d_]+")
_KIND_WORDS = ("PHÒNG", "BAN", "TRẠM", "TRƯỜNG")
_BLANK = "      "


@dataclass(frozen=True, slots=True)
class Office:
    """The agency that the settings name. `heading`: the lines of its name; `name`: as written in a sentence; `year`: of a blank date."""

    heading: tuple[str, ...] = ()
    place: str = ""
    name: str = ""
    year: int | None = None


def symbol_of(agency: tuple[str, ...]) -> str:
    """Return the letters of `agency` in a symbol ("UBND"), or dots where they are the agency's own choice."""
    first = agency[0] if agency else ""
    for name, letters in _KNOWN:
        if first.startswith(name):
            return letters
    words = [word for word in _WORD.findall(" ".join(agency)) if word not in _KIND_WORDS]
    return "".join(word[0] for word in words) or "……"


def number_line(type: PaperType, agency: tuple[str, ...]) -> str:
    """Return the line of number and symbol, its number blank.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 3, điểm b.
    """
    letters = symbol_of(agency)
    symbol = f"{letters}-……" if is_letter(type) else f"{type.abbreviation}-{letters}"
    return f"Số:{_BLANK}/{symbol}"


def date_line(office: Office) -> str:
    """Return the line of place and date, day and month blank."""
    year = str(office.year) if office.year else "……"
    return f"{office.place or '……'}, ngày{_BLANK}tháng{_BLANK}năm {year}"
