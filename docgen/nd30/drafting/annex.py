"""The annexes: each on new pages with numbers of their own, upright or lying."""

from __future__ import annotations

from docgen.nd30 import rules
from docgen.nd30.drafting.body import draw_blocks
from docgen.nd30.drafting.heading import balanced
from docgen.nd30.drafting.line import draw_line
from docgen.nd30.drafting.paper import Annex
from docgen.nd30.drafting.word import Own, Page, WordFile


def draw_annex(file: WordFile, annex: Annex, page: Page) -> None:
    """Write `annex` on `page`.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục III, khoản 1; Phụ lục III, Mẫu 2.1.
    """
    file.new_section(page, "CachPhan")
    if annex.label:
        file.body.paragraph("PhuLuc", annex.label)
    if annex.title:
        aside = (page.text_mm - balanced(annex.title, page.text_mm)) / 2
        file.body.paragraph("TieuDePhuLuc", annex.title, Own(left_mm=aside, right_mm=aside))
    if annex.reference:
        file.body.paragraph("KemTheo", annex.reference)
    draw_line(file.body, rules.take("annex.line"), page.text_mm, after_pt=2 * rules.take("body.gap"))
    draw_blocks(file, annex.blocks)
