"""The demands on the words themselves: dates, numbers, capital letters, signs, left-overs; advice unless the decree is plain."""

from __future__ import annotations

from docgen.nd30.figures import Basis, Reach, Rule, Severity

_ADVICE, _WARNING, _PERSON = Severity.ADVICE, Severity.WARNING, Reach.PERSON
D, S, P = Basis.DECREE, Basis.SAMPLE, Basis.PRACTICE

DATES = (
    Rule(
        "text.date.basis",
        "Ngày tháng trong căn cứ",
        S,
        "I.II.6a",
        "Viết đầy đủ ngày, tháng, năm bằng chữ “ngày … tháng … năm …”",
        judged_as=_ADVICE,
    ),
    Rule("text.date.short", "Ngày tháng viết gọn", P, "", "Có chữ “ngày” phía trước, một lối viết cho cả văn bản"),
    Rule("text.date.real", "Ngày tháng", P, "", "Ngày có thật; văn bản được dẫn không ban hành sau văn bản này"),
    Rule("text.period", "Giai đoạn", P, "", "Hai năm viết đủ bốn chữ số, nối bằng gạch nối, một lối viết cho cả văn bản"),
    Rule("text.time", "Giờ", P, "", "Một lối viết giờ cho cả văn bản: 07 giờ 30 phút hoặc 7h30"),
    Rule("text.holiday", "Ngày lễ", P, "II.V.5", "Ngày Quốc khánh 2-9, ngày Quốc tế Lao động 1-5", reach=_PERSON),
)

NUMBERS = (
    Rule("text.num.decimal", "Số thập phân", P, "", "Dùng dấu phẩy: 33,21 km²"),
    Rule("text.num.thousand", "Số hàng nghìn", P, "", "Dấu chấm sau mỗi ba chữ số: 26.714 người"),
    Rule("text.num.unit", "Đơn vị đo", P, "", "Một dấu cách trước ký hiệu đơn vị đo: 15 ha"),
    Rule("text.num.money", "Số tiền", P, "", "50.000 đồng; không viết VNĐ, không viết đ liền sau số"),
    Rule("text.num.pad", "Số đếm", P, "", "Một lối viết cho cả văn bản: 02 đồng chí hoặc 2 đồng chí"),
    Rule("text.num.sum", "Số cộng", P, "", "Số tổng bằng các số thành phần cộng lại", reach=_PERSON),
    Rule("text.num.words", "Số tiền bằng chữ", P, "", "Bằng chữ khớp với bằng số", reach=_PERSON),
)

CAPITALS = (
    Rule("cap.sentence", "Viết hoa", D, "II.I", "Viết hoa chữ cái đầu câu và khi xuống dòng", judged_as=_ADVICE),
    Rule("cap.person", "Viết hoa tên người", D, "II.II.1a", "Viết hoa chữ cái đầu tất cả các âm tiết", reach=_PERSON),
    Rule(
        "cap.unit",
        "Viết hoa đơn vị hành chính",
        D,
        "II.III.1a",
        "Danh từ chung viết thường, tên riêng viết hoa: xã Đồng Việt",
        judged_as=_ADVICE,
    ),
    Rule("cap.unit.number", "Viết hoa đơn vị hành chính", D, "II.III.1b", "Tên bằng chữ số, tên người, sự kiện: Quận 1", reach=_PERSON),
    Rule("cap.unit.special", "Viết hoa đặc biệt", D, "II.III.1c", "Thủ đô Hà Nội, Thành phố Hồ Chí Minh", judged_as=_ADVICE),
    Rule("cap.region", "Viết hoa vùng miền", D, "II.III.1đ", "Tây Bắc, Đông Bắc, Bắc Bộ", judged_as=_ADVICE),
    Rule(
        "cap.agency",
        "Viết hoa tên cơ quan",
        D,
        "II.IV.1a",
        "Viết hoa chữ đầu của loại hình, chức năng, lĩnh vực; viết đúng tên chính thức",
        judged_as=_ADVICE,
    ),
    Rule("cap.special", "Viết hoa", D, "II.V.1", "Nhân dân, Nhà nước khi đứng riêng", reach=_PERSON),
    Rule("cap.party", "Viết hoa", D, "II.V.4", "Đảng khi chỉ Đảng Cộng sản Việt Nam", reach=_PERSON),
    Rule("cap.title", "Viết hoa chức vụ", D, "II.V.3", "Viết hoa khi đi liền với một người cụ thể", reach=_PERSON),
    Rule("cap.award", "Viết hoa danh hiệu", D, "II.V.2", "Huân chương Sao vàng, Nghệ sĩ Nhân dân", reach=_PERSON),
    Rule(
        "cap.doc",
        "Viết hoa tên loại văn bản",
        D,
        "II.V.6",
        "Viết hoa chữ đầu của tên loại khi nói đến một văn bản cụ thể",
        judged_as=_ADVICE,
    ),
    Rule(
        "cap.ref",
        "Viết hoa khi viện dẫn",
        D,
        "II.V.7",
        "Phần, Chương, Mục, Tiểu mục, Điều viết hoa; khoản, điểm viết thường",
        judged_as=_WARNING,
    ),
    Rule("cap.calendar", "Viết hoa ngày, tháng", D, "II.V.8", "thứ Hai, tháng Năm; tết Nguyên đán, tết Trung thu", judged_as=_ADVICE),
    Rule("cap.event", "Viết hoa sự kiện", D, "II.V.9", "Cách mạng tháng Tám, Triều Lý", reach=_PERSON),
    Rule("cap.work", "Viết hoa tên sách báo", D, "II.V.10", "Chỉ viết hoa chữ đầu: tạp chí Cộng sản", reach=_PERSON),
)

SIGNS = (
    Rule("sp.tone", "Dấu thanh", P, "", "Một lối đặt dấu cho cả văn bản: Ủy, hòa hoặc Uỷ, hoà"),
    Rule("sp.nfc", "Bộ mã", P, "I.I.4", "Chữ tiếng Việt ở dạng dựng sẵn (NFC), không có ký tự riêng của phông"),
    Rule("sp.hyphen", "Gạch nối", P, "", "Gạch nối có dấu cách hai bên: kinh tế - xã hội"),
    Rule("sp.punct", "Dấu câu", P, "", "Không có dấu cách trước dấu câu, có một dấu cách sau; không có dấu cách trong ngoặc"),
    Rule("sp.quote", "Ngoặc kép", P, "", "Một loại ngoặc kép, đủ mở và đóng"),
    Rule("sp.abbr", "Chữ viết tắt", P, "", "Giải thích chữ viết tắt ở lần đầu: (sau đây viết tắt là …)"),
    Rule("sp.leftover", "Dấu vết văn bản khác", P, "", "Không còn tên cơ quan của cấp khác, địa phương khác hoặc cấp huyện"),
    Rule("sp.placeholder", "Chỗ chưa điền", P, "", "Không còn …, xxx, [ ] hay tên người ví dụ"),
)

WORDING = DATES + NUMBERS + CAPITALS + SIGNS
