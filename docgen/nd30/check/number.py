"""Number and symbol, place and date: words, looks, places.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 3 and 4.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from docgen.model.text import clean
from docgen.nd30.check import letters
from docgen.nd30.check.case import Case, is_sure
from docgen.nd30.check.findings import Breach
from docgen.nd30.check.looks import doubt, in_block, judge_centred, judge_looks
from docgen.nd30.figures import Severity
from docgen.nd30.recognise.components import Component, Found
from docgen.nd30.recognise.spelling import same_letters
from docgen.nd30.rules.types import TYPES, Need, PaperType

_BLANK = r"[\s\u00a0._…\-]*"
_NUMBER = re.compile(r"^(?P<label>Số\s*:?)(?P<value>[^/]*)(?P<slash>/)?(?P<symbol>.*)$", re.IGNORECASE | re.DOTALL)
_VALUE = re.compile(rf"^(0[1-9]|[1-9]\d+|{_BLANK})$")
_UNPADDED = re.compile(r"^[1-9]$")
_EMPTY = re.compile(rf"^{_BLANK}$")
_YEAR = re.compile(r"^20\d\d/")
_DASHES = re.compile(r"[–—−]|\s-|-\s")
_SMALL_INSIDE = re.compile(r"QyĐ|CTr|TTr|TrS")
_DATE = re.compile(r"ngày(?P<day>.*?)tháng(?P<month>.*?)năm(?P<year>.*)$", re.IGNORECASE)
_DATE_LINE = re.compile(r"^[A-ZĐÀ-Ỹ][^,.;:]{1,40}\sngày[\s\d….]*tháng[\s\d….]*năm[\s\d….]*$")
_TYPE_OF = {type.abbreviation: type for type in TYPES if type.abbreviation}


def judge_number(case: Case) -> Iterator[Breach]:
    """Yield breaches of number and symbol."""
    numbers = case.of(Component.NUMBER)[:1]
    for found in numbers:
        row = clean(found.raw).split("\n")[0]
        parts = _NUMBER.match(row.strip())
        yield from judge_looks("number.label", [found])
        yield from judge_centred("number.place", in_block(found), case.of(Component.AGENCY))
        if parts is None:
            yield Breach("number.label", f"ghi “{found.content}”", found.paragraph, doubt(found))
            continue
        yield from _label(found, parts)
        yield from _value(found, parts)
        yield from _symbol(case, found, parts)
    if numbers:
        yield from _same_row(case, numbers[0])


def judge_date(case: Case) -> Iterator[Breach]:
    """Yield breaches of place and date."""
    yield from _without_comma(case)
    for found in case.of(Component.DATE)[:1]:
        yield from judge_looks("date.style", [found])
        yield from judge_centred("date.placing", in_block(found))
        yield from _place_name(found)
        yield from _value_of_date(found)
        if case.type is not None and case.type.name == "Biên bản" and case.first(Component.COUNTRY):
            yield Breach("date.absent", "có dòng địa danh, thời gian", found.paragraph)


def issue_date(case: Case) -> tuple[int, int] | None:
    """Return year and month of issue, as far as the paper says them; month 0 when it is blank."""
    found = case.first(Component.DATE)
    parts = _DATE.search(found.content) if found else None
    year = re.search(r"20\d\d", parts["year"]) if parts else None
    if parts is None or year is None:
        return None
    month = re.search(r"\d+", parts["month"])
    return int(year[0]), int(month[0]) if month else 0


def _label(found: Found, parts: re.Match[str]) -> Iterator[Breach]:
    label = "".join(parts["label"].split())
    if label != "Số:":
        yield Breach("number.label", f"ghi “{parts['label'].strip()}”", found.paragraph, doubt(found))


def _value(found: Found, parts: re.Match[str]) -> Iterator[Breach]:
    value = parts["value"].replace("\u00a0", " ").strip()
    if not parts["slash"] or _VALUE.match(value):
        return
    if _UNPADDED.match(value):
        yield Breach("number.value", f"ghi số “{value}”", found.paragraph, doubt(found), should=f"ghi “0{value}”")
    else:
        yield Breach("number.value", f"ghi số “{value}”", found.paragraph, Severity.ADVICE)


def _symbol(case: Case, found: Found, parts: re.Match[str]) -> Iterator[Breach]:
    symbol = parts["symbol"].replace("\u00a0", " ").strip().rstrip(".")
    if not parts["slash"] or _EMPTY.match(symbol) or _YEAR.match(symbol):
        return
    if _DASHES.search(symbol):
        yield Breach("number.separators", f"ghi “{symbol}”", found.paragraph, doubt(found))
    if re.search(r"\d\s+$", parts["value"]) or parts["symbol"][:1].isspace():
        yield Breach("number.separators", "có dấu cách ở hai bên dấu gạch chéo", found.paragraph, Severity.WARNING)
    groups = [group for group in re.split(r"\s*[-–—−]\s*", symbol) if group]
    if _SMALL_INSIDE.sub("", symbol) != _SMALL_INSIDE.sub("", symbol).upper() and not _is_capital_by_format(found):
        yield Breach("number.symbol.style", f"ghi “{symbol}”", found.paragraph, doubt(found))
    if case.type is not None and is_sure(found):
        type_found = case.first(Component.TYPE, Component.SUBJECT_LETTER)
        severity = doubt(type_found) if type_found else Severity.ADVICE
        yield from _symbol_of(case.type, groups, symbol, found, severity)


def _symbol_of(type: PaperType, groups: list[str], symbol: str, found: Found, severity: Severity | None) -> Iterator[Breach]:
    """Ask whether the symbol is that of the type; a symbol that has no capital letters at all is no symbol."""
    heads = [same_letters(group).upper() for group in groups]
    known = {abbreviation.upper(): abbreviation for abbreviation in _TYPE_OF}
    if type.name == "Công văn":
        if heads and heads[0] in known:
            other = _TYPE_OF[known[heads[0]]].name
            said = f"ghi “{symbol}”, là ký hiệu của {other.lower()}"
            yield Breach("number.symbol.cv", said, found.paragraph, severity)
        elif heads and heads[0] == "CV":
            yield Breach("number.symbol.cv", f"ghi “{symbol}”", found.paragraph, severity)
        elif len(groups) == 1:
            yield Breach("number.symbol.cv", f"ghi “{symbol}”, thiếu đơn vị soạn thảo", found.paragraph, Severity.WARNING)
        return
    if not type.abbreviation or type.subject is Need.NEVER:
        return
    if not heads or heads[0] != type.abbreviation.upper():
        is_other = bool(heads) and heads[0] in known
        said = f"ghi “{symbol}”, tên loại là {type.name.lower()}"
        should = f"bắt đầu bằng “{type.abbreviation}-”"
        yield Breach(
            "number.symbol.named", said, found.paragraph, severity if is_other or len(groups) > 1 else Severity.WARNING, should=should
        )
    elif len(groups) == 1:
        yield Breach("number.symbol.named", f"ghi “{symbol}”, thiếu chữ viết tắt tên cơ quan", found.paragraph, Severity.WARNING)


def _is_capital_by_format(found: Found) -> bool:
    return any(run.format.caps for run in letters.seen(found.runs))


def _same_row(case: Case, number: Found) -> Iterator[Breach]:
    """Ask whether number and date stand on one line, where the rows of a table tell."""
    dated = case.first(Component.DATE)
    if dated is None:
        return
    one, other = number.paragraph.place, dated.paragraph.place
    if one.table and one.table == other.table and one.depth == other.depth == 1 and abs(one.row - other.row) >= 1:
        yield Breach("number.place", "không cùng dòng với địa danh và thời gian", number.paragraph, Severity.WARNING, "row")
    elif bool(one.table) != bool(other.table) and one.story == other.story:
        yield Breach("date.placing", "không cùng dòng với số, ký hiệu", dated.paragraph, Severity.WARNING, "row")


def _place_name(found: Found) -> Iterator[Breach]:
    before = re.split(r"\b(?:ngày|ngaỳ|ngay)\b", found.content, maxsplit=1, flags=re.IGNORECASE)[0]
    name = before.strip().rstrip(",").strip(" .…_-")
    if not name:
        return
    if not before.rstrip().endswith(","):
        yield Breach("date.place", f"ghi “{before.strip()}”, không có dấu phẩy sau địa danh", found.paragraph, doubt(found))
    elif not name[0].isupper() and name[0].isalpha():
        yield Breach("date.place", f"ghi “{name}”, chữ đầu không viết hoa", found.paragraph, doubt(found))


def _without_comma(case: Case) -> Iterator[Breach]:
    """Ask for the comma where the heading has a line that is a date but for it, which the recogniser leaves unnamed."""
    type_found = case.first(Component.TYPE, Component.BASIS, Component.BODY)
    end = case.main.index(type_found) if type_found else 0
    if case.first(Component.DATE) is not None:
        return
    for found in case.main[:end]:
        if found.component is Component.OTHER and _DATE_LINE.match(found.content):
            yield Breach("date.place", f"ghi “{found.content}”, không có dấu phẩy sau địa danh", found.paragraph)


def _value_of_date(found: Found) -> Iterator[Breach]:
    parts = _DATE.search(found.content)
    if parts is None:
        yield Breach("date.value", f"ghi “{found.content}”", found.paragraph, doubt(found) or Severity.WARNING)
        return
    day, month, year = (parts[name].strip(" .…_,") for name in ("day", "month", "year"))
    should = ""
    if re.fullmatch(r"[1-9]", day):
        should = f"ghi ngày “0{day}”"
    elif re.fullmatch(r"[12]", month):
        should = f"ghi tháng “0{month}”"
    elif re.fullmatch(r"0[3-9]", month):
        should = f"ghi tháng “{month[1]}” (chỉ tháng 1, 2 thêm số 0)"
    elif _is_unreal(day, month, year):
        should = "ghi ngày có thật"
    if should:
        yield Breach("date.value", f"ghi “{found.content}”", found.paragraph, doubt(found), should=should)


def _is_unreal(day: str, month: str, year: str) -> bool:
    if not (day.isdecimal() and month.isdecimal()):
        return False
    try:
        date(int(year) if re.fullmatch(r"20\d\d", year) else 2024, int(month), int(day))
    except ValueError:
        return True
    return False
