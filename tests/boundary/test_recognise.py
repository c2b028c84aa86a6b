"""Papers made in many ways, read from real files: their components are found wherever they sit."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.nd30.reading.read import read
from docgen.nd30.recognise.components import Component as C
from docgen.nd30.recognise.components import Governed, Recognised
from docgen.nd30.recognise.recognise import recognise
from docgen.nd30.recognise.spelling import bare
from tests.paper_samples import DECISION, LETTER, MINUTES, NOTICE, PLAN, SAMPLES, Sample
from tests.paper_spellings import SPELLINGS
from tests.papers import LAYOUTS, STRUCTURES, build
from tests.typed_papers import HEADING, SIGNED, typed_paper

USUAL = ("one table", "as it should be", "plain")
WAYS = [
    *((layout, USUAL[1], USUAL[2]) for layout in LAYOUTS),
    *((USUAL[0], spelling, USUAL[2]) for spelling in SPELLINGS if spelling != USUAL[1]),
    *((USUAL[0], USUAL[1], structure) for structure in STRUCTURES if structure != USUAL[2]),
]
ALL_WAYS = [
    (layout, spelling, structure)
    for layout in LAYOUTS
    for spelling in SPELLINGS
    for structure in STRUCTURES
    if (layout, structure) != ("header", "no section")
]
BESIDE = (C.BLANK, C.OTHER, C.AGENCY_LINE, C.MOTTO_LINE, C.SUBJECT_LINE, C.PAGE_NUMBER)


def _found(paper: Recognised) -> Counter[tuple[C, str]]:
    return Counter((found.component, bare(found.content)) for found in paper.components if found.component not in BESIDE)


def _expected(sample: Sample) -> Counter[tuple[C, str]]:
    return Counter((component, bare(text)) for component, text in sample.expected)


@pytest.mark.parametrize("way", WAYS, ids=[" / ".join(way) for way in WAYS])
@pytest.mark.parametrize("sample", [PLAN, DECISION, LETTER, MINUTES], ids=lambda sample: sample.type)
def test_every_line_is_named_however_the_paper_was_made(sample: Sample, way: tuple[str, str, str]) -> None:
    paper = recognise(read(build(sample, *way)))

    assert _found(paper) == _expected(sample)
    assert (paper.type, paper.governed) == (sample.type, Governed.YES)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.type)
def test_ways_of_making_a_paper_may_come_together(sample: Sample) -> None:
    for way in Random(sample.type).sample(ALL_WAYS, 6):
        paper = recognise(read(build(sample, *way)))

        assert _found(paper) == _expected(sample), way


@pytest.mark.soak
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.type)
def test_all_ways_of_making_a_paper(sample: Sample) -> None:
    torn = [way for way in ALL_WAYS if _found(recognise(read(build(sample, *way)))) != _expected(sample)]

    assert torn == []


def test_several_components_of_one_paragraph_have_their_own_letters() -> None:
    paper = recognise(read(build(NOTICE, "tabs", "NFD", "split runs")))

    country, superior = paper.first(C.COUNTRY), paper.first(C.SUPERIOR)
    assert country is not None
    assert superior is not None
    assert country.paragraph is superior.paragraph
    assert (superior.content, country.content) == ("UBND XÃ MẪU SƠN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert all(run.format.bold for run in country.runs)
    assert not any(run.format.bold for run in superior.runs)


def test_an_annex_is_counted_and_its_table_is_content() -> None:
    paper = recognise(
        typed_paper(HEADING, "^*KẾ HOẠCH", "^*Năm 2026", "Nội dung./.", SIGNED, "!^*Phụ lục I", "^*DANH MỤC", [["STT", "Việc"]] * 3)
    )

    assert [found.annex for found in paper.of(C.TYPE, C.ANNEX_LABEL, C.ANNEX_TITLE)] == [0, 1, 1]
    assert [paper.components[place].component for place in paper.annexes] == [C.ANNEX_LABEL]
    assert len(paper.data_tables) == 1
    assert len(paper.of(C.TABLE)) == 6


GOVERNED = [
    pytest.param((HEADING, "^*KẾ HOẠCH", "^*Năm 2026", "Nội dung./.", SIGNED), Governed.YES, id="a commune's plan"),
    pytest.param(
        (
            [["^ĐẢNG BỘ TỈNH MẪU|^*ĐẢNG ỦY XÃ MẪU", "^*ĐẢNG CỘNG SẢN VIỆT NAM"], ["^Số 12-KH/ĐU", "^~Mẫu, ngày 5 tháng 5 năm 2026"]],
            "^*KẾ HOẠCH",
        ),
        Governed.NO,
        id="a Party paper",
    ),
    pytest.param((HEADING, "^*NGHỊ ĐỊNH", "^*Về công tác văn thư", "Điều 1. Phạm vi"), Governed.NO, id="a decree"),
    pytest.param(
        ([HEADING[0], ["^Số: 12/2026/QĐ-UBND", "^~Mẫu, ngày 5 tháng 5 năm 2026"]], "^*QUYẾT ĐỊNH", "^*Ban hành quy định"),
        Governed.NO,
        id="a normative decision",
    ),
    pytest.param(
        ("^*PHỤ LỤC I", "^*DANH MỤC", "^~(Kèm theo Kế hoạch số 1/KH-UBND)", [["STT", "Việc"]] * 3), Governed.NO, id="a bare annex"
    ),
    pytest.param((">Mẫu số 01", *["^*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "^*ĐƠN ĐỀ NGHỊ", "Kính gửi: …"]), Governed.NO, id="a form"),
    pytest.param(
        ("^*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "^*Độc lập - Tự do - Hạnh phúc", "^*ĐƠN ĐỀ NGHỊ", "Tôi là"),
        Governed.NO,
        id="an application",
    ),
    pytest.param(("Chương một", "Ông Hai đi làm về, trời đã tối. Nước Cộng hòa xã hội chủ nghĩa Việt Nam."), Governed.NO, id="a novel"),
    pytest.param((), Governed.NO, id="nothing"),
    pytest.param(
        ([["^UBND XÃ MẪU|^*THÔN MẪU 01", *HEADING[0][1:]], ["", "^~Mẫu, ngày 5 tháng 5 năm 2026"]], "^*BÁO CÁO", "^*Kết quả"),
        Governed.ADVICE,
        id="a thôn's report",
    ),
    pytest.param(
        ([["^*HỘI NÔNG DÂN XÃ MẪU", *HEADING[0][1:]], HEADING[1]], "^*KẾ HOẠCH", "^*Năm"), Governed.ADVICE, id="an association's plan"
    ),
    pytest.param((HEADING, "^*LỊCH CÔNG TÁC", "^*Tuần 12", "Thứ Hai"), Governed.ADVICE, id="a type that the decree does not name"),
]


@pytest.mark.parametrize(("content", "expected"), GOVERNED)
def test_papers_that_the_decree_does_not_govern_say_why(content: tuple[str | list[list[str]], ...], expected: Governed) -> None:
    paper = recognise(typed_paper(*content))

    assert paper.governed is expected
    assert bool(paper.why_not) is (expected is not Governed.YES)


def test_the_countrys_name_is_found_in_fonts_of_the_time_before_unicode() -> None:
    table = [["^ñy ban nh©n d©n", "^*céng hoµ x· héi chñ nghÜa viÖt nam|^*§éc lËp - Tù do - H¹nh phóc"]]

    paper = recognise(typed_paper(table, font=".VnTimeH"))

    assert [len(paper.of(component)) for component in (C.AGENCY, C.COUNTRY, C.MOTTO)] == [1, 1, 1]


@pytest.mark.e2e
@pytest.mark.parametrize("layout", ["one table", "tabs", "text boxes", "content controls", "nested table", "header"])
def test_papers_saved_again_by_libreoffice_are_the_same(layout: str, tmp_path: Path) -> None:
    program = shutil.which("soffice")
    assert program is not None
    for place, sample in enumerate(SAMPLES):
        (tmp_path / f"{place}.docx").write_bytes(build(sample, layout))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        program,
        profile,
        "--headless",
        "--convert-to",
        "docx",
        "--outdir",
        str(tmp_path / "out"),
        *map(str, tmp_path.glob("*.docx")),
    ]

    subprocess.run(command, check=True, capture_output=True, timeout=240)

    for place, sample in enumerate(SAMPLES):
        assert _found(recognise(read((tmp_path / "out" / f"{place}.docx").read_bytes()))) == _expected(sample), sample.type


OFTEN_TYPED = """CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM;Độc lập - Tự do;Số:;/KH-UBND;ngày;tháng;KẾ HOẠCH;Kính gửi:;Nơi nhận:;KT. CHỦ TỊCH
;Phụ lục I;(Kèm theo;Căn cứ;QUYẾT ĐỊNH:;Điều 1.;I.;1.;a);-;\t;   ;____;./.;V/v;T\u0301;\u200b;,;…"""
WORDS = st.sampled_from(OFTEN_TYPED.split(";"))
LINES = st.lists(st.lists(WORDS | st.text(max_size=8), max_size=6).map(" ".join), max_size=12)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lines=LINES, cells=LINES)
def test_no_words_make_it_stumble(lines: list[str], cells: list[str]) -> None:
    document = Document()
    table = document.add_table(max(len(cells), 1), 2)
    for place, text in enumerate(cells):
        table.cell(place, place % 2).text = _writable(text)
    for text in lines:
        document.add_paragraph(_writable(text))
    out = BytesIO()
    document.save(out)

    paper = recognise(read(out.getvalue()))

    named = {id(found.paragraph) for found in paper.components}
    assert all(id(paragraph) in named for paragraph in paper.document.paragraphs)


def _writable(text: str) -> str:
    return "".join(c for c in text if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff"))
