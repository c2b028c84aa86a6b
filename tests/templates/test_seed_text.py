from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import docx
from docxtpl import DocxTemplate

from tests.templates.words import environment, vocabulary

TEMPLATES = Path(__file__).parents[2] / "templates" / "binh-dang-gioi"
SEED = Path(__file__).with_name("ke-hoach-xa-dong-viet.txt")


def test_the_plan_of_the_commune_is_the_seed_word_for_word() -> None:
    words = vocabulary(is_sent=False)
    words["nguoi_ky"].dong, words["nguoi_ky"].ho_ten = ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "Tô Văn Lượng"
    template = DocxTemplate(TEMPLATES / "kh-xa.docx")
    out = BytesIO()

    template.render(words, environment(), autoescape=True)
    template.save(out)

    assert _paragraphs(out.getvalue()) == _seed()


def test_the_deadline_of_the_plan_stays_bold() -> None:
    document = docx.Document(str(TEMPLATES / "kh-xa.docx"))

    bold = [run.text for paragraph in document.paragraphs for run in paragraph.runs if run.bold]
    assert bold == ["trước ngày 30/11 hằng năm"]


def _paragraphs(data: bytes) -> list[str]:
    """Return the text below the heading (a table), in reading order; the signature table is read cell by cell."""
    document = docx.Document(BytesIO(data))
    closing = [p.text for cell in document.tables[1].rows[0].cells for p in cell.paragraphs]
    return [_folded(text) for text in (*(p.text for p in document.paragraphs), *closing) if text.strip()]


def _seed() -> list[str]:
    """Return the seed from its title on; the sentence that a page break cut in two is joined."""
    text = SEED.read_text(encoding="utf-8")
    joined = text[text.index("KẾ HOẠCH") :].replace("thực hiện cam\n\nkết đạt", "thực hiện cam kết đạt").replace("**", "")
    return [_folded(line) for line in joined.split("\n") if line.strip()]


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
