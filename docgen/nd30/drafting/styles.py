"""The styles of a drafted paper, named for the people who edit it: rules in, the styles part of a .docx out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.sax.saxutils import quoteattr

from docgen.nd30 import rules
from docgen.nd30.figures import Align

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TWIPS_PER_MM = Decimal(1440) / Decimal("25.4")
_SINGLE = Decimal(1)
_ASCENT = Decimal("0.891")


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style. `line` counts lines, `exact_pt` (when given) fixes the line's height instead.

    Units: points and millimetres as named.
    """

    id: str
    name: str
    size: Decimal
    align: Align
    bold: bool = False
    italic: bool = False
    before_pt: Decimal = Decimal()
    after_pt: Decimal = Decimal()
    line: Decimal = _SINGLE
    exact_pt: Decimal | None = None
    first_line_mm: Decimal = Decimal()
    keep_next: bool = False
    outline: int | None = None
    rule_pt: Decimal | None = None
    colour: str = ""
    capitals: bool = False
    top_rule_pt: Decimal | None = None


def twips(length_mm: Decimal) -> int:
    """Return `length_mm` in twentieths of a point."""
    return int((length_mm * _TWIPS_PER_MM).to_integral_value())


def _of(rule: str, id: str, name: str, **rest: object) -> Style:
    """Return the style that shows the look of `rule`."""
    look = rules.look(rule)
    align = rest.pop("align", None) or look.align or Align.LEFT
    return Style(id, name, rules.size(rule), align, bool(look.bold), bool(look.italic), **rest)  # type: ignore[arg-type]


def _paragraph(rule: str, id: str, name: str, **rest: object) -> Style:
    """Return the style of a paragraph of the text: indented, justified and spaced as the body."""
    return _of(
        rule,
        id,
        name,
        align=Align.BOTH,
        after_pt=rules.take("body.gap"),
        line=rules.take("body.line"),
        first_line_mm=rules.take("body.indent"),
        **rest,
    )


def all_styles() -> tuple[Style, ...]:
    """Return every style of a drafted paper."""
    return (*_heading_styles(), *_body_styles(), *_closing_styles(), *_table_styles(), *_quiet_styles())


def _heading_styles() -> tuple[Style, ...]:
    gap = rules.take("body.gap")
    return (
        _of("agency.superior.style", "CoQuanChuQuan", "Cơ quan chủ quản"),
        _of("agency.name.style", "TenCoQuan", "Tên cơ quan"),
        _of("motto.country.style", "QuocHieu", "Quốc hiệu", align=Align.CENTRE),
        _of("motto.style", "TieuNgu", "Tiêu ngữ"),
        _of("number.label", "SoKyHieu", "Số và ký hiệu", before_pt=rules.take("number.gap")),
        _of("date.style", "DiaDanhNgay", "Địa danh và ngày tháng", before_pt=rules.take("number.gap")),
        _of("subject.cv.style", "TrichYeuCongVan", "Trích yếu công văn", before_pt=rules.take("subject.cv.place")),
        _of("type.name", "TenLoai", "Tên loại", before_pt=rules.take("type.gap"), keep_next=True),
        _of("subject.style", "TrichYeu", "Trích yếu", keep_next=True),
        _of("to.style", "KinhGui", "Kính gửi", align=Align.CENTRE, before_pt=rules.take("type.gap"), after_pt=2 * gap),
        _of("to.style", "NoiDien", "Nơi điện", align=Align.CENTRE, before_pt=rules.take("type.gap"), after_pt=gap, keep_next=True),
        _of("to.style", "KinhGuiNhieuNoi", "Kính gửi nhiều nơi", before_pt=rules.take("type.gap"), after_pt=gap, keep_next=True),
        _of("to.style", "KinhGuiNoi", "Kính gửi - nơi", align=Align.BOTH, after_pt=gap),
    )


def _body_styles() -> tuple[Style, ...]:
    gap = rules.take("body.gap")
    return (
        _of("head.part", "ThamQuyen", "Thẩm quyền ban hành", after_pt=gap, keep_next=True),
        _paragraph("basis.style", "CanCu", "Căn cứ"),
        _of("head.part", "QuyetDinh", "Quyết định - quyết nghị", before_pt=gap, after_pt=2 * gap, keep_next=True),
        _paragraph("body.size", "NoiDung", "Nội dung"),
        _of("head.part", "PhanChuong", "Phần - chương - mục", before_pt=gap, keep_next=True, outline=0),
        _of("head.part.title", "TenPhanChuong", "Tiêu đề phần - chương - mục", before_pt=gap, after_pt=gap, capitals=True, keep_next=True),
        _paragraph("head.article", "DieuTieuDe", "Điều có tiêu đề", keep_next=True, outline=1),
        _paragraph("body.size", "Dieu", "Điều"),
        _paragraph("head.roman", "MucLaMa", "Mục La Mã", capitals=True, keep_next=True, outline=0),
        _paragraph("head.clause.titled", "KhoanTieuDe", "Khoản có tiêu đề", keep_next=True, outline=1),
        _paragraph("head.clause", "Khoan", "Khoản"),
        _paragraph("head.clause.titled", "MucThapPhanTieuDe", "Mục 1.1 có tiêu đề", keep_next=True, outline=2),
        _paragraph("head.decimal", "MucThapPhan", "Mục 1.1"),
        _paragraph("head.point", "Diem", "Điểm"),
        _paragraph("head.dash", "GachDauDong", "Gạch đầu dòng"),
    )


def _closing_styles() -> tuple[Style, ...]:
    gap = rules.take("body.gap")
    level = _ASCENT * (rules.size("sign.power.style") - rules.size("recv.head"))
    return (
        _of("recv.head", "NoiNhan", "Nơi nhận", before_pt=level),
        _of("recv.list.style", "DanhSachNoiNhan", "Danh sách nơi nhận"),
        _of("sign.power.style", "QuyenHanChucVu", "Quyền hạn và chức vụ"),
        _of("body.size", "XacNhan", "Xác nhận của nơi khác", align=Align.CENTRE),
        _of("sign.name", "HoTenNguoiKy", "Họ tên người ký", before_pt=rules.take("sign.space")),
        _of("annex.label", "PhuLuc", "Phụ lục", keep_next=True, outline=0),
        _of("annex.title", "TieuDePhuLuc", "Tiêu đề phụ lục", before_pt=gap, capitals=True, keep_next=True),
        _of("annex.ref", "KemTheo", "Kèm theo", before_pt=gap, keep_next=True),
    )


def _table_styles() -> tuple[Style, ...]:
    usual, least = rules.look("table.font").size, rules.size("note.style")
    size = usual.take if usual else least
    room, gap = Decimal(2), rules.take("body.gap")
    return (
        Style("TenBang", "Tên bảng", rules.size("body.size"), Align.CENTRE, bold=True, before_pt=gap, after_pt=gap, keep_next=True),
        Style("DauBang", "Đầu bảng", size, Align.CENTRE, bold=True, before_pt=room, after_pt=room),
        Style("OBang", "Ô bảng", size, Align.LEFT, before_pt=room, after_pt=room),
        Style("DauBangNho", "Đầu bảng chữ nhỏ", least, Align.CENTRE, bold=True, before_pt=room, after_pt=room),
        Style("OBangNho", "Ô bảng chữ nhỏ", least, Align.LEFT, before_pt=room, after_pt=room),
        _of("note.style", "GhiChu", "Ghi chú dưới bảng", align=Align.BOTH, before_pt=gap / 2),
    )


def _quiet_styles() -> tuple[Style, ...]:
    size = rules.size("draft.style")
    return (
        _of("page.number.style", "SoTrang", "Số trang", align=Align.CENTRE),
        _of("draft.style", "DuThao", "Dòng dự thảo", align=Align.CENTRE),
        _of("contact.line", "LienHe", "Thông tin liên hệ", align=Align.CENTRE, top_rule_pt=rules.take("line.weight")),
        Style("DuongKe", "Đường kẻ", Decimal(2), Align.CENTRE, exact_pt=rules.take("line.gap"), rule_pt=rules.take("line.weight")),
        Style("CachPhan", "Ngắt phần", Decimal(2), Align.LEFT, exact_pt=Decimal(1)),
        Style("LenhMau", "Lệnh của mẫu", size, Align.LEFT, colour="808080"),
    )


def styles_part(styles: Sequence[Style]) -> str:
    """Return the XML of the styles part: the decree's font everywhere, no theme, Vietnamese as the language."""
    font = quoteattr(rules.get("page.font").texts[0])
    half_points = _half_points(rules.size("body.size"))
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f"<w:rFonts w:ascii={font} w:hAnsi={font} w:eastAsia={font} w:cs={font}/>{half_points}"
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
        '<w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority w:val="99"/>'
        "<w:semiHidden/><w:unhideWhenUsed/></w:style>" + "".join(_xml(style) for style in styles) + "</w:styles>"
    )


def _xml(style: Style) -> str:
    colour = f'<w:color w:val="{style.colour}"/>' if style.colour else ""
    bold = "<w:b/><w:bCs/>" if style.bold else ""
    italic = "<w:i/><w:iCs/>" if style.italic else ""
    capitals = "<w:caps/>" if style.capitals else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style.id}"><w:name w:val={quoteattr(style.name)}/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{_paragraph_xml(style)}</w:pPr>'
        f"<w:rPr>{bold}{italic}{capitals}{colour}{_half_points(style.size)}</w:rPr></w:style>"
    )


def _paragraph_xml(style: Style) -> str:
    keep = "<w:keepNext/>" if style.keep_next else ""
    rule = "".join(
        f'<w:pBdr><w:{side} w:val="single" w:sz="{int(weight * 8)}" w:space="{space}" w:color="auto"/></w:pBdr>'
        for side, weight, space in (("top", style.top_rule_pt, 4), ("bottom", style.rule_pt, 0))
        if weight
    )
    height, kind = (int(style.exact_pt * 20), "exact") if style.exact_pt else (int(style.line * 240), "auto")
    indent = f'<w:ind w:firstLine="{twips(style.first_line_mm)}"/>' if style.first_line_mm else ""
    outline = f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline is not None else ""
    return (
        f'{keep}<w:widowControl/>{rule}<w:spacing w:before="{int(style.before_pt * 20)}" w:after="{int(style.after_pt * 20)}" '
        f'w:line="{height}" w:lineRule="{kind}"/>{indent}<w:jc w:val="{style.align}"/>{outline}'
    )


def _half_points(size: Decimal) -> str:
    value = int(size * 2)
    return f'<w:sz w:val="{value}"/><w:szCs w:val="{value}"/>'
