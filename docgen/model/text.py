"""Vietnamese text as values: cleaning, keys for comparison, names for files; knows how people's spellings of one word differ."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE_MARK = re.compile(f"[{_TONES}]")
_UNSAFE_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED_NAMES = {"con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(1, 10))}

_SHORT = 200
"""Labels and names are asked for again and again; longer texts are not."""


def clean(text: str) -> str:
    """Return `text` in NFC, with plain spaces, without control or invisible characters, trimmed; line breaks stay."""
    if text.isprintable() and "  " not in text and unicodedata.is_normalized("NFC", text):
        return text.strip(" ")
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _INVISIBLE.sub("", text)
    text = "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs", "Cn") or c == "\t")
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(lines).strip()


def folded(text: str) -> str:
    """Return `text` in NFC on one line, each run of white space as one space."""
    return " ".join(clean(text).split())


def key(text: str) -> str:
    """Return what two spellings of one Vietnamese text share: case, tone placement (hòa, hoà), NFD and spaces folded."""
    return _short_key(text) if len(text) <= _SHORT else _key(text)


@lru_cache(maxsize=4096)
def _short_key(text: str) -> str:
    return _key(text)


def _key(text: str) -> str:
    return " ".join(_with_tone_last(word) for word in folded(text).casefold().split())


def without_accents(text: str) -> str:
    """Return `text` in plain ASCII letters ("Thôn Mẫu 01" to "Thon Mau 01")."""
    decomposed = unicodedata.normalize("NFD", folded(text).replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).encode("ascii", "ignore").decode()


def slug(text: str) -> str:
    """Return `text` as lower-case ASCII words joined by hyphens ("Thôn Mẫu 01" to "thon-mau-01")."""
    return "-".join(re.findall(r"[a-z0-9]+", without_accents(text).casefold()))


def file_name(text: str) -> str:
    """Return `text` as a file name that Windows, Linux and macOS accept (at most 120 characters, without extension)."""
    name = _UNSAFE_IN_NAMES.sub(" ", folded(text)).strip(" .")[:120].rstrip(" .")
    return f"_{name}" if not name or name.split(".")[0].casefold() in _RESERVED_NAMES else name


def portable_name(name: str) -> str:
    """Return the file name `name` as it is when every system accepts it, else made acceptable."""
    trimmed = name.strip(" .")
    stem, dot, suffix = trimmed.rpartition(".") if "." in trimmed else (trimmed, "", "")
    is_reserved = stem.split(".")[0].strip().casefold() in _RESERVED_NAMES
    if not (is_reserved or _UNSAFE_IN_NAMES.search(name) or clean(name) != name or name != trimmed):
        return name
    return f"{file_name(clean(stem))}{dot}{_UNSAFE_IN_NAMES.sub('', folded(suffix)).strip(' .')}".rstrip(".")


def shortened(text: str, limit: int = 60) -> str:
    """Return `text` on one line, cut at `limit` characters with an ellipsis."""
    line = folded(text)
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def capitalised(text: str) -> str:
    """Return `text` with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def _with_tone_last(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    tones = "".join(_TONE_MARK.findall(decomposed))
    return unicodedata.normalize("NFC", _TONE_MARK.sub("", decomposed)) + tones
