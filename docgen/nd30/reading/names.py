"""The words of WordprocessingML: names of elements, and their values read without trust; a value that makes no sense is None."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
WPG = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741
VAL = W + "val"

_NUMBER = re.compile(r"([+-]?\d{1,12}(?:\.\d{1,12})?)\s*(pt|in|cm|mm|pc|pi|px)?$")
_POINTS = {
    "pt": Decimal(1),
    "in": Decimal(72),
    "cm": Decimal(72) / Decimal("2.54"),
    "mm": Decimal(72) / Decimal("25.4"),
    "pc": Decimal(12),
    "pi": Decimal(12),
    "px": Decimal("0.75"),
}
_PARTS = {"twips": 20, "half": 2, "emu": 12700}
_LONGEST_NUMBER = 40
_OFF = frozenset(("0", "false", "off"))
_NO_LINE = frozenset(("none", "nil", ""))


def points(text: str | None, bare: str = "twips") -> Decimal | None:
    """Return a length in points; a number without unit counts `bare` ones ("twips", "px", "pt", "half", "emu")."""
    return _points(text, bare) if text and len(text) <= _LONGEST_NUMBER else None


@lru_cache(maxsize=4096)
def _points(text: str, bare: str) -> Decimal | None:
    found = _NUMBER.match(text.strip())
    if found is None:
        return None
    number = Decimal(found[1])
    if found[2]:
        return number * _POINTS[found[2]]
    return number * _POINTS[bare] if bare in _POINTS else number / _PARTS[bare]


def whole(text: str | None) -> int | None:
    """Return a whole number; what follows a decimal point is dropped."""
    found = _NUMBER.match(text.strip()) if text and len(text) <= _LONGEST_NUMBER else None
    return int(Decimal(found[1])) if found and not found[2] else None


def value(element: etree._Element | None, default: str = "") -> str:
    """Return `w:val` of `element`."""
    return default if element is None else element.get(VAL, default)


def is_on(element: etree._Element | None) -> bool:
    """Return whether an on/off property is there and on."""
    return element is not None and element.get(VAL, "1") not in _OFF


def child_value(parent: etree._Element | None, name: str, default: str = "") -> str:
    """Return `w:val` of the child `name` of `parent`."""
    return default if parent is None else value(parent.find(W + name), default)


def child_is_on(parent: etree._Element | None, name: str) -> bool:
    """Return whether the child `name` of `parent` is there and on."""
    return parent is not None and is_on(parent.find(W + name))


def is_drawn(border: etree._Element | None) -> bool:
    """Return whether a border is a visible line."""
    return border is not None and border.get(VAL, "none") not in _NO_LINE


def any_drawn(borders: Iterable[etree._Element]) -> bool:
    """Return whether one of `borders` is a visible line."""
    return any(is_drawn(border) for border in borders if isinstance(border.tag, str))
