"""Patterns of regex(): refuses those that could run for ever; an honest upper bound of the work guards each match."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, field
from functools import cache

_MAX_LENGTH = 200
_MAX_COUNT = 1000
_MAX_STEPS = 5_000_000
_LEAST_TEXT = 40
_QUANTIFIER = re.compile(r"(?P<sign>[*+?])|\{(?P<low>\d*)(?P<comma>,)?(?P<high>\d*)\}")


class _RefusedError(ValueError):
    """The pattern uses something that could run for ever or that phones read differently."""


@dataclass
class _Work:
    """How often a part of a pattern may have to be tried again.

    `spans`: for each quantifier, how many lengths it may take (None = as many as the text is long). `ways`: of alternatives.
    """

    spans: list[int | None] = field(default_factory=list)
    ways: int = 1

    @property
    def is_fixed(self) -> bool:
        return not self.spans and self.ways == 1

    def add(self, other: _Work) -> None:
        self.spans += other.spans
        self.ways *= other.ways

    def steps(self, length: int) -> int:
        product = self.ways * (length + 1)
        for span in self.spans:
            product *= (length if span is None else min(span, length)) + 1
        return product


def objection(pattern: str) -> str:
    """Return why `pattern` cannot be used, in Vietnamese, or ""."""
    try:
        work = _work(pattern)
    except _RefusedError as error:
        return f"Mẫu regex “{pattern}”: {error}"
    if work.steps(_LEAST_TEXT) > _MAX_STEPS:
        return f"Mẫu regex “{pattern}”: quá phức tạp, cần viết gọn lại"
    return ""


def matches(pattern: str, text: str) -> bool | None:
    """Return whether the whole of `text` fits `pattern`; None when the text is too long to tell in bounded time."""
    if _work(pattern).steps(len(text)) > _MAX_STEPS:
        return None
    return re.compile(pattern, re.ASCII).fullmatch(text) is not None


@cache
def _work(pattern: str) -> _Work:
    if len(pattern) > _MAX_LENGTH:
        raise _RefusedError(f"dài quá {_MAX_LENGTH} ký tự")
    try:
        with warnings.catch_warnings():
            # No more than `re` itself may warn of: the filter holds for the other threads too.
            warnings.simplefilter("error", FutureWarning)
            warnings.simplefilter("error", DeprecationWarning)
            re.compile(pattern, re.ASCII)
    except (re.error, OverflowError, RecursionError, Warning) as error:
        raise _RefusedError("viết sai cú pháp") from error
    return _Scanner(pattern).whole()


class _Scanner:
    """Reads a pattern that `re` accepts and adds up its work."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.place = 0

    def whole(self) -> _Work:
        return self._alternatives()

    def _alternatives(self) -> _Work:
        work, count = _Work(), 1
        while self.place < len(self.pattern) and self.pattern[self.place] != ")":
            if self.pattern[self.place] == "|":
                count += 1
                self.place += 1
            else:
                work.add(self._piece())
        work.ways *= count
        return work

    def _piece(self) -> _Work:
        atom = self._atom()
        span, repeats = self._quantifier()
        if repeats and not atom.is_fixed:
            raise _RefusedError("không được lặp một nhóm mà bên trong đã có phép lặp hoặc dấu |; viết lại, ví dụ [a-z0-9]+")
        if span != 0:
            atom.add(_Work([span]))
        return atom

    def _atom(self) -> _Work:
        sign = self.pattern[self.place]
        if sign == "(":
            return self._group()
        if sign == "[":
            self._skip_class()
        elif sign == "\\":
            if self.pattern[self.place + 1].isdigit():
                raise _RefusedError("không dùng được tham chiếu ngược (\\1)")
            self.place += 2
        else:
            self.place += 1
        return _Work()

    def _group(self) -> _Work:
        self.place += 1
        if self.pattern.startswith("?", self.place):
            if not self.pattern.startswith("?:", self.place):
                raise _RefusedError("chỉ dùng được nhóm ( ) và (?: )")
            self.place += 2
        work = self._alternatives()
        self.place += 1
        return work

    def _skip_class(self) -> None:
        self.place += 2 if self.pattern.startswith("[^", self.place) else 1
        first = True
        while first or self.pattern[self.place] != "]":
            self.place += 2 if self.pattern[self.place] == "\\" else 1
            first = False
        self.place += 1

    def _quantifier(self) -> tuple[int | None, bool]:
        """Return how many lengths the quantifier here may take (0 = none here), and whether it repeats more than once."""
        match = _QUANTIFIER.match(self.pattern, self.place)
        if not match or match.group() in ("{}", "{,}"):
            return 0, False
        self.place = match.end()
        if self.place < len(self.pattern) and self.pattern[self.place] in "?+":
            self.place += 1
        if match["sign"]:
            return (1, False) if match["sign"] == "?" else (None, True)
        low = int(match["low"] or 0)
        high = int(match["high"]) if match["high"] else (None if match["comma"] else low)
        if max(low, high or 0) > _MAX_COUNT:
            raise _RefusedError(f"không lặp quá {_MAX_COUNT} lần")
        return (None if high is None else high - low), high is None or high > 1
