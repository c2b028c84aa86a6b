"""One layer of formatting: a w:rPr or w:pPr in, only what it says out; knows nothing of styles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TypedDict

from lxml import etree

from docgen.nd30.figures import Align
from docgen.nd30.reading.names import VAL, W, is_drawn, is_on, points, whole

TOGGLES = ("bold", "italic", "caps", "small_caps", "hidden")
SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
_FONT_NAMES = tuple((slot, W + slot, f"{W}{'cstheme' if slot == 'cs' else f'{slot}Theme'}") for slot in SLOTS)


class RunLayer(TypedDict, total=False):
    """What one layer says of letters. Fonts of the theme are written "theme:minorHAnsi". Units: points."""

    ascii: str
    hAnsi: str
    eastAsia: str
    cs: str
    size: Decimal
    bold: bool
    italic: bool
    caps: bool
    small_caps: bool
    hidden: bool
    underline: bool
    color: str
    highlight: str
    style: str


class ParagraphLayer(TypedDict, total=False):
    """What one layer says of a paragraph. Units: points; `line` in 240ths of a line or in points, as `line_rule` says."""

    align: Align
    left: Decimal
    right: Decimal
    first_line: Decimal
    before: Decimal
    after: Decimal
    auto_before: bool
    auto_after: bool
    line: Decimal
    line_rule: str
    contextual_spacing: bool
    keep_next: bool
    page_break_before: bool
    bottom_border: bool
    top_border: bool
    num_id: int
    level: int


_TOGGLE_TAGS = {W + "b": "bold", W + "i": "italic", W + "caps": "caps", W + "smallCaps": "small_caps", W + "vanish": "hidden"}
_FLAG_TAGS = {
    W + "contextualSpacing": "contextual_spacing",
    W + "keepNext": "keep_next",
    W + "pageBreakBefore": "page_break_before",
}
_ALIGNS = {
    "left": Align.LEFT,
    "start": Align.LEFT,
    "right": Align.RIGHT,
    "end": Align.RIGHT,
    "center": Align.CENTRE,
    "both": Align.BOTH,
    "distribute": Align.BOTH,
    "thaiDistribute": Align.BOTH,
    "lowKashida": Align.BOTH,
    "mediumKashida": Align.BOTH,
    "highKashida": Align.BOTH,
}
_LINE_RULES = frozenset(("auto", "exact", "atLeast"))


def run_layer(properties: etree._Element | None) -> RunLayer:
    """Return what a w:rPr says."""
    layer = RunLayer()
    for element in properties if properties is not None else ():
        tag = element.tag
        if tag in _TOGGLE_TAGS:
            layer[_TOGGLE_TAGS[tag]] = is_on(element)  # type: ignore[literal-required]
        elif tag in _RUN_READERS:
            _RUN_READERS[tag](element, layer)
    return layer


def paragraph_layer(properties: etree._Element | None) -> ParagraphLayer:
    """Return what a w:pPr says."""
    layer = ParagraphLayer()
    for element in properties if properties is not None else ():
        tag = element.tag
        if tag in _FLAG_TAGS:
            layer[_FLAG_TAGS[tag]] = is_on(element)  # type: ignore[literal-required]
        elif tag in _PARAGRAPH_READERS:
            _PARAGRAPH_READERS[tag](element, layer)
    return layer


def _read_fonts(element: etree._Element, layer: RunLayer) -> None:
    for slot, plain, of_theme in _FONT_NAMES:
        theme = element.get(of_theme)
        name = f"theme:{theme}" if theme else element.get(plain)
        if name:
            layer[slot] = name  # type: ignore[literal-required]


def _read_size(element: etree._Element, layer: RunLayer) -> None:
    size = points(element.get(VAL), "half")
    if size is not None and size > 0:
        layer["size"] = size


def _read_underline(element: etree._Element, layer: RunLayer) -> None:
    layer["underline"] = element.get(VAL, "none") != "none"


def _read_color(element: etree._Element, layer: RunLayer) -> None:
    color = element.get(VAL, "auto")
    layer["color"] = "" if color == "auto" else color.upper().lstrip("#")


def _read_highlight(element: etree._Element, layer: RunLayer) -> None:
    name = element.get(VAL, "none")
    layer["highlight"] = "" if name == "none" else name


def _read_style(element: etree._Element, layer: RunLayer) -> None:
    layer["style"] = element.get(VAL, "")


def _read_align(element: etree._Element, layer: ParagraphLayer) -> None:
    align = _ALIGNS.get(element.get(VAL, ""))
    if align is not None:
        layer["align"] = align


def _read_indents(element: etree._Element, layer: ParagraphLayer) -> None:
    left = points(element.get(W + "left") or element.get(W + "start"))
    right = points(element.get(W + "right") or element.get(W + "end"))
    first, hanging = points(element.get(W + "firstLine")), points(element.get(W + "hanging"))
    if left is not None:
        layer["left"] = left
    if right is not None:
        layer["right"] = right
    if hanging is not None:
        layer["first_line"] = -hanging
    elif first is not None:
        layer["first_line"] = first


def _read_spacing(element: etree._Element, layer: ParagraphLayer) -> None:
    before, after = points(element.get(W + "before")), points(element.get(W + "after"))
    if before is not None:
        layer["before"] = before
    if after is not None:
        layer["after"] = after
    if (auto := element.get(W + "beforeAutospacing")) is not None:
        layer["auto_before"] = auto not in ("0", "false", "off")
    if (auto := element.get(W + "afterAutospacing")) is not None:
        layer["auto_after"] = auto not in ("0", "false", "off")
    line, rule = points(element.get(W + "line")), element.get(W + "lineRule")
    if line is not None:
        layer["line"] = line * 20
        layer["line_rule"] = "auto"
    if rule in _LINE_RULES:
        layer["line_rule"] = str(rule)


def _read_borders(element: etree._Element, layer: ParagraphLayer) -> None:
    for name, key in (("bottom", "bottom_border"), ("top", "top_border")):
        border = element.find(W + name)
        if border is not None:
            layer[key] = is_drawn(border)  # type: ignore[literal-required]


def _read_numbering(element: etree._Element, layer: ParagraphLayer) -> None:
    for name, key in (("numId", "num_id"), ("ilvl", "level")):
        found = element.find(W + name)
        number = whole(found.get(VAL)) if found is not None else None
        if number is not None:
            layer[key] = number  # type: ignore[literal-required]


_RUN_READERS: Mapping[str, Callable[[etree._Element, RunLayer], None]] = {
    W + "rFonts": _read_fonts,
    W + "sz": _read_size,
    W + "u": _read_underline,
    W + "color": _read_color,
    W + "highlight": _read_highlight,
    W + "rStyle": _read_style,
}
_PARAGRAPH_READERS: Mapping[str, Callable[[etree._Element, ParagraphLayer], None]] = {
    W + "jc": _read_align,
    W + "ind": _read_indents,
    W + "spacing": _read_spacing,
    W + "pBdr": _read_borders,
    W + "numPr": _read_numbering,
}
