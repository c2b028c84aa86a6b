"""The decree's demands on the text: bases, paragraphs, numbered headings, addressees."""

from __future__ import annotations

from docgen.nd30.figures import Align, Basis, Reach, Rule, Severity, lines, look, mm, pt

_DRAFT = Reach.DRAFT
D, S, P = Basis.DECREE, Basis.SAMPLE, Basis.PRACTICE
_CENTRE, _BOTH = Align.CENTRE, Align.BOTH
_LARGE = pt("13", "14", "14")

BODY = (
    Rule(
        "basis.style",
        "Căn cứ",
        D,
        "I.II.6a",
        "In thường, nghiêng, cỡ 13 đến 14, dưới tên loại và trích yếu",
        look=look(_LARGE, italic=True, align=_BOTH),
    ),
    Rule("basis.lines", "Căn cứ", D, "I.II.6a", "Mỗi căn cứ một dòng, cuối dòng dấu chấm phẩy, dòng cuối dấu chấm"),
    Rule(
        "basis.content",
        "Căn cứ",
        D,
        "I.II.6a",
        "Tên loại, số, ký hiệu, cơ quan, ngày ban hành, trích yếu; Luật và Pháp lệnh không ghi số",
        judged_as=Severity.ADVICE,
    ),
    Rule("basis.paragraph", "Căn cứ", S, "I.II.6", "Lùi đầu dòng, canh đều hai lề như đoạn văn"),
    Rule(
        "cite.first",
        "Viện dẫn",
        D,
        "I.II.6b",
        "Lần đầu ghi đầy đủ tên loại, số, ký hiệu, ngày, cơ quan, trích yếu",
        judged_as=Severity.ADVICE,
    ),
    Rule("cite.later", "Viện dẫn", D, "I.II.6b", "Các lần sau chỉ ghi tên loại và số, ký hiệu", judged_as=Severity.ADVICE),
    Rule("body.size", "Nội dung", D, "I.II.6e", "Cỡ chữ 13 đến 14, thống nhất cả văn bản", look=look(_LARGE)),
    Rule("body.style", "Nội dung", D, "I.II.6e", "In thường, đứng", look=look(None)),
    Rule("body.align", "Nội dung", D, "I.II.6e", "Canh đều cả hai lề", look=look(None, align=_BOTH)),
    Rule("body.indent", "Nội dung", D, "I.II.6e", "Chữ đầu đoạn lùi vào 1 cm hoặc 1,27 cm", range=mm("10", "12.7", "12.7")),
    Rule("body.gap", "Nội dung", D, "I.II.6e", "Các đoạn cách nhau tối thiểu 6 pt", range=pt("6", "24", "6")),
    Rule("body.line", "Nội dung", D, "I.II.6e", "Các dòng cách nhau từ dòng đơn đến 1,5 dòng", range=lines("1", "1.5", "1")),
    Rule("body.blank", "Nội dung", P, "", "Không dùng đoạn trống để giãn cách, không gõ hai dấu cách liền nhau"),
    Rule("body.end", "Nội dung", S, "III.1.4", "Kết thúc bằng dấu “./.”"),
    Rule(
        "head.title",
        "Tiêu đề",
        D,
        "I.II.6d",
        "Phần, chương, mục, tiểu mục phải có tiêu đề",
        judged_as=Severity.WARNING,
    ),
    Rule(
        "head.part",
        "Phần, Chương",
        D,
        "I.II.6đ",
        "Riêng một dòng, canh giữa, cỡ 13 đến 14, đứng, đậm, số La Mã",
        look=look(_LARGE, bold=True, align=_CENTRE),
    ),
    Rule(
        "head.part.title",
        "Tiêu đề phần, chương",
        D,
        "I.II.6đ",
        "Canh giữa, in hoa, đậm",
        look=look(_LARGE, bold=True, capitals=True, align=_CENTRE),
    ),
    Rule(
        "head.section",
        "Mục, Tiểu mục",
        D,
        "I.II.6đ",
        "Riêng một dòng, canh giữa, đậm, số Ả Rập",
        look=look(_LARGE, bold=True, align=_CENTRE),
    ),
    Rule("head.article", "Điều", D, "I.II.6đ", "“Điều 1.” và tiêu đề cùng dòng, đậm", look=look(_LARGE, bold=True)),
    Rule("head.clause", "Khoản", D, "I.II.6đ", "Số Ả Rập và dấu chấm, không đậm khi không có tiêu đề", look=look(_LARGE)),
    Rule(
        "head.clause.titled",
        "Khoản có tiêu đề",
        D,
        "I.II.6đ",
        "Số và tiêu đề riêng một dòng, in thường, đậm",
        look=look(_LARGE, bold=True),
    ),
    Rule("head.point", "Điểm", D, "I.II.6đ", "Chữ cái tiếng Việt và dấu đóng ngoặc, không đậm; sau d) là đ)", look=look(_LARGE)),
    Rule("head.roman", "Mục I, II", S, "I.V.6", "Số La Mã và tiêu đề in hoa, đậm, cùng dòng", look=look(_LARGE, bold=True, capitals=True)),
    Rule("head.decimal", "Mục 1.1", P, "", "Số 1.1., 1.1.1.: chỉ đậm khi là tiêu đề", look=look(_LARGE)),
    Rule("head.dash", "Gạch đầu dòng", P, "", "Gạch nối và một dấu cách, thụt đầu dòng như đoạn văn", look=look(_LARGE)),
    Rule(
        "head.order",
        "Thứ tự đề mục",
        D,
        "I.II.6c",
        "Đi từ lớn đến nhỏ theo một lối, số liền nhau",
        judged_as=Severity.WARNING,
    ),
    Rule(
        "head.authority",
        "Thẩm quyền ban hành",
        S,
        "III.1.2",
        "Nghị quyết, quyết định có dòng thẩm quyền ban hành và dòng “QUYẾT ĐỊNH:” (“QUYẾT NGHỊ:”), in hoa, đậm, canh giữa",
        look=look(_LARGE, bold=True, capitals=True, align=_CENTRE),
    ),
    Rule("head.keep", "Đề mục", P, "", "Đề mục không đứng cuối trang một mình"),
    Rule("to.when", "Kính gửi", D, "I.II.9b", "Có ở công văn, tờ trình, báo cáo gửi lên; không có ở kế hoạch, quyết định, thông báo"),
    Rule("to.style", "Kính gửi", D, "I.II.9d", "In thường, cỡ 13 đến 14, đứng, không đậm", look=look(_LARGE)),
    Rule("to.single", "Kính gửi", D, "I.II.9d", "Một nơi nhận: cùng dòng"),
    Rule(
        "to.many",
        "Kính gửi",
        D,
        "I.II.9d",
        "Từ hai nơi: mỗi nơi một dòng, gạch đầu dòng thẳng hàng dưới dấu hai chấm, cuối dòng chấm phẩy, dòng cuối dấu chấm",
    ),
    Rule("to.left", "Kính gửi", P, "I.IV", "Khoảng cách từ lề trái", range=mm("10", "50", "25"), reach=_DRAFT),
)
