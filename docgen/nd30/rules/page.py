"""The decree's demands on the page: size, margins, font, page number."""

from __future__ import annotations

from docgen.nd30.figures import Align, Basis, Reach, Rule, Severity, look, mm, pt

_DRAFT = Reach.DRAFT
D, S, P = Basis.DECREE, Basis.SAMPLE, Basis.PRACTICE
_CENTRE = Align.CENTRE
_LARGE = pt("13", "14", "14")

PAGE = (
    Rule("page.size", "Trang", D, "I.I.1", "Khổ A4 (210 × 297 mm)"),
    Rule("page.width", "Trang", D, "I.I.1", "Chiều ngắn 210 mm", range=mm("210", "210", "210"), reach=_DRAFT),
    Rule("page.height", "Trang", D, "I.I.1", "Chiều dài 297 mm", range=mm("297", "297", "297"), reach=_DRAFT),
    Rule("page.orientation", "Trang", D, "I.I.2", "Theo chiều dài của khổ A4; chỉ phần có bảng hoặc phụ lục được để ngang"),
    Rule("page.margin.top", "Lề trên", D, "I.I.3", "Cách mép trên từ 20 đến 25 mm", range=mm("20", "25", "20")),
    Rule("page.margin.bottom", "Lề dưới", D, "I.I.3", "Cách mép dưới từ 20 đến 25 mm", range=mm("20", "25", "20")),
    Rule("page.margin.left", "Lề trái", D, "I.I.3", "Cách mép trái từ 30 đến 35 mm", range=mm("30", "35", "30")),
    Rule("page.margin.right", "Lề phải", D, "I.I.3", "Cách mép phải từ 15 đến 20 mm", range=mm("15", "20", "20")),
    Rule("page.margin.landscape", "Lề trang ngang", P, "I.I.3", "Trang ngang: các lề như trang dọc, tính theo trang đang nằm"),
    Rule("page.font", "Phông chữ", D, "I.I.4", "Phông chữ Times New Roman ở mọi chỗ", texts=("Times New Roman",)),
    Rule("page.font.unicode", "Phông chữ", D, "I.I.4", "Bộ mã Unicode theo TCVN 6909:2001, không dùng phông TCVN3, VNI"),
    Rule("page.font.color", "Màu chữ", D, "I.I.4", "Chữ màu đen"),
    Rule(
        "page.font.tier",
        "Cỡ chữ",
        D,
        "I.V.1",
        "Cỡ Quốc hiệu, Tiêu ngữ, địa danh và ngày tháng đi theo bộ: 13-14-14 hoặc 12-13-13",
        judged_as=Severity.WARNING,
    ),
    Rule("page.number.present", "Số trang", D, "I.I.7", "Từ trang thứ hai, mỗi trang có số trang"),
    Rule("page.number.first", "Số trang", D, "I.I.7", "Trang thứ nhất không hiển thị số trang"),
    Rule("page.number.place", "Số trang", D, "I.I.7", "Số trang đặt giữa theo chiều ngang, trong lề trên", look=look(None, align=_CENTRE)),
    Rule("page.number.style", "Số trang", D, "I.I.7", "Chữ số Ả Rập, cỡ 13 đến 14, đứng, không kèm chữ nào khác", look=look(_LARGE)),
    Rule("page.number.distance", "Số trang", S, "I.I.7", "Số trang nằm trong lề trên", range=mm("5", "15", "10"), reach=_DRAFT),
    Rule("page.layout", "Sơ đồ bố trí", S, "I.IV", "Các thành phần đặt đúng ô của sơ đồ bố trí"),
)
