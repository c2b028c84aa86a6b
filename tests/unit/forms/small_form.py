"""A small programme, its units and dates, for the tests of the writing half of the room."""

from __future__ import annotations

from datetime import date

from docgen.model.expressions import Formula
from docgen.model.periods import Period, PeriodType, Schedule
from docgen.model.programme import (
    Aggregate,
    Choice,
    Deadline,
    Doubt,
    Field,
    FieldType,
    Group,
    Indicator,
    PeriodDates,
    Programme,
)
from docgen.model.units import Unit, UnitType
from docgen.programme.expressions import parse
from docgen.settings import Agency, Contact

YES_NO: tuple[Choice, ...] = (Choice("co", "Có"), Choice("khong", "Không"))
KINDS: tuple[Choice, ...] = (Choice("hop", "Họp, hội nghị"), Choice("khac", "Khác"))


def formula(source: str) -> Formula:
    """Return the parsed expression."""
    return parse(source)


def field(name: str, type: FieldType = FieldType.INTEGER, label: str = "", **rest: object) -> Field:
    """Return a field; expressions may be given as text."""
    for key in ("constraint", "calculation", "relevant"):
        if isinstance(rest.get(key), str):
            rest[key] = formula(str(rest[key]))
    return Field(name, type, label, **rest)  # type: ignore[arg-type]


GENERAL = Group(
    "chung",
    "I. THÔNG TIN CHUNG",
    (
        field("nguoi_lap", FieldType.TEXT, "Người lập biểu", required=True),
        field("tu_ngay", FieldType.DATE, "Từ ngày", prefill="data_from", read_only=True),
        field("den_ngay", FieldType.DATE, "Đến ngày", prefill="data_to", read_only=True, hint="Ghi sẵn, không sửa."),
        field("co_kh", FieldType.SELECT_ONE, "Đã có kế hoạch", required=True, choices=YES_NO, aggregate=Aggregate.COUNT),
        field("so_kh", FieldType.TEXT, "Số kế hoạch", relevant="${co_kh} = 'co'"),
    ),
)
SCHOOL = Group(
    "truong",
    "II. NHÀ TRƯỜNG",
    (
        field("luu_y", FieldType.NOTE, "Chỉ ghi số lượng."),
        field("giao_vien", label="Số giáo viên", unit_of_measure="người", required=True, applies_to=frozenset({"truong_hoc"})),
    ),
)
PEOPLE = Group(
    "nguoi",
    "III. SỐ NGƯỜI",
    (
        field("tong", label="Tổng số người", unit_of_measure="người", required=True, aggregate=Aggregate.SUM, hint="Tính tại ngày chốt."),
        field(
            "nu",
            label="Trong đó: nữ",
            full_label="Tổng số người - trong đó: nữ",
            unit_of_measure="người",
            required=True,
            aggregate=Aggregate.SUM,
            constraint=". >= 0 and . <= ${tong}",
            constraint_message="Số nữ không được lớn hơn tổng số.",
            doubts=(Doubt(formula(". = 0"), "Không có nữ?"),),
        ),
        field("ty_le", FieldType.CALCULATE, "Tỷ lệ nữ", unit_of_measure="%", calculation="round(${nu} div ${tong} * 100, 1)"),
        field("tien", label="Kinh phí", unit_of_measure="đồng", aggregate=Aggregate.SUM),
        field("gap_doi", FieldType.CALCULATE, calculation="${tien} * 2", aggregate=Aggregate.SUM, unit_of_measure="đồng"),
        field("y_kien", FieldType.TEXT, "Ý kiến", constraint="string-length(.) <= 1000", aggregate=Aggregate.LIST),
    ),
)
ACTIVITIES = Group(
    "viec",
    "IV. CÁC VIỆC ĐÃ LÀM",
    (
        field("ten_viec", FieldType.TEXT, "Tên việc", repeat="viec", required=True, hint="Mỗi việc một dòng."),
        field("loai_viec", FieldType.SELECT_ONE, "Loại", repeat="viec", choices=KINDS),
        field("ngay_viec", FieldType.DATE, "Ngày", repeat="viec", constraint=". >= ${tu_ngay} and . <= ${den_ngay}"),
        field("so_du", label="Số người dự", repeat="viec", unit_of_measure="người", aggregate=Aggregate.SUM),
        field("nu_du", label="Trong đó: nữ", repeat="viec", unit_of_measure="người", constraint=". <= ${so_du}"),
    ),
    is_repeat=True,
)
LAST = Group("cuoi", "V. ĐÁNH GIÁ", (field("cam_on", FieldType.TEXT, "Đánh giá chung"),))

PROGRAMME = Programme(
    name="mau",
    form_id="mau",
    title="Biểu số liệu mẫu",
    version="1",
    fingerprint="0123456789abcdef",
    sha256="",
    full_name="Chương trình mẫu",
    short_name="Chương trình mẫu",
    years="2026-2030",
    schedule=Schedule(PeriodType.YEAR, ("11-30",)),
    groups=(GENERAL, SCHOOL, PEOPLE, ACTIVITIES, LAST),
    indicators=(
        Indicator(
            "ct_nu",
            "Tỷ lệ nữ",
            formula("sum(${nu})"),
            formula("sum(${tong})"),
            None,
            target="50",
            target_year=2030,
            direction="up",
            unit_of_measure="%",
        ),
    ),
    documents=(),
    form_number="Biểu số 09/M",
    receiver="Phòng Mẫu",
    repeat_rows=4,
)

VILLAGE = UnitType("thon", "thôn", "Đ", "Các thôn", "yêu cầu", True, common_noun="Thôn", signs_as="TRƯỞNG THÔN")
SCHOOL_TYPE = UnitType("truong_hoc", "trường", "D", "Đơn vị sự nghiệp", "yêu cầu, giao", True)
T01 = Unit("T01", "Thôn Mẫu 01", VILLAGE)
T02 = Unit("T02", "Thôn Mẫu 02", VILLAGE, phone="0900000002")
TH1 = Unit("TH1", "Trường Tiểu học Mẫu", SCHOOL_TYPE)

PERIOD = Period(2026, PeriodType.YEAR)
DATES = PeriodDates(
    date(2026, 1, 1),
    date(2026, 11, 15),
    Deadline(date(2026, 11, 30), "before", date(2026, 11, 29), date(2026, 11, 30), "Chủ nhật"),
)
AGENCY = Agency(
    name="Ủy ban nhân dân xã Mẫu",
    short_name="UBND xã Mẫu",
    administrative_unit="xã Mẫu",
    place="Xã Mẫu",
    superior="Sở Mẫu",
    desk="Phòng Mẫu",
    heading=["ỦY BAN NHÂN DÂN", "XÃ MẪU"],
)
CONTACT = Contact(name="Nguyễn Thị Mẫu", phone="0900000000")
