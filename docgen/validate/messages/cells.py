"""What is said of a cell that cannot be read as a value of its field: text, unclear numbers, choices, errors."""

from __future__ import annotations

from decimal import Decimal

from docgen.model import numbers
from docgen.model.findings import Finding, error
from docgen.validate.messages.words import Spot, choice_list, example_of, typed


def text_in_number(spot: Spot, proposed: Decimal | None = None) -> Finding:
    """Return the finding about words in a cell for figures; `proposed` is the figure that could be read from it."""
    mend = "Chỉ ghi số, bỏ chữ và đơn vị tính. Phần giải thích ghi ở cột Ghi chú."
    if proposed is not None:
        mend += f" Nếu đúng là {typed(proposed)}, ghi {typed(proposed)}."
    unit = spot.field.unit_of_measure
    measured = f" Đơn vị tính đã in sẵn là “{unit}”." if unit else ""
    example = typed(proposed) if proposed is not None else example_of(spot.field)
    return error(
        "chu_trong_o_so",
        f"Đang ghi “{spot.quoted}”, có chữ trong ô số.",
        mend,
        example=f"{example} (không ghi “{example} {unit}”)" if unit else example,
        comment=f"Ô này chỉ ghi số, không kèm chữ.{measured}",
        **spot.about,
    )


def unclear_number(spot: Spot, first: str, second: str) -> Finding:
    """Return the finding about a number that can be read in two ways."""
    return error(
        "so_khong_ro",
        f"Số “{spot.quoted}” có hai cách hiểu: {first} hoặc {second}; phần mềm không tự chọn.",
        "Ghi liền các chữ số; chỉ dùng dấu phẩy cho phần thập phân.",
        example=f"{first} hoặc {second}",
        comment=f"“{spot.quoted}” có thể là {first} hoặc {second}. Ghi lại để chỉ có một cách hiểu.",
        **spot.about,
    )


def not_in_list(spot: Spot, nearest: str = "") -> Finding:
    """Return the finding about a choice that the list does not have; `nearest` is the label that looks most like it."""
    listed = choice_list(spot.field)
    mend = f"Bấm vào ô, bấm mũi tên bên phải và chọn: {listed}."
    if nearest:
        mend += f" Có phải đơn vị định chọn “{nearest}”?"
    return error(
        "ngoai_danh_sach",
        f"“{spot.quoted}” không có trong danh sách chọn của ô này.",
        mend,
        example=nearest or example_of(spot.field),
        comment=f"Chọn một giá trị trong danh sách: {listed}.",
        **spot.about,
    )


def cell_error(spot: Spot) -> Finding:
    """Return the finding about an error of Excel in a cell (`#REF!`)."""
    return error(
        "o_loi",
        f"Ô có lỗi “{spot.quoted}” của Excel.",
        "Xóa ô, ghi số trực tiếp." if spot.field.type.is_number else "Xóa ô, ghi lại trực tiếp.",
        example=example_of(spot.field),
        comment=f"Ô đang chứa {spot.quoted}. Xóa đi và ghi {_what(spot)} trực tiếp.",
        **spot.about,
    )


def not_calculated(spot: Spot) -> Finding:
    """Return the finding about a formula whose result the file does not hold."""
    return error(
        "chua_tinh",
        "Ô có công thức nhưng tệp chưa lưu kết quả tính.",
        f"Mở tệp bằng Excel, bấm Lưu (Ctrl+S) rồi gửi lại; hoặc ghi {_what(spot)} trực tiếp thay công thức.",
        example=example_of(spot.field),
        comment=f"Ô đang chứa công thức chưa tính. Xóa đi và ghi {_what(spot)} trực tiếp.",
        **spot.about,
    )


def too_long(spot: Spot, length: int, limit: int) -> Finding:
    """Return the finding about a text that no cell should hold."""
    return error(
        "qua_dai",
        f"Nội dung dài {numbers.number(Decimal(length))} ký tự, quá {numbers.number(Decimal(limit))} ký tự.",
        "Viết gọn lại hoặc gửi kèm báo cáo bằng văn bản.",
        example=example_of(spot.field),
        comment="Nội dung ở ô này quá dài. Đề nghị viết gọn.",
        **spot.about,
    )


def code_as_number(spot: Spot) -> Finding:
    """Return the finding about a code so long that Excel, taking it for a number, changed its last digits."""
    return error(
        "ma_so_bi_lam_tron",
        f"“{spot.quoted}” có hơn 15 chữ số nên Excel đã làm tròn, không còn đúng như đã ghi.",
        "Đổi định dạng ô sang Văn bản (Text) rồi ghi lại đủ các chữ số.",
        example=example_of(spot.field),
        comment="Excel đã làm tròn dãy số này. Đổi ô sang Văn bản (Text) rồi ghi lại.",
        **spot.about,
    )


def _what(spot: Spot) -> str:
    return "số" if spot.field.type.is_number else "lại"
