"""The top of the first page: agency and number at the left, national motto and date at the right; type and subject below."""

from __future__ import annotations

import re
from decimal import Decimal

from docgen.nd30 import rules
from docgen.nd30.drafting.line import agency_line_mm, draw_line, motto_line_mm, subject_line_mm
from docgen.nd30.drafting.paper import Heading, Paper, Run, Text, has_tags, plain
from docgen.nd30.drafting.word import Own, Place, WordFile
from docgen.nd30.widths import balanced_mm

_PRINTED = re.compile(r"\{\{\s*(?P<what>[^{}]+?)\s*\}\}")


def draw_heading(file: WordFile, heading: Heading) -> None:
    """Write the two columns at the top; a paper without any of it has none.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục IV (ô 1, 2, 3, 4, 5b).
    """
    if heading == Heading():
        return
    left, right = rules.take("heading.left"), rules.take("heading.right")
    table = file.body.table((left, right), is_ruled=False)
    names = table.row()
    _agency(names.cell(is_top=True), heading)
    _motto(names.cell(is_top=True))
    if not (heading.number or heading.place_date or heading.under_number):
        return
    numbers = table.row()
    number = numbers.cell(is_top=True)
    number.paragraph("SoKyHieu", heading.number)
    if heading.under_number:
        aside = rules.take("subject.cv.aside")
        number.paragraph("TrichYeuCongVan", heading.under_number, Own(left_mm=aside, right_mm=aside))
    numbers.cell(is_top=True).paragraph("DiaDanhNgay", heading.place_date)


def draw_title(file: WordFile, paper: Paper) -> None:
    """Write type, subject and the short line; a công văn has none of them here.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 5, điểm b.
    """
    if not paper.type:
        return
    file.body.paragraph("TenLoai", paper.type)
    room = file.page.text_mm
    narrow = room
    if paper.subject:
        narrow = balanced(paper.subject, room)
        aside = (room - narrow) / 2
        file.body.paragraph("TrichYeu", paper.subject, Own(left_mm=aside, right_mm=aside))
    if paper.reference:
        file.body.paragraph("KemTheo", paper.reference)
    draw_line(file.body, subject_line_mm(paper.subject or paper.type, narrow), room, after_pt=2 * rules.take("body.gap"))


def balanced(text: Text, room_mm: Decimal) -> Decimal:
    """Return how wide a centred bold `text` should run, so that its last line is no lone word."""
    if has_tags(text):
        return room_mm - 2 * rules.take("subject.aside")
    return balanced_mm(plain(text), rules.size("subject.style"), room_mm, bold=True)


def _agency(place: Place, heading: Heading) -> None:
    for line in heading.superior:
        place.paragraph("CoQuanChuQuan", line)
    for line in heading.agency:
        place.paragraph("TenCoQuan", line)
    if not heading.agency:
        place.paragraph("TenCoQuan")
        return
    room = rules.take("heading.left")
    usual = agency_line_mm(heading.agency, room)
    name = _only_tag(heading.agency)
    if not name:
        draw_line(place, usual, room)
        return
    _control(place, f"if {name} | length < {rules.take('agency.letters.short')}")
    draw_line(place, rules.take("agency.line.short"), room)
    _control(place, "else")
    draw_line(place, usual, room)
    _control(place, "endif")


def _only_tag(agency: tuple[Text, ...]) -> str:
    """Return what stands within the tag that is the whole name of the agency, or nothing."""
    found = _PRINTED.fullmatch(plain(agency[0])) if len(agency) == 1 else None
    return found["what"] if found else ""


def _control(place: Place, what: str) -> None:
    place.paragraph("LenhMau", (Run(f"{{%p {what} %}}", is_tag=True),))


def _motto(place: Place) -> None:
    country, motto = rules.get("motto.country.text").texts[0], rules.get("motto.text").texts[0]
    place.paragraph("QuocHieu", (Run(country),))
    place.paragraph("TieuNgu", (Run(motto),))
    draw_line(place, motto_line_mm(motto), rules.take("heading.right"))
