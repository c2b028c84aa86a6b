"""A small programme and its units as readable source, each sheet of which a test may replace."""

from __future__ import annotations

from docgen.programme.build import build_workbook

UNITS = """
## don_vi
| ma | ten | loai | khoi | chuc_danh | ho_ten | dien_thoai | thay_cho | tu_ngay | den_ngay | ghi_chu |
|---|---|---|---|---|---|---|---|---|---|---|
| L01 | Làng Thử 01 | lang | | Trưởng làng | | 0912345678 | | | | |
| VP | Văn phòng thử | phong | B | Chánh Văn phòng | Trần Văn Thử | | VP0 | 01/07/2025 | | mới lập |
| L02 | Làng Thử 02 | lang | | Trưởng làng | | | | | | |

## loai
| loai | ten | khoi_chu | khoi | cach_giao_viec | thuoc_ubnd | kinh_gui | danh_tu_chung | ky_bieu |
|---|---|---|---|---|---|---|---|---|
| phong | phòng | B | Các phòng | yêu cầu | yes | {ten} | | |
| lang | làng | C | Các làng | đề nghị | no | {chuc_danh} {ten_rieng} | Làng | TRƯỞNG LÀNG |
"""

SETTINGS = {
    "form_id": "thu",
    "form_title": "Biểu thử",
    "version": "1.0",
    "period_type": "year",
    "deadline": "11-30",
    "data_to": "11-15",
    "programme_name": "Chương trình thử",
    "programme_short_name": "việc thử",
    "programme_years": "2026-2030",
}
SURVEY = """
| type | name | label | required | applies_to | aggregate | constraint | constraint_message | calculation |
|---|---|---|---|---|---|---|---|---|
| begin_group | chung | I. CHUNG | | | | | | |
| integer | tong | Tổng số | yes | lang | sum | `. >= 1` | Phải từ 1. | |
| integer | nu | Trong đó: nữ | yes | lang | | `. <= ${tong}` | Không quá tổng số. | |
| calculate | ty_le | Tỷ lệ | | | none | | | `round(${nu} div ${tong} * 100, 1)` |
| select_one co_khong | ke_hoach | Có kế hoạch | | | | | | |
| text | y_kien | Ý kiến | | | | | | |
| end_group | | | | | | | | |
| begin_repeat | viec | II. VIỆC | | | | | | |
| text | ten_viec | Tên việc | yes | | | | | |
| date | ngay_viec | Ngày | | | | | | |
| integer | so_nguoi | Số người | | | | | | |
| end_repeat | | | | | | | | |
"""
CHOICES = """
| list_name | name | label |
|---|---|---|
| co_khong | co | Có |
| co_khong | khong | Không |
"""
INDICATORS = """
| name | label | numerator | denominator | value | target | target_year | direction | unit_of_measure | main |
|---|---|---|---|---|---|---|---|---|---|
| ct_nu | Tỷ lệ nữ | `sum(${nu})` | `sum(${tong})` | | 50 | 2030 | up | % | yes |
"""
DOCUMENTS = """
| name | title | template | symbol | for_each | folder | filename | when | signatory | draft_month |
|---|---|---|---|---|---|---|---|---|---|
| bc-thu | Báo cáo | bc.docx | BC-UBND | period | bao-cao | `BC {{ ky.ten_tep }}` | | ubnd | 2026-05 |
| kh-lang | Kế hoạch | kh.docx | | unit:lang | ke-hoach | `KH {{ don_vi.ten_khong_dau }}` | on_request | | |
"""


def programme_source(
    survey: str = SURVEY,
    choices: str = CHOICES,
    indicators: str = INDICATORS,
    documents: str = DOCUMENTS,
    more: str = "",
    **settings: str,
) -> str:
    """Return the source of the small programme, with some of it replaced; `more` is added to the survey's rows by name."""
    lines = "\n".join(f"| {name} | {value} |" for name, value in {**SETTINGS, **settings}.items())
    return (
        f"## settings, dọc\n| tên | giá trị |\n|---|---|\n{lines}\n\n## survey\n{survey}\n"
        f"{f'## survey, theo name{chr(10)}{more}{chr(10)}' if more else ''}"
        f"## choices\n{choices}\n## indicators\n{indicators}\n## documents\n{documents}\n"
    )


def programme_workbook(**changes: str) -> bytes:
    """Return programme.xlsx of the small programme, with some of it replaced."""
    return build_workbook(programme_source(**changes))


def units_workbook(old: str = "", new: str = "") -> bytes:
    """Return units.xlsx of the small commune, with some of its text replaced."""
    assert old in UNITS
    return build_workbook(UNITS.replace(old, new) if old else UNITS)
