"""One line of a text source to its letters: `**bold**`, `__italic__`, template tags kept whole."""

from __future__ import annotations

import re

from docgen.nd30.drafting.paper import Run, Text

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_CONTROL = re.compile(r"\{%(?P<what>p|tr|tc) [^{}]*?%\}$")
_PIECES = re.compile(rf"(?P<tag>{TAG.pattern})|(?P<bold>\*\*)|(?P<italic>(?<!_)__(?!_))")


def parse_inline(line: str) -> Text:
    """Return the letters of `line`; marks that open and are not closed reach to its end."""
    runs: list[Run] = []
    bold = italic = False
    place = 0
    for piece in _PIECES.finditer(line):
        _append(runs, line[place : piece.start()], bold, italic)
        place = piece.end()
        if piece["tag"]:
            runs.append(Run(piece["tag"], bold, italic, is_tag=True))
        elif piece["bold"]:
            bold = not bold
        else:
            italic = not italic
    _append(runs, line[place:], bold, italic)
    return tuple(runs)


def control_of(line: str) -> str:
    """Return which element the tag on `line` stands for: "p", "tr", "tc", or "" when the line is no such tag alone."""
    found = _CONTROL.match(line.strip())
    return found["what"] if found else ""


def split_cells(line: str) -> tuple[str, ...]:
    """Return the cells of a table row `| a | {{ b | so }} |`; a bar inside a tag belongs to the tag."""
    cells, current, place = [], "", 0
    for tag in TAG.finditer(line):
        *closed, rest = (current + line[place : tag.start()]).split("|")
        cells += closed
        current = rest + tag.group().replace("|", "\0")
        place = tag.end()
    cells += (current + line[place:]).split("|")
    return tuple(cell.replace("\0", "|").strip() for cell in cells[1:-1])


def _append(runs: list[Run], text: str, bold: bool, italic: bool) -> None:
    if text:
        runs.append(Run(text, bold, italic))
