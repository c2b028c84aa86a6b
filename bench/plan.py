"""The plan that engines are measured on: a paper in the layout of Decree 30 in the tags of each engine, and invented data for it.

About 60 paragraphs, 41 places of 25 values, a table of as many rows as asked, two conditional paragraphs, a list; runs are cut every 70
characters, as Word cuts them. The same text in every dialect.
"""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

COLUMNS = "stt noi_dung chu_tri phoi_hop thoi_han kinh_phi".split()
# ("b" paragraph, "h" heading, "if" condition and paragraph, "table"); [[x]] is a value.
BODY = [
    ("b", "Căn cứ Luật Tổ chức chính quyền địa phương; Căn cứ Quyết định số [[qd_so]] ngày [[qd_ngay]] của Thủ tướng Chính phủ phê duyệt Chương trình “Tăng cường sự tham gia bình đẳng của phụ nữ trong các vị trí lãnh đạo và quản lý ở các cấp hoạch định chính sách giai đoạn 2021-2030” (sau đây viết tắt là Chương trình);"),
    ("b", "Thực hiện Kế hoạch số [[kh_so]] ngày [[kh_ngay]] của Chủ tịch UBND tỉnh [[ten_tinh]] về Thực hiện Chương trình Tăng cường sự tham gia bình đẳng của phụ nữ trong các vị trí lãnh đạo và quản lý ở các cấp hoạch định chính sách giai đoạn [[giai_doan]] trên địa bàn tỉnh."),
    ("b", "Chủ tịch UBND xã [[ten_xa]] ban hành Kế hoạch thực hiện Chương trình Tăng cường sự tham gia bình đẳng của phụ nữ trong các vị trí lãnh đạo và quản lý giai đoạn [[giai_doan]] trên địa bàn xã [[ten_xa]], như sau:"),
    ("h", "I. MỤC ĐÍCH, YÊU CẦU"),
    ("h", "1. Mục đích"),
    ("b", "- Nâng cao nhận thức, xác định rõ nội dung, nhiệm vụ, giải pháp và trách nhiệm của cấp ủy đảng, chính quyền và của toàn thể đội ngũ cán bộ, công chức, viên chức và người lao động trong triển khai thực hiện Chương trình."),
    ("b", "- Khắc phục hạn chế, tồn tại trong thực hiện sự tham gia bình đẳng của phụ nữ trong các vị trí lãnh đạo và quản lý góp phần từng bước giảm dần khoảng cách giới trong lĩnh vực chính trị, đảm bảo quyền con người, thúc đẩy phát triển kinh tế - xã hội."),
    ("h", "2. Yêu cầu"),
    ("b", "Các cơ quan, đơn vị chủ động triển khai thực hiện các mục tiêu, chỉ tiêu, nhiệm vụ, giải pháp đề ra; bố trí nguồn kinh phí để thực hiện Chương trình hiệu quả, tránh lãng phí."),
    ("h", "II. MỤC TIÊU"),
    ("b", "Đảm bảo sự tham gia bình đẳng của phụ nữ vào các vị trí lãnh đạo và quản lý nhằm phát huy tiềm năng, sức sáng tạo của phụ nữ, hướng tới thực hiện cam kết đạt mục tiêu phát triển bền vững về bình đẳng giới và trao quyền cho phụ nữ. Trên cơ sở các mục tiêu của Quyết định số [[qd_so]] và tình hình thực tiễn của địa phương tỉnh [[ten_tinh]] phấn đấu thực hiện các mục tiêu cụ thể đến năm 2030 như sau:"),
    ("b", "- Đạt [[muc_1]] chính quyền địa phương xã có lãnh đạo chủ chốt là nữ."),
    ("b", "- Tỷ lệ cán bộ nữ trong diện quy hoạch các chức danh quản lý, lãnh đạo đạt [[muc_2]]."),
    ("b", "- Tỷ lệ cán bộ nữ trong diện quy hoạch các chức danh quản lý, lãnh đạo được đào tạo, tập huấn, nâng cao năng lực đạt [[muc_3]]."),
    ("h", "III. NỘI DUNG THỰC HIỆN"),
    ("b", "1. Tăng cường sự lãnh đạo, chỉ đạo của cấp ủy Đảng, chính quyền đối với công tác cán bộ nữ. Đề cao vai trò, trách nhiệm của người đứng đầu trong việc triển khai thực hiện chính sách, pháp luật và các quy định về cán bộ nữ và công tác cán bộ nữ. Rà soát, tham mưu, kiến nghị sửa đổi, bổ sung hoàn thiện chính sách, pháp luật."),
    ("b", "2. Đổi mới, tăng cường công tác đào tạo, bồi dưỡng đội ngũ cán bộ nữ gắn với quy hoạch, tạo nguồn cán bộ lãnh đạo, quản lý ở các cơ quan, đơn vị."),
    ("b", "a) Đánh giá thực trạng đội ngũ cán bộ nữ để phục vụ cho việc xây dựng chính sách và kế hoạch đào tạo, bồi dưỡng, quy hoạch, sử dụng cán bộ."),
    ("b", "b) Đẩy mạnh công tác đào tạo, bồi dưỡng, nâng cao kỹ năng lãnh đạo, quản lý cho đội ngũ nữ cán bộ, công chức lãnh đạo, quản lý và cán bộ nữ trong diện quy hoạch, góp phần xây dựng nguồn nhân lực nữ phát triển toàn diện, chất lượng cao, đáp ứng yêu cầu nhiệm vụ trong tình hình mới."),
    ("b", "c) Triển khai các mô hình vườn ươm lãnh đạo nữ trẻ cho cán bộ, công chức và sinh viên các cơ sở đào tạo để tạo nguồn lãnh đạo nữ."),
    ("b", "d) Tổ chức các hoạt động kết nối nhằm chia sẻ kinh nghiệm và nâng cao năng lực lãnh đạo, quản lý của cán bộ nữ."),
    ("b", "3. Đẩy mạnh truyền thông, nâng cao nhận thức về bình đẳng giới và vai trò, vị trí, tiềm năng của phụ nữ trong thời kỳ mới."),
    ("b", "a) Tăng cường truyền thông về trách nhiệm của cấp ủy Đảng, lãnh đạo cơ quan, đơn vị, nhất là người đứng đầu trong việc thực hiện chính sách, pháp luật về bình đẳng giới và công tác cán bộ nữ. Đổi mới nội dung, đa dạng hình thức, phương pháp và nâng cao hiệu quả công tác thông tin, tuyên truyền trên các phương tiện thông tin đại chúng."),
    ("b", "b) Xây dựng và thực hiện chương trình hợp tác với các tổ chức liên quan, đẩy mạnh phối hợp liên ngành trong triển khai các hoạt động truyền thông về bình đẳng giới."),
    ("b", "4. Tăng cường hợp tác quốc tế về sự tham gia bình đẳng của phụ nữ trong các vị trí lãnh đạo và quản lý thông qua trao đổi, học tập kinh nghiệm."),
    ("b", "5. Tăng cường công tác thanh tra, kiểm tra, giám sát việc thực hiện pháp luật, chính sách về công tác cán bộ nữ và bình đẳng giới; thực hiện thống kê theo cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức."),
    ("b", "6. Danh mục nhiệm vụ giao cho các cơ quan, đơn vị:"),
    ("table", ""),
    ("h", "IV. KINH PHÍ THỰC HIỆN"),
    ("if", ("kp_nha_nuoc", "Kinh phí từ nguồn ngân sách nhà nước năm [[nam]] là [[kinh_phi]] đồng; việc quản lý, sử dụng kinh phí thực hiện theo quy định của Luật Ngân sách nhà nước.")),
    ("b", "Các nguồn huy động hợp pháp khác để triển khai thực hiện các nhiệm vụ, hoạt động của Chương trình theo quy định của pháp luật."),
    ("h", "V. TỔ CHỨC THỰC HIỆN"),
    ("b", "1. Phạm vi thực hiện: Trên địa bàn xã [[ten_xa]], tỉnh [[ten_tinh]]."),
    ("b", "2. Thời gian thực hiện: giai đoạn [[giai_doan]]."),
    ("b", "3. Nhiệm vụ của các cơ quan, đơn vị:"),
    ("h", "3.1. Các cơ quan, đơn vị và các thôn:"),
    ("b", "Xây dựng kế hoạch và chủ động bố trí kinh phí để tổ chức thực hiện kế hoạch phù hợp với tình hình, điều kiện cụ thể của từng cơ quan, đơn vị và thôn."),
    ("h", "3.2. [[chu_tri]]:"),
    ("b", "- Chủ trì, phối hợp với Ban xây dựng Đảng và các cơ quan, đơn vị có liên quan tổ chức triển khai thực hiện Chương trình, Kế hoạch trên địa bàn xã."),
    ("b", "- Theo dõi, tổng hợp, đôn đốc, kiểm tra việc tổ chức thực hiện Chương trình; định kỳ báo cáo Chủ tịch UBND xã kết quả thực hiện Chương trình theo quy định."),
    ("b", "- Phối hợp cùng với cơ quan, đơn vị có liên quan rà soát, tổng hợp, kiến nghị cơ quan có thẩm quyền sửa đổi, bổ sung, ban hành các chính sách có liên quan đến công tác bình đẳng giới và vì sự tiến bộ của phụ nữ, chính sách đối với nữ cán bộ, công chức, viên chức và người lao động."),
    ("h", "3.3. Văn phòng HĐND&UBND xã:"),
    ("b", "- Thẩm định việc lồng ghép vấn đề bình đẳng giới trong xây dựng văn bản quy phạm pháp luật."),
    ("b", "- Phối hợp cùng các cơ quan, đơn vị có liên quan xây dựng, trình cấp có thẩm quyền ban hành các văn bản quy phạm pháp luật thực hiện chính sách đối với phụ nữ và công tác cán bộ nữ trên địa bàn xã."),
    ("h", "3.4. Phòng Kinh tế xã:"),
    ("b", "Chủ trì, phối hợp với các cơ quan, đơn vị, thôn tham mưu UBND xã bố trí kinh phí để triển khai thực hiện các nhiệm vụ của Kế hoạch theo quy định của Luật Ngân sách Nhà nước và các văn bản hướng dẫn."),
    ("h", "3.5. Đề nghị Ủy ban Mặt trận Tổ quốc và các tổ chức chính trị - xã hội xã"),
    ("b", "- Trong phạm vi chức năng, nhiệm vụ được giao, phối hợp với các cơ quan đơn vị có liên quan chỉ đạo và lồng ghép các hoạt động trong các chương trình, kế hoạch của ngành để thực hiện Chương trình."),
    ("b", "- Thực hiện phản biện xã hội đối với dự thảo chính sách, pháp luật và tăng cường giám sát theo chuyên đề, giám sát văn bản trong quá trình xây dựng, tổ chức thực hiện luật pháp, chính sách liên quan đến công tác cán bộ nữ."),
    ("b", "- Đề nghị Hội Liên hiệp Phụ nữ xã: Thực hiện công tác vận động xã hội, giám sát, phản biện xã hội một số mục tiêu cũng như việc thực hiện chính sách pháp luật về bình đẳng giới nói chung và tăng cường sự tham gia lãnh đạo, quản lý của phụ nữ nói riêng."),
    ("h", "VI. CHẾ ĐỘ BÁO CÁO"),
    ("b", "Các cơ quan, đơn vị liên quan báo cáo kết quả thực hiện Chương trình về UBND xã (qua [[chu_tri]]) trước ngày [[han_bc]] hằng năm hoặc đột xuất khi có yêu cầu để tổng hợp, báo cáo cơ quan cấp trên theo quy định."),
    ("if", ("co_dau_moi", "Đầu mối tiếp nhận báo cáo: [[can_bo]], điện thoại [[dien_thoai]].")),
    ("b", "Trên đây là Kế hoạch thực hiện Chương trình Tăng cường sự tham gia bình đẳng của phụ nữ trong các vị trí lãnh đạo và quản lý giai đoạn [[giai_doan]] trên địa bàn xã [[ten_xa]], đề nghị các sở, cơ quan, đơn vị, UBND các xã, phường chủ động triển khai thực hiện. Trong quá trình thực hiện, nếu phát sinh vướng mắc, đề nghị phản ánh về UBND xã (qua [[chu_tri]]) để tổng hợp, báo cáo Chủ tịch UBND xã chỉ đạo giải quyết kịp thời./."),
]
HEADS = ["STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn", "Kinh phí (đồng)"]


class Dialect:
    """How one peer spells a scalar, a row loop, a paragraph if, a bullet loop."""
    name = "docxtpl"

    def s(self, k):
        return "{{ %s }}" % k

    def row(self):          # list of rows (list of cell texts)
        n = len(COLUMNS)
        return [["{%tr for r in nhiem_vu %}"] + [""] * (n - 1),
                ["{{ r.%s }}" % c for c in COLUMNS],
                ["{%tr endfor %}"] + [""] * (n - 1)]

    def cond(self, key, text):   # list of paragraphs
        return ["{%%p if %s %%}" % key, text, "{%p endif %}"]

    def bullets(self):
        return [("n", "{%p for x in noi_nhan %}"), ("l", "{{ x.ten }}"), ("n", "{%p endfor %}")]


class Docxtemplater(Dialect):
    name = "docxtemplater"

    def s(self, k):
        return "{%s}" % k

    def row(self):
        c = ["{%s}" % c for c in COLUMNS]
        c[0] = "{#nhiem_vu}" + c[0]
        c[-1] += "{/nhiem_vu}"
        return [c]

    def cond(self, key, text):
        return ["{#%s}" % key, text, "{/%s}" % key]

    def bullets(self):
        return [("n", "{#noi_nhan}"), ("l", "{ten}"), ("n", "{/noi_nhan}")]


class EasyTemplateX(Docxtemplater):
    name = "easy-template-x"


class DocxTemplates(Dialect):
    name = "docx-templates"

    def s(self, k):
        return "{%s}" % k

    def row(self):
        n = len(COLUMNS)
        return [["{FOR r IN nhiem_vu}"] + [""] * (n - 1),
                ["{$r.%s}" % c for c in COLUMNS],
                ["{END-FOR r}"] + [""] * (n - 1)]

    def cond(self, key, text):
        return ["{IF %s}" % key, text, "{END-IF}"]

    def bullets(self):
        return [("n", "{FOR x IN noi_nhan}"), ("l", "{$x.ten}"), ("n", "{END-FOR x}")]


class Carbone(Dialect):
    name = "carbone"

    def s(self, k):
        return "{d.%s}" % k

    def row(self):
        return [["{d.nhiem_vu[i].%s}" % c for c in COLUMNS],
                ["{d.nhiem_vu[i+1].%s}" % c for c in COLUMNS]]

    def cond(self, key, text):
        return ["{d.%s:ifEQ(true):showBegin}" % key + text + "{d.%s:showEnd}" % key]

    def bullets(self):
        return [("l", "{d.noi_nhan[i].ten}"), ("l", "{d.noi_nhan[i+1].ten}")]


class MailMerge(Dialect):
    name = "mailmerge"

    def s(self, k):
        return "\x01%s\x02" % k

    def row(self):
        return [["\x01r_%s\x02" % c for c in COLUMNS]]

    def cond(self, key, text):
        return ["\x01%s\x02" % key]          # whole paragraph text as one field

    def bullets(self):
        return [("m", "\x01nn_ten\x02")]


def set_run(run, size=14, bold=False, italic=False):
    run.font.size = Pt(size)
    run.font.name = "Times New Roman"
    rpr = run._r.get_or_add_rPr()
    f = rpr.find(qn("w:rFonts"))
    f.set(qn("w:eastAsia"), "Times New Roman")
    f.set(qn("w:cs"), "Times New Roman")
    if bold:
        run.bold = True
    if italic:
        run.italic = True
    c = OxmlElement("w:szCs")
    c.set(qn("w:val"), str(size * 2))
    rpr.append(c)
    lang = OxmlElement("w:lang")
    lang.set(qn("w:val"), "vi-VN")
    rpr.append(lang)
    run._r.set(qn("w:rsidR"), "00A77B3E")
    run._r.set(qn("w:rsidRPr"), "00C41D52")
    return run


def field(p: Any, instr, size=14, text="1", bold=False, italic=False):
    def fc(t):
        r = set_run(p.add_run(), size, bold, italic)
        e = OxmlElement("w:fldChar")
        e.set(qn("w:fldCharType"), t)
        r._r.append(e)
    fc("begin")
    r = set_run(p.add_run(), size, bold, italic)
    e = OxmlElement("w:instrText")
    e.set(qn("xml:space"), "preserve")
    e.text = " %s " % instr
    r._r.append(e)
    fc("separate")
    set_run(p.add_run(text), size, bold, italic)
    fc("end")


def put(p, text, d, size=14, bold=False, italic=False):
    """Write text with [[scalar]]s as runs, split the way Word splits them:
    the static text in runs of at most ~70 characters, each tag in its own run."""
    if "\x01" in text and "[[" not in text:
        parts = re.split(r"(\x01\w+\x02)", text)
    else:
        parts = re.split(r"(\[\[\w+\]\])", text)
    for part in parts:
        if not part:
            continue
        if re.fullmatch(r"\[\[\w+\]\]", part):
            part = d.s(part[2:-2])
        if part.startswith("\x01"):
            nm = part[1:-1]
            field(p, "MERGEFIELD %s \\* MERGEFORMAT" % nm, size, "«%s»" % nm, bold, italic)
            continue
        if "{" in part or "[[" in part or len(part) <= 70:
            set_run(p.add_run(part), size, bold, italic)
            continue
        words = part.split(" ")
        line = ""
        chunks = []
        for w in words:
            if len(line) + len(w) > 70:
                chunks.append(line)
                line = ""
            line += w + " "
        chunks.append(line[:-1])
        for c in chunks:
            set_run(p.add_run(c), size, bold, italic)


def slim(doc):
    """python-docx's default package carries 350 kB of table styles and a
    stylesWithEffects part; a file saved by Word has about 30-45 kB of styles."""
    st = doc.styles.element
    keep = {"Normal", "DefaultParagraphFont", "TableNormal", "NoList", "Header", "HeaderChar", "Footer", "FooterChar",
            "TableGrid", "ListBullet", "ListParagraph", "Title", "TitleChar", "BodyText", "BodyTextChar"}
    keep |= {"Heading%d" % i for i in range(1, 10)} | {"Heading%dChar" % i for i in range(1, 10)}
    for s in list(st.findall(qn("w:style"))):
        if s.get(qn("w:styleId")) not in keep:
            st.remove(s)
    for part in (doc.part, doc.part.package):
        for rid, rel in list(part.rels.items()):
            if rel.reltype.endswith(("/stylesWithEffects", "/thumbnail")):
                del part.rels[rid]


def build(d: Dialect, folder: Path) -> Path:
    doc = Document()
    slim(doc)
    sec = doc.sections[0]
    sec.page_width, sec.page_height = Cm(21), Cm(29.7)
    sec.left_margin, sec.right_margin = Cm(3), Cm(2)
    sec.top_margin = sec.bottom_margin = Cm(2)
    hp = sec.header.paragraphs[0]
    hp.alignment = ALIGN.CENTER
    field(hp, "PAGE", 13)
    fp = sec.footer.paragraphs[0]
    put(fp, "[[don_vi]] - [[so_kh]]", d, 9, italic=True)
    # header table
    t = doc.add_table(2, 2)
    cells = [[("[[cap_tren]]", 13, False, False), ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, True, False)],
             [("[[don_vi]]", 13, True, False), ("Độc lập - Tự do - Hạnh phúc", 14, True, False)]]
    for i, r in enumerate(cells):
        for j, (tx, sz, b, it) in enumerate(r):
            p = t.cell(i, j).paragraphs[0]
            p.alignment = ALIGN.CENTER
            put(p, tx, d, sz, b, it)
    p = t.cell(1, 0).add_paragraph()
    p.alignment = ALIGN.CENTER
    put(p, "Số: [[so_kh]]/KH-UBND", d, 13)
    p = t.cell(1, 1).add_paragraph()
    p.alignment = ALIGN.CENTER
    put(p, "[[dia_danh]], ngày [[ngay]] tháng [[thang]] năm [[nam]]", d, 14, italic=True)
    p = doc.add_paragraph()
    p.alignment = ALIGN.CENTER
    put(p, "KẾ HOẠCH", d, 14, True)
    p = doc.add_paragraph()
    p.alignment = ALIGN.CENTER
    put(p, "Thực hiện Chương trình Tăng cường sự tham gia bình đẳng của phụ nữ trong các vị trí lãnh đạo và quản lý giai đoạn [[giai_doan]] trên địa bàn xã [[ten_xa]]", d, 14, True)

    def body(tx, bold=False):
        p = doc.add_paragraph()
        pf = p.paragraph_format
        pf.first_line_indent = Cm(1.27)
        pf.space_before = pf.space_after = Pt(6)
        pf.line_spacing = 1.2
        p.alignment = ALIGN.JUSTIFY
        put(p, tx, d, 14, bold)
        return p

    for kind, tx in BODY:
        if kind == "b":
            body(tx)
        elif kind == "h":
            body(tx, True)
        elif kind == "if":
            for x in d.cond(*tx):
                body(x)
        elif kind == "table":
            rows = d.row()
            t = doc.add_table(rows=1 + len(rows), cols=len(COLUMNS))
            t.style = "Table Grid"
            for j, h in enumerate(HEADS):
                p = t.rows[0].cells[j].paragraphs[0]
                p.alignment = ALIGN.CENTER
                put(p, h, d, 12, True)
            for i, r in enumerate(rows):
                for j, tx2 in enumerate(r):
                    p = t.rows[i + 1].cells[j].paragraphs[0]
                    if tx2:
                        put(p, tx2, d, 12)
    # signature table
    t = doc.add_table(1, 2)
    left, right = t.cell(0, 0), t.cell(0, 1)
    p = left.paragraphs[0]
    put(p, "Nơi nhận:", d, 12, True, True)
    if d.name == "mailmerge":
        tt = left.add_table(rows=1, cols=1)
        put(tt.cell(0, 0).paragraphs[0], d.bullets()[0][1], d, 11)
    else:
        for k, tx in d.bullets():
            p = left.add_paragraph(style="List Bullet" if k == "l" else None)
            put(p, tx, d, 11)
    p = left.add_paragraph()
    put(p, "Lưu: VT.", d, 11)
    p = right.paragraphs[0]
    p.alignment = ALIGN.CENTER
    put(p, "[[quyen_han]]", d, 14, True)
    for tx in ("[[chuc_vu]]", "", "", "[[nguoi_ky]]"):
        p = right.add_paragraph()
        p.alignment = ALIGN.CENTER
        if tx:
            put(p, tx, d, 14, True)
    cp = doc.core_properties
    cp.title = "Kế hoạch"
    cp.author = "UBND xã"
    path = folder / f"{d.name}.docx"
    doc.save(str(path))
    return path


def make_data(n: int, rows: int) -> list[dict[str, Any]]:
    rnd = random.Random(20261122)
    xa = ["Đồng Việt", "Cảnh Thụy", "Tân An", "Yên Lư", "Nội Hoàng", "Tiền Phong", "Quỳnh Sơn", "Trí Yên", "Lãng Sơn", "Xuân Phú"]
    ho = ["Nguyễn", "Trần", "Lê", "Phạm", "Bùi", "Đỗ", "Hoàng", "Vũ"]
    dem = ["Văn", "Thị", "Đức", "Minh", "Ngọc"]
    ten = ["Tuấn", "Hương", "Sơn", "Dũng", "Thủy", "Quỳnh", "Phương", "Bắc"]
    noi = ["Sở Nội vụ (b/c);", "TT. Đảng ủy, HĐND xã;", "Chủ tịch, các PCT UBND;", "Ban Xây dựng Đảng;",
           "Ủy ban MTTQ VN và các tổ chức CT-XH xã;", "Các cơ quan, đơn vị thuộc UBND xã;", "VP: LĐ, CC VHXH;"]
    viec = ["Tổ chức hội nghị quán triệt, triển khai Kế hoạch đến các cơ quan, đơn vị và các thôn",
            "Rà soát, bổ sung quy hoạch cán bộ nữ lãnh đạo, quản lý cấp xã nhiệm kỳ mới",
            "Mở lớp bồi dưỡng kỹ năng lãnh đạo cho nữ cán bộ trong diện quy hoạch",
            "Tuyên truyền về bình đẳng giới trên hệ thống truyền thanh cơ sở <đợt 1 & 2>",
            "Kiểm tra, giám sát việc thực hiện Kế hoạch tại các thôn, tổ dân phố"]
    cq = ["Phòng Văn hóa - Xã hội xã", "Văn phòng HĐND&UBND xã", "Phòng Kinh tế xã", "Hội Liên hiệp Phụ nữ xã", "Ban Xây dựng Đảng"]

    def nm():
        return " ".join((rnd.choice(ho), rnd.choice(dem), rnd.choice(ten)))

    def tien():
        return "{:,}".format(rnd.randrange(5, 900) * 1000000).replace(",", ".")
    out = []
    for i in range(n):
        x = rnd.choice(xa)
        c = dict(so_kh=str(100 + i), dia_danh=x, ngay="%02d" % rnd.randrange(1, 29), thang="%02d" % rnd.randrange(3, 12),
                 nam="2026", cap_tren="HUYỆN ỦY, UBND TỈNH BẮC NINH", don_vi="ỦY BAN NHÂN DÂN XÃ " + x.upper(),
                 ten_xa=x, ten_tinh="Bắc Ninh", giai_doan="2026-2030", qd_so="%d/QĐ-TTg" % rnd.randrange(1000, 3000),
                 qd_ngay="31/12/2020", kh_so="%d/KH-UBND" % rnd.randrange(100, 400), kh_ngay="12/5/2026",
                 muc_1="%d%%" % rnd.randrange(40, 80), muc_2="%d%%" % rnd.randrange(30, 70), muc_3="100%",
                 han_bc="30/11", chu_tri=rnd.choice(cq), quyen_han="KT. CHỦ TỊCH", chuc_vu="PHÓ CHỦ TỊCH",
                 nguoi_ky=nm(), kinh_phi=tien(), can_bo=nm(), dien_thoai="0204.3%06d" % rnd.randrange(10 ** 6))
        c["kp_nha_nuoc"] = bool(i % 2)
        c["co_dau_moi"] = bool(i % 3)
        c["nhiem_vu"] = [dict(stt=str(j + 1), noi_dung=rnd.choice(viec) + " năm %d" % rnd.randrange(2026, 2031), chu_tri=rnd.choice(cq),
                              phoi_hop=rnd.choice(cq), thoi_han="Quý %s/%d" % (rnd.choice(["I", "II", "III", "IV"]), rnd.randrange(2026, 2031)),
                              kinh_phi=tien()) for j in range(rows)]
        c["noi_nhan"] = [dict(ten=t) for t in noi]
        out.append(c)
    return out


def write(folder: Path, rows: int, count: int) -> None:
    """Write the templates, the data for `count` documents of `rows` rows, and the conditional paragraphs, into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for dialect in (Dialect, Docxtemplater, EasyTemplateX, DocxTemplates, Carbone, MailMerge):
        build(dialect(), folder)
    (folder / "data.json").write_text(json.dumps(make_data(count, rows), ensure_ascii=False), "utf-8")
    conditions = {key: text for kind, pair in BODY if kind == "if" for key, text in [pair]}
    (folder / "conditions.json").write_text(json.dumps(conditions, ensure_ascii=False), "utf-8")
