"""Words as people type them, compared with the words that are meant: Unicode forms, look-alike letters, dashes, blanks, accents, slips."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from docgen.model.text import key
from docgen.nd30.reading.document import TextRun
from docgen.nd30.recognise.legacy import is_legacy, letters

_SAME_LOOKING = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\uff0d\uf02d", "-"),
        **dict.fromkeys("\u00a0\u1680\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "),
        **dict(zip("ÐƉðɖ", "ĐĐđđ", strict=True)),
        **dict(zip("АВЕКМНОРСТУХаеорсухіІ", "ABEKMHOPCTYXaeopcyxiI", strict=True)),
        **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True)),
        "\u2044": "/",
        "\uff0f": "/",
        "\uff1a": ":",
        "\r": "\n",
        "\x0b": "\n",
    }
)
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_LETTERS = re.compile(r"[^a-z0-9]+")
_WORD = re.compile(r"\S+")


def comparable(runs: Sequence[TextRun]) -> tuple[str, tuple[int, ...] | None]:
    """Return the letters of `runs` in one spelling, and of each the offset of its source; None when the offsets are the same."""
    text = "".join(run.text for run in runs)
    if not any(run.format.caps or is_legacy(run.format.font) for run in runs) and _is_plain(text):
        return text.translate(_SAME_LOOKING), None
    shown: list[str] = []
    offsets: list[int] = []
    for cluster, offset in _clusters(_shown(runs)):
        letter = unicodedata.normalize("NFC", cluster.translate(_SAME_LOOKING))
        shown.append(letter)
        offsets.extend([offset] * len(letter))
    return "".join(shown), tuple(offsets)


def same_letters(text: str) -> str:
    """Return `text` in NFC with plain dashes, blanks and letters, on one line, single blanks."""
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).translate(_SAME_LOOKING).split())


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """Return the letters and digits of `text`, small and without accents ("Độc lập - Tự do" to "doclaptudo")."""
    decomposed = unicodedata.normalize("NFD", same_letters(text).casefold().replace("đ", "d"))
    return _LETTERS.sub("", "".join(c for c in decomposed if not unicodedata.combining(c)))


def words(listed: str) -> re.Pattern[str]:
    """Return a pattern for `spelled(text)` that begins with one of the words `listed`, parted by "|"."""
    each = sorted({spelled(word) for word in listed.split("|") if word.strip()}, key=len, reverse=True)
    return re.compile("(?:" + "|".join(re.escape(word) for word in each) + r")(?![\w\u0300-\u036f])")


@lru_cache(maxsize=8192)
def spelled(text: str) -> str:
    """Return `text` as small letters, tone marks in one place, plain dashes and blanks."""
    return key(same_letters(text))


def is_close(text: str, target: str, slips: int = 2) -> bool:
    """Return whether `text` is the bare word `target` but for accents and at most `slips` letters too many, too few or wrong."""
    return _distance(bare(text), target, slips) <= slips


def locate(text: str, target: str, slips: int = 2) -> tuple[int, int] | None:
    """Return from where to where in `text` words stand that are the bare words `target`, but for `slips` letters."""
    words = [(found.start(), found.end(), bare(found[0])) for found in _WORD.finditer(text)]
    best: tuple[int, tuple[int, int]] | None = None
    for first, (start, _, opening) in enumerate(words):
        if not opening:
            continue
        joined = ""
        for _, end, word in words[first:]:
            joined += word
            if len(joined) > len(target) + slips:
                break
            if word and len(joined) >= len(target) - slips and _may_be(joined, target):
                distance = _distance(joined, target, slips)
                if distance <= slips and (best is None or distance < best[0]):
                    best = (distance, (start, end))
    if best and best[0] == 0:
        return best[1]
    return _glued(text, target) or (best[1] if best else None)


def _may_be(joined: str, target: str) -> bool:
    """Return whether it is worth while to count the slips: the first or the last letters are as they should be."""
    return target[:3] in joined[:6] or target[-3:] in joined[-6:]


def _glued(text: str, target: str) -> tuple[int, int] | None:
    """Return from where to where the letters of `target` stand in `text` with no blank before or after them."""
    if target not in bare(text):
        return None
    letters = [(letter, place) for place, character in enumerate(text) for letter in bare(character)]
    start = "".join(letter for letter, _ in letters).find(target)
    return (letters[start][1], letters[start + len(target) - 1][1] + 1) if start >= 0 else None


def _is_plain(text: str) -> bool:
    return text.isascii() or (unicodedata.is_normalized("NFC", text) and not _INVISIBLE.search(text))


def _shown(runs: Sequence[TextRun]) -> Iterable[str]:
    for run in runs:
        shown = letters(run.text, run.format.font)
        yield from (letter.upper() for letter in shown) if run.format.caps else shown


def _clusters(shown: Iterable[str]) -> Iterable[tuple[str, int]]:
    """Yield each letter with its marks, and the offset where it begins; invisible characters are left out."""
    cluster, begin = "", 0
    for offset, letter in enumerate(shown):
        if _INVISIBLE.fullmatch(letter):
            continue
        if cluster and letter and all(unicodedata.combining(c) for c in letter):
            cluster += letter
            continue
        if cluster:
            yield cluster, begin
        cluster, begin = letter, offset
    if cluster:
        yield cluster, begin


def _distance(one: str, other: str, limit: int) -> int:
    """Return how many letters part `one` from `other`; more than `limit` is not counted on."""
    if one == other:
        return 0
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    row = list(range(len(other) + 1))
    for count, letter in enumerate(one, 1):
        above, row[0] = row[0], count
        for place, wanted in enumerate(other, 1):
            above, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, above + (letter != wanted))
        if min(row) > limit:
            return limit + 1
    return row[-1]
