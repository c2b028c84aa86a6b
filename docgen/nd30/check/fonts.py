"""The face, the colour and the coding of letters everywhere in the paper.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục I, khoản 4.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from docgen.nd30 import rules
from docgen.nd30.check import letters
from docgen.nd30.check.case import Case
from docgen.nd30.check.findings import Breach
from docgen.nd30.figures import Severity
from docgen.nd30.reading.document import Paragraph, TextRun
from docgen.nd30.recognise.components import Component

_LEGACY = re.compile(r"\.vn|vni[- ]|vps|\.vni", re.IGNORECASE)
_SYMBOLS = re.compile(r"symbol|wingdings|webdings|dingbats", re.IGNORECASE)
_NEARLY_BLACK = 0x48
_STRAY = 3
_COLOURED = (Component.URGENCY, Component.SECRECY, Component.CIRCULATION)


def judge_fonts(case: Case) -> Iterator[Breach]:
    """Yield breaches of face, colour and coding."""
    stamped = {id(found.paragraph) for found in case.recognised.of(*_COLOURED)}
    for paragraph in case.everywhere():
        yield from _face(paragraph)
        yield from _coding(paragraph)
        if id(paragraph) not in stamped:
            yield from _colour(paragraph)


def has_letters(run: TextRun) -> bool:
    """Return whether `run` has letters or digits."""
    return any(letter.isalnum() for letter in run.text)


def is_decreed(font: str) -> bool:
    """Return whether `font` is the decree's face, whatever a program calls it; an unknown one counts as it."""
    name = font.replace(" ", "").casefold()
    return not name or name.startswith(rules.get("page.font").texts[0].replace(" ", "").casefold())


def is_legacy(font: str) -> bool:
    """Return whether `font` codes Vietnamese letters in a way older than Unicode."""
    return bool(_LEGACY.match(font))


def faces(run: TextRun) -> tuple[str, ...]:
    """Return the faces in which the letters of `run` are shown."""
    used = {"ascii" if letter.isascii() else "hAnsi" for letter in run.text if letter.isalnum()}
    return tuple(dict.fromkeys(run.format.fonts.get(kind, run.format.font) for kind in sorted(used)))


def _face(paragraph: Paragraph) -> Iterator[Breach]:
    runs = [run for run in letters.seen(paragraph.runs) if has_letters(run)]
    wrong = [run for run in runs if any(not is_decreed(face) and not is_legacy(face) and not _SYMBOLS.search(face) for face in faces(run))]
    if not wrong:
        return
    face = next(face for run in wrong for face in faces(run) if not is_decreed(face))
    many = sum(map(letters.count, wrong)) * 3 >= sum(map(letters.count, runs))
    yield Breach("page.font", f"phông chữ {face}", paragraph, None if many else Severity.ADVICE)


def _coding(paragraph: Paragraph) -> Iterator[Breach]:
    legacy = next((run for run in letters.seen(paragraph.runs) if has_letters(run) and is_legacy(run.format.font)), None)
    if legacy is not None:
        yield Breach("page.font.unicode", f"phông chữ {legacy.format.font}", paragraph)
        return
    text = paragraph.raw_text
    if not unicodedata.is_normalized("NFC", text):
        yield Breach("sp.nfc", "dấu của chữ là ký tự rời (chữ dạng tổ hợp)", paragraph)
    if any(unicodedata.category(c) == "Co" for run in paragraph.runs if not _SYMBOLS.search(run.format.font) for c in run.text):
        yield Breach("sp.nfc", "có ký tự riêng của một phông chữ", paragraph, group="private")


def _colour(paragraph: Paragraph) -> Iterator[Breach]:
    coloured = [run for run in letters.seen(paragraph.runs) if has_letters(run) and _is_coloured(run.format.color)]
    if sum(map(letters.count, coloured)) >= _STRAY:
        yield Breach("page.font.color", f"chữ màu {coloured[0].format.color.upper()}", paragraph)
    if any(run.format.highlight not in ("", "none", "white") for run in letters.seen(paragraph.runs)):
        yield Breach("page.font.color", "chữ có nền màu", paragraph, Severity.ADVICE, "highlight")


def _is_coloured(colour: str) -> bool:
    """Return whether a reader sees `colour` as one; white cannot be seen at all."""
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", colour) or colour.upper() == "FFFFFF":
        return False
    return any(int(colour[i : i + 2], 16) > _NEARLY_BLACK for i in (0, 2, 4))
