"""Every mistake in a template is said at once, with its paragraph."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document

from docgen.documents.lint import lint
from docgen.documents.specimen import offered
from docgen.documents.tags import names_used
from docgen.documents.vocabulary import stands_on_figures
from tests.unit.documents.sample import BC, CV_CHUNG, KH, KH_THON, PROGRAMME, SETTINGS

WORDS = offered(BC, SETTINGS, PROGRAMME)


def _template(*paragraphs: str) -> bytes:
    document, out = Document(), BytesIO()
    for words in paragraphs:
        document.add_paragraph(words)
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "paragraph",
    [
        "Không có thẻ nào",
        "{{ tong.tong_cb | so }} {{ tong.tong_cb.k }} {{ tong['nu_cb'] }}",
        "{{ chi_tieu.ct_nu_cb.gia_tri | phan_tram }}{{ chi_tieu.ct_nu_cb.cau_so_sanh }}",
        "{% for x in chi_tieu if x.chi_tieu_chinh and x.dat %}{{ loop.index }} {{ x.ten }}{% if not loop.last %};{% endif %}{% endfor %}",
        "{% for g in nhom %}{% for d in g.don_vi %}{{ d.ten }} {{ d.so_cuoc_tt }}{% endfor %}{{ g.dem.dung_dau_nu.co }}{% endfor %}",
        "{% for d in chua_nop[:6] %}{{ d.ten }}{% else %}không{% endfor %}{{ chua_nop[0].kinh_gui }}",
        "{% for h in hoat_dong.tap_huan.danh_sach %}{{ h.ten_hd }}{% endfor %}{{ hoat_dong.tong.so_nguoi_hd }}",
        "{% for y in y_kien.kho_khan %}{{ y.noi_dung | cau }} ({{ y.don_vi }}){% endfor %}",
        "{% set n = da_nop | length %}{{ n }}{% if ky_truoc %}{{ ky_truoc.ten }}{% elif n %}{{ van_ban_goc.kh_xa.so_ky_hieu }}{% endif %}",
        "{{ da_nop | selectattr('so_ngay_muon') | map(attribute='ten') | join('; ') }}",
        "{# ghi chú của người soạn: {{ không tính }} #}",
    ],
)
def test_a_right_template_has_no_finding(paragraph: str) -> None:
    assert lint(_template(paragraph), "bc.docx", WORDS) == ()


@pytest.mark.parametrize(
    ("paragraph", "codes", "words"),
    [
        pytest.param("{{ tong.tong_cc }}", ["tu_khong_co"], "“tong” không có từ “tong_cc”. Có thể là: tong_cb", id="no such field"),
        pytest.param("{{ chi_tieu.ct_x.ten }}", ["tu_khong_co"], "“chi_tieu” không có từ “ct_x”", id="no such indicator"),
        pytest.param("{{ chi_tieu.ct_nu_cb.gia_trị }}", ["tu_khong_co"], "“chi_tieu.ct_nu_cb” không có từ “gia_trị”", id="attribute"),
        pytest.param("{{ dem.dung_dau_nu.nu }}", ["tu_khong_co"], "“dem.dung_dau_nu” không có từ “nu”", id="no such choice"),
        pytest.param("{% for d in da_nop %}{{ d.tenn }}{% endfor %}", ["tu_khong_co"], "không có từ “tenn”", id="of a unit in a loop"),
        pytest.param("{{ d.ten }}", ["tu_khong_co"], "không có từ “d” trong từ vựng", id="a loop word outside its loop"),
        pytest.param("{{ so_cuoc_tt }}", ["tu_khong_co"], "không có từ “so_cuoc_tt”", id="an answer without its unit"),
        pytest.param("{{ tong.tong_cb.q }}", ["tu_khong_co"], "“tong.tong_cb” không có từ “q”", id="behind a figure"),
        pytest.param("{{ tong.tong_cb | soo }}", ["bo_loc_khong_co"], "không có bộ lọc “soo”. Có thể là: so", id="no such filter"),
        pytest.param("{{ tong. }}", ["the_sai_cu_phap"], "thiếu tên sau dấu chấm", id="syntax"),
        pytest.param("{{ ky.ten", ["the_viet_do"], "không đủ đôi", id="half a tag"),
        pytest.param("{ { ky.ten } }", ["the_viet_do"], "không đủ đôi", id="braces apart"),
        pytest.param("{% if da_nop %}a", ["the_chua_dong"], "lệnh “if” mở ở đây", id="left open"),
        pytest.param("a{% endfor %}", ["the_khong_khop"], "lệnh “endfor” không khớp: phía trước không có lệnh mở", id="never opened"),
        pytest.param("{% for d in da_nop %}{% endif %}{% endfor %}", ["the_khong_khop"], "đang chờ “endfor”", id="closed by another"),
        pytest.param("{%p if da_nop %} chữ sẽ mất {%p endif %}", ["doan_co_chu_thua"], "chữ khác trong đoạn sẽ mất", id="text lost"),
        pytest.param("{{ tong }}", ["the_khong_lap_duoc"], "chỉ một nhóm số liệu", id="no value: shows when filled"),
        pytest.param("{{ x.a }} {{ y | z }}", ["tu_khong_co", "bo_loc_khong_co", "tu_khong_co"], "“x”", id="all at once"),
    ],
)
def test_a_mistake_is_found(paragraph: str, codes: list[str], words: str) -> None:
    findings = lint(_template("Đầu", paragraph), "bc.docx", WORDS)

    assert [finding.code for finding in findings] == codes
    assert words in " ".join(finding.message for finding in findings)
    assert all(finding.label == "bc.docx" for finding in findings)


def test_a_mistake_in_a_footer_is_placed_there() -> None:
    document, out = Document(), BytesIO()
    document.sections[0].footer.paragraphs[0].text = "Trang {{ zzz }}"
    document.save(out)

    (finding,) = lint(out.getvalue(), "bc.docx", WORDS)

    assert finding.reason.startswith("bc.docx, chân trang, đoạn 1 “Trang {{ zzz }}”: thẻ “{{ zzz }}”: không có từ “zzz”")


@pytest.mark.parametrize("name", ["cac_don_vi", "chua_nop", "nop_muon", "dem", "nhom", "y_kien"])
def test_a_document_for_one_unit_may_not_name_the_others(name: str) -> None:
    words = offered(KH_THON, SETTINGS, PROGRAMME)

    findings = lint(
        _template(f"{{% if {name} %}}x{{% endif %}}", "{{ don_vi.ten }} {{ so_cuoc_tt | so }} {{ tong.tong_cb }}"), "t.docx", words
    )

    assert [finding.code for finding in findings] == ["tu_khong_co"]


def test_a_document_of_the_programme_has_no_period() -> None:
    findings = lint(_template("{{ ky.ten }} {{ chuong_trinh.ten }}"), "kh.docx", offered(KH, SETTINGS, PROGRAMME))

    assert ["không có từ “ky”" in finding.message for finding in findings] == [True]


def test_names_alone_are_checked_at_the_head_of_tags() -> None:
    findings = lint(_template("{{ ky.gi_cung_duoc }} {{ kyy.ten }}"), "bc.docx", ("ky", "tong"))

    assert [finding.found for finding in findings] == ["{{ kyy.ten }}"]


def test_what_is_no_docx_is_one_finding() -> None:
    assert [finding.code for finding in lint(b"x", "bc.docx", WORDS)] == ["mau_khong_doc_duoc"]


@pytest.mark.parametrize("spec", [BC, KH, KH_THON, CV_CHUNG, replace(BC, name="khac")], ids=lambda spec: spec.name)
def test_every_list_of_the_specimen_has_an_element(spec: object) -> None:
    assert isinstance(spec, type(BC))
    words = offered(spec, SETTINGS, PROGRAMME)

    empty = [name for name, value in words.items() if isinstance(value, tuple) and not value]

    assert empty == []


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [("{{ ky.ten }} {{ van_ban.du_thao }}", False), ("{% if chua_nop %}x{% endif %}", True), ("{{ hoat_dong.so_luong }}", True)],
)
def test_a_template_stands_on_figures_when_it_names_them(paragraph: str, expected: bool) -> None:
    assert stands_on_figures(_template(paragraph), PROGRAMME) is expected


def test_the_words_a_template_names_are_known() -> None:
    assert names_used(_template("{{ tong.a + chi_tieu['b'] }}", "{%p for d in da_nop if ky %}", "{{ hỏng", "{% if %}")) == {
        "tong",
        "chi_tieu",
        "da_nop",
        "ky",
    }
