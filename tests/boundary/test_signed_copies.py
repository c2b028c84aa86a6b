"""A signed scan beside a form is kept with it; alone it is returned, for no figure is taken from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench import TAKEN, TO_MEND, Bench
from tests.cases.revising import OWN, with_own_folder

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PHOTO = b"\xff\xd8\xff\xe0" + b"\0" * 200


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return with_own_folder(tmp_path_factory.mktemp("base") / "mau")


@pytest.fixture
def bench(base: Bench, tmp_path: Path) -> Bench:
    return base.copied_to(tmp_path / "nơi làm việc")


def sent(bench: Bench) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {name.rpartition("/")[2]: (outcome, codes) for name, outcome, codes in bench.outcomes()}


def test_a_scan_that_comes_with_the_form_in_the_units_folder_is_its_signed_copy(bench: Bench) -> None:
    bench.drop(f"{OWN}/bieu.xlsx", bench.filled("T01"))
    bench.drop(f"{OWN}/scan0001.pdf", PDF)

    assert sent(bench) == {"bieu.xlsx": ("accepted", ()), "scan0001.pdf": ("ignored", ("ban_ky",))}

    assert sorted(path.name for path in (bench.inbox / OWN / TAKEN).glob("*.[px]*")) == ["bieu - lan 1.xlsx", "scan0001 - ban ky.pdf"]
    assert (bench.inbox / OWN / TAKEN / "scan0001 - ban ky.pdf").read_bytes() == PDF
    with bench.office() as office:
        state = office.state(office.programmes()[0], office.default_period(office.programmes()[0]))
    [unit] = [s for s in state.states if s.unit.code == "T01"]
    assert (unit.signed_copies, unit.times_sent, str(unit.status)) == (1, 1, "accepted")
    assert sent(bench) == {}


def test_a_photo_that_comes_later_under_the_units_name_is_its_signed_copy(bench: Bench) -> None:
    bench.drop("hai.xlsx", bench.filled("T02"))
    assert sent(bench)["hai.xlsx"][0] == "accepted"
    bench.drop("bản ký Thôn Mẫu 02.jpg", PHOTO)

    assert sent(bench) == {"bản ký Thôn Mẫu 02.jpg": ("ignored", ("ban_ky",))}


def slip(bench: Bench, folder: str, beginning: str) -> str:
    return next((bench.inbox / folder).glob(f"{beginning}*.txt")).read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        pytest.param("Thon Mau 02.pdf", PDF, "khong_phai_excel_pdf", id="a PDF"),
        pytest.param("thôn mẫu 2 ảnh biểu.jpg", PHOTO, "khong_phai_excel_anh", id="a photo"),
    ],
)
def test_a_scan_that_comes_before_its_form_is_told_to_the_unit_and_the_clerk_and_kept_with_the_form(
    bench: Bench, name: str, data: bytes, code: str
) -> None:
    bench.drop(name, data)

    assert sent(bench) == {name: ("returned", (code,))}

    assert (bench.inbox / TO_MEND / name).exists()
    told = slip(bench, TO_MEND, "CAN GUI LAI - Thon Mau 02 - nam 2026")
    assert "Đơn vị gửi: Thôn Mẫu 02" in told
    assert "chưa tính là đã gửi biểu. Bản này được giữ lại, sẽ kèm làm bản ký khi đơn vị gửi biểu Excel. Đề nghị điền vào" in told
    assert "Đã lưu" not in told
    assert "điền vào biểu Excel" in told.rpartition("Bản ngắn")[2], "the short message, too, says what to do"
    bench.process(with_papers=True)
    assert "Có 1 bản quét, chưa có biểu được nhận" in (bench.root / "outbox" / "index.html").read_text("utf-8")

    bench.drop("hai.xlsx", bench.filled("T02"))

    assert sent(bench) == {"hai.xlsx": ("accepted", ())}
    assert not (bench.inbox / TO_MEND / name).exists()
    stem, _, suffix = name.rpartition(".")
    assert (bench.inbox / TAKEN / f"{stem} - ban ky.{suffix}").read_bytes() == data
    assert f"Bản ký: {name} (gửi trước biểu, được lưu kèm)" in slip(bench, TAKEN, "DA TIEP NHAN")
    bench.process(with_papers=True)
    assert "Có 1 bản ký kèm theo" in (bench.root / "outbox" / "index.html").read_text("utf-8")


def test_a_scan_of_nobody_known_is_returned_and_both_pages_show_it(bench: Bench) -> None:
    bench.drop("scan0001.pdf", PDF)

    assert sent(bench) == {"scan0001.pdf": ("returned", ("khong_phai_excel_pdf",))}

    assert "bản ký" not in slip(bench, TO_MEND, "CAN GUI LAI - scan0001")
    bench.process(with_papers=True)
    for page in (bench.root / "outbox" / "index.html", bench.inbox / "TINH-HINH-TIEP-NHAN.html"):
        shown = page.read_text("utf-8").casefold()
        assert "tệp chưa tính vào biểu nào" in shown
        assert "scan0001.pdf" in shown


def test_a_paper_in_a_units_own_folder_is_shown_with_its_unit(bench: Bench) -> None:
    bench.drop(f"{OWN}/cong van.rtf", b"{\\rtf1 cong van}")

    assert sent(bench) == {"cong van.rtf": ("returned", ("khong_phai_excel_word",))}

    bench.process(with_papers=True)
    assert "Thôn Mẫu 01: cong van.rtf" in (bench.root / "outbox" / "index.html").read_text("utf-8")
