"""Papers of an invented commune as plain values: what stands in each part, and which component each line is."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.nd30.recognise.components import Component as C

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
Block = tuple[C, str]


@dataclass(frozen=True, slots=True)
class Sample:
    """One paper. `blocks`: the text between subject and closing; `signatures`: lines of each column, the person's name last."""

    type: str
    number: str
    blocks: tuple[Block, ...]
    superior: tuple[str, ...] = ()
    agency: tuple[str, ...] = ("ỦY BAN NHÂN DÂN", "XÃ MẪU SƠN")
    date: str = "Mẫu Sơn, ngày 05 tháng 5 năm 2026"
    about: str = ""
    subject: str = ""
    recipients: tuple[str, ...] = ("- Như trên;", "- Các thôn;", "- Lưu: VT, VHXH.")
    signatures: tuple[tuple[Block, ...], ...] = ()
    annex: tuple[str, str, str] | None = None

    @property
    def heading(self) -> tuple[Block, ...]:
        """Return country, motto, names, number, V/v and date, as they are read in a table of two columns."""
        left = [*((C.SUPERIOR, line) for line in self.superior), *((C.AGENCY, line) for line in self.agency)]
        below = [(C.NUMBER, self.number), *([(C.SUBJECT_LETTER, self.about)] if self.about else [])]
        return (*left, (C.COUNTRY, COUNTRY), (C.MOTTO, MOTTO), *below, *([(C.DATE, self.date)] if self.date else []))

    @property
    def title(self) -> tuple[Block, ...]:
        """Return type and subject."""
        subject = [(C.SUBJECT, line) for line in ([self.subject] if self.subject else [])]
        return ((C.TYPE, self.type.upper()), *subject) if self.type != "Công văn" else ()

    @property
    def closing(self) -> tuple[Block, ...]:
        """Return recipients and signatures."""
        listed = [(C.RECIPIENTS_HEAD, "Nơi nhận:"), *((C.RECIPIENT, line) for line in self.recipients)] if self.recipients else []
        return (*listed, *(line for column in self.signatures for line in column))

    @property
    def expected(self) -> tuple[Block, ...]:
        """Return every line of the paper with its component."""
        annex = zip((C.ANNEX_LABEL, C.ANNEX_TITLE, C.ANNEX_REFERENCE), self.annex, strict=True) if self.annex else ()
        return (*self.heading, *self.title, *self.blocks, *self.closing, *annex)


_DEPUTY = ((C.POWER, "KT. CHỦ TỊCH"), (C.TITLE, "PHÓ CHỦ TỊCH"), (C.NAME, "Trần Thị Mẫu"))
_COLLECTIVE = ((C.POWER, "TM. ỦY BAN NHÂN DÂN"), (C.TITLE, "CHỦ TỊCH"), (C.NAME, "Nguyễn Văn Thử"))
_CHAIR = ((C.TITLE, "CHỦ TỊCH"), (C.NAME, "Nguyễn Văn Thử"))

PLAN = Sample(
    "Kế hoạch",
    "Số:        /KH-UBND",
    (
        (C.BASIS, "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;"),
        (C.BASIS, "Thực hiện Kế hoạch số 16/KH-UBND ngày 12 tháng 5 năm 2026 của Ủy ban nhân dân tỉnh về chuyển đổi số."),
        (C.BODY, "Chủ tịch Ủy ban nhân dân xã ban hành Kế hoạch chuyển đổi số trên địa bàn xã như sau:"),
        (C.ROMAN, "I. MỤC ĐÍCH, YÊU CẦU"),
        (C.CLAUSE_TITLED, "1. Mục đích"),
        (C.DASH, "- Nâng cao nhận thức của cán bộ, công chức và người dân về chuyển đổi số."),
        (C.CLAUSE_TITLED, "2. Yêu cầu"),
        (C.BODY, "Các cơ quan, đơn vị chủ động triển khai nhiệm vụ; bố trí nguồn kinh phí thực hiện đúng quy định."),
        (C.ROMAN, "II. NHIỆM VỤ"),
        (C.CLAUSE, "1. Rà soát trang thiết bị, đường truyền của các cơ quan, đơn vị trên địa bàn xã trước ngày 30 tháng 6 năm 2026."),
        (C.POINT, "a) Văn phòng Hội đồng nhân dân và Ủy ban nhân dân rà soát tại trụ sở."),
        (C.POINT, "b) Các thôn rà soát tại nhà văn hóa."),
        (C.DECIMAL, "1.1. Đối với thiết bị hư hỏng: lập danh sách, đề xuất sửa chữa."),
        (C.BODY, "Trên đây là Kế hoạch chuyển đổi số, các cơ quan, đơn vị triển khai thực hiện./."),
    ),
    date="Mẫu Sơn, ngày       tháng 5 năm 2026",
    subject="Chuyển đổi số trên địa bàn xã năm 2026",
    recipients=("- Sở Khoa học và Công nghệ (b/c);", "- TT. Đảng ủy, HĐND xã;", "- Các thôn;", "- Lưu: VT, VHXH."),
    signatures=(_DEPUTY,),
    annex=(
        "Phụ lục I",
        "PHÂN CÔNG NHIỆM VỤ",
        "(Kèm theo Kế hoạch số     /KH-UBND ngày    tháng 5 năm 2026 của Ủy ban nhân dân xã Mẫu Sơn)",
    ),
)
REPORT = Sample(
    "Báo cáo",
    "Số: 12/BC-UBND",
    (
        (C.ADDRESSEE, "Kính gửi: Sở Nội vụ tỉnh Bắc Ninh."),
        (C.BODY, "Thực hiện Công văn số 15/SNV-VP ngày 02 tháng 5 năm 2026, Ủy ban nhân dân xã báo cáo kết quả như sau:"),
        (C.ROMAN, "I. KẾT QUẢ"),
        (C.BODY, "Đến ngày 30 tháng 4 năm 2026, toàn xã đã hoàn thành việc rà soát."),
        (C.ROMAN, "II. KIẾN NGHỊ"),
        (C.BODY, "Đề nghị Sở Nội vụ tổ chức tập huấn cho cán bộ, công chức cấp xã./."),
    ),
    subject="Kết quả rà soát cán bộ quý I năm 2026",
    signatures=(_COLLECTIVE,),
)
DECISION = Sample(
    "Quyết định",
    "Số: 105/QĐ-UBND",
    (
        (C.AUTHORITY, "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MẪU SƠN"),
        (C.BASIS, "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;"),
        (C.BASIS, "Xét Tờ trình số 02/TTr-VHXH ngày 04 tháng 5 năm 2026;"),
        (C.BASIS, "Theo đề nghị của Trưởng phòng Văn hóa - Xã hội."),
        (C.OPERATIVE, "QUYẾT ĐỊNH:"),
        (C.ARTICLE, "Điều 1. Thành lập Tổ công tác chuyển đổi số xã Mẫu Sơn gồm các ông, bà có tên trong danh sách."),
        (C.ARTICLE, "Điều 2. Tổ công tác có nhiệm vụ:"),
        (C.CLAUSE, "1. Giúp Ủy ban nhân dân xã xây dựng kế hoạch năm."),
        (C.CLAUSE, "2. Báo cáo kết quả hằng quý."),
        (C.ARTICLE, "Điều 3. Chánh Văn phòng và các ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./."),
    ),
    subject="Về việc thành lập Tổ công tác chuyển đổi số",
    recipients=("- Như Điều 3;", "- Lưu: VT."),
    signatures=(_CHAIR,),
)
LETTER = Sample(
    "Công văn",
    "Số:     /UBND-VHXH",
    (
        (C.ADDRESSEE, "Kính gửi:"),
        (C.ADDRESSEE, "- Các phòng, trung tâm thuộc xã;"),
        (C.ADDRESSEE, "- Trưởng các thôn."),
        (C.BODY, "Thực hiện Kế hoạch số 12/KH-UBND ngày 02 tháng 5 năm 2026, Ủy ban nhân dân xã đề nghị các đơn vị:"),
        (C.CLAUSE, "1. Gửi báo cáo quý II trước ngày 15 tháng 6 năm 2026."),
        (C.CLAUSE, "2. Cử người phụ trách số liệu."),
        (C.BODY, "Đề nghị các đơn vị quan tâm thực hiện./."),
    ),
    about="V/v gửi báo cáo quý II năm 2026",
    signatures=(((C.POWER, "TL. CHỦ TỊCH"), (C.TITLE, "CHÁNH VĂN PHÒNG"), (C.NAME, "Lê Văn Ví Dụ")),),
)
NOTICE = Sample(
    "Thông báo",
    "Số: 08/TB-VHXH",
    (
        (C.BODY, "Ngày 04 tháng 5 năm 2026, tại trụ sở xã, đồng chí Chủ tịch Ủy ban nhân dân xã đã chủ trì cuộc họp về chuyển đổi số."),
        (C.CLAUSE, "1. Văn phòng chuẩn bị tài liệu, gửi các đơn vị trước ngày 10 tháng 5 năm 2026."),
        (C.CLAUSE, "2. Phòng Kinh tế bố trí kinh phí./."),
    ),
    superior=("UBND XÃ MẪU SƠN",),
    agency=("PHÒNG VĂN HÓA - XÃ HỘI",),
    subject="Kết luận của Chủ tịch Ủy ban nhân dân xã tại cuộc họp về chuyển đổi số",
    recipients=("- Các phòng;", "- Lưu: VT."),
    signatures=(((C.POWER, "KT. TRƯỞNG PHÒNG"), (C.TITLE, "PHÓ TRƯỞNG PHÒNG"), (C.NAME, "Đỗ Thị Thí Dụ")),),
)
PROPOSAL = Sample(
    "Tờ trình",
    "Số: 03/TTr-UBND",
    (
        (C.ADDRESSEE, "Kính gửi: Hội đồng nhân dân xã Mẫu Sơn."),
        (C.ROMAN, "I. SỰ CẦN THIẾT"),
        (C.BODY, "Hiện nay nhà văn hóa của 03 thôn đã xuống cấp, không bảo đảm an toàn cho người dân."),
        (C.ROMAN, "II. NỘI DUNG TRÌNH"),
        (C.BODY, "Sửa chữa nhà văn hóa của 03 thôn."),
        (C.BODY, "Kính trình Hội đồng nhân dân xã xem xét, quyết định./."),
    ),
    subject="Về việc sửa chữa nhà văn hóa thôn",
    signatures=(_COLLECTIVE,),
)
MINUTES = Sample(
    "Biên bản",
    "Số: 02/BB-UBND",
    (
        (C.BODY, "Thời gian bắt đầu: 08 giờ 00 phút, ngày 04 tháng 5 năm 2026."),
        (C.BODY, "Địa điểm: Phòng họp Ủy ban nhân dân xã."),
        (C.BODY, "Thành phần tham dự: các phòng, trung tâm thuộc xã."),
        (C.CLAUSE, "1. Đồng chí chủ trì nêu mục đích, yêu cầu của cuộc họp."),
        (C.CLAUSE, "2. Các đơn vị thảo luận và thống nhất nội dung."),
        (C.BODY, "Cuộc họp kết thúc vào 11 giờ 00 phút, ngày 04 tháng 5 năm 2026./."),
    ),
    date="",
    subject="Họp triển khai kế hoạch chuyển đổi số",
    recipients=("- Các phòng;", "- Lưu: VT, Hồ sơ."),
    signatures=(
        ((C.TITLE, "THƯ KÝ"), (C.NAME, "Phạm Thị Ghi")),
        ((C.TITLE, "CHỦ TỌA"), (C.NAME, "Nguyễn Văn Thử")),
    ),
)
INVITATION = Sample(
    "Giấy mời",
    "Số: 07/GM-UBND",
    (
        (C.BODY, "Ủy ban nhân dân xã Mẫu Sơn trân trọng kính mời: Trưởng các thôn."),
        (C.BODY, "Tới dự cuộc họp triển khai kế hoạch chuyển đổi số."),
        (C.BODY, "Thời gian: 08 giờ 00 phút, ngày 10 tháng 5 năm 2026."),
        (C.BODY, "Địa điểm: Hội trường Ủy ban nhân dân xã./."),
    ),
    subject="Họp triển khai kế hoạch chuyển đổi số",
    signatures=(((C.POWER, "TL. CHỦ TỊCH"), (C.TITLE, "CHÁNH VĂN PHÒNG"), (C.NAME, "Lê Văn Ví Dụ")),),
)
SAMPLES = (PLAN, REPORT, DECISION, LETTER, NOTICE, PROPOSAL, MINUTES, INVITATION)
