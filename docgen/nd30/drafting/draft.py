"""A paper to a .docx laid out by the decree: the order of its parts; each part is drawn by its own module."""

from __future__ import annotations

from docgen.nd30 import rules
from docgen.nd30.drafting.annex import draw_annex
from docgen.nd30.drafting.body import draw_blocks
from docgen.nd30.drafting.closing import draw_closing
from docgen.nd30.drafting.heading import draw_heading, draw_title
from docgen.nd30.drafting.paper import Paper, plain
from docgen.nd30.drafting.styles import all_styles
from docgen.nd30.drafting.word import Page, WordFile

_UNNAMED = "CÔNG VĂN"


def draft(paper: Paper) -> bytes:
    """Return `paper` as a .docx; equal papers give equal bytes."""
    file = WordFile(all_styles(), plain(paper.type) or _UNNAMED, page_upright())
    file.header().page_number("SoTrang")
    if paper.footer or paper.contact:
        _draw_footers(file, paper)
    _draw_text(file, paper)
    for annex in paper.annexes:
        draw_annex(file, annex, page_lying() if annex.is_landscape else page_upright())
        _end_contact(file, paper)
    for attached in paper.attached:
        file.new_section(page_upright(), "CachPhan")
        _end_contact(file, paper)
        _draw_text(file, attached)
    return file.bytes()


def _draw_text(file: WordFile, paper: Paper) -> None:
    draw_heading(file, paper.heading)
    draw_title(file, paper)
    draw_blocks(file, paper.blocks)
    draw_closing(file, paper.closing, paper.blocks)


def _draw_footers(file: WordFile, paper: Paper) -> None:
    """Write the sentence of a draft on every page, and the contact line on the first.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục III, khoản 4.
    """
    first, others = file.footers()
    if paper.contact:
        first.paragraph("LienHe", paper.contact)
    if paper.footer:
        for footer in (first, others):
            footer.paragraph("DuThao", paper.footer)


def _end_contact(file: WordFile, paper: Paper) -> None:
    """Leave the contact line out of the first page of a further section."""
    if paper.contact:
        file.first_footer_of_its_own().paragraph("DuThao", paper.footer)


def page_upright() -> Page:
    """Return the page of the text.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục I, khoản 1 and 3.
    """
    return Page(
        rules.take("page.width"),
        rules.take("page.height"),
        rules.take("page.margin.top"),
        rules.take("page.margin.bottom"),
        rules.take("page.margin.left"),
        rules.take("page.margin.right"),
        rules.take("page.number.distance"),
    )


def page_lying() -> Page:
    """Return the page of an annex that lies: the same margins, read on the page as it lies."""
    upright = page_upright()
    return Page(
        upright.height_mm, upright.width_mm, upright.top_mm, upright.bottom_mm, upright.left_mm, upright.right_mm, upright.header_mm
    )
