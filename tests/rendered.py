"""The lines of a page as LibreOffice shows them: a .docx in, each line with its letters, faces and place out."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from lxml import etree

from tests.programs import converted, program

# The largest that the program grants.
_ZOOM = 3
_SAME_LINE = 2
_FAR = 40
# A machine without Microsoft's fonts shows twins of the same widths.
_TWINS = {"TimesNewRoman": "LiberationSerif", "Arial": "LiberationSans", "CourierNew": "LiberationMono", "Calibri": "Carlito"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line as shown. `face`: family without blanks. Units: points."""

    text: str
    face: str
    size: Decimal
    bold: bool
    italic: bool
    left: Decimal
    right: Decimal
    page: int


def twin(font: str) -> str:
    """Return the family that stands for `font` on a machine without it."""
    name = font.replace(" ", "")
    return _TWINS.get(name, name)


def rendered(papers: Mapping[str, bytes], folder: Path) -> dict[str, list[Line]]:
    """Return the lines of each paper by its name, from top to bottom."""
    tool = program("pdftohtml", "poppler-utils")
    sources = []
    for name, data in papers.items():
        sources.append(folder / f"{name}.docx")
        sources[-1].write_bytes(data)
    shown = {}
    for path in converted(sources, folder / "pdf", "pdf"):
        command = [tool, "-xml", "-i", "-stdout", "-fontfullname", "-zoom", str(_ZOOM), str(path)]
        written = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout
        shown[path.stem] = _lines(written)
    return shown


def _lines(written: bytes) -> list[Line]:
    root = etree.fromstring(written, etree.XMLParser(recover=True, load_dtd=False, no_network=True))
    fonts: dict[str, etree._Element] = {}
    lines: list[Line] = []
    for number, page in enumerate(root.iterfind("page"), start=1):
        fonts.update({font.get("id", ""): font for font in page.iterfind("fontspec")})
        pieces = [piece for piece in page.iterfind("text") if _text(piece).strip()]
        pieces.sort(key=lambda piece: (_bottom(piece), int(piece.get("left", "0"))))
        row: list[etree._Element] = []
        for piece in pieces:
            if row and (abs(_bottom(piece) - _bottom(row[-1])) > _SAME_LINE * _ZOOM or _gap(row[-1], piece) > _FAR * _ZOOM):
                lines.append(_line(row, fonts, number))
                row = []
            row.append(piece)
        if row:
            lines.append(_line(row, fonts, number))
    return lines


def _text(piece: etree._Element) -> str:
    return "".join(str(part) for part in piece.itertext())


def _gap(piece: etree._Element, following: etree._Element) -> int:
    return int(following.get("left", "0")) - int(piece.get("left", "0")) - int(piece.get("width", "0"))


def _bottom(piece: etree._Element) -> int:
    return int(piece.get("top", "0")) + int(piece.get("height", "0"))


def _line(row: list[etree._Element], fonts: Mapping[str, etree._Element], page: int) -> Line:
    row.sort(key=lambda piece: int(piece.get("left", "0")))
    longest = max(row, key=lambda piece: len(_text(piece).strip()))
    font = fonts[longest.get("font", "")]
    family = font.get("family", "").split("+")[-1]
    style = re.split(r"[-,]", family, maxsplit=1)[1] if re.search(r"[-,]", family) else ""
    return Line(
        text=" ".join(" ".join(_text(piece) for piece in row).split()),
        face=re.split(r"[-,]", family, maxsplit=1)[0],
        size=Decimal(font.get("size", "0")) / _ZOOM,
        bold="Bold" in style,
        italic="Italic" in style or "Oblique" in style,
        left=Decimal(row[0].get("left", "0")) / _ZOOM,
        right=max(Decimal(int(piece.get("left", "0")) + int(piece.get("width", "0"))) for piece in row) / _ZOOM,
        page=page,
    )
