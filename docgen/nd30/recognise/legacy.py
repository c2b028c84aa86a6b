"""Letters typed with the fonts of the time before Unicode (TCVN3, VNI) as the letters that people see."""

from __future__ import annotations

_TCVN3_CODES = (
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
)
_TCVN3 = str.maketrans(*_TCVN3_CODES)
_LAST_OF_OLD_CODES = 0xFF
_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_HAT, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_VNI_MARKS = {
    "ø": _GRAVE,
    "ù": _ACUTE,
    "û": _HOOK,
    "õ": _TILDE,
    "ï": _DOT,
    "â": _HAT,
    "à": _HAT + _GRAVE,
    "á": _HAT + _ACUTE,
    "å": _HAT + _HOOK,
    "ã": _HAT + _TILDE,
    "ä": _HAT + _DOT,
    "ê": _BREVE,
    "è": _BREVE + _GRAVE,
    "é": _BREVE + _ACUTE,
    "ú": _BREVE + _HOOK,
    "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
}
_VNI_LETTERS = {
    "ô": "o" + _HORN,
    "ö": "u" + _HORN,
    "ì": "i" + _GRAVE,
    "í": "i" + _ACUTE,
    "æ": "i" + _HOOK,
    "ó": "i" + _TILDE,
    "ò": "i" + _DOT,
    "ñ": "đ",
    "î": "y" + _DOT,
}


def is_legacy(font: str) -> bool:
    """Return whether letters in `font` are coded in a way of its own."""
    name = font.casefold()
    return name.startswith((".vn", "vni", "vn-"))


def letters(text: str, font: str) -> list[str]:
    """Return what each character of `text` shows in `font`: a letter, or marks that belong to the letter before.

    Text with letters that the old codes did not have is Unicode, whatever its font is called.
    """
    name = font.casefold()
    if any(ord(letter) > _LAST_OF_OLD_CODES and letter.isalpha() for letter in text):
        return list(text)
    if name.startswith(".vn"):
        shown = text.translate(_TCVN3)
        return list(shown.upper() if name.endswith("h") else shown)
    if is_legacy(font):
        return [_vni(character) for character in text]
    return list(text)


def _vni(character: str) -> str:
    low = character.lower()
    shown = _VNI_MARKS.get(low) or _VNI_LETTERS.get(low, low)
    return shown.upper() if character != low and low not in _VNI_MARKS else shown
