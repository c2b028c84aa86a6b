"""The vocabulary offers the facts under the names templates use, each printed as offices do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from docgen.documents.fill import fill_text
from docgen.documents.records import Record, names_of
from docgen.documents.vocabulary import shadowed
from docgen.model.consolidated import UnitState, UnitStatus
from docgen.model.errors import SettingsError, TemplateTagError
from docgen.model.submissions import Decision, IssuedNumber, Outcome, Receipt, Verdict
from tests.unit.documents import sample
from tests.unit.documents.sample import (
    BC,
    BLANK,
    CV_CHUNG,
    KH,
    KH_THON,
    NOTHING,
    T01,
    T02,
    TH1,
    VHXH,
    XDD,
    accepted,
    row,
    vocabulary,
    worked,
)

RECEIPT = Receipt(2, "x.xlsx", "1" * 64, 1, None, datetime(2026, 11, 26, 1, tzinfo=UTC))
RETURNED = Decision(2, RECEIPT, Verdict(Outcome.RETURNED), datetime(2026, 11, 27, 1, tzinfo=UTC))


def _all(source: str, **changes: UnitState) -> str:
    return fill_text(source, vocabulary(sample.period_state(worked(**changes))))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("{{ da_nop | length }}/{{ cac_don_vi | length }}", "4/5", id="units that have sent"),
        pytest.param(
            "{% set x = chi_tieu.ct_quy_hoach_nu %}{{ x.tu_so }}/{{ x.mau_so }} = {{ x.gia_tri | phan_tram }} ({{ x.k }}/{{ x.n }})",
            "21/44 = 47,7% (2/2)",
            id="a share that two units are asked for",
        ),
        pytest.param("{{ chi_tieu.ct_dao_tao_nu.gia_tri | phan_tram }}", "71,4%", id="trained"),
        pytest.param("{{ chi_tieu.ct_nu_cb.tu_so }}/{{ chi_tieu.ct_nu_cb.mau_so }}", "35/48", id="women of staff"),
        pytest.param("{{ chi_tieu.ct_nu_cb.gia_tri }}", "72,9", id="a share unfiltered has one decimal"),
        pytest.param(
            "{{ chi_tieu.ct_nu_tt.tu_so }}/{{ chi_tieu.ct_nu_tt.mau_so }}", "380/604 (*)", id="a share that lacks a unit has one sign"
        ),
        pytest.param("{{ chi_tieu.ct_nu_tt.gia_tri | phan_tram }}", "62,9% (*)", id="women among those who came"),
        pytest.param("{{ tong.so_cuoc_tt }}, {{ tong.luot_nguoi_tt | so }}", "10 (*), 604 (*)", id="sums that lack a unit say so"),
        pytest.param("{{ tong.so_cuoc_tt.k }}/{{ tong.so_cuoc_tt.n | hai_so }}", "4/05", id="on how many units a sum stands"),
        pytest.param("{{ tong.kinh_phi_su_dung | trieu }}", "30 (*)", id="millions without a needless zero"),
        pytest.param("{{ tong.tong_cb }}", "48", id="a sum whose units have all answered"),
        pytest.param("{{ dem.dung_dau_nu.co | hai_so }}, {{ dem.dung_dau_nu.khong }}, {{ dem.dung_dau_nu.k }}", "01, 2, 3", id="counts"),
        pytest.param("{{ dem.truong_thon_nu.khong }}", "1 (*)", id="a count that lacks a unit"),
        pytest.param("{% for d in chua_nop %}{{ d.ten | trong_cau }}{% endfor %}", "thôn Mẫu 02", id="a unit within a sentence"),
        pytest.param("{% for x in chi_tieu if x.chi_tieu_chinh %}{{ loop.index }}{{ x.muc_tieu }};{% endfor %}", "150;2100;3x;", id="main"),
        pytest.param(
            "{% for g in nhom %}{{ g.chu }}:{{ g.da_nop }}/{{ g.so_don_vi }}:{{ g.tong.nu_ld }}:{{ g.dem.truong_thon_nu.co }};{% endfor %}",
            "A:1/1:1:x;B:1/1:1:x;D:1/1:2:x;Đ:1/2:x:0 (*);",
            id="groups with their own sums; what nobody there is asked does not apply",
        ),
        pytest.param(
            "{% for d in cac_don_vi %}{{ d.tong_qh }}|{% endfor %}", "40|x|4|x|x|", id="one not asked, even when it has sent nothing"
        ),
        pytest.param("{% for d in cac_don_vi %}{{ d.so_cuoc_tt }}|{% endfor %}", "1|4|2|3|…|", id="nothing sent"),
        pytest.param("{{ cac_don_vi[2].dung_dau_nu }} {{ cac_don_vi[2].dung_dau_nu == 'co' }}", "Có Có", id="a choice prints its label"),
        pytest.param(
            "{{ ky.ten }}; {{ ky.han_chu }}; {{ ky.ngay_chot | ngay }}", "năm 2026; trước ngày 30/11/2026; 15/11/2026", id="period"
        ),
        pytest.param("{{ ky_truoc and 1 or 0 }}{% if ky_truoc %}x{% endif %}{{ ky.nam_sau }}", "02027", id="no period before"),
        pytest.param("{{ han_moi_chu }}, {{ thoi_diem_chu }}", "trước 16 giờ 30 phút ngày 04/12/2026, ngày 02/12/2026", id="new deadline"),
        pytest.param("{{ nguoi_ky.dong | join(' / ') }}", "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH", id="who signs"),
        pytest.param("{{ lien_he.ho_ten }} {{ lien_he.thu_dien_tu }}", "Lê Thị Mẫu ……", id="what docgen.toml leaves out is dotted"),
        pytest.param("{{ chuong_trinh.mo_dau_nam }} {{ co_quan.don_vi_hanh_chinh | hoa }}", "2026 XÃ ĐỒNG VIỆT", id="agency and programme"),
        pytest.param("{{ cac_don_vi[3].gio_nhan_chu }}", "15 giờ 20 phút, ngày 27/11/2026", id="received at, in the hour of Viet Nam"),
        pytest.param("{{ van_ban.du_thao }}", "Dự thảo: đã có 4/5 đơn vị; thiếu: Thôn Mẫu 02", id="a draft says what it lacks"),
        pytest.param(
            "{{ chi_tieu.ct_quy_hoach_nu.cau_so_sanh }}",
            ", còn thiếu 2,3 điểm phần trăm so với mục tiêu đến năm 2030 (50%)",
            id="no period before, below the target",
        ),
        pytest.param("{{ chi_tieu.ct_nu_cb.cau_so_sanh }}", "", id="neither target nor period before"),
        pytest.param("{{ chi_tieu.ct_so_noi_nu.gia_tri | hai_so }}", "02", id="an indicator that counts"),
    ],
)
def test_the_worked_example_prints_as_the_definition_says(source: str, expected: str) -> None:
    assert _all(source) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param({"so_cuoc_tt": NOTHING}, "-|9 (*)", id="nothing arose hides no figure, T02 still lacks"),
        pytest.param({"so_cuoc_tt": BLANK}, "…|9 (*)", id="blank"),
        pytest.param({"so_cuoc_tt": Decimal("1234.5")}, "1.234,5|1.243,5 (*)", id="large with decimals"),
    ],
)
def test_a_missing_answer_prints_its_reason(said: dict[str, object], expected: str) -> None:
    assert _all("{{ cac_don_vi[0].so_cuoc_tt }}|{{ tong.so_cuoc_tt }}", XDD=accepted(XDD, said)) == expected


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        pytest.param(accepted(T02, {}), ("Đúng hạn", "Đúng hạn", "", ""), id="on time"),
        pytest.param(accepted(T02, {}, days_late=3), ("Muộn 03 ngày", "Muộn 03 ngày", "", ""), id="late"),
        pytest.param(UnitState(T02, UnitStatus.NOT_SENT), ("Chưa gửi", "Chưa gửi", "", ""), id="nothing sent"),
        pytest.param(UnitState(T02, UnitStatus.HELD, None, RETURNED), ("Chờ xác minh", "Chờ xác minh", "", ""), id="held"),
        pytest.param(
            UnitState(T02, UnitStatus.RETURNED, None, RETURNED, 1, 3),
            (
                "Chờ sửa",
                "Đã gửi, chưa sửa xong",
                "Trả lại ngày 27/11/2026, còn 03 ô cần sửa",
                "Trả lại ngày 27/11/2026, còn 03 ô cần sửa",
            ),
            id="returned",
        ),
        pytest.param(
            replace(accepted(T02, {}), last=RETURNED, open_errors=2),
            ("Đúng hạn", "Đúng hạn", "Bản gửi sau: trả lại ngày 27/11/2026, còn 02 ô cần sửa", ""),
            id="a worse file came after",
        ),
    ],
)
def test_the_standing_of_a_unit_is_told_in_words(standing: UnitState, expected: tuple[str, ...]) -> None:
    state = sample.period_state(worked(T02=standing))

    told = fill_text(
        "{% set d = cac_don_vi[4] %}{{ d.tinh_trang_bao_cao }}|{{ d.tinh_trang }}|{{ d.ghi_chu }}|{{ d.ghi_chu_don_doc }}",
        vocabulary(state),
    )

    assert tuple(told.split("|")) == expected


def test_the_lists_of_units_part_them_by_standing() -> None:
    state = sample.period_state(
        worked(
            XDD=UnitState(XDD, UnitStatus.RETURNED, None, RETURNED, 1, 1),
            VHXH=UnitState(VHXH, UnitStatus.HELD),
            TH1=UnitState(TH1, UnitStatus.EXEMPT),
            T01=accepted(T01, {}, days_late=1),
        )
    )
    names = ("cac_don_vi", "da_nop", "chua_nop", "nop_muon", "cho_sua", "cho_xac_minh", "chua_xong", "duoc_mien", "dung_han")

    told = {name: fill_text(f"{{{{ {name} | map(attribute='ma') | join(' ') }}}}", vocabulary(state)) for name in names}

    assert told == {
        "cac_don_vi": "XDD VHXH T01 T02",
        "da_nop": "T01",
        "chua_nop": "XDD VHXH T02",
        "nop_muon": "T01",
        "cho_sua": "XDD",
        "cho_xac_minh": "VHXH",
        "chua_xong": "XDD T02",
        "duoc_mien": "TH1",
        "dung_han": "",
    }


def test_a_reminder_knows_whom_it_asks_and_whom_it_tells() -> None:
    village_only = vocabulary(sample.period_state(worked()), CV_CHUNG)
    party_too = vocabulary(sample.period_state(worked(XDD=UnitState(XDD, UnitStatus.NOT_SENT))), CV_CHUNG)

    assert [(v["co_don_vi_de_nghi"], v["co_don_vi_giao_viec"]) for v in (village_only, party_too)] == [(False, True), (True, True)]


def test_a_reminder_is_no_draft_for_want_of_what_it_asks_for() -> None:
    assert fill_text("{{ van_ban.du_thao }}|{{ van_ban.trang_thai }}", vocabulary(sample.period_state(worked()), CV_CHUNG)) == "|trinh_ky"


def test_one_who_was_reminded_has_it_beside_its_name() -> None:
    issue = IssuedNumber("mau", "cv-chung", "2026", "", "7", date(2026, 12, 1))
    state = sample.period_state(worked(), issued={("cv-chung", ""): issue})

    assert fill_text("{{ chua_nop[0].ghi_chu }}", vocabulary(state)) == "Đã đôn đốc ngày 01/12/2026"


def test_activities_are_listed_and_added_up_by_kind() -> None:
    rows = (row("Lớp một", "tap_huan", 30), row("Chợ phiên", "hop_tac", 100), row("Lớp hai", "tap_huan", BLANK))
    state = sample.period_state(worked(T02=accepted(T02, {}, rows)))

    told = fill_text(
        "{{ hoat_dong.so_luong }};{{ hoat_dong.tap_huan.so_luong | hai_so }};{{ hoat_dong.tap_huan.tong.so_nguoi_hd }};"
        "{{ hoat_dong.hop_tac.tong.so_nguoi_hd | so }};"
        "{% for h in hoat_dong.tap_huan.danh_sach %}"
        "{{ h.ten_hd }} ({{ h.don_vi | trong_cau }}, {{ h.loai_hd }}, {{ h.so_nguoi_hd }}) {% endfor %}",
        vocabulary(state),
    )

    assert told == "3;02;30 (*);100;Lớp một (thôn Mẫu 02, Tập huấn, 30) Lớp hai (thôn Mẫu 02, Tập huấn, …) "


class TestADocumentForOneUnit:
    def test_shows_that_unit_by_the_names_of_its_fields(self) -> None:
        state = sample.period_state(worked())
        words = vocabulary(state, KH_THON, state.state_of("T01"))

        told = fill_text(
            "{{ don_vi.ten }}: {{ so_cuoc_tt | so }} cuộc, {{ truong_thon_nu | gioi }}; "
            "{{ nguoi_ky.dong[0] }} {{ nguoi_ky.ho_ten }}; {{ ky.nam_sau }}",
            words,
        )

        assert told == "Thôn Mẫu 01: 3 cuộc, nam; TRƯỞNG THÔN Nguyễn Văn Mẫu; 2027"

    def test_prints_dots_through_every_filter_when_nothing_was_sent(self) -> None:
        state = sample.period_state(worked())
        words = vocabulary(state, KH_THON, state.state_of("T02"))
        filters = ("so", "phan_tram", "trieu", "hai_so", "bang_chu", "ngay", "gioi", "cau", "hoa", "trong_cau")

        told = [fill_text(f"{{{{ so_cuoc_tt | {name} }}}}", words) for name in filters]
        rest = fill_text("{{ so_cuoc_tt }}{% if kho_khan %}x{% endif %}{{ don_vi.da_nop }}{{ tong_cb }}{{ van_ban.du_thao }}", words)

        assert told == ["……"] * len(filters)
        assert rest == "……Không……Dự thảo: chưa có số liệu của thôn"

    @pytest.mark.parametrize("name", ["cac_don_vi", "chua_nop", "nop_muon", "da_nop", "dem", "nhom", "y_kien", "co_don_vi_de_nghi"])
    def test_is_not_offered_the_other_units(self, name: str) -> None:
        state = sample.period_state(worked())

        with pytest.raises(TemplateTagError, match=f"không có từ “{name}”"):
            fill_text(f"{{{{ {name} }}}}", vocabulary(state, KH_THON, state.state_of("T01")))

    def test_is_offered_totals_without_the_sign_of_incompleteness(self) -> None:
        state = sample.period_state(worked())

        told = fill_text("{{ tong.so_cuoc_tt }} {{ chi_tieu.ct_nu_tt.gia_tri }}", vocabulary(state, KH_THON, state.state_of("T01")))

        assert told == "10 62,9"

    def test_names_its_file_by_the_unit(self) -> None:
        state = sample.period_state(worked())

        assert fill_text(KH_THON.filename, vocabulary(state, KH_THON, state.state_of("T01"))) == "KH Thon Mau 01 - nam-2026"


class TestNumberAndDate:
    def test_of_a_draft_are_blank(self) -> None:
        words = vocabulary(sample.period_state(worked()))

        told = fill_text(
            "{{ van_ban.so_ky_hieu }}|{{ van_ban.ngay_chu }}|{{ van_ban_goc.kh_xa.so_ky_hieu }}|{{ van_ban_goc.kh_xa.ngay_chu }}"
            "|{% if van_ban_goc.kh_xa %}x{% endif %}",
            words,
        )

        assert told == "      /BC-UBND|ngày    tháng    năm 2026|      /KH-UBND|ngày    tháng 5 năm 2026|"

    @pytest.mark.parametrize(
        ("number", "day", "expected"),
        [
            pytest.param("45/KH-UBND", date(2026, 5, 20), "45/KH-UBND|ngày 20 tháng 5 năm 2026|x", id="as typed"),
            pytest.param("5", date(2027, 2, 3), "05/KH-UBND|ngày 03 tháng 02 năm 2027|x", id="a bare number below ten"),
            pytest.param("128", date(2026, 10, 9), "128/KH-UBND|ngày 09 tháng 10 năm 2026|x", id="October"),
        ],
    )
    def test_of_an_issued_document_are_printed_where_it_is_cited(self, number: str, day: date, expected: str) -> None:
        issued = {"kh-xa": IssuedNumber("mau", "kh-xa", "", "", number, day)}

        source = "{{ van_ban_goc.kh_xa.so_ky_hieu }}|{{ van_ban_goc.kh_xa.ngay_chu }}|{% if van_ban_goc.kh_xa %}x{% endif %}"

        assert fill_text(source, vocabulary(sample.period_state(worked()), issued=issued)) == expected

    def test_a_document_without_symbol_has_no_number(self) -> None:
        state = sample.period_state(worked())
        draft = vocabulary(state, KH_THON, state.state_of("T01"))
        issue = IssuedNumber("mau", "kh-thon", "2026", "T01", "", date(2026, 12, 1))
        signed = vocabulary(replace(state, issued={("kh-thon", "T01"): issue}), KH_THON, state.state_of("T01"))
        other = vocabulary(replace(state, issued={("kh-thon", "T01"): issue}), KH_THON, state.state_of("T02"))

        told = [fill_text("{{ van_ban.so_ky_hieu }}|{{ van_ban.ngay_chu }}", words) for words in (draft, signed, other)]

        assert told == ["|ngày    tháng    năm 2026", "|ngày 01 tháng 12 năm 2026", "|ngày    tháng    năm 2026"]


def test_a_document_of_the_programme_has_no_period() -> None:
    words = vocabulary(None, KH)

    assert sorted(words) == ["chuong_trinh", "co_quan", "lien_he", "nguoi_ky", "van_ban", "van_ban_goc"]
    assert fill_text("{{ van_ban.ngay_chu }} {{ van_ban.trang_thai }}", words) == "ngày    tháng 5 năm 2026 trinh_ky"


def test_a_signatory_that_docgen_toml_does_not_have_is_said() -> None:
    with pytest.raises(SettingsError, match="không có người ký “ct”"):
        vocabulary(None, replace(KH, signatory="ct"))


def test_a_word_of_the_vocabulary_goes_before_a_field_of_that_name() -> None:
    field = replace(sample.FIELDS[-3], name="ten")
    programme = replace(sample.PROGRAMME, groups=(replace(sample.PROGRAMME.groups[0], fields=(*sample.FIELDS, field)),))
    state = sample.period_state(worked(T01=accepted(T01, {"ten": "câu trả lời"})), programme)

    words = vocabulary(state)

    assert fill_text("{{ da_nop[3].ten }}: {{ da_nop[3].so_lieu.ten }}", words) == "Thôn Mẫu 01: câu trả lời"
    assert shadowed(programme, {"ten": 1}) == ("ten",)


def test_no_word_of_a_record_is_python() -> None:
    words = vocabulary(sample.period_state(worked()))
    record = words["tong"]

    assert isinstance(record, Record)
    assert "tong_cb" in names_of(record)
    with pytest.raises(TemplateTagError, match="“tong” không có từ “items”"):
        fill_text("{{ tong.items }}", words)


def test_a_closed_period_is_no_draft_any_more_yet_keeps_its_signs() -> None:
    state = sample.period_state(worked(), closed_at=sample.NOW)

    told = fill_text("{{ van_ban.trang_thai }}|{{ van_ban.du_thao }}|{{ tong.so_cuoc_tt }}", vocabulary(state, BC))

    assert told == "trinh_ky||10 (*)"
