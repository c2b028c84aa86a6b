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


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("Thon Mau 02.pdf", id="of a unit that sent no form"),
        pytest.param("scan0001.pdf", id="of nobody known"),
    ],
)
def test_a_scan_without_a_form_is_returned(bench: Bench, name: str) -> None:
    bench.drop(name, PDF)

    assert sent(bench) == {name: ("returned", ("khong_phai_excel_pdf",))}
    assert (bench.inbox / TO_MEND / name).exists()
