"""The ways in which people's keyboards and habits spell the same words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

SPELLINGS: Mapping[str, Callable[[str], str]] = {
    "as it should be": lambda text: text,
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "HOÀ": lambda text: text.replace("HÒA", "HOÀ").replace("hóa", "hoá").replace("Ủy", "Uỷ").replace("ỦY", "UỶ"),
    "en dashes": lambda text: text.replace(" - ", " – ").replace("- ", "– ", 1) if text.startswith("- ") else text.replace(" - ", " – "),
    "minus signs": lambda text: re.sub(r"^- ", "\u2212 ", text).replace(" - ", " \u2212 "),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "doubled blanks": lambda text: text.replace(" ", "  "),
    "Icelandic Đ": lambda text: text.replace("Đ", "Ð"),
    "Cyrillic letters": lambda text: text.replace("C", "С").replace("H", "Н") if text.isupper() else text,
    "invisible letters": lambda text: "\ufeff" + text.replace(" ", "\u200b "),
    "glued motto": lambda text: text.replace("Độc lập - Tự do - Hạnh phúc", "Độc lập-Tự do-Hạnh phúc"),
    "a slip": lambda text: text.replace("NGHĨA", "NGHIÃ").replace("Hạnh phúc", "Hạnh phuc").replace("VIỆT NAM", "VIỆT NA M"),
}
