"""How a cell looks, as a value, and the words in which the workbook library is told."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from docgen.forms.measure import FONT_SIZE

FONT = "Times New Roman"
_BORDERS = {"": 0, "thin": 1, "dotted": 4, "hair": 7}


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks, and whether it may be written in when the sheet is protected. Units: points, indents.

    `quoted`: a text that Excel takes for a text whatever it begins with, also after somebody edits the cell.
    """

    bold: bool = False
    italic: bool = False
    size: float = FONT_SIZE
    color: str = ""
    fill: str = ""
    align: str = "left"
    valign: str = "vcenter"
    border: str = ""
    wrap: bool = True
    shrink: bool = False
    indent: int = 0
    number: str = ""
    locked: bool = True
    underline: bool = False
    quoted: bool = False


def properties(style: Style) -> dict[str, object]:
    """Return every property of `style`."""
    found: dict[str, object] = {
        "font_name": FONT,
        "font_size": style.size,
        "font_scheme": "none",
        "bold": style.bold,
        "italic": style.italic,
        "underline": 1 if style.underline else 0,
        "align": style.align,
        "valign": style.valign,
        "border": _BORDERS[style.border],
        "text_wrap": style.wrap,
        "shrink": style.shrink,
        "indent": style.indent,
        "locked": style.locked,
    }
    if style.border:
        found["border_color"] = "#7F7F7F"
    if style.color:
        found["font_color"] = style.color
    if style.fill:
        found |= {"bg_color": style.fill, "pattern": 1}
    if style.quoted:
        found["quote_prefix"] = True
    if style.number:
        found["num_format"] = style.number
    return found


def properties_changed(style: Style) -> dict[str, object]:
    """Return what differs from a plain style: all that a conditional rule may say."""
    plain = asdict(Style())
    changed = {name for name, value in asdict(style).items() if value != plain[name]}
    found: dict[str, object] = {}
    if "bold" in changed:
        found["bold"] = style.bold
    if "color" in changed:
        found["font_color"] = style.color
    if "fill" in changed:
        found |= {"bg_color": style.fill, "pattern": 1}
    if "border" in changed:
        found |= {"border": _BORDERS[style.border], "border_color": "#7F7F7F"}
    return found
