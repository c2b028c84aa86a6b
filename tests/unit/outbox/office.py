"""A small invented commune: a programme about clean water, three units, and one period of it, for the tests of this room."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from docgen.model.consolidated import IndicatorResult, PeriodState, UnitState, UnitStatus
from docgen.model.findings import Finding, error, warning
from docgen.model.periods import Period, PeriodType, Schedule
from docgen.model.programme import (
    Aggregate,
    Choice,
    Deadline,
    DocumentSpec,
    Field,
    FieldType,
    ForEach,
    Group,
    Indicator,
    PeriodDates,
    Programme,
)
from docgen.model.submissions import Decision, Outcome, Receipt, Revision, Verdict, Zone
from docgen.model.units import Unit, UnitType
from docgen.model.values import Answer, Answers, CellRef, Missing, Reason
from docgen.outbox.slip_facts import SlipFacts
from docgen.settings import Agency, Contact

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
AGENCY = Agency(
    name="Ủy ban nhân dân xã Mẫu",
    short_name="UBND xã Mẫu",
    administrative_unit="xã Mẫu",
    place="Mẫu",
    superior="Sở Mẫu",
    desk="Phòng Kinh tế",
    heading=["ỦY BAN NHÂN DÂN", "XÃ MẪU"],
)
CONTACT = Contact(name="Lê Thị Mẫu", title="công chức", phone="0204 000 0000")

VILLAGE = UnitType("thon", "thôn", "B", "Các thôn", "yêu cầu", True, "Trưởng {ten_trong_cau}", "Thôn")
OFFICE = UnitType("phong", "phòng", "A", "Cơ quan thuộc UBND xã", "yêu cầu", True)
VILLAGE_1 = Unit("T01", "Thôn Mẫu 01", VILLAGE, "Trưởng thôn", "Nguyễn Văn Mẫu", "0900 000 001")
VILLAGE_2 = Unit("T02", "Thôn Mẫu 02", VILLAGE, "Trưởng thôn", "Trần Thị Mẫu", "0900 000 002")
DEPARTMENT = Unit("KT", "Phòng Kinh tế", OFFICE, "Trưởng phòng", "Phạm Văn Mẫu", "0900 000 003")

HOUSEHOLDS = Field("ho", FieldType.INTEGER, "Tổng số hộ", unit_of_measure="hộ", required=True, aggregate=Aggregate.SUM)
SERVED = Field("ho_sach", FieldType.INTEGER, "Trong đó: hộ dùng nước sạch", unit_of_measure="hộ", aggregate=Aggregate.SUM)
SPENT = Field("tien", FieldType.INTEGER, "Kinh phí đã sử dụng", unit_of_measure="đồng", aggregate=Aggregate.SUM)
OPINION = Field("y_kien", FieldType.TEXT, "Kiến nghị", aggregate=Aggregate.LIST)
PUMP = Field(
    "bom", FieldType.SELECT_ONE, "Có trạm bơm", applies_to=frozenset({"thon"}), choices=(Choice("co", "Có"), Choice("khong", "Không"))
)
SHARE = Indicator("ty_le", "tỷ lệ hộ dùng nước sạch", None, None, None, "65", 2030, "up", "%", True)

PROGRAMME = Programme(
    name="nuoc-sach",
    form_id="ns",
    title="Biểu số liệu nước sạch",
    version="1",
    fingerprint="0" * 16,
    sha256="0" * 64,
    full_name="Chương trình Nước sạch nông thôn",
    short_name="nước sạch nông thôn",
    years="2026-2030",
    schedule=Schedule(PeriodType.YEAR, ("11-30",)),
    groups=(Group("chung", "I. CHUNG", (HOUSEHOLDS, SERVED, SPENT, OPINION, PUMP)),),
    indicators=(SHARE,),
    documents=(
        DocumentSpec("bc", "Báo cáo năm", "bc.docx", ForEach.PERIOD, "bao-cao", "bc", symbol="BC-UBND"),
        DocumentSpec("kh", "Kế hoạch của thôn", "kh.docx", ForEach.UNIT, "ke-hoach", "kh", unit_type="thon"),
    ),
    form_number="Biểu số 02/NS",
)
PERIOD = Period(2026, PeriodType.YEAR)
DATES = PeriodDates(
    date(2026, 1, 1), date(2026, 11, 15), Deadline(date(2026, 11, 30), "before", date(2026, 11, 29), date(2026, 11, 30), "Chủ nhật")
)


def at(day: int, hour: int = 8, minute: int = 0, month: int = 11) -> datetime:
    """Return a moment in 2026, in Vietnam."""
    return datetime(2026, month, day, hour, minute, tzinfo=HANOI)


def make_answers(**values: object) -> Answers:
    """Return answers of a village; a Reason stands for a missing one."""
    given: dict[str, object] = {"ho": 320, "ho_sach": 250, "tien": 1500000, "y_kien": Reason.NOTHING_AROSE, "bom": "co", **values}
    return Answers({name: Answer(name, _value(value), CellRef("Biểu", f"E{n}")) for n, (name, value) in enumerate(given.items(), 10)})


def _value(value: object) -> Decimal | str | Missing:
    if isinstance(value, Reason):
        return Missing(value)
    return Decimal(value) if isinstance(value, int) else str(value)


def make_receipt(id: int = 42, when: datetime | None = None, path: str = "Bieu NS - Thon Mau 01.xlsx", zone: Zone = Zone.DROP) -> Receipt:
    """Return the fact that a file came."""
    return Receipt(id, path, "3f9a" + "0" * 60, 12000, None, when or at(28, 16, 42), zone)


def make_decision(outcome: Outcome = Outcome.ACCEPTED, *findings: Finding, receipt: Receipt | None = None, **rest: object) -> Decision:
    """Return a decision about a file of village 1 for 2026."""
    received = receipt or make_receipt()
    answers = make_answers() if outcome is Outcome.ACCEPTED else None
    verdict = Verdict(outcome, findings, "nuoc-sach", "T01", "2026", answers=answers)
    defaults: dict[str, object] = {"id": 42, "receipt": received, "verdict": verdict, "decided_at": received.not_after}
    revision = {"revision": 1} if outcome is Outcome.ACCEPTED else {}
    return Decision(**{**defaults, **revision, **rest})  # type: ignore[arg-type]


def make_facts(decision: Decision, **rest: object) -> SlipFacts:
    """Return what a slip to village 1 is about."""
    known: dict[str, object] = {"programme": PROGRAMME, "unit": VILLAGE_1, "period": PERIOD, "dates": DATES}
    return SlipFacts(decision, AGENCY, CONTACT, **{**known, **rest})  # type: ignore[arg-type]


def above_total() -> Finding:
    """Return an error in a cell."""
    return error(
        "lon_hon_tong",
        "Hộ dùng nước sạch (350) lớn hơn tổng số hộ (320, ô E10).",
        "Kiểm tra cả hai ô E10 và E11, sửa ô chưa đúng.",
        example="Tổng số 320, trong đó 250",
        cell=CellRef("Biểu", "E11"),
        field="ho_sach",
        label="Trong đó: hộ dùng nước sạch",
        found="350",
    )


def tenfold() -> Finding:
    """Return a warning in a cell."""
    return warning(
        "gap_10_lan",
        "Kinh phí đã sử dụng: 1.500.000, gấp hơn 10 lần kỳ trước (100.000).",
        cell=CellRef("Biểu", "E12"),
        field="tien",
        label="Kinh phí đã sử dụng",
        found="1.500.000",
    )


def photo() -> Finding:
    """Return an error about a whole file."""
    return error(
        "khong_phai_excel_anh",
        "Tệp “bieu.jpg” là ảnh, phần mềm không đọc được số từ ảnh. Đề nghị điền vào biểu Excel của đơn vị và gửi lại.",
        label="Tệp là ảnh chụp",
    )


def no_seal() -> Finding:
    """Return why a file waits for a person."""
    return error(
        "khong_ma_bieu",
        "Biểu không còn mã biểu (gõ lại hoặc chép sang tệp khác); nội dung ghi là của Thôn Mẫu 01.",
        comment="Biểu được gõ lại hoặc chép sang tệp khác nên mất mã biểu. Đã nhận tệp, xã sẽ xác minh; đơn vị không phải gửi lại.",
        label="Không thấy mã biểu",
    )


def revision_of(decision: Decision) -> Revision:
    """Return the revision that an accepted decision made current."""
    assert decision.verdict.answers is not None
    return Revision(
        "nuoc-sach",
        decision.verdict.unit,
        "2026",
        decision.revision,
        0,
        decision.receipt,
        decision.decided_at,
        decision.verdict.answers,
        decision.verdict.findings,
        decision.days_late,
        decision.id,
    )


def accepted(unit: Unit = VILLAGE_1, **rest: object) -> UnitState:
    """Return a unit whose figures are in."""
    decision = make_decision(**rest)  # type: ignore[arg-type]
    return UnitState(unit, UnitStatus.ACCEPTED, revision_of(decision), decision, decision.times_sent)


def not_sent(unit: Unit = VILLAGE_2) -> UnitState:
    """Return a unit that has sent nothing."""
    return UnitState(unit, UnitStatus.NOT_SENT)


def returned(unit: Unit = DEPARTMENT) -> UnitState:
    """Return a unit with one cell to mend."""
    return UnitState(unit, UnitStatus.RETURNED, None, make_decision(Outcome.RETURNED, above_total()), 1, 1)


def make_state(*states: UnitState, today: date = date(2026, 12, 2), **rest: object) -> PeriodState:
    """Return the period with these units."""
    result = IndicatorResult(SHARE, Decimal("78.125"), Decimal(250), Decimal(320), 1, len(states), units=("T01",))
    known: dict[str, object] = {
        "programme": PROGRAMME,
        "period": PERIOD,
        "dates": DATES,
        "today": today,
        "states": states,
        "groups": (),
        "totals": {},
        "indicators": {"ty_le": result},
    }
    return PeriodState(**{**known, **rest})  # type: ignore[arg-type]
