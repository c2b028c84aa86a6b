"""A count in, how a list writes it out (1, a, IV); symbols of picture fonts as plain characters."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_HIGHEST_ROMAN = 3999
_HIGHEST_LETTER = 780
_PRIVATE = range(0xF000, 0xF100)
_SYMBOL_FONTS = ("symbol", "wingdings", "webdings", "wingdings 2", "wingdings 3")
_SYMBOLS = {
    0xB7: "•",
    0x2D: "-",
    0x2B: "+",
    0x2A: "*",
    0xA7: "▪",
    0xD8: "➢",
    0xFC: "✓",
    0xFE: "☑",
    0xA8: "☐",
    0x6F: "☐",
    0x71: "☐",
    0x76: "❖",
    0x6C: "•",
    0x6E: "■",
    0xE0: "→",
    0xF0: "→",
}


def numeral(count: int, format: str) -> str:
    """Return `count` as a list of `format` writes it; formats that official papers never use are written in digits."""
    if format == "none":
        return ""
    if format == "decimalZero":
        return f"{count:02d}"
    if format in ("lowerLetter", "upperLetter") and 0 < count <= _HIGHEST_LETTER:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if format == "upperLetter" else letters
    if format in ("lowerRoman", "upperRoman") and 0 < count <= _HIGHEST_ROMAN:
        return _roman(count).upper() if format == "upperRoman" else _roman(count)
    return str(count)


def symbol(code: int, font: str) -> str:
    """Return the character that `code` shows in the picture font `font`, as near as plain text comes; a bullet when it has none."""
    if code in _PRIVATE or (code <= 0xFF and font.casefold() in _SYMBOL_FONTS):
        return _SYMBOLS.get(code & 0xFF, "•")
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code <= 0xFFFD else ""


def bullet(text: str, font: str) -> str:
    """Return the sign of a bullet list as plain text."""
    return "".join(symbol(ord(letter), font) for letter in text.strip())


def _roman(count: int) -> str:
    written = []
    for worth, letters in _ROMAN:
        times, count = divmod(count, worth)
        written.append(letters * times)
    return "".join(written)
