"""A small programme with five units, T02 of which has sent nothing: the worked example that the definition of the form gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from docgen.dataset.indicators import all_indicators
from docgen.dataset.totals import all_totals
from docgen.documents.vocabulary import build
from docgen.model.consolidated import GroupState, PeriodState, UnitState, UnitStatus
from docgen.model.periods import Period, PeriodType, Schedule
from docgen.model.programme import (
    Aggregate,
    Choice,
    DocumentSpec,
    Field,
    FieldType,
    ForEach,
    Group,
    Indicator,
    Programme,
)
from docgen.model.submissions import IssuedNumber, Receipt, Revision
from docgen.model.units import Unit, UnitType
from docgen.model.values import Answer, Answers, Missing, Reason, Row, Value
from docgen.programme.calendar import WorkingCalendar, period_dates
from docgen.programme.expressions import parse
from docgen.settings import Settings
from docgen.settings import parse as parse_settings

NOW = datetime(2026, 12, 2, 1, tzinfo=UTC)
CALENDAR = WorkingCalendar()
OFFICE = UnitType("phong_ban", "phòng", "B", "Cơ quan thuộc UBND xã", "yêu cầu", is_subordinate=True)
PARTY = UnitType("co_quan_dang", "cơ quan Đảng", "A", "Cơ quan Đảng", "đề nghị", is_subordinate=False)
SCHOOL = UnitType("truong_hoc", "trường", "D", "Đơn vị sự nghiệp", "yêu cầu", True, addressed_as="{chuc_danh} {ten}")
VILLAGE = UnitType(
    "thon", "thôn", "Đ", "Các thôn", "yêu cầu", True, addressed_as="{chuc_danh} {ten_rieng}", common_noun="Thôn", signs_as="TRƯỞNG THÔN"
)

XDD = Unit("XDD", "Ban Xây dựng Đảng", PARTY, "Trưởng ban")
VHXH = Unit("VHXH", "Phòng Văn hóa - Xã hội", OFFICE, "Trưởng phòng")
TH1 = Unit("TH1", "Trường Tiểu học Mẫu", SCHOOL, "Hiệu trưởng")
T01 = Unit("T01", "Thôn Mẫu 01", VILLAGE, "Trưởng thôn", "Nguyễn Văn Mẫu", "0900000001")
T02 = Unit("T02", "Thôn Mẫu 02", VILLAGE, "Trưởng thôn")
UNITS = (XDD, VHXH, TH1, T01, T02)

YES_NO = (Choice("co", "Có"), Choice("khong", "Không"), Choice("khuyet", "Khuyết"))
KINDS = (Choice("tap_huan", "Tập huấn"), Choice("hop_tac", "Hợp tác"))
_OFFICES = frozenset({"co_quan_dang", "phong_ban", "truong_hoc"})
_PLANNERS = frozenset({"XDD", "truong_hoc"})
_VILLAGES = frozenset({"thon"})


def _number(name: str, applies_to: frozenset[str] = frozenset(), unit: str = "người") -> Field:
    return Field(
        name, FieldType.INTEGER, f"Nhãn {name}", required=True, unit_of_measure=unit, aggregate=Aggregate.SUM, applies_to=applies_to
    )


def _select(name: str, applies_to: frozenset[str]) -> Field:
    return Field(name, FieldType.SELECT_ONE, f"Nhãn {name}", aggregate=Aggregate.COUNT, applies_to=applies_to, choices=YES_NO)


def _share(name: str, label: str, value: str, target: str = "", main: bool = False, unit: str = "%") -> Indicator:
    return Indicator(name, label, None, None, parse(value), target, 2030 if target else None, "up", unit, main)


FIELDS = (
    _number("tong_cb", _OFFICES),
    _number("nu_cb", _OFFICES),
    Field("ty_le_nu_cb", FieldType.CALCULATE, unit_of_measure="%", applies_to=_OFFICES, calculation=parse("${nu_cb} div ${tong_cb} * 100")),
    _number("nu_ld", _OFFICES),
    _select("dung_dau_nu", _OFFICES),
    _number("tong_qh", _PLANNERS),
    _number("nu_qh", _PLANNERS),
    _number("nu_qh_dao_tao", _PLANNERS),
    _select("truong_thon_nu", _VILLAGES),
    _number("so_cuoc_tt", unit="cuộc"),
    _number("luot_nguoi_tt", unit="lượt người"),
    _number("luot_nu_tt", unit="lượt người"),
    _number("kinh_phi_su_dung", unit="đồng"),
    Field("kho_khan", FieldType.TEXT, "Khó khăn", aggregate=Aggregate.LIST),
    Field("luu_y", FieldType.NOTE, "Chỉ để đọc"),
    Field("ngay_lap", FieldType.DATE, "Ngày lập"),
)
COLUMNS = (
    Field("ten_hd", FieldType.TEXT, "Tên", repeat="hoat_dong", aggregate=Aggregate.LIST),
    Field("loai_hd", FieldType.SELECT_ONE, "Loại", repeat="hoat_dong", aggregate=Aggregate.COUNT, choices=KINDS),
    Field("so_nguoi_hd", FieldType.INTEGER, "Số người", repeat="hoat_dong", aggregate=Aggregate.SUM),
)
INDICATORS = (
    _share("ct_quy_hoach_nu", "Tỷ lệ cán bộ nữ trong quy hoạch", "sum(${nu_qh}) div sum(${tong_qh}) * 100", "50", main=True),
    _share("ct_dao_tao_nu", "Tỷ lệ cán bộ nữ được đào tạo", "sum(${nu_qh_dao_tao}) div sum(${nu_qh}) * 100", "100", main=True),
    _share("ct_nu_cb", "Tỷ lệ nữ", "sum(${nu_cb}) div sum(${tong_cb}) * 100"),
    _share("ct_nu_tt", "Tỷ lệ nữ dự truyền thông", "sum(${luot_nu_tt}) div sum(${luot_nguoi_tt}) * 100"),
    _share("ct_so_noi_nu", "Số nơi có nữ", "(sum(${nu_qh}) > 0) + (sum(${nu_cb}) > 0)", main=True, unit="nơi"),
)
BC = DocumentSpec("bc-xa", "Báo cáo của xã", "bc.docx", ForEach.PERIOD, "bao-cao", "BC", symbol="BC-UBND", signatory="pct")
KH = DocumentSpec(
    "kh-xa", "Kế hoạch của xã", "kh.docx", ForEach.PROGRAMME, "ke-hoach", "KH", symbol="KH-UBND", signatory="pct", draft_month="2026-05"
)
KH_THON = DocumentSpec(
    "kh-thon", "Kế hoạch của thôn", "t.docx", ForEach.UNIT, "ke-hoach", "KH {{ don_vi.ten_khong_dau }} - {{ ky.ten_tep }}", "thon"
)
CV_CHUNG = DocumentSpec(
    "cv-chung", "Công văn đôn đốc", "cv.docx", ForEach.OVERDUE_UNITS, "cong-van", "CV", symbol="UBND-VHXH", signatory="pct"
)
PROGRAMME = Programme(
    name="mau",
    form_id="mau",
    title="Biểu số liệu mẫu",
    version="1",
    fingerprint="0" * 16,
    sha256="0" * 64,
    full_name="Chương trình Mẫu",
    short_name="chương trình mẫu",
    years="2026-2030",
    schedule=Schedule(
        PeriodType.YEAR, ("11-30",), data_from="-1/11-16", data_to="11-15", first_data_from=date(2026, 1, 1), first_year=2026
    ),
    groups=(Group("chung", "I. CHUNG", FIELDS), Group("hoat_dong", "II. HOẠT ĐỘNG", COLUMNS, is_repeat=True)),
    indicators=INDICATORS,
    documents=(KH, KH_THON, BC, CV_CHUNG),
)
SETTINGS: Settings = parse_settings(
    """
[agency]
name = "Ủy ban nhân dân xã Đồng Việt"
short_name = "UBND xã"
administrative_unit = "xã Đồng Việt"
place = "Đồng Việt"
superior = "Sở Nội vụ tỉnh Bắc Ninh"
desk = "Phòng Văn hóa - Xã hội"
heading = ["ỦY BAN NHÂN DÂN", "XÃ ĐỒNG VIỆT"]
[contact]
name = "Lê Thị Mẫu"
title = "công chức"
phone = "0900000009"
[signatories.pct]
lines = ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
name = "Phạm Văn Mẫu"
""".encode()
)

_WORKED: Mapping[Unit, Mapping[str, object]] = {
    XDD: {"tong_cb": 5, "nu_cb": 2, "nu_ld": 1, "dung_dau_nu": "khong", "tong_qh": 40, "nu_qh": 18, "nu_qh_dao_tao": 12}
    | {"so_cuoc_tt": 1, "luot_nguoi_tt": 45, "luot_nu_tt": 20, "kinh_phi_su_dung": 3000000},
    VHXH: {"tong_cb": 11, "nu_cb": 6, "nu_ld": 1, "dung_dau_nu": "khong"}
    | {"so_cuoc_tt": 4, "luot_nguoi_tt": 310, "luot_nu_tt": 190, "kinh_phi_su_dung": 25500000},
    TH1: {"tong_cb": 32, "nu_cb": 27, "nu_ld": 2, "dung_dau_nu": "co", "tong_qh": 4, "nu_qh": 3, "nu_qh_dao_tao": 3}
    | {"so_cuoc_tt": 2, "luot_nguoi_tt": 64, "luot_nu_tt": 50, "kinh_phi_su_dung": 0},
    T01: {"truong_thon_nu": "khong", "so_cuoc_tt": 3, "luot_nguoi_tt": 185, "luot_nu_tt": 120, "kinh_phi_su_dung": 1500000},
}


def accepted(unit: Unit, said: Mapping[str, object], rows: tuple[Row, ...] = (), days_late: int = 0) -> UnitState:
    """Return a unit with a current revision that says what `said` does."""
    receipt = Receipt(1, f"{unit.code}.xlsx", "0" * 64, 1, None, datetime(2026, 11, 27, 8, 20, tzinfo=UTC))
    answers = Answers({name: Answer(name, _value(value)) for name, value in said.items()}, {"hoat_dong": rows})
    revision = Revision("mau", unit.code, "2026", 1, 0, receipt, receipt.not_after, answers, days_late=days_late)
    return UnitState(unit, UnitStatus.ACCEPTED, revision, times_sent=1)


def row(name: str, kind: str, people: int | Missing) -> Row:
    """Return a line of the table of activities."""
    said: Mapping[str, object] = {"ten_hd": name, "loai_hd": kind, "so_nguoi_hd": people}
    return {column: Answer(column, _value(value)) for column, value in said.items()}


def worked(**changes: UnitState) -> tuple[UnitState, ...]:
    """Return the five units; `changes` gives another standing to the unit with that code."""
    states = [accepted(unit, _WORKED[unit]) if unit in _WORKED else UnitState(unit, UnitStatus.NOT_SENT) for unit in UNITS]
    return tuple(changes.get(state.unit.code, state) for state in states)


def period_state(states: tuple[UnitState, ...], programme: Programme = PROGRAMME, code: str = "2026", **rest: object) -> PeriodState:
    """Return the period in which `states` are the units."""
    period = Period.parse(code)
    assert period is not None
    today = NOW.date()
    groups = []
    for letter in dict.fromkeys(s.unit.type.group_letter for s in states):
        members = tuple(s for s in states if s.unit.type.group_letter == letter)
        totals, indicators = all_totals(members, programme), all_indicators(programme, members, today)
        groups.append(GroupState(letter, members[0].unit.type.group_name, members, totals, indicators))
    state = PeriodState(
        programme=programme,
        period=period,
        dates=period_dates(programme.schedule, period, CALENDAR),
        today=today,
        states=states,
        groups=tuple(groups),
        totals=all_totals(states, programme),
        indicators=all_indicators(programme, states, today),
    )
    return replace(state, **rest)  # type: ignore[arg-type]


def vocabulary(
    state: PeriodState | None,
    spec: DocumentSpec = BC,
    unit: UnitState | None = None,
    issued: Mapping[str, IssuedNumber] | None = None,
) -> dict[str, object]:
    """Return the vocabulary of a document about `state`."""
    return build(spec, SETTINGS, state.programme if state else PROGRAMME, state, unit, issued or {}, CALENDAR, NOW)


def _value(value: object) -> Value | Missing:
    if isinstance(value, bool | int):
        return Decimal(value)
    assert isinstance(value, Decimal | str | date | tuple | Missing)
    return value


BLANK = Missing(Reason.BLANK)
NOTHING = Missing(Reason.NOTHING_AROSE)
