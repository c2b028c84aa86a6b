"""Whose form it is: folder, content and seal agree, or a person must look."""

from __future__ import annotations

import os
import sys

import pytest
from openpyxl import Workbook, load_workbook

from docgen.model.errors import DefinitionError
from docgen.model.submissions import ActKind
from tests.bench import FORMS, PERIOD, TAKEN, TO_MEND, Bench, resaved, set_cell
from tests.cases.revising import OWN, changed, drop, edit_units, messages, with_own_folder


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return with_own_folder(tmp_path_factory.mktemp("base") / "mau")


def without_seal(book: Workbook) -> None:
    """Take away what Google Sheets does not keep when a form is copied into a new one: the hidden sheet and its name."""
    del book["_docgen"]
    for name in [name for name in book.defined_names if name == "dg_seal" or name.startswith("dgl_")]:
        del book.defined_names[name]


def test_i01_a_form_in_the_folder_of_another_unit_is_held_and_changes_neither(bench: Bench) -> None:
    assert drop(bench, bench.filled("T02")) == ("held", ("khac_don_vi",))

    assert (bench.current("T01"), bench.current("T02")) == (None, None)
    told = next((bench.inbox / OWN / TAKEN).glob("CHO XAC MINH*.txt")).read_text("utf-8-sig")
    assert "Biểu ghi Thôn Mẫu 02 nhưng đặt trong thư mục của Thôn Mẫu 01" in told
    with bench.office() as office:
        state = office.state(office.programmes()[0], office.default_period(office.programmes()[0]))
    assert {s.unit.code: str(s.status) for s in state.states}["T02"] == "held", "the page tells the other unit that its form waits"


def test_i02_a_neighbours_filled_form_under_another_name_is_held_and_the_equal_figures_are_told(bench: Bench) -> None:
    first = bench.filled("T02")
    assert drop(bench, first, "hai.xlsx")[0] == "accepted"

    outcome, codes = drop(bench, changed(first, _don_vi="Thôn Mẫu 01"))

    assert (outcome, codes[:2]) == ("held", ("khac_don_vi", "giong_don_vi_khac"))
    assert bench.current("T01") is None


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("Bieu BDG - Thon Mau 02 - nam 2026.xlsx", id="the name its form was issued under"),
        pytest.param("thon-mau-02.xlsx", id="its name"),
        pytest.param("Thôn Mẫu 2 (1).xlsx", id="its name written otherwise"),
        pytest.param("T02.xlsx", id="its code"),
        pytest.param("bao cao cua thon mau 02 gui thon mau 01.xlsx", id="a name that also says to whom"),
    ],
)
def test_i02_a_form_under_the_file_name_of_another_unit_is_held_and_lies_nowhere_under_that_name(bench: Bench, name: str) -> None:
    assert drop(bench, bench.filled("T01"), name) == ("held", ("khac_don_vi",))

    assert (bench.current("T01"), bench.current("T02")) == (None, None)
    assert bench.names(TAKEN) == [
        "Bieu BDG - Thon Mau 01 - nam 2026 - lan 1.xlsx",
        "CHO XAC MINH - Thon Mau 01 - ten tep Thon Mau 02 - nam 2026 - lan 1.txt",
    ]
    told = next((bench.inbox / TAKEN).glob("CHO XAC MINH*.txt")).read_text("utf-8-sig")
    assert "Tên tệp ghi Thôn Mẫu 02 nhưng biểu trong tệp là của Thôn Mẫu 01" in told
    to_do = "Nếu là số liệu của Thôn Mẫu 02, lấy biểu của Thôn Mẫu 02 ở _1-lay-bieu-mau, điền rồi gửi. Tệp này chờ xã xem."
    slip, short = told.split("Bản ngắn để chép vào tin nhắn:")
    assert (to_do in slip, to_do in short, "chưa phải gửi lại" in told) == (True, True, False)
    bench.process(with_papers=True)
    assert "Tên tệp ghi Thôn Mẫu 02, biểu của Thôn Mẫu 01" in (bench.root / "outbox" / "index.html").read_text("utf-8")
    tasks = load_workbook(bench.root / "outbox" / "viec-can-xu-ly.xlsx").worksheets[0]
    assert any("Tên tệp ghi Thôn Mẫu 02, biểu của Thôn Mẫu 01" in str(cell.value) for row in tasks.iter_rows() for cell in row)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("bao cao 2026 (ban cuoi).xlsx", id="no unit"),
        pytest.param("gui thon mau 02.xlsx", id="the unit it is sent to"),
        pytest.param("thon mau 01 va thon mau 02.xlsx", id="its own among others"),
        pytest.param("thon mau.xlsx", id="less than a name"),
        pytest.param("thon mau 020.xlsx", id="another number"),
    ],
)
def test_i02_a_free_file_name_troubles_nobody(bench: Bench, name: str) -> None:
    assert drop(bench, bench.filled("T01"), name) == ("accepted", ())

    assert f"{name.removesuffix('.xlsx')} - lan 1.xlsx" in bench.names(TAKEN)


def test_i02_the_clerk_says_whose_it_is_and_the_file_is_named_for_that_unit(bench: Bench) -> None:
    drop(bench, bench.filled("T01"), "thon-mau-02.xlsx")

    assert bench.decide(ActKind.ACCEPT, unit="T02").is_done

    bench.process()
    assert bench.names(TAKEN) == ["DA TIEP NHAN - Thon Mau 02 - nam 2026 - lan 1.txt", "thon-mau-02 - lan 1.xlsx"]
    told = next((bench.inbox / TAKEN).glob("DA TIEP NHAN*.txt")).read_text("utf-8-sig")
    assert "Xã quyết định: đã xem tệp chờ xác minh và ghi nhận là biểu của thôn Mẫu 02" in told
    assert bench.current("T01") is None


def test_i02_a_file_that_waited_as_another_units_is_the_latest_of_the_unit_it_is_given_to(bench: Bench) -> None:
    drop(bench, bench.filled("T01"), "thon-mau-02.xlsx")
    assert "Đơn vị chưa có số liệu" in _figures_of_held(bench)
    assert drop(bench, bench.filled("T02"), "hai.xlsx") == ("accepted", ())

    assert bench.decide(ActKind.ACCEPT, unit="T02").is_done

    bench.process()
    told = next((bench.inbox / TAKEN).glob("DA TIEP NHAN - Thon Mau 02 - nam 2026 - lan 2.txt")).read_text("utf-8-sig")
    assert "Lần gửi: thứ 2 (thay bản nhận lúc" in told


def test_i02_the_clerk_reads_which_figures_accepting_would_change(bench: Bench) -> None:
    assert drop(bench, bench.filled("T01"), "mot.xlsx") == ("accepted", ())

    drop(bench, bench.filled("T01", so_ho=260), "thon-mau-02.xlsx")

    before = bench.current("T01")
    assert before is not None
    said = f"Chấp nhận thì thay số liệu đã nhận (bản 1), đổi 1 ô: Tổng số hộ {before[1]} → 260"
    assert _figures_of_held(bench).endswith(said)


def _figures_of_held(bench: Bench) -> str:
    bench.process(with_papers=True)
    tasks = load_workbook(bench.root / "outbox" / "viec-can-xu-ly.xlsx").worksheets[0]
    rows = [[str(cell.value) for cell in row] for row in tasks.iter_rows()]
    heading = next(row for row in rows if "Số liệu liên quan" in row)
    return rows[rows.index(heading) + 1][heading.index("Số liệu liên quan")]


def test_i02_a_file_that_the_clerk_accepts_as_it_is_says_so(bench: Bench) -> None:
    drop(bench, bench.filled("T01"), "thon-mau-02.xlsx")

    assert bench.decide(ActKind.ACCEPT).is_done

    bench.process()
    told = next((bench.inbox / TAKEN).glob("DA TIEP NHAN - Thon Mau 01*.txt")).read_text("utf-8-sig")
    assert "Xã quyết định: đã xem tệp chờ xác minh và chấp nhận" in told


def test_i02_what_waits_lies_there_until_a_person_has_decided_though_the_unit_sends_again(bench: Bench) -> None:
    drop(bench, bench.filled("T01"), "thon-mau-02.xlsx")

    assert drop(bench, bench.filled("T01"), "thon-mau-01.xlsx") == ("accepted", ())

    waiting = [name for name in bench.names(TAKEN) if name.startswith(("CHO XAC MINH", "Bieu"))]
    assert len(waiting) == 2
    assert bench.decide(ActKind.ACCEPT).sentence.endswith("số liệu đã có, không đổi.")
    bench.process()
    assert not [name for name in bench.names(TAKEN) if name.startswith(("CHO XAC MINH", "Bieu"))]


def test_i02_a_form_that_the_clerk_returns_goes_back_under_the_name_of_the_unit_it_was_issued_to(bench: Bench) -> None:
    drop(bench, bench.filled("T01"), "thon-mau-02.xlsx")

    assert bench.decide(ActKind.REJECT).is_done

    bench.process()
    assert [name for name in bench.names(TO_MEND) if name.endswith(".xlsx")] == ["Bieu BDG - Thon Mau 01 - nam 2026.xlsx"]


def test_i03_a_form_without_its_seal_is_held_until_a_person_accepts_it_with_a_reason(bench: Bench) -> None:
    assert drop(bench, resaved(bench.filled("T01"), without_seal)) == ("held", ("khong_ma_bieu",))

    assert bench.current("T01") is None
    assert bench.decide(ActKind.ACCEPT).is_done
    assert bench.current("T01") is not None


def test_i03_a_form_whose_seal_was_altered_is_held(bench: Bench) -> None:
    def alter(book: Workbook) -> None:
        cell = book["_docgen"]["B1"]
        cell.value = str(cell.value).replace("|T01|", "|T02|")

    assert drop(bench, resaved(bench.filled("T01"), alter)) == ("held", ("ma_bieu_sai",))


def test_i04_a_unit_that_was_merged_is_told_which_unit_reports_now(bench: Bench) -> None:
    filled = bench.filled("T02")

    def merge(rows: dict[str, dict[str, object]]) -> None:
        rows["T02"]["den_ngay"] = "31/12/2025"
        rows["T03"]["thay_cho"] = "T02"

    edit_units(bench, merge)
    bench.drop("hai.xlsx", filled)

    report = bench.process().files[0]

    assert (str(report.outcome), [f.code for f in report.findings]) == ("returned", ["don_vi_khong_con"])
    assert "Số liệu do Thôn Mẫu 03 gửi; lấy biểu của Thôn Mẫu 03." in report.findings[0].message


def test_i05_two_units_of_one_name_are_refused_where_they_are_listed(bench: Bench) -> None:
    """One list has the units of one commune: two of one name at the same time are a mistake of units.xlsx, told at its cell."""
    edit_units(bench, lambda rows: rows["T02"].update(ten="Thôn Mẫu 01"))

    with pytest.raises(DefinitionError, match="Tên “Thôn Mẫu 01” đã dùng ở dòng trên"), bench.office():
        pass


def test_i05_a_unit_that_took_over_a_name_is_told_from_the_old_one_by_its_code(bench: Bench) -> None:
    filled = bench.filled("T01")

    def rename(rows: dict[str, dict[str, object]]) -> None:
        rows["T02"].update(ten="Thôn Mẫu 01", tu_ngay="01/01/2027")
        rows["T01"].update(den_ngay="31/12/2026")

    edit_units(bench, rename)

    assert drop(bench, filled) == ("accepted", ())
    with bench.office() as office:
        assert list(office.dataset.decisions.currents("binh-dang-gioi", PERIOD)) == ["T01"]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("THÔN MẪU 01", id="capitals"),
        pytest.param("  Thôn   Mẫu  01 ", id="spaces"),
        pytest.param("Thôn Mẫu 01", id="NFD"),
        pytest.param("Đơn vị báo cáo: Thôn Mẫu 01", id="after its label"),
    ],
)
def test_i06_a_name_in_another_spelling_is_the_same_name(bench: Bench, name: str) -> None:
    assert drop(bench, changed(bench.filled("T01"), _don_vi=name))[0] == "accepted"


def test_i06_the_tone_may_stand_on_the_other_vowel(bench: Bench) -> None:
    edit_units(bench, lambda rows: rows["T02"].update(ten="Thôn Hòa Thủy"))
    with bench.office() as office:
        from docgen.pipeline.issue import issue_forms

        issue_forms(office, None, PERIOD, "T02")

    assert drop(bench, changed(bench.filled("T02"), _don_vi="Thôn Hoà Thuỷ"), "hai.xlsx")[0] == "accepted"


def test_i07_a_form_that_says_nothing_of_its_unit_is_held_with_the_unit_of_its_folder(bench: Bench) -> None:
    """The folder alone never decides: whoever copies into the wrong folder would change another unit's figures."""

    def nameless(book: Workbook) -> None:
        set_cell(book, "_don_vi", None)
        without_seal(book)

    bench.drop(f"{OWN}/bieu.xlsx", resaved(bench.filled("T01"), nameless))
    [result] = bench.process().files

    assert (str(result.outcome), result.unit) == ("held", "T01")
    assert bench.decide(ActKind.ACCEPT).is_done
    assert bench.current("T01") is not None


def test_i08_who_owns_the_file_on_the_share_plays_no_part(bench: Bench) -> None:
    path = bench.drop(f"{OWN}/bieu.xlsx", bench.filled("T01"))
    if sys.platform != "win32" and os.geteuid() == 0:
        os.chown(path, 65534, 65534)
    path.chmod(0o444)

    assert [outcome[1] for outcome in bench.outcomes()] == ["accepted"]


def test_i09_one_workbook_with_the_forms_of_several_units_is_returned_with_steps(bench: Bench) -> None:
    def merge(book: Workbook) -> None:
        for number in ("02", "03"):
            copy = book.copy_worksheet(book["Biểu"])
            copy.title = f"Thôn {number}"
            place = next(iter(book.defined_names["dg__don_vi"].destinations))[1].replace("$", "")
            copy[place] = f"Thôn Mẫu {number}"

    bench.drop("gop.xlsx", resaved(bench.filled("T02"), merge))
    [result] = bench.process().files

    assert (str(result.outcome), [f.code for f in result.findings]) == ("returned", ["nhieu_don_vi"])
    assert f"Mỗi đơn vị gửi một tệp riêng. Biểu của từng đơn vị ở {FORMS}." in result.findings[0].message
    assert bench.current("T02") is None


def test_i10_figures_equal_to_those_of_another_unit_are_held(bench: Bench) -> None:
    """The same bytes of two units carry one seal, so they are one unit's; the neighbour's figures in a form of one's own are this case."""
    theirs = bench.filled("T02")
    assert drop(bench, theirs, "hai.xlsx")[0] == "accepted"
    book = load_workbook(bench.blank("T01"))
    assert drop(bench, theirs)[0] == "held", "the same bytes in the folder of another unit"

    with bench.office() as office:
        figures = office.dataset.decisions.current("binh-dang-gioi", "T02", PERIOD)
    assert figures is not None
    programme_cells = {name: a.value for name, a in figures.answers.by_name.items() if f"dg_{name}" in book.defined_names}
    typed = {name: value for name, value in programme_cells.items() if hasattr(value, "as_integer_ratio")}

    assert drop(bench, bench.filled("T01", **{name: int(str(value)) for name, value in typed.items() if not name.startswith("ty_le")})) == (
        "held",
        ("giong_don_vi_khac",),
    )
    assert bench.current("T01") is None
    assert "T02" not in messages(bench)
