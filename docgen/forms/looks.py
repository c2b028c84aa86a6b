"""The looks of everything docgen writes in Excel, in one place."""

from __future__ import annotations

from dataclasses import replace

from docgen.forms.styles import Style

INPUT_FILL = "#FFF8D6"
HEAD_FILL = "#EDEDED"
WRONG = Style(fill="#F8B26A")
DOUBTFUL = Style(fill="#FDE3CC")
IRRELEVANT = Style(fill="#D9D9D9", color="#7F7F7F")
FURTHER = Style(fill=INPUT_FILL, border="thin")

PLAIN = Style()
BOLD = Style(bold=True)
SMALL = Style(size=10, italic=True, valign="top")
TITLE = Style(bold=True, size=14, align="center")
CENTRED = Style(align="center")
CENTRED_BOLD = Style(bold=True, align="center")
CENTRED_ITALIC = Style(italic=True, align="center")

HEAD = Style(bold=True, size=11, align="center", border="thin", fill=HEAD_FILL)
HEADING = Style(bold=True, border="thin", fill=HEAD_FILL)
NUMBER = Style(align="center", border="thin", size=11)
LABEL = Style(border="thin")
PART = Style(border="thin", indent=1)
HINT = Style(size=10, italic=True, color="#404040")
REMARK = Style(size=11, italic=True, border="thin")
MEASURE = Style(align="center", border="thin", size=11)

FIGURE = Style(align="right", border="thin", wrap=False, shrink=True, indent=1)
WORDS = Style(align="left", border="thin")
CHOICE = Style(align="center", border="thin", size=11)
NOTE = Style(border="thin", size=11, italic=True, fill=INPUT_FILL, locked=False, number="@")


def opened(style: Style) -> Style:
    """Return `style` for a cell that people write in."""
    return replace(style, fill=INPUT_FILL, locked=False)
