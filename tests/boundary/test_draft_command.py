from __future__ import annotations

import random
import re
from collections import Counter
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from docgen.cli.main import run
from docgen.nd30.plain import Office
from docgen.nd30.redraft import redraft

ROOT = Path(__file__).parents[2]
SEED = ROOT / "tests" / "templates" / "ke-hoach-xa-dong-viet.txt"
SAMPLES = sorted((ROOT / "tests" / "samples").glob("*.txt"))
TYPES = 29
WORD = re.compile(r"[^\W\d_]+")
LEFT_OUT = re.compile(r"CỘNG HÒA|Độc lập|\(Ký|<br>")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "docgen.toml").write_bytes((ROOT / "docgen.toml").read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DOCGEN_WORKSPACE", raising=False)
    return tmp_path


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DOCGEN_WORKSPACE", raising=False)
    return tmp_path


def words(path: Path) -> list[str]:
    """Return the paragraphs of `path` in reading order, cells included, without those that are empty."""
    body = docx.Document(BytesIO(path.read_bytes())).element.body
    paragraphs = ("".join(text.text or "" for text in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))
    return [folded for folded in (re.sub(r"\s+", " ", text).strip() for text in paragraphs) if folded]


def seed_words() -> list[str]:
    text = SEED.read_text("utf-8").replace("thực hiện cam\n\nkết đạt", "thực hiện cam kết đạt").replace("**", "")
    return [folded for folded in (re.sub(r"\s+", " ", line).strip() for line in text.split("\n")) if folded]


def test_the_seed_reads_back_word_for_word_below_its_new_heading(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["draft", str(SEED), "-o", "kh.docx"])

    number, date, *rest = seed_words()
    motto = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert code == 0
    assert words(office / "kh.docx") == ["ỦY BAN NHÂN DÂN", "XÃ ĐỒNG VIỆT", *motto, number, date, *rest]
    assert capsys.readouterr().out.splitlines() == [
        "Đã lập: kh.docx",
        "  - Văn bản gốc không có phần đầu: đã lập từ docgen.toml.",
        "  - Đã nối câu bị ngắt ở dòng 31 và 33: “… nữ, hướng tới thực hiện cam | kết đạt mục tiêu phát triển …”.",
    ]


def test_without_a_workspace_it_says_what_to_fill_in(nowhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["draft", str(SEED), "-o", "kh.docx"])

    assert code == 0
    assert "Chưa biết tên cơ quan ban hành" in capsys.readouterr().out
    assert words(nowhere / "kh.docx")[0].strip("…") == ""


def test_every_type_has_a_sample() -> None:
    assert len(SAMPLES) == TYPES


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_paper_drafted_once_more_stays_as_it_is(sample: Path, office: Path) -> None:
    run(["draft", str(sample), "-o", "mot.docx"])

    code = run(["draft", "mot.docx", "-o", "hai.docx"])

    assert code == 0
    assert (office / "hai.docx").read_bytes() == (office / "mot.docx").read_bytes()


def test_an_untidy_word_file_is_drafted_anew(office: Path) -> None:
    untidy = docx.Document()
    for text in ("UỶ BAN NHÂN DÂN", "XÃ MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập – Tự do – Hạnh phúc", "Số: 3/BC-UBND"):
        untidy.add_paragraph(text)
    untidy.add_paragraph("Mẫu, ngày 5 tháng 05 năm 2026")
    untidy.add_paragraph("BÁO CÁO", style="Title")
    untidy.add_paragraph("Kết quả công tác")
    untidy.add_paragraph("Kết quả như sau:")
    table = untidy.add_table(2, 2)
    for cell, text in zip((c for row in table.rows for c in row.cells), ("TT", "Việc", "1", "Một"), strict=True):
        cell.text = text
    body = untidy.add_paragraph("Đã làm ")
    body.add_run("xong").bold = True
    body.add_run("./.")
    for text in ("Nơi nhận:", "- Như trên;", "- Lưu: VT.", "CHỦ TỊCH", "Nguyễn Văn Mẫu"):
        untidy.add_paragraph(text)
    untidy.save("lon-xon.docx")

    code = run(["draft", "lon-xon.docx", "-o", "gon.docx"])

    assert code == 0
    assert words(office / "gon.docx") == [
        *("UỶ BAN NHÂN DÂN", "XÃ MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
        *("Số: 03/BC-UBND", "Mẫu, ngày 05 tháng 5 năm 2026", "BÁO CÁO", "Kết quả công tác", "Kết quả như sau:"),
        *("TT", "Việc", "1", "Một", "Đã làm xong./."),
        *("Nơi nhận:", "- Như trên;", "- Lưu: VT.", "CHỦ TỊCH", "Nguyễn Văn Mẫu"),
    ]


def test_tags_of_a_template_are_one_run_each(office: Path) -> None:
    (office / "mau.txt").write_text("BÁO CÁO\nKết quả {{ ky.ten }}\nCó {{ tong.x | so }} người./.", "utf-8")

    run(["draft", "mau.txt"])

    runs = [run.text for p in docx.Document(str(office / "mau.docx")).paragraphs for run in p.runs]
    assert [text for text in runs if "{{" in text] == ["{{ ky.ten }}", "{{ tong.x | so }}"]


def test_a_text_source_with_directives_is_read_as_one(office: Path) -> None:
    (office / "nguon.txt").write_text("@loai: KẾ HOẠCH\n@trich-yeu: Việc mẫu\nMột./.", "utf-8")

    run(["draft", "nguon.txt"])

    assert words(office / "nguon.docx") == ["KẾ HOẠCH", "Việc mẫu", "Một./."]


def test_a_file_beside_is_never_overwritten_unasked(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (office / "a.txt").write_text("KẾ HOẠCH\nViệc\nMột./.", "utf-8")
    (office / "a.docx").write_bytes(b"x")

    code = run(["draft", "a.txt"])

    assert (code, (office / "a.docx").read_bytes()) == (2, b"x")
    assert capsys.readouterr().err == "Đã có “a.docx”, không ghi đè. Dùng -o để chọn tên khác.\n"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param(b"\xd0\xcf\x11\xe0rest", "Tệp Word đời cũ (.doc) hoặc có mật khẩu", id="old or encrypted Word"),
        pytest.param(b"%PDF-1.7", "Tệp PDF không đọc được", id="PDF"),
        pytest.param("Kế hoạch".encode()[:-1] + b"\xff\xfe", "UTF-8", id="not UTF-8"),
        pytest.param(b"a\0b", "không phải văn bản chữ", id="binary"),
        pytest.param(b"  \n", "không có nội dung", id="empty"),
        pytest.param(b"PK\x03\x04broken", "", id="damaged zip"),
    ],
)
def test_what_is_no_text_gets_a_clear_answer(data: bytes, sentence: str, office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (office / "a.txt").write_bytes(data)

    code = run(["draft", "a.txt", "-o", "b.docx"])

    assert code == 1
    assert sentence in capsys.readouterr().err
    assert not (office / "b.docx").exists()


def test_no_word_is_lost_when_a_line_stands_out_of_place() -> None:
    dice = random.Random(30)
    texts = [[line for line in sample.read_text("utf-8").split("\n") if not LEFT_OUT.search(line)] for sample in SAMPLES]
    lost: dict[str, list[str]] = {}

    for _ in range(60):
        lines = list(dice.choice(texts))
        for _ in range(dice.randint(1, 5)):
            lines.insert(dice.randrange(len(lines)), dice.choice(dice.choice(texts)))
        text = "\n".join(lines)
        missing = Counter(WORD.findall(text.casefold())) - Counter(WORD.findall(_printed(redraft(text.encode(), Office()).data).casefold()))
        if missing - Counter({"nơi": 9, "nhận": 9}):
            lost[text] = sorted(missing)

    assert lost == {}


def _printed(data: bytes) -> str:
    document = docx.Document(BytesIO(data))
    footer = document.sections[0].first_page_footer.paragraphs
    body = ("".join(text.text or "" for text in p.iter(qn("w:t"))) for p in document.element.body.iter(qn("w:p")))
    return "\n".join([*body, *(paragraph.text for paragraph in footer)])
