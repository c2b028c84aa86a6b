"""A PDF in, the lines of text and the level strokes of each page out; the only module that knows the PDF library."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

SAME_ROW = Decimal("1.5")
_APART = Decimal(9)
_THIN = Decimal(3)
# PDFium's own sign for a hyphen at the end of a line.
_HYPHENS = {"\x02": "-", "\ufffe": "-", "\u2010": "-", "\u2011": "-", "\u00ad": "-"}


@dataclass(frozen=True, slots=True)
class Line:
    """Letters that stand together on one row. `letters`: what is compared, without blanks and case. Units: points, from below left."""

    text: str
    letters: str
    left: Decimal
    right: Decimal
    baseline: Decimal
    size: Decimal
    page: int


@dataclass(frozen=True, slots=True)
class Stroke:
    """A level stroke. Units: points, from below left."""

    left: Decimal
    right: Decimal
    height: Decimal


@dataclass(frozen=True, slots=True)
class Page:
    """One page, numbered from 1; `lines` from top to bottom, then from left to right. Units: points."""

    number: int
    width: Decimal
    height: Decimal
    lines: tuple[Line, ...]
    strokes: tuple[Stroke, ...]


@dataclass(frozen=True, slots=True)
class _Letter:
    text: str
    left: Decimal
    right: Decimal
    baseline: Decimal
    size: Decimal


def read_pages(data: bytes) -> tuple[Page, ...]:
    """Return the pages of the PDF `data`."""
    document = pypdfium2.PdfDocument(data)
    try:
        return tuple(_page(document[index], index + 1) for index in range(len(document)))
    finally:
        document.close()


def squeezed(text: str) -> str:
    """Return what of `text` can be compared with what is printed: NFC, no blanks, no case."""
    plain = "".join(_HYPHENS.get(sign, sign) for sign in unicodedata.normalize("NFC", text))
    return "".join(sign for sign in plain if not sign.isspace() and unicodedata.category(sign) != "Cf").casefold()


def _page(page: Any, number: int) -> Page:
    width, height = page.get_size()
    lines = sorted(_lines(page, number), key=lambda line: (-line.baseline, line.left))
    return Page(number, _points(width), _points(height), tuple(lines), tuple(_strokes(page)))


def _lines(page: Any, number: int) -> Iterator[Line]:
    row: list[_Letter] = []
    for letter in _letters(page):
        if row and not (abs(letter.baseline - row[-1].baseline) <= SAME_ROW and -_THIN <= letter.left - row[-1].right <= _APART):
            yield from _line(row, number)
            row = []
        row.append(letter)
    yield from _line(row, number)


def _line(row: list[_Letter], number: int) -> Iterator[Line]:
    """Yield the line that `row` makes; blanks at its ends do not count, and nothing but blanks makes none."""
    seen = [letter for letter in row if not letter.text.isspace()]
    if seen:
        text = "".join(letter.text for letter in row).strip()
        size = max(letter.size for letter in seen)
        yield Line(text, squeezed(text), seen[0].left, max(letter.right for letter in seen), seen[0].baseline, size, number)


def _letters(page: Any) -> Iterator[_Letter]:
    """Yield the letters as written in the file; the blanks and line ends that the library adds of its own are left out."""
    text = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        sign = chr(pdfium.FPDFText_GetUnicode(text, index))
        if pdfium.FPDFText_IsGenerated(text, index) == 1 or sign in "\0\r\n":
            continue
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        left, _, right, _ = text.get_charbox(index, loose=True)
        size = _points(pdfium.FPDFText_GetFontSize(text, index))
        yield _Letter(_HYPHENS.get(sign, sign), _points(left), _points(right), _points(y.value), size)


def _strokes(page: Any) -> Iterator[Stroke]:
    for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=1):
        left, bottom, right, top = map(_points, drawn.get_bounds())
        if top - bottom <= _THIN < right - left:
            yield Stroke(left, right, (bottom + top) / 2)


def _points(value: float) -> Decimal:
    return Decimal(str(round(value, 2)))
