"""Vietnamese text of the years before Unicode (TCVN3, VNI) in, Unicode out, with what could not be turned; knows the two tables, and fonts.

Such text is Latin-1 characters which a font shows as Vietnamese ones, so the file says nothing about it but the name of that font.
Source: TCVN 5712:1993, table VN3; the character table of VNI for Windows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import product


class OldEncoding(StrEnum):
    """Which table was used."""

    TCVN3 = "TCVN3"
    VNI = "VNI"


@dataclass(frozen=True, slots=True)
class OldFont:
    """A font of such a table. `is_capital`: it shows small letters as capitals (`.VnTimeH`)."""

    encoding: OldEncoding
    is_capital: bool = False


@dataclass(frozen=True, slots=True)
class Converted:
    """Text in Unicode. `encodings`: those it was written in; `lost`: characters that their tables do not have, kept as they are."""

    text: str
    encodings: tuple[OldEncoding, ...] = ()
    lost: str = ""


Run = tuple[str, OldFont | None]
"""A stretch of text in one font."""

MARKS_OF_FONTS = (b".Vn", b"VNI")
"""A part in which neither stands names no such font."""
_TONED = ("àảãáạ", "ằẳẵắặ", "ầẩẫấậ", "èẻẽéẹ", "ềểễếệ", "ìỉĩíị", "òỏõóọ", "ồổỗốộ", "ờởỡớợ", "ùủũúụ", "ừửữứự", "ỳỷỹýỵ")
_TCVN3_TONED = ("µ¶·¸¹", "»¼½¾Æ", "ÇÈÉÊË", "ÌÎÏÐÑ", "ÒÓÔÕÖ", "×ØÜÝÞ", "ßáâãä", "åæçèé", "êëìíî", "ïñòóô", "õö÷øù", "úûüýþ")
_TCVN3_PLAIN = ("¡¢§£¤¥¦¨©®ª«¬\u00ad", "ĂÂĐÊÔƠƯăâđêôơư")
_TCVN3: Mapping[str, str] = dict(zip("".join(_TCVN3_TONED) + _TCVN3_PLAIN[0], "".join(_TONED) + _TCVN3_PLAIN[1], strict=True))

_TONES = {"ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ù": "\u0301", "ï": "\u0323"}
_HATTED = {"â": "\u0302", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303", "á": "\u0302\u0301", "ä": "\u0302\u0323"}
_BREVED = {"ê": "\u0306", "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303", "é": "\u0306\u0301", "ë": "\u0306\u0323"}
_VNI_BASES = {"a": {**_TONES, **_HATTED, **_BREVED}, "e": {**_TONES, **_HATTED}, "o": {**_TONES, **_HATTED}, "u": _TONES, "y": _TONES}
_VNI_HORNED = {"ô": "ơ", "ö": "ư"}
_VNI_SINGLE = {"ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", **_VNI_HORNED}


def _vni() -> dict[str, str]:
    """Return what one or two characters of VNI stand for, small and capital."""
    small = {base + mark: unicodedata.normalize("NFC", base + marks) for base, said in _VNI_BASES.items() for mark, marks in said.items()}
    horned = product(_VNI_HORNED.items(), _TONES.items())
    small |= {base + mark: unicodedata.normalize("NFC", letter + tone) for (base, letter), (mark, tone) in horned}
    small |= _VNI_SINGLE
    mixed = {key[0].upper() + key[1:]: value.upper() for key, value in small.items()}
    return small | mixed | {key.upper(): value.upper() for key, value in small.items()}


_VNI = _vni()
_IN_VNI = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))
_ONSET = "(?:ngh|ng|nh|th|tr|ch|ph|kh|gh|gi|qu|[bcdđghklmnpqrstvx])?"
_NUCLEUS = (
    "(?:iêu|yêu|oai|oao|oay|oeo|uây|uôi|ươi|ươu|uya|uyê|uyu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|ôi|ơi|oo|ôô|ua|uâ|uê|ui|uô|uơ|uy|ưa|"
    "ưi|ươ|ưu|yê|[aăâeêioôơuưy])"
)
_CODA = "(?:ng|nh|ch|[cmnpt])?"
_SYLLABLE = re.compile(f"{_ONSET}{_NUCLEUS}{_CODA}")
_TONE_MARK = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_TOO_LONG = 2_000
_UNICODE_LETTER = re.compile("[\u0100-\u0130\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
"""One of these is enough; no old table has them. Others of their kind are looked for letter by letter."""


def font_of(name: str) -> OldFont | None:
    """Return which table the font called `name` belongs to, None for a font of Unicode."""
    if name.startswith(".Vn"):
        return OldFont(OldEncoding.TCVN3, name.rstrip().endswith("H"))
    return OldFont(OldEncoding.VNI) if re.match(r"VNI[-_ ]", name) else None


def resolved_font(name: str | None, of_cell: OldFont | None) -> OldFont | None:
    """Return the font of a stretch of text that names its own, or none and has that of its cell."""
    return of_cell if name is None else font_of(name)


def names_old_font(part: bytes) -> bool:
    """Return whether `part` may name a font of an old table."""
    return any(mark in part for mark in MARKS_OF_FONTS)


def convert(runs: Sequence[Run]) -> Converted:
    """Return the text of `runs` in Unicode; one in a font of Unicode is turned where its characters give it away."""
    found = [_convert_run(text, font) for text, font in runs]
    encodings = tuple(dict.fromkeys(encoding for one in found for encoding in one.encodings))
    return Converted("".join(one.text for one in found), encodings, "".join(dict.fromkeys("".join(one.lost for one in found))))


def _convert_run(text: str, font: OldFont | None) -> Converted:
    if text.isascii():
        return Converted(text.upper(), (font.encoding,)) if font and font.is_capital and text.upper() != text else Converted(text)
    guessed = _guess(text) if font is None else font if _is_written_in(text, font.encoding) else None
    return _decode(text, guessed) if guessed else Converted(text)


def _is_written_in(text: str, encoding: OldEncoding) -> bool:
    """Return whether text in a font of `encoding` is really written in it: people type Unicode into such cells, too."""
    if _has_unicode_letter(text):
        return False
    return is_vietnamese(_decode(text, OldFont(encoding)).text) or not is_vietnamese(text)


@lru_cache(maxsize=1024)
def _guess(text: str) -> OldFont | None:
    """Return the table that makes Vietnamese of `text`, which is none as it stands."""
    if len(text) > _TOO_LONG or _has_unicode_letter(text) or is_vietnamese(text):
        return None
    fonts = [OldFont(OldEncoding.TCVN3), OldFont(OldEncoding.VNI)]
    if any(len(pair) > 1 for pair in _IN_VNI.findall(text)):  # a letter and its mark apart: only VNI writes so
        fonts.reverse()
    return next((font for font in fonts if not (tried := _decode(text, font)).lost and is_vietnamese(tried.text)), None)


def _has_unicode_letter(text: str) -> bool:
    return _UNICODE_LETTER.search(text) is not None or any(ord(letter) > 0xFF and letter.isalpha() for letter in text)


def _decode(text: str, font: OldFont) -> Converted:
    if font.encoding is OldEncoding.TCVN3:
        turned, rest = "".join(_TCVN3.get(letter, letter) for letter in text), "".join(c for c in text if c not in _TCVN3)
    else:
        turned, rest = _IN_VNI.sub(lambda match: _VNI[match[0]], text), _IN_VNI.sub("", text)
    lost = "".join(dict.fromkeys(letter for letter in rest if 0xA0 < ord(letter) <= 0xFF))
    return Converted(turned.upper() if font.is_capital else turned, (font.encoding,), lost)


def is_vietnamese(text: str) -> bool:
    """Return whether every word of `text` that has more than plain letters can be a Vietnamese one."""
    words = (word.strip("".join(c for c in set(word) if not c.isalnum())) for word in text.split())
    pieces = (piece for word in words for piece in re.split(r"[-–/.,;:()+&]", word) if not piece.isascii())
    return all(_is_syllable(piece) for piece in pieces)


def _is_syllable(word: str) -> bool:
    bare = unicodedata.normalize("NFD", word.casefold())
    tones = _TONE_MARK.findall(bare)
    return len(tones) <= 1 and _SYLLABLE.fullmatch(unicodedata.normalize("NFC", _TONE_MARK.sub("", bare))) is not None
