"""The decree's demands on what stands on few papers: urgency, secrecy, circulation, contact line, copies, texts issued with a decision."""

from __future__ import annotations

from docgen.nd30.figures import Basis, Reach, Rule, Severity, look, pt

_PERSON = Reach.PERSON
D, S, P = Basis.DECREE, Basis.SAMPLE, Basis.PRACTICE
_LARGE = pt("13", "14", "13")

MARKS = (
    Rule(
        "urgent.words",
        "Độ khẩn",
        D,
        "I.III.2b",
        "Một trong ba mức: HỎA TỐC, THƯỢNG KHẨN, KHẨN",
        texts=("HỎA TỐC", "HOẢ TỐC", "THƯỢNG KHẨN", "KHẨN"),
    ),
    Rule(
        "urgent.stamp",
        "Độ khẩn",
        D,
        "I.III.2b",
        "In hoa, cỡ 13 đến 14, đứng, đậm, màu đỏ tươi, trong khung viền đơn",
        look=look(_LARGE, bold=True, capitals=True),
    ),
    Rule(
        "secret.stamp",
        "Độ mật",
        D,
        "I.III.2a",
        "Dấu độ mật do văn thư đóng bằng con dấu khắc sẵn, không gõ vào văn bản; không soạn văn bản mật trên máy nối mạng",
        judged_as=Severity.ADVICE,
    ),
    Rule(
        "circulate.mark",
        "Phạm vi lưu hành",
        D,
        "I.III.2c",
        "In hoa, cỡ 13 đến 14, đứng, đậm, trong khung viền đơn",
        look=look(_LARGE, bold=True, capitals=True),
    ),
    Rule("copy.paper", "Bản sao giấy", D, "I.P2", "SAO Y, SAO LỤC, TRÍCH SAO in hoa, cỡ 13 đến 14, đứng, đậm", reach=_PERSON),
    Rule("copy.number", "Bản sao giấy", D, "I.P2", "Số riêng của bản sao, ví dụ 01/SY-UBND", reach=_PERSON),
    Rule("copy.electronic", "Bản sao điện tử", D, "I.P2", "PDF 1.4 trở lên, ảnh màu, từ 200 dpi, tỷ lệ 100%", reach=_PERSON),
    Rule("sign.digital", "Chữ ký số", D, "I.II.7d", "Hình chữ ký màu xanh, nền trong suốt, ở giữa chức vụ và họ tên", reach=_PERSON),
    Rule("seal.digital", "Dấu số", D, "I.II.8a", "Hình dấu màu đỏ, trùm khoảng 1/3 hình chữ ký về bên trái", reach=_PERSON),
    Rule("annex.file", "Phụ lục ở tệp riêng", D, "I.III.1d", "Ký số từng tệp; thông tin ký số cỡ 10 ở góc trên bên phải", reach=_PERSON),
    Rule("attached.text", "Văn bản ban hành kèm theo", S, "III.1.3", "Không có số, ngày và chữ ký riêng", reach=_PERSON),
)
