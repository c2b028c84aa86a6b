"""Numbers as Vietnamese offices print them: separators, decimals, words; knows no document."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

MOST_PLACES = 6
"""Where nobody says how many decimals a figure has, it is printed with at most so many."""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", "nghìn", "triệu")


def rounded(value: Decimal, places: int) -> Decimal:
    """Return `value` with `places` decimals, a half rounded away from zero as people do."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def number(value: Decimal, places: int = MOST_PLACES, *, fixed: bool = False, signed: bool = False) -> str:
    """Return `value` as `1.234,5`: at most `places` decimals, without trailing zeros unless `fixed`, with its plus when `signed`."""
    exact = rounded(value, places)
    whole, _, decimals = f"{abs(exact):,f}".partition(".")
    kept = decimals if fixed else decimals.rstrip("0")
    digits = whole.replace(",", ".") + (f",{kept}" if kept else "")
    if exact == 0:
        return digits
    return f"-{digits}" if exact < 0 else f"+{digits}" if signed else digits


def in_words(value: Decimal) -> str:
    """Return `value` in words: `hai mươi mốt`, `một nghìn không trăm linh năm`, `một phẩy năm`."""
    if value < 0:
        return f"âm {in_words(-value)}"
    whole, _, decimals = f"{rounded(value, MOST_PLACES):f}".partition(".")
    kept = decimals.rstrip("0")
    words = _whole_in_words(int(whole))
    return f"{words} phẩy {' '.join(_DIGITS[int(d)] for d in kept)}" if kept else words


def _whole_in_words(value: int) -> str:
    if value == 0:
        return _DIGITS[0]
    milliards, rest = divmod(value, 10**9)
    head = [f"{_whole_in_words(milliards)} tỷ"] if milliards else []
    return " ".join(head + _groups_in_words(rest, follows=bool(milliards)))


def _groups_in_words(value: int, follows: bool) -> list[str]:
    words: list[str] = []
    for power in (2, 1, 0):
        group = value // 1000**power % 1000
        if group:
            words.append(f"{_three_digits(group, follows=follows or bool(words))} {_SCALES[power]}".strip())
    return words


def _three_digits(value: int, follows: bool) -> str:
    hundreds, rest = divmod(value, 100)
    says_hundreds = hundreds > 0 or follows
    words = [f"{_DIGITS[hundreds]} trăm"] if says_hundreds else []
    tens, ones = divmod(rest, 10)
    if tens == 0:
        words += [f"linh {_DIGITS[ones]}" if says_hundreds else _DIGITS[ones]] if ones else []
    else:
        words.append("mười" if tens == 1 else f"{_DIGITS[tens]} mươi")
        words += [_ones_after_tens(tens, ones)] if ones else []
    return " ".join(words)


def _ones_after_tens(tens: int, ones: int) -> str:
    if ones == 5:
        return "lăm"
    return "mốt" if ones == 1 and tens > 1 else _DIGITS[ones]


def measured(value: Decimal, unit: str, *, exact: bool = False) -> str:
    """Return a figure with its unit of measure: a share as `47,7%` (one decimal; a target `exact`, as the plan states it)."""
    if unit == "%":
        return f"{number(value) if exact else number(value, 1, fixed=True)}%"
    return " ".join(part for part in (number(value) if exact else number(value, 1), unit) if part)
