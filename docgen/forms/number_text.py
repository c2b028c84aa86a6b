"""Figures as people in Viet Nam type them: text in, the number it means, or the ways in which it could be meant."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

_DIGITS = r"[0-9]+(?:[.,][0-9]+)*"
_NUMBER = re.compile(rf"[+-]?{_DIGITS}")
_GROUPED_BY_SPACES = re.compile(r"[+-]?[0-9]{1,3}(?: [0-9]{3})+(?:,[0-9]+)?")
_THOUSANDS = {sign: re.compile(rf"[0-9]{{1,3}}(?:\{sign}[0-9]{{3}})+") for sign in ".,"}
_AMONG_WORDS = re.compile(rf"(?<![\w.,])-?(?:[0-9]{{1,3}}(?: [0-9]{{3}})+(?![0-9])|{_DIGITS})")
_MANY = {"nghìn": 3, "ngàn": 3, "nghin": 3, "ngan": 3, "triệu": 6, "trieu": 6, "tr": 6, "tỷ": 9, "tỉ": 9, "ty": 9}
_MINUS_SIGNS = str.maketrans({"−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "'": "", "’": ""})


@dataclass(frozen=True, slots=True)
class Plain:
    """One meaning. `is_unusual`: written so that it is worth saying how it was understood."""

    value: Decimal
    is_unusual: bool = False


@dataclass(frozen=True, slots=True)
class Unclear:
    """Two meanings."""

    first: Decimal
    second: Decimal


@dataclass(frozen=True, slots=True)
class Wordy:
    """Words stand there; `proposed` is the number among them, when there is just one."""

    proposed: Decimal | None = None


def parse(typed: str, *, is_count: bool, counts_money: bool = False, is_percent: bool = False) -> Plain | Unclear | Wordy:
    """Return what number `typed` (cleaned text) means.

    Args:
        is_count: only whole numbers make sense, so `1.234` is 1234; else it is unclear.
        counts_money: "5 triệu" can be proposed as 5000000.
        is_percent: a trailing % belongs to the figure.
    """
    text = ascii_digits(typed).translate(_MINUS_SIGNS).strip()
    if is_percent and text.endswith("%"):
        found = _parse_bare(text[:-1].strip(), is_count)
        return Plain(found.value, True) if isinstance(found, Plain) else found
    bare = re.sub(r"^([+-])\s+", r"\1", text)
    found = _parse_bare(bare, is_count)
    return found if not isinstance(found, Wordy) else Wordy(_among_words(bare, is_count, counts_money))


def ascii_digits(text: str) -> str:
    """Return `text` with full-width, Arabic and other digits as 0-9, and full-width signs as plain ones."""
    digits = "".join(str(unicodedata.digit(c)) if c.isdigit() and unicodedata.category(c) == "Nd" else c for c in text)
    return digits.translate(str.maketrans("．，－＋％", ".,-+%"))


def _parse_bare(text: str, is_count: bool) -> Plain | Unclear | Wordy:
    if _GROUPED_BY_SPACES.fullmatch(text):
        return Plain(Decimal(text.replace(" ", "").replace(",", ".")), True)
    if not _NUMBER.fullmatch(text):
        return Wordy()
    sign = -1 if text.startswith("-") else 1
    digits = text.lstrip("+-")
    dots, commas = digits.count("."), digits.count(",")
    if not dots and not commas:
        return Plain(sign * Decimal(digits))
    found = _with_both(digits) if dots and commas else _with_one(digits, "." if dots else ",", is_count)
    if isinstance(found, Plain):
        return Plain(sign * found.value, found.is_unusual)
    return Unclear(sign * found.first, sign * found.second) if isinstance(found, Unclear) else found


def _with_both(digits: str) -> Plain | Wordy:
    """Read digits with dots and commas: the last sign parts decimals, the other one thousands."""
    decimal_sign, group_sign = (",", ".") if digits.rfind(",") > digits.rfind(".") else (".", ",")
    whole, _, fraction = digits.rpartition(decimal_sign)
    if decimal_sign in whole or not _is_grouped(whole, group_sign):
        return Wordy()
    return Plain(Decimal(f"{whole.replace(group_sign, '')}.{fraction}"), True)


def _with_one(digits: str, sign: str, is_count: bool) -> Plain | Unclear | Wordy:
    grouped = _is_grouped(digits, sign) and not digits.startswith("0")
    if digits.count(sign) > 1:
        return Plain(Decimal(digits.replace(sign, "")), True) if grouped else Wordy()
    as_decimal = Decimal(digits.replace(",", "."))
    if not grouped:
        return Plain(as_decimal, sign == ".")
    as_thousands = Decimal(digits.replace(sign, ""))
    return Plain(as_thousands, True) if is_count else Unclear(as_thousands, as_decimal)


def _is_grouped(digits: str, sign: str) -> bool:
    return _THOUSANDS[sign].fullmatch(digits) is not None


def _among_words(text: str, is_count: bool, counts_money: bool) -> Decimal | None:
    """Return the one number in `text`; None when there is none or more than one, or a word may change its meaning."""
    found = _AMONG_WORDS.findall(text)
    if len(found) != 1 or re.search(r"[0-9_]", text.replace(found[0], "", 1)):
        return None
    meaning = _parse_bare(found[0], is_count)
    if not isinstance(meaning, Plain):
        return None
    rest = text.split(found[0], 1)[1]
    word = re.match(r"\s*([^\W\d_]+)", rest)
    power = _MANY.get(word[1].casefold(), 0) if word else 0
    if power and not counts_money:
        return None
    if re.match(r"[eE][0-9+-]", rest):
        return None
    value = meaning.value.scaleb(power)
    return Decimal(int(value)) if value == value.to_integral_value() else value
