"""The lines of number and date as people type them to the form the decree wants; what was changed is said."""

from __future__ import annotations

import re

from docgen.nd30.drafting.inline import TAG

_NUMBER = re.compile(r"(?:Số|SỐ)\s*:?\s*(?P<number>[^/]*?)\s*/\s*(?P<symbol>.*)$")
_DATE = re.compile(
    r"(?P<place>[^,]+?)\s*(?P<comma>,?)\s*\bngày(?P<day>[\s\d._…]*)tháng(?P<month>[\s\d._…]*)năm\s*(?P<year>[\d._…]*)\.?$", re.IGNORECASE
)
_BLANK = "      "
_NO_VALUE = re.compile(r"\b(số|ngày|tháng)[ ._…]*(?=/|tháng|năm)", re.IGNORECASE)
_DASHES = re.compile(r"\s*[-–—]\s*")


def tidy_number(text: str) -> tuple[str, list[str]]:
    """Return the line `Số: 05/KH-UBND` for `text`, a blank number kept blank, and notes on what was changed.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 3.
    """
    found = _NUMBER.match(text)
    if TAG.search(text) or not found:
        return text, []
    number = found["number"].strip(" ._…")
    notes = []
    if re.fullmatch(r"\d", number):
        number = f"0{number}"
        notes.append(f"Số văn bản nhỏ hơn 10: đã ghi “{number}”.")
    symbol = _DASHES.sub("-", re.sub(r"\s*/\s*", "/", found["symbol"])).strip()
    return f"Số: {number or _BLANK[1:]}/{symbol}", notes


def tidy_date(text: str) -> tuple[str, list[str]]:
    """Return the line of place and date for `text`, blanks kept blank, and notes on what was changed.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 4, điểm b.
    """
    found = _DATE.match(text)
    if TAG.search(text) or not found:
        return with_blanks(text), []
    day, month, year = (found[part].strip(" ._…") for part in ("day", "month", "year"))
    day = day.zfill(2) if day.isdigit() else day
    month = (str(int(month)) if int(month) > 2 else month.zfill(2)) if month.isdigit() else month
    line = f"{found['place']}, ngày{_filled(day)}tháng{_filled(month)}năm {year or '20……'}"
    is_changed = not found["comma"] or any(part and part not in text.split() for part in (day, month))
    return line, [f"Đã ghi địa danh, ngày, tháng theo quy định: “{' '.join(line.split())}”."] if is_changed else []


def with_blanks(reference: str) -> str:
    """Return `reference` ("(Kèm theo Quyết định số /QĐ-UBND ngày tháng 5 …)") with room where number, day or month are blank."""
    return _NO_VALUE.sub(lambda found: f"{found[1]}{_BLANK}", reference)


def _filled(value: str) -> str:
    return f" {value} " if value else _BLANK
