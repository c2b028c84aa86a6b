"""Deadlines, revisions, locked periods and acts of people, through the real pipeline."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from openpyxl import load_workbook

from docgen.model.consolidated import UnitStatus
from docgen.model.digest import sha256
from docgen.model.periods import Period, PeriodType, Schedule
from docgen.model.submissions import ActKind, IssuedNumber
from docgen.pipeline import acting, unit_acts
from docgen.pipeline.alarms import alarms
from docgen.programme.calendar import WorkingCalendar, period_dates
from docgen.settings import TIME_ZONE
from tests.bench import NOW, PERIOD, TAKEN, TO_MEND, Bench, resaved
from tests.cases.revising import OWN, changed, drop, issue, said, with_own_folder

BEFORE_DEADLINE = datetime(2026, 11, 30, 23, tzinfo=TIME_ZONE)
AFTER_DEADLINE = datetime(2026, 12, 1, 7, tzinfo=TIME_ZONE)
LATER = NOW + timedelta(hours=1)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """Return a workspace in which the forms of two units are issued; one of them has a folder of its own."""
    return with_own_folder(tmp_path_factory.mktemp("base") / "mau")


@pytest.fixture
def twice_revised(bench: Bench) -> tuple[Bench, bytes]:
    """Return a bench on which T01 took a form filled from revision 1 and then sent revision 2 (so_ho 305), and that form."""
    assert drop(bench, bench.filled("T01", so_ho=300))[0] == "accepted"
    issue(bench, "T01")
    prefilled = bench.blank("T01").read_bytes()
    assert drop(bench, changed(prefilled, so_ho=305))[0] == "accepted"
    return bench, prefilled


def test_t01_a_file_that_came_while_nobody_looked_across_the_deadline_is_on_time(bench: Bench) -> None:
    bench.process(BEFORE_DEADLINE)

    assert drop(bench, bench.filled("T01"), now=AFTER_DEADLINE)[0] == "accepted"

    slip = next((bench.inbox / OWN / TAKEN).glob("DA TIEP NHAN*.txt")).read_text("utf-8-sig")
    assert "Đúng hạn (máy tiếp nhận tạm ngừng từ 23 giờ 00 phút, ngày 30/11/2026 đến 07 giờ 00 phút, ngày 01/12/2026" in slip


def test_t02_a_late_file_is_accepted_and_called_late_while_the_period_is_open(bench: Bench) -> None:
    bench.process(AFTER_DEADLINE)

    assert drop(bench, bench.filled("T01"), now=AFTER_DEADLINE + timedelta(days=2))[0] == "accepted"

    slip = next((bench.inbox / OWN / TAKEN).glob("DA TIEP NHAN*.txt")).read_text("utf-8-sig")
    assert "Tình trạng: Sau thời hạn 3 ngày" in slip


def test_t03_what_comes_after_the_figures_were_locked_waits_for_a_person_who_gives_a_reason(bench: Bench) -> None:
    """An exception has no expiry: each held file is decided by itself, so nothing stays open that would have to be shut again."""
    with bench.office() as office:
        acting.lock_period(office, "bdg", PERIOD, ActKind.CLOSE, "Nguyễn Thị Mẫu", "Đã trình ký báo cáo")

    assert drop(bench, bench.filled("T01")) == ("held", ("da_khoa",))

    assert bench.current("T01") is None
    with bench.office() as office:
        [held] = office.dataset.decisions.held()
        assert not acting.decide_held(office, held.id, ActKind.ACCEPT, "Nguyễn Thị Mẫu", " ").is_done
    assert bench.decide(ActKind.ACCEPT).is_done
    assert bench.current("T01") is not None


def test_t04_a_form_filled_from_the_current_revision_supersedes_it_and_the_difference_is_kept(bench: Bench) -> None:
    assert drop(bench, bench.filled("T01", so_ho=300))[0] == "accepted"
    issue(bench, "T01")

    assert drop(bench, changed(bench.blank("T01").read_bytes(), so_ho=305))[0] == "accepted"

    with bench.office() as office:
        revision = office.dataset.decisions.current("binh-dang-gioi", "T01", PERIOD)
        assert revision is not None
        found = office.dataset.decisions.changes(revision)
    assert [(c.field, str(c.before.value), str(c.after.value), str(c.after.cell)) for c in found if c.field == "so_ho"] == [
        ("so_ho", "300", "305", str(revision.answers.get("so_ho").cell))
    ]
    assert (revision.number, revision.base) == (2, 1)


def test_t04_a_form_filled_from_accepted_figures_holds_them_all_and_lies_only_in_the_units_own_folder(bench: Bench) -> None:
    assert drop(bench, bench.filled("T01", so_ho=300))[0] == "accepted"
    bench.drop("hai.xlsx", bench.filled("T02"))
    assert bench.outcomes()[0][1] == "accepted"
    issue(bench, "T01")
    issue(bench, "T02")

    assert drop(bench, bench.blank("T01").read_bytes()) == ("duplicate", ("da_nhan_roi",))
    bench.drop("hai.xlsx", resaved(bench.blank("T02").read_bytes()))
    assert bench.outcomes()[0][1:] == ("returned", ("bieu_trong",))


def test_t05_a_change_to_a_revision_that_is_no_longer_current_is_merged_by_cell(twice_revised: tuple[Bench, bytes]) -> None:
    bench, prefilled = twice_revised

    outcome, _ = drop(bench, changed(prefilled, nhan_khau=1111, nu_nhan_khau=555), now=LATER)

    figures = said(bench)
    assert (outcome, figures["so_ho"], figures["nhan_khau"], figures["nu_nhan_khau"]) == ("accepted", 305, 1111, 555)
    assert round(float(str(figures["ty_le_nu_nk"])), 1) == 50.0, "calculations are done again over both changes"


def test_t05_the_same_cell_changed_twice_is_held_and_the_later_file_wins_when_a_person_accepts_it(
    twice_revised: tuple[Bench, bytes],
) -> None:
    bench, prefilled = twice_revised

    outcome, codes = drop(bench, changed(prefilled, so_ho=310, nhan_khau=1111), now=LATER)

    assert (outcome, codes[0], said(bench)["so_ho"]) == ("held", "sua_hai_lan", 305)
    assert bench.decide(ActKind.ACCEPT).is_done
    assert (said(bench)["so_ho"], said(bench)["nhan_khau"]) == (310, 1111)


def test_t05_a_change_that_fits_only_the_figures_it_was_made_to_is_held(bench: Bench) -> None:
    assert drop(bench, bench.filled("T01", so_ho=300, nhan_khau=1200, nu_nhan_khau=600))[0] == "accepted"
    issue(bench, "T01")
    prefilled = bench.blank("T01").read_bytes()
    assert drop(bench, changed(prefilled, nhan_khau=1100))[0] == "accepted"

    outcome, codes = drop(bench, changed(prefilled, nu_nhan_khau=1150), now=LATER)

    assert (outcome, codes[0], said(bench)["nu_nhan_khau"]) == ("held", "gop_chua_khop", 600)


def test_t05_a_blank_issued_form_replaces_what_stands_whatever_came_between(bench: Bench) -> None:
    blank_issued = bench.filled("T01", so_ho=300)
    assert drop(bench, blank_issued)[0] == "accepted"
    assert drop(bench, changed(blank_issued, so_ho=305))[0] == "accepted"

    assert drop(bench, changed(blank_issued, nhan_khau=1111, nu_nhan_khau=555))[0] == "accepted"

    assert (said(bench)["so_ho"], said(bench)["nhan_khau"]) == (300, 1111)


def test_t05_a_change_to_figures_that_were_taken_back_waits_for_a_person(bench: Bench) -> None:
    assert drop(bench, bench.filled("T01"))[0] == "accepted"
    issue(bench, "T01")
    prefilled = bench.blank("T01").read_bytes()
    with bench.office() as office:
        latest = office.dataset.decisions.latest("binh-dang-gioi", "T01", PERIOD)
        assert latest is not None
        assert unit_acts.withdraw(office, latest.id, "Nguyễn Thị Mẫu", "Gửi nhầm").is_done

    outcome, codes = drop(bench, changed(prefilled, so_ho=310))

    assert (outcome, codes[0]) == ("held", "ban_goc_khong_con")


def test_t06_two_different_files_of_one_unit_in_one_scan_are_held(bench: Bench) -> None:
    bench.drop(f"{OWN}/mot.xlsx", bench.filled("T01", so_ho=300))
    bench.drop(f"{OWN}/hai.xlsx", bench.filled("T01", so_ho=301))

    assert [outcome[1:] for outcome in bench.outcomes()] == [("held", ("hai_ban_cung_luc",))] * 2


def test_t06_files_found_one_after_the_other_are_revisions_in_that_order(bench: Bench) -> None:
    assert drop(bench, bench.filled("T01", so_ho=300))[0] == "accepted"
    assert drop(bench, bench.filled("T01", so_ho=301), now=LATER)[0] == "accepted"

    assert said(bench)["so_ho"] == 301


def test_t07_a_revision_that_lost_a_figure_waits_and_once_accepted_the_figure_is_gone(bench: Bench) -> None:
    first = bench.filled("T01", so_ho=300, dk_so_cuoc_tt=4)
    assert drop(bench, first)[0] == "accepted"

    outcome, codes = drop(bench, changed(first, dk_so_cuoc_tt=None))

    assert (outcome, codes[0]) == ("held", "bo_so_lieu")
    assert said(bench)["dk_so_cuoc_tt"] == 4
    assert bench.decide(ActKind.ACCEPT).is_done
    assert "blank" in str(said(bench)["dk_so_cuoc_tt"])


def test_t07_a_remark_beside_the_cell_is_the_units_own_confirmation(bench: Bench) -> None:
    first = bench.filled("T01", dk_so_cuoc_tt=4)
    assert drop(bench, first)[0] == "accepted"

    outcome, _ = drop(bench, changed(first, dk_so_cuoc_tt=None, note_dk_so_cuoc_tt="Chưa có kế hoạch năm sau"))

    assert outcome == "accepted"
    assert "blank" in str(said(bench)["dk_so_cuoc_tt"])


def test_t08_a_worse_revision_is_returned_and_the_accepted_one_stays(bench: Bench) -> None:
    first = bench.filled("T01", so_ho=300)
    assert drop(bench, first)[0] == "accepted"

    assert drop(bench, changed(first, so_ho="ba trăm")) == ("returned", ("chu_trong_o_so",))

    assert said(bench)["so_ho"] == 300
    slip = next((bench.inbox / OWN / TO_MEND).glob("CAN SUA*.txt")).read_text("utf-8-sig")
    assert "vẫn giữ nguyên cho đến khi bản sửa được tiếp nhận" in slip


def test_t09_an_older_accepted_file_dropped_again_waits_and_changes_nothing(bench: Bench) -> None:
    first = bench.filled("T01", so_ho=300)
    assert drop(bench, first)[0] == "accepted"
    assert drop(bench, changed(first, so_ho=301))[0] == "accepted"

    assert drop(bench, first, now=LATER) == ("held", ("ban_cu",))

    assert said(bench)["so_ho"] == 301


def test_t10_figures_that_come_after_the_document_was_signed_leave_it_alone_and_mark_it_outdated(bench: Bench) -> None:
    """While a period is open a revision is accepted, signed document or not (`design.md`): only closing the period holds it."""
    bench.drop(f"{OWN}/mot.xlsx", bench.filled("T01", so_ho=300))
    with bench.office() as office:
        office.dataset.papers.record_issue(IssuedNumber("binh-dang-gioi", "kh-thon", PERIOD, "T01", "", date(2026, 11, 19)), NOW)
    bench.process(with_papers=True)
    [plan] = (bench.root / "outbox").rglob("KH Thon Mau 01 - nam-2026.docx")
    signed = plan.read_bytes()

    bench.drop(f"{OWN}/hai.xlsx", bench.filled("T01", so_ho=301, nhan_khau=1203))
    bench.process(LATER, with_papers=True)

    assert said(bench)["so_ho"] == 301
    assert plan.read_bytes() == signed
    assert "Đã phát hành, số liệu sau đó có thay đổi" in (bench.root / "outbox" / "index.html").read_text("utf-8")


def test_t11_rules_that_changed_after_acceptance_change_no_figure_and_name_what_they_would_refuse_now(bench: Bench) -> None:
    assert drop(bench, bench.filled("T01", so_ho=300))[0] == "accepted"
    path = bench.root / "templates" / "binh-dang-gioi" / "programme.xlsx"
    book = load_workbook(path)
    survey, settings = book["survey"], book["settings"]
    columns = {str(cell.value): int(cell.column or 0) for cell in survey[1]}
    [row] = [n for n in range(2, survey.max_row + 1) if survey.cell(n, columns["name"]).value == "so_ho"]
    survey.cell(row, columns["constraint"]).value = ". >= 500"
    survey.cell(row, columns["constraint_message"]).value = "Thôn có từ 500 hộ trở lên."
    next(cell for cell in settings[2] if settings.cell(1, cell.column or 0).value == "version").value = "2026.2"
    book.save(path)
    issue(bench, "T02")

    with bench.office() as office:
        found = [alarm for alarm in alarms(office) if "bản 2026.2" in alarm]

    assert len(found) == 1
    assert "thôn Mẫu 01" in found[0]
    assert "Thôn có từ 500 hộ trở lên." in found[0]
    assert said(bench)["so_ho"] == 300


def test_t12_units_that_begin_or_end_change_who_is_expected_and_never_more_are_counted_than_asked(bench: Bench) -> None:
    """The recorded act is the new units.xlsx itself: it is kept by its hash before it is used."""
    assert drop(bench, bench.filled("T01"))[0] == "accepted"
    path = bench.root / "templates" / "units.xlsx"
    book = load_workbook(path)
    sheet = book["don_vi"]
    columns = {str(cell.value): int(cell.column or 0) for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, columns["ma"]).value == "T02":
            sheet.cell(row, columns["den_ngay"]).value = "31/12/2025"
    book.save(path)

    with bench.office() as office:
        state = office.state(office.programmes()[0], office.default_period(office.programmes()[0]))
        office.dataset.facts.bytes_of(sha256(path.read_bytes()))  # raises when it is not recorded

    asked = [unit.unit.code for unit in state.asked]
    assert "T02" not in asked
    assert len(asked) == 25
    assert len(state.accepted) == 1 <= len(asked)
    assert all(result.k <= result.n for result in state.indicators.values())


@pytest.mark.parametrize(
    ("code", "deadline", "until", "reason"),
    [
        pytest.param("2026-11", "11-30", date(2026, 11, 30), "Chủ nhật", id="a Sunday"),
        pytest.param("2026-01", "02-17", date(2026, 2, 23), "ngày nghỉ lễ", id="Tết"),
        pytest.param("2028-02", "02-29", date(2028, 2, 28), "", id="a leap day"),
        pytest.param("2027-02", "+1", date(2027, 3, 1), "Chủ nhật", id="the end of a month"),
        pytest.param("2026-12", "+0", date(2026, 12, 30), "", id="the end of a year"),
    ],
)
def test_t13_deadlines_on_holidays_leap_days_and_at_the_end_of_a_month(code: str, deadline: str, until: date, reason: str) -> None:
    period = Period.parse(code)
    assert period is not None
    days = (deadline,) if deadline.startswith("+") else (deadline,) * 12

    found = period_dates(Schedule(PeriodType.MONTH, days), period, WorkingCalendar()).deadline

    assert (found.on_time_until, found.reason) == (until, reason)


def test_t13_a_day_is_the_day_in_hanoi_whatever_zone_the_clock_of_the_machine_has(bench: Bench) -> None:
    """There is no summer time in Việt Nam; 17:30 in UTC on the last day is half past midnight of the next one there."""
    bench.process(datetime(2026, 11, 30, 16, 50, tzinfo=UTC))
    assert drop(bench, bench.filled("T01"), now=datetime(2026, 12, 1, 17, 30, tzinfo=UTC))[0] == "accepted"

    with bench.office() as office:
        latest = office.dataset.decisions.latest("binh-dang-gioi", "T01", PERIOD)
    assert latest is not None
    assert latest.days_late == 0, "the interval reaches back to before the deadline"


def test_t14_an_acceptance_is_taken_back_by_another_act_and_the_history_is_kept(bench: Bench) -> None:
    bench.drop(f"{OWN}/a.xlsx", bench.filled("T02"))
    assert bench.outcomes()[0][1] == "held"
    assert bench.decide(ActKind.ACCEPT).is_done
    with bench.office() as office:
        accepted = office.dataset.decisions.latest("binh-dang-gioi", "T02", PERIOD)
        assert accepted is not None

        undone = unit_acts.withdraw(office, accepted.id, "Nguyễn Thị Mẫu", "Chấp nhận nhầm")

        assert (undone.is_done, undone.sentence) == (True, "Đã rút lại số liệu năm 2026 của thôn Mẫu 02; đơn vị chưa có số liệu ở kỳ này.")
        kinds = [act.kind for act in office.dataset.acts.all()]
        state = office.state(office.programmes()[0], office.default_period(office.programmes()[0]))
    assert kinds == [ActKind.ACCEPT, ActKind.WITHDRAW]
    assert bench.current("T02") is None
    assert {s.unit.code: s.status for s in state.states}["T02"] is UnitStatus.NOT_SENT
    bench.process()
    slip = next((bench.inbox / OWN / TAKEN).glob("RUT LAI SO LIEU*.txt")).read_text("utf-8-sig")
    assert "Chấp nhận nhầm" in slip


def test_t15_totals_over_some_of_the_units_say_so_and_name_the_others(bench: Bench) -> None:
    assert drop(bench, bench.filled("T01"))[0] == "accepted"

    with bench.office() as office:
        state = office.state(office.programmes()[0], office.default_period(office.programmes()[0]))

    total = state.totals["so_ho"]
    assert (total.k, total.n) == (1, 12)
