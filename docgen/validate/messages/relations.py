"""What is said of an answer that is blank though required, out of range, or does not fit the others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from docgen.model import numbers, text
from docgen.model.findings import Finding, error
from docgen.model.programme import FieldType
from docgen.validate.messages.office import Office
from docgen.validate.messages.words import MONEY, Spot, choice_list, example_of


def required_blank(spot: Spot, office: Office, has_note: bool = True) -> Finding:
    """Return the finding about a required cell that is blank; `has_note`: there is a cell beside it for the reason."""
    ask = f" Chưa thu thập được thì để trống, ghi lý do ở cột Ghi chú; cần giúp xin gọi {office.desk}." if has_note else ""
    number_comment = " Không có thì ghi 0; không phát sinh thì ghi dấu gạch ngang (-)." if spot.field.type.is_number else ""
    nothing = "Việc không phát sinh ở đơn vị ghi dấu gạch ngang (-)."
    if spot.field.type.is_number:
        mend = f"Ghi số liệu. Kết quả bằng không ghi 0. {nothing}{ask}"
    elif spot.field.choices:
        mend = f"Bấm vào ô, bấm mũi tên bên phải và chọn: {choice_list(spot.field)}.{ask}"
    else:
        mend = f"Ghi {'ngày' if spot.field.type is FieldType.DATE else 'nội dung'} vào ô. {nothing}{ask}"
    return error(
        "bo_trong",
        f"Chưa có số liệu ở chỉ tiêu “{spot.label}”.",
        mend,
        example=example_of(spot.field),
        comment=f"Ô này bắt buộc, đang để trống.{number_comment}",
        **spot.about,
    )


def above_total(spot: Spot, total: Spot) -> Finding:
    """Return the finding about a part that is larger than its total."""
    is_women = re.search(r"\bnữ\b", spot.field.label.casefold()) is not None
    inside = "Số nữ" if is_women else f"“{spot.label}”"
    example = "Tổng số 12, trong đó nữ 7" if is_women else f"{total.label}: 12; {spot.label}: 7"
    return error(
        "lon_hon_tong",
        f"“{spot.label}” ({spot.quoted}) lớn hơn “{total.label}” ({total.quoted}, ô {total.address}).",
        f"Kiểm tra cả hai ô {spot.address} và {total.address}, sửa ô chưa đúng. {inside} đã nằm trong tổng số, không phải phần cộng thêm.",
        example=example,
        comment=f"“{spot.label}” đang ghi {spot.quoted}, lớn hơn “{total.label}” ({total.quoted}). Kiểm tra lại cả hai ô.",
        **spot.about,
    )


def wrong_money_unit(spot: Spot, value: Decimal, is_too_small: bool) -> Finding:
    """Return the finding about money that looks as if typed in thousands or millions (or the other way round)."""
    measure = "nhỏ hơn" if is_too_small else "lớn hơn"
    return error(
        "sai_don_vi_tien",
        f"Đang ghi {numbers.number(value)} {MONEY}, {measure} mức hợp lý. Có thể đơn vị ghi theo triệu đồng hoặc nghìn đồng.",
        "Đổi ra đồng và ghi lại số đầy đủ.",
        example="5 triệu đồng → 5000000; 500 nghìn đồng → 500000",
        comment="Ô này ghi theo đồng. 5 triệu đồng ghi 5000000.",
        **spot.about,
    )


def out_of_range(spot: Spot) -> Finding:
    """Return the finding about a negative figure, or a fraction where things are counted."""
    rule = "số nguyên, từ 0 trở lên" if spot.field.type is FieldType.INTEGER else "số từ 0 trở lên"
    what = f"số {spot.field.unit_of_measure}" if spot.field.unit_of_measure else "số ở ô này"
    right = "số nguyên" if spot.field.type is FieldType.INTEGER else "số"
    return error(
        "ngoai_khoang",
        f"Đang ghi {spot.quoted}; {what} phải là {rule}.",
        f"Ghi lại {right}. Nếu cần ghi giảm so với lần trước, ghi số đúng mới và nêu lý do ở cột Ghi chú.",
        example=example_of(spot.field),
        comment=f"Ô này ghi {rule}.",
        **spot.about,
    )


def does_not_fit(spot: Spot, others: Sequence[Spot], example: str = "") -> Finding:
    """Return the finding about an answer that breaks the form's own rule, with the answers that the rule names."""
    rule = text.folded(spot.field.constraint_message) or f"“{spot.label}” chưa khớp với các số liệu khác."
    written = "; ".join(f"{other.label} = {other.quoted} (ô {other.address})" for other in (spot, *others))
    if len(others) == 0:
        mend = f"Kiểm tra lại ô {spot.address}, ghi lại cho đúng."
    else:
        mend = "Kiểm tra cả hai ô, sửa ô chưa đúng." if len(others) == 1 else "Kiểm tra các ô này, sửa ô chưa đúng."
    return error(
        "khong_khop",
        f"{rule} Đang ghi: {written}.",
        mend,
        example=example or example_of(spot.field),
        comment=rule,
        **spot.about,
    )
