from __future__ import annotations

from decimal import Decimal

import pytest
from lxml import etree

from docgen.nd30.check.findings import Breach, gather, place_words
from docgen.nd30.figures import Severity
from docgen.nd30.reading.document import Paragraph, ParagraphFormat, Place, RunFormat, Story, TextRun


def _paragraph(text: str, place: Place, page: int = 0) -> Paragraph:
    run = TextRun(text, RunFormat("Times New Roman", Decimal(14)), etree.Element("r"))
    return Paragraph(place, (run,), ParagraphFormat(), etree.Element("p"), "word/document.xml", page=page)


def _body(number: int, text: str = "Nội dung.") -> Paragraph:
    return _paragraph(text, Place(Story.BODY, number))


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        pytest.param(_body(12), "đoạn 12", id="text"),
        pytest.param(_paragraph("x", Place(Story.BODY, 12), 3), "trang 3, đoạn 12", id="page known"),
        pytest.param(_paragraph("x", Place(Story.BODY, 5, table=1, row=2, cell=1)), "bảng 1, hàng 2, ô 1", id="cell"),
        pytest.param(_paragraph("x", Place(Story.TEXT_BOX, 4)), "khung chữ, đoạn 4", id="text box"),
        pytest.param(_paragraph("x", Place(Story.HEADER, 90, section=2)), "đầu trang, phần 2", id="header"),
        pytest.param(_paragraph("x", Place(Story.FOOTER, 91)), "chân trang, phần 1", id="footer"),
    ],
)
def test_a_place_is_told_in_words(paragraph: Paragraph, expected: str) -> None:
    assert place_words(paragraph) == expected


def test_the_same_fault_at_many_places_is_one_finding() -> None:
    (finding,) = gather([Breach("body.align", "đoạn văn canh trái", _body(number)) for number in (4, 5, 6, 9)])

    assert (finding.rule, finding.severity, finding.place, finding.count) == ("body.align", Severity.ERROR, "đoạn 4", 4)
    assert finding.clause == "Phụ lục I, Phần I, Mục II, khoản 6, điểm e"
    assert finding.message == ("Nội dung: đoạn văn canh trái (cả thảy 4 chỗ, còn ở: đoạn 5; đoạn 6; …); quy định: canh đều cả hai lề.")
    assert [paragraph.place.paragraph for paragraph in finding.paragraphs] == [4, 5, 6, 9]


def test_what_concerns_no_paragraph_is_about_the_whole_paper() -> None:
    (finding,) = gather([Breach("page.margin.top", "30 mm")])

    assert (finding.place, finding.excerpt, finding.message) == (
        "toàn văn bản",
        "",
        "Lề trên: 30 mm; quy định: cách mép trên từ 20 đến 25 mm.",
    )


def test_findings_stand_worst_first_then_in_the_order_of_the_paper() -> None:
    breaches = [
        Breach("body.blank", "có đoạn trống", _body(2)),
        Breach("body.end", "kết thúc bằng “.”", _body(9)),
        Breach("body.line", "khoảng cách dòng 2 dòng", _body(8)),
        Breach("body.align", "đoạn văn canh trái", _body(7)),
    ]

    assert [finding.rule for finding in gather(breaches)] == ["body.align", "body.line", "body.end", "body.blank"]


@pytest.mark.parametrize(
    ("own", "ceiling", "expected"),
    [
        pytest.param(None, Severity.ERROR, Severity.ERROR, id="the rule's"),
        pytest.param(Severity.WARNING, Severity.ERROR, Severity.WARNING, id="milder when unsure"),
        pytest.param(None, Severity.ADVICE, Severity.ADVICE, id="a paper that is only advised"),
        pytest.param(Severity.WARNING, Severity.ADVICE, Severity.ADVICE, id="both"),
    ],
)
def test_a_finding_may_be_milder_than_its_rule(own: Severity | None, ceiling: Severity, expected: Severity) -> None:
    (finding,) = gather([Breach("body.align", "đoạn văn canh trái", _body(1), own)], ceiling)

    assert finding.severity is expected


def test_a_finding_is_never_harsher_than_its_rule() -> None:
    (finding,) = gather([Breach("body.blank", "có đoạn trống", _body(1), Severity.ERROR)])

    assert finding.severity is Severity.ADVICE
