"""The decree's demands on signature, recipients, annexes and tables."""

from __future__ import annotations

from docgen.nd30.figures import Align, Basis, Reach, Rule, Severity, look, mm, pt

_DRAFT = Reach.DRAFT
D, S, P = Basis.DECREE, Basis.SAMPLE, Basis.PRACTICE
_CENTRE, _LEFT = Align.CENTRE, Align.LEFT
_LARGE = pt("13", "14", "14")

CLOSING = (
    Rule("sign.power", "Quyền hạn người ký", D, "I.II.7b", "TM., Q., KT., TL., TUQ. có dấu chấm và một dấu cách"),
    Rule(
        "sign.power.style",
        "Quyền hạn, chức vụ",
        D,
        "I.II.7đ",
        "In hoa, cỡ 13 đến 14, đứng, đậm, canh giữa",
        look=look(_LARGE, bold=True, capitals=True, align=_CENTRE),
    ),
    Rule("sign.title", "Chức vụ", D, "I.II.7c", "Chức vụ lãnh đạo chính thức của người ký trong cơ quan"),
    Rule(
        "sign.name",
        "Họ và tên",
        D,
        "I.II.7đ",
        "In thường, cỡ 13 đến 14, đứng, đậm, canh giữa dưới chức vụ",
        look=look(_LARGE, bold=True, capitals=False, align=_CENTRE),
    ),
    Rule("sign.name.bare", "Họ và tên", D, "I.II.7c", "Không ghi học hàm, học vị, danh hiệu trước họ tên"),
    Rule("sign.centre", "Khối chữ ký", D, "I.II.7đ", "Quyền hạn, chức vụ, họ tên canh giữa với nhau", look=look(None, align=_CENTRE)),
    Rule("sign.place", "Khối chữ ký", D, "I.IV", "Nửa bên phải, ngang hàng chữ “Nơi nhận:”"),
    Rule("sign.space", "Khối chữ ký", P, "I.IV", "Chừa chỗ ký và đóng dấu", range=pt("60", "110", "75")),
    Rule("sign.together", "Khối chữ ký", P, "I.IV", "Cả khối cùng trang với ít nhất một dòng nội dung", reach=Reach.PAGE),
    Rule("sign.left", "Khối chữ ký", S, "I.IV", "Bề rộng khối Nơi nhận", range=mm("70", "90", "80"), reach=_DRAFT),
    Rule(
        "recv.head",
        "Nơi nhận",
        D,
        "I.II.9d",
        "Chữ “Nơi nhận:” in thường, cỡ 12, nghiêng, đậm, sát lề trái",
        look=look(pt("12", "12", "12"), bold=True, italic=True, align=_LEFT),
    ),
    Rule("recv.list.style", "Danh sách nơi nhận", D, "I.II.9d", "In thường, cỡ 11, đứng", look=look(pt("11", "11", "11"), align=_LEFT)),
    Rule("recv.list.lines", "Danh sách nơi nhận", D, "I.II.9d", "Mỗi nơi một dòng, gạch đầu dòng sát lề trái, cuối dòng chấm phẩy"),
    Rule(
        "recv.last",
        "Danh sách nơi nhận",
        D,
        "I.II.9d",
        "Dòng cuối: Lưu: VT, đơn vị soạn thảo; kết thúc bằng dấu chấm",
        judged_as=Severity.ADVICE,
    ),
    Rule(
        "contact.line",
        "Thông tin liên hệ",
        D,
        "I.III.4",
        "Ở chân trang thứ nhất, cỡ 11 đến 12, đứng, dưới một đường kẻ nét liền dài hết chiều ngang vùng chữ",
        look=look(pt("11", "12", "11"), align=_CENTRE),
    ),
    Rule("recv.first", "Danh sách nơi nhận", D, "I.II.9b", "Có Kính gửi thì dòng đầu là “Như trên”", judged_as=Severity.ADVICE),
    Rule(
        "recv.drafter",
        "Ký hiệu người soạn thảo",
        D,
        "I.III.3",
        "Ký hiệu in hoa, số bản bằng chữ số, cỡ 11, đứng",
        look=look(pt("11", "11", "11")),
    ),
)

ANNEX = (
    Rule("annex.mention", "Phụ lục", D, "I.III.1a", "Văn bản có chỉ dẫn về phụ lục"),
    Rule("annex.number", "Phụ lục", D, "I.III.1a", "Từ hai phụ lục trở lên đánh số La Mã"),
    Rule(
        "annex.label",
        "Phụ lục",
        D,
        "I.III.1b",
        "Chữ “Phụ lục” và số riêng một dòng, in thường, canh giữa, cỡ 14, đứng, đậm",
        look=look(pt("14", "14", "14"), bold=True, capitals=False, align=_CENTRE),
    ),
    Rule(
        "annex.title",
        "Tiêu đề phụ lục",
        D,
        "I.III.1b",
        "Canh giữa, in hoa, cỡ 13 đến 14, đứng, đậm",
        look=look(_LARGE, bold=True, capitals=True, align=_CENTRE),
    ),
    Rule(
        "annex.ref",
        "Chỉ dẫn kèm theo",
        D,
        "I.III.1c",
        "“(Kèm theo …)” canh giữa, cỡ 13 đến 14, nghiêng",
        look=look(_LARGE, italic=True, align=_CENTRE),
    ),
    Rule("annex.line", "Đường kẻ ở phụ lục", S, "III.2.1", "Đường kẻ ngắn dưới dòng kèm theo", range=mm("15", "60", "30")),
    Rule("annex.pages", "Số trang phụ lục", D, "I.III.1đ", "Mỗi phụ lục đánh số trang riêng"),
    Rule("annex.newpage", "Phụ lục", P, "III.2.1", "Phụ lục bắt đầu ở trang mới"),
    Rule("table.font", "Bảng", P, "I.I.4", "Cỡ chữ trong bảng từ 11 đến 14", look=look(pt("11", "14", "12"))),
    Rule("table.form", "Bảng", P, "", "Kẻ đủ khung, dòng đầu đậm, canh giữa, lặp lại ở mỗi trang, dòng không bị cắt đôi"),
    Rule("table.layout", "Bảng đầu trang và chữ ký", S, "I.IV", "Bảng hai cột ở đầu và cuối văn bản không có khung"),
    Rule("note.style", "Ghi chú dưới bảng", P, "", "Cỡ chữ 11, nghiêng", look=look(pt("11", "11", "11"), italic=True), reach=_DRAFT),
    Rule(
        "draft.style",
        "Dòng dự thảo",
        P,
        "",
        "Chân trang của dự thảo, cỡ chữ 11, nghiêng",
        look=look(pt("11", "11", "11"), italic=True),
        reach=_DRAFT,
    ),
    Rule("line.gap", "Đường kẻ", P, "I.II.1b", "Khoảng cách từ dòng chữ đến đường kẻ", range=pt("2", "8", "5"), reach=_DRAFT),
    Rule("line.weight", "Đường kẻ", P, "I.II.1b", "Độ đậm của đường kẻ", range=pt("0.5", "1", "0.75"), reach=_DRAFT),
)
