"""How wide text is in Times New Roman: text, size and weight in, millimetres out; holds the letters' widths as data."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

UNITS_PER_EM = 2048
_MM_PER_PT = Decimal("25.4") / 72
_HORN = "\u031b"

# Advance widths of a metric twin of Times New Roman, in 1/2048 of the size.
# A letter with a tone or a hat is as wide as its base; ơ and ư are not.
_REGULAR = {
    369: "'",
    410: "|",
    512: " ,.",
    569: "/:;\\ijlt",
    682: "!()-I[]`fr‘’·",
    797: "Js",
    836: '"',
    909: "?acez“”",
    961: "^",
    983: "{}",
    1024: "#$*0123456789_bdghknopquvxyđ–",
    1083: "ơ",
    1108: "~",
    1110: "ư",
    1139: "FPS",
    1155: "+<=>×",
    1251: "ELTZ",
    1366: "BCR",
    1479: "ADGHKNOQUVXYwĐƠ",
    1589: "Ư",
    1593: "&m",
    1706: "%",
    1821: "M",
    1886: "@",
    1933: "W",
    2048: "…—",
}
_BOLD = {
    451: "|",
    512: " ,.",
    569: "'/\\il",
    682: "!()-:;[]`fjt‘’·",
    797: "Is",
    807: "{}",
    909: "cerz",
    1024: "#$*0123456789?J_agovxy–“”",
    1065: "~",
    1134: "ơ",
    1137: '"',
    1139: "Sbdhknpquđ",
    1167: "+<=>×",
    1190: "^",
    1229: "ư",
    1251: "FP",
    1366: "BELTZ",
    1479: "ACDNRUVXYwĐ",
    1593: "GHKOQƠ",
    1630: "Ư",
    1706: "&m",
    1905: "@",
    1933: "M",
    2048: "%W…—",
}
_WIDTH = {
    False: {letter: width for width, letters in _REGULAR.items() for letter in letters},
    True: {letter: width for width, letters in _BOLD.items() for letter in letters},
}


def width_mm(text: str, size_pt: Decimal, *, bold: bool) -> Decimal:
    """Return how wide `text` is on one line.

    Units: millimetres; letters that the table lacks count as wide as a digit.
    """
    table = _WIDTH[bold]
    units = sum(table.get(letter) or table.get(_base(letter), UNITS_PER_EM // 2) for letter in unicodedata.normalize("NFC", text))
    return units * size_pt * _MM_PER_PT / UNITS_PER_EM


def wrapped(text: str, size_pt: Decimal, room_mm: Decimal, *, bold: bool) -> tuple[str, ...]:
    """Return the lines into which `text` falls in a column `room_mm` wide."""
    done: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if line and width_mm(longer, size_pt, bold=bold) > room_mm:
            done.append(line)
            line = word
        else:
            line = longer
    return (*done, line) if line else tuple(done)


def balanced_mm(text: str, size_pt: Decimal, room_mm: Decimal, *, bold: bool) -> Decimal:
    """Return a column in which `text` takes no more lines than in `room_mm` and they are about equally long.

    A column whose lines end at commas is preferred.
    """
    count = len(wrapped(text, size_pt, room_mm, bold=bold))
    narrowest = room_mm
    at_commas: Decimal | None = None
    for less in range(int(room_mm)):
        lines = wrapped(text, size_pt, room_mm - less, bold=bold)
        if len(lines) > count:
            break
        narrowest = room_mm - less
        if count > 1 and all(line.endswith(",") for line in lines[:-1]):
            at_commas = narrowest
    return min((at_commas or narrowest) + 1, room_mm)


def _base(letter: str) -> str:
    decomposed = unicodedata.normalize("NFD", letter)
    return unicodedata.normalize("NFC", decomposed[0] + (_HORN if _HORN in decomposed else ""))
