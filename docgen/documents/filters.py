"""The filters of templates: `| so`, `| hoa` …: a value in, the text to print out; knows how offices write each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal

from docgen.documents import figures
from docgen.documents.figures import Chosen, Figure, Name, Printed, UnprintableError
from docgen.documents.records import Listing, Record, path_of
from docgen.model import numbers, text

_END_MARKS = " \t\n.,;:…/"
_SEXES = {"co": "nữ", "khong": "nam", "khuyet": "chưa có người giữ chức vụ"}
_MILLION = Decimal(1_000_000)


def so(value: object) -> Printed:
    """Return a number as `1.234,5`; a total that lacks units with its sign."""
    places = value.places if isinstance(value, Figure) else numbers.MOST_PLACES
    return _number(value, lambda known: numbers.number(known, places, signed=_is_signed(value)))


def phan_tram(value: object) -> Printed:
    """Return a share, already in percent, as `47,7%`; one that lacks units with its sign."""
    return _number(value, lambda known: numbers.number(known, 1, fixed=True, signed=_is_signed(value)) + "%")


def trieu(value: object) -> Printed:
    """Return an amount of đồng in millions: 1500000 as `1,5`."""
    return _number(value, lambda known: numbers.number(known / _MILLION, 1))


def hai_so(value: object) -> Printed:
    """Return a count; below ten with two digits: `02`; one that lacks units with its sign."""
    return _number(value, _two_digits)


def bang_chu(value: object) -> Printed:
    """Return a number in words: `hai mươi mốt`."""
    return _number(value, numbers.in_words, mark=False)


def ngay(value: object) -> Printed:
    """Return a day as `15/11/2026`."""
    return _day(value, figures.day)


def ngay_chu(value: object) -> Printed:
    """Return a day as `ngày 15 tháng 11 năm 2026`."""
    return _day(value, figures.day_in_words)


def gioi(value: object) -> Printed:
    """Return who holds a post, from the answer to "is it a woman": `nữ`, `nam`, `chưa có người giữ chức vụ`."""
    if isinstance(value, Figure):
        return value.printed()
    codes = value.codes if isinstance(value, Chosen) else (str(value),)
    return Printed(", ".join(_SEXES.get(code, str(value)) for code in codes))


def hoa(value: object) -> Printed:
    """Return a text in capitals."""
    return _text(value, str.upper)


def trong_cau(value: object) -> Printed:
    """Return the name of a unit as within a sentence: `thôn Mẫu 01`; other texts stay."""
    return Printed(value.in_sentence) if isinstance(value, Name) else _text(value, str)


def cau(value: object) -> Printed:
    """Return a text that begins with a capital and ends without a mark, so that the template sets its own."""
    return _text(value, lambda words: text.capitalised(words.strip().rstrip(_END_MARKS)))


def length(value: object) -> object:
    """Return how many there are in a list, as a figure; of a text, its characters."""
    if isinstance(value, Listing):
        return figures.count(len(value), f"{value.path}.so_luong")
    if isinstance(value, Record):
        return figures.count(len(value), f"{path_of(value)}.so_luong")
    if isinstance(value, list | tuple | str):
        return len(value)
    raise UnprintableError("bộ lọc length chỉ dùng cho danh sách")


def join(value: Iterable[object], separator: str = ", ") -> Printed:
    """Return the items of a list as they print, with `separator` between them."""
    return Printed(separator.join(figures.joined(value)))


OWN: Mapping[str, Callable[..., object]] = {
    f.__name__: f for f in (so, phan_tram, trieu, hai_so, bang_chu, ngay, ngay_chu, gioi, hoa, trong_cau, cau, length, join)
} | {"count": length}
"""The filters that this room adds or writes anew, by the name templates use."""

KEPT = ("first", "last", "list", "reverse", "select", "reject", "selectattr", "rejectattr", "map", "sort", "unique")
"""Those of Jinja that stay: the others would print a missing value as if it were there, or a float."""


def _number(value: object, write: Callable[[Decimal], str], mark: bool = True) -> Printed:
    if isinstance(value, Figure):
        return value.printed(write, mark)
    amount = figures.amount(value)
    if amount is None or isinstance(value, bool):
        raise UnprintableError("bộ lọc này chỉ dùng cho số")
    return Printed(write(amount))


def _day(value: object, write: Callable[[date], str]) -> Printed:
    if isinstance(value, Figure) and value.known is None:
        return value.printed()
    if not isinstance(value, date):
        raise UnprintableError("bộ lọc này chỉ dùng cho ngày")
    return Printed(write(value))


def _text(value: object, write: Callable[[str], str]) -> Printed:
    if isinstance(value, Figure) and value.known is None:
        return value.printed()
    printed = figures.pieces(value)
    if len(printed) == 1 and printed[0].key:
        return Printed(write(printed[0].bare), printed[0].key, printed[0].mark)
    return Printed(write("".join(printed)))


def _two_digits(value: Decimal) -> str:
    return f"{int(value):02d}" if 0 <= value < 10 and value == int(value) else numbers.number(value)


def _is_signed(value: object) -> bool:
    return isinstance(value, Figure) and value.signed
