"""The decree's demands on the top of the first page: motto, agency, number, date, type and subject."""

from __future__ import annotations

from docgen.nd30.figures import Align, Basis, Rule, letters, lines, look, mm, pt, ratio

D, S, P = Basis.DECREE, Basis.SAMPLE, Basis.PRACTICE
_CENTRE = Align.CENTRE
_SMALL, _LARGE = pt("12", "13", "13"), pt("13", "14", "14")

HEADING = (
    Rule(
        "motto.country.text",
        "Quốc hiệu",
        D,
        "I.II.1a",
        "Đúng chữ “CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM”",
        texts=("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ),
    Rule("motto.country.style", "Quốc hiệu", D, "I.II.1a", "In hoa, cỡ 12 đến 13, đứng, đậm", look=look(_SMALL, bold=True, capitals=True)),
    Rule("motto.country.place", "Quốc hiệu", D, "I.II.1a", "Phía trên, bên phải trang đầu, trên một dòng", look=look(None, align=_CENTRE)),
    Rule(
        "motto.text",
        "Tiêu ngữ",
        D,
        "I.II.1b",
        "Đúng chữ “Độc lập - Tự do - Hạnh phúc”, gạch nối có cách chữ",
        texts=("Độc lập - Tự do - Hạnh phúc",),
    ),
    Rule(
        "motto.style",
        "Tiêu ngữ",
        D,
        "I.II.1b",
        "In thường, cỡ 13 đến 14, đứng, đậm, canh giữa dưới Quốc hiệu",
        look=look(_LARGE, bold=True, capitals=False, align=_CENTRE),
    ),
    Rule("motto.spacing", "Quốc hiệu, Tiêu ngữ", D, "I.II.1c", "Hai dòng cách nhau dòng đơn", range=lines("1", "1", "1")),
    Rule("motto.line", "Đường kẻ dưới Tiêu ngữ", D, "I.II.1b", "Nét liền, dài bằng dòng chữ Tiêu ngữ", range=ratio("0.95", "1.05", "1")),
    Rule("motto.line.kind", "Đường kẻ", P, "I.II.1b", "Kẻ bằng nét vẽ, không gạch chân chữ, không gõ dấu gạch"),
    Rule(
        "agency.superior.style",
        "Cơ quan chủ quản",
        D,
        "I.II.2b",
        "In hoa, cỡ 12 đến 13, đứng, không đậm, canh giữa",
        look=look(_SMALL, capitals=True, align=_CENTRE),
    ),
    Rule("agency.superior.text", "Cơ quan chủ quản", D, "I.II.2a", "Chỉ ghi cơ quan chủ quản trực tiếp, có tên địa phương"),
    Rule("agency.superior.none", "Cơ quan chủ quản", P, "I.II.2a", "Ủy ban nhân dân, Hội đồng nhân dân các cấp không ghi cơ quan chủ quản"),
    Rule("agency.name.text", "Tên cơ quan", D, "I.II.2a", "Tên chính thức, đầy đủ"),
    Rule(
        "agency.name.style",
        "Tên cơ quan",
        D,
        "I.II.2b",
        "In hoa, cỡ 12 đến 13, đứng, đậm, canh giữa",
        look=look(_SMALL, bold=True, capitals=True, align=_CENTRE),
    ),
    Rule("agency.spacing", "Tên cơ quan", D, "I.II.2b", "Các dòng cách nhau dòng đơn", range=lines("1", "1", "1")),
    Rule(
        "agency.line",
        "Đường kẻ dưới tên cơ quan",
        D,
        "I.II.2b",
        "Nét liền, dài từ 1/3 đến 1/2 dòng chữ, đặt cân đối",
        range=ratio("0.33", "0.5", "0.4"),
    ),
    Rule("agency.line.length", "Đường kẻ dưới tên cơ quan", P, "I.II.2b", "Độ dài khi tên chưa biết trước", range=mm("10.4", "21.6", "16")),
    Rule("agency.place", "Tên cơ quan", S, "I.IV", "Góc trên bên trái trang đầu, ngang hàng Quốc hiệu"),
    Rule("heading.left", "Khối bên trái", S, "I.IV", "Khối tên cơ quan", range=mm("50", "75", "62")),
    Rule(
        "heading.right", "Khối bên phải", S, "I.IV", "Khối Quốc hiệu đủ rộng để Quốc hiệu nằm trên một dòng", range=mm("88.3", "110", "98")
    ),
    Rule("number.label", "Số", D, "I.II.3c", "Chữ “Số:” in thường, cỡ 13, đứng", look=look(pt("13", "13", "13"), align=_CENTRE)),
    Rule("number.value", "Số", D, "I.II.3a", "Chữ số Ả Rập, số nhỏ hơn 10 thêm số 0 phía trước"),
    Rule("number.symbol.named", "Ký hiệu", D, "I.II.3b", "Chữ viết tắt tên loại - chữ viết tắt tên cơ quan, ví dụ KH-UBND"),
    Rule("number.symbol.cv", "Ký hiệu", D, "I.II.3b", "Công văn: chữ viết tắt tên cơ quan - đơn vị soạn thảo, ví dụ UBND-VHXH"),
    Rule("number.symbol.style", "Ký hiệu", D, "I.II.3c", "In hoa, cỡ 13, đứng", look=look(pt("13", "13", "13"))),
    Rule("number.separators", "Ký hiệu", D, "I.II.3c", "Giữa số và ký hiệu là dấu gạch chéo, giữa các nhóm là gạch nối, không cách chữ"),
    Rule("number.place", "Số, ký hiệu", D, "I.II.3c", "Canh giữa dưới tên cơ quan, cùng dòng với địa danh và thời gian"),
    Rule("number.gap", "Số, ký hiệu", P, "I.IV", "Cách khối tên cơ quan", range=pt("0", "12", "6")),
    Rule("date.place", "Địa danh", D, "I.II.4a", "Tên đơn vị hành chính nơi cơ quan đóng trụ sở, sau đó là dấu phẩy"),
    Rule("date.value", "Thời gian", D, "I.II.4b", "ngày … tháng … năm …; ngày nhỏ hơn 10 và tháng 1, 2 thêm số 0"),
    Rule(
        "date.style",
        "Địa danh, thời gian",
        D,
        "I.II.4c",
        "In thường, cỡ 13 đến 14, nghiêng",
        look=look(_LARGE, italic=True, align=_CENTRE),
    ),
    Rule("date.placing", "Địa danh, thời gian", D, "I.II.4c", "Canh giữa dưới Quốc hiệu và Tiêu ngữ, cùng dòng với số"),
    Rule("date.absent", "Địa danh, thời gian", S, "III.1.9", "Biên bản không có dòng địa danh, thời gian ở đầu văn bản"),
    Rule(
        "type.name",
        "Tên loại",
        D,
        "I.II.5b",
        "In hoa, cỡ 13 đến 14, đứng, đậm, riêng một dòng",
        look=look(_LARGE, bold=True, capitals=True, align=_CENTRE),
    ),
    Rule("type.place", "Tên loại, trích yếu", D, "I.II.5b", "Canh giữa", look=look(None, align=_CENTRE)),
    Rule("type.gap", "Tên loại", P, "I.IV", "Cách phần đầu văn bản", range=pt("6", "24", "18")),
    Rule(
        "subject.style",
        "Trích yếu",
        D,
        "I.II.5b",
        "Ngay dưới tên loại, in thường, cỡ 13 đến 14, đứng, đậm",
        look=look(_LARGE, bold=True, capitals=False, align=_CENTRE),
    ),
    Rule(
        "subject.line", "Đường kẻ dưới trích yếu", D, "I.II.5b", "Nét liền, dài từ 1/3 đến 1/2 dòng chữ", range=ratio("0.33", "0.5", "0.4")
    ),
    Rule(
        "subject.line.length",
        "Đường kẻ dưới trích yếu",
        P,
        "I.II.5b",
        "Độ dài khi trích yếu chưa biết trước và dài hơn một dòng",
        range=mm("53", "75", "56"),
    ),
    Rule(
        "subject.aside", "Trích yếu", P, "I.IV", "Lùi hai bên để các dòng cân đối khi trích yếu chưa biết trước", range=mm("0", "25", "12")
    ),
    Rule("subject.period", "Trích yếu", S, "III.1.4", "Không có dấu chấm cuối, không đặt trong ngoặc kép"),
    Rule(
        "subject.cv.style",
        "Trích yếu công văn",
        D,
        "I.II.5b",
        "Bắt đầu bằng “V/v”, cỡ 12 đến 13, đứng, không đậm",
        look=look(pt("12", "13", "12"), align=_CENTRE),
    ),
    Rule("subject.cv.place", "Trích yếu công văn", D, "I.II.5b", "Canh giữa dưới số, cách dòng số 6 pt", range=pt("6", "6", "6")),
    Rule("subject.cv.aside", "Trích yếu công văn", P, "I.IV", "Lùi hai bên để các dòng cân đối", range=mm("0", "10", "5")),
    Rule(
        "agency.line.short", "Đường kẻ dưới tên cơ quan", P, "I.II.2b", "Độ dài khi tên chưa biết trước và ngắn", range=mm("9", "13", "10")
    ),
    Rule("agency.letters.short", "Tên cơ quan", P, "I.II.2b", "Tên ngắn: ít chữ cái hơn số này", range=letters("7", "12", "10")),
)
