"""Words that break a rule, as a table: in which component, what is written instead."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from docgen.nd30.recognise.components import Component as C


@dataclass(frozen=True)
class Words:
    """One change of words. `change` gives the new text, None where it does not apply; `also`: rules that are truly broken with it."""

    rule: str
    name: str
    components: tuple[C, ...]
    change: Callable[[str], str | None]
    also: tuple[str, ...] = ()
    at_last: bool = False
    everywhere: bool = False
    most: int = 1

    @property
    def needs_typed_case(self) -> bool:
        """Return whether the change is one of capital letters, which a format may print otherwise."""
        return self.name in ("chữ thường", "chữ hoa")


def _sub(pattern: str, to: str) -> Callable[[str], str | None]:
    def change(text: str) -> str | None:
        return re.sub(pattern, to, text, count=1) if re.search(pattern, text) else None

    return change


def _add(words: str) -> Callable[[str], str | None]:
    """Put `words` before the sign that ends the first long paragraph."""

    def change(text: str) -> str | None:
        return re.sub(r"([.;:]|\./\.)$", rf" {words}\1", text.strip(), count=1) if len(text) > 60 and text.strip()[-1:] in ".;:" else None

    return change


def _other_type(text: str) -> str | None:
    return (
        re.sub(r"/\w+-", "/TB-" if "/TB-" not in text else "/KH-", text) if re.search(r"/\w+-UBND", text) and "/UBND" not in text else None
    )


def _skip(text: str) -> str | None:
    article = re.match(r"^Điều (\d+)\.", text)
    if article and int(article[1]) > 1:
        return text.replace(f"Điều {article[1]}.", f"Điều {int(article[1]) + 1}.", 1)
    roman = re.match(r"^(II|III|IV|V|VI)\. ", text)
    after = {"II": "III", "III": "IV", "IV": "V", "V": "VI", "VI": "VII"}
    return text.replace(f"{roman[1]}. ", f"{after[roman[1]]}. ", 1) if roman else None


BODY = (C.BODY,)
WORDS: tuple[Words, ...] = (
    Words("motto.country.text", "CHỦ NGHIÃ", (C.COUNTRY,), _sub("NGHĨA", "NGHIÃ")),
    Words("motto.text", "gạch dài", (C.MOTTO,), lambda text: text.replace(" - ", " – ")),
    Words("motto.text", "không cách chữ", (C.MOTTO,), lambda text: text.replace(" - ", "-"), ("motto.line",)),
    Words("motto.text", "viết hoa thừa", (C.MOTTO,), lambda text: text.title().replace(" Do", " Do")),
    Words("agency.name.text", "viết tắt UBND", (C.AGENCY,), _sub("ỦY BAN NHÂN DÂN", "UBND"), ("agency.line", "agency.name.style")),
    Words("number.label", "không hai chấm", (C.NUMBER,), _sub("Số:", "Số")),
    Words("number.value", "không thêm số 0", (C.NUMBER,), _sub(r"Số:\s*\d*\s*/", "Số: 5/")),
    Words("number.separators", "gạch dài", (C.NUMBER,), _sub("-", "–")),
    Words("number.symbol.style", "chữ thường", (C.NUMBER,), _sub("UBND", "Ubnd")),
    Words("number.symbol.named", "ký hiệu loại khác", (C.NUMBER,), _other_type),
    Words("date.place", "không dấu phẩy", (C.DATE,), _sub(", ngày", " ngày")),
    Words("date.place", "viết thường", (C.DATE,), _sub("Đồng Việt", "đồng việt")),
    Words("date.value", "ngày không thêm số 0", (C.DATE,), _sub(r"ngày.*tháng", "ngày 5 tháng")),
    Words("date.value", "tháng 09", (C.DATE,), _sub(r"tháng.*năm", "tháng 09 năm"), ("text.date.real",)),
    Words("date.value", "tháng 2", (C.DATE,), _sub(r"tháng.*năm", "tháng 2 năm"), ("text.date.real",)),
    Words("date.value", "ngày 31 tháng 11", (C.DATE,), _sub(r"ngày.*năm", "ngày 31 tháng 11 năm"), ("text.date.real",)),
    Words("type.name", "chữ thường", (C.TYPE,), lambda text: text.capitalize(), ("subject.line",)),
    Words("subject.style", "chữ hoa", (C.SUBJECT,), lambda text: text.upper(), ("subject.line",), everywhere=True),
    Words("subject.period", "dấu chấm cuối", (C.SUBJECT,), lambda text: f"{text.rstrip()}.", ("subject.line",), at_last=True),
    Words("subject.cv.style", "Về việc", (C.SUBJECT_LETTER,), _sub("V/v", "V/V")),
    Words("basis.lines", "dấu phẩy", (C.BASIS,), _sub(r"[;.]\s*$", ",")),
    Words(
        "basis.content",
        "Luật có số",
        (C.BASIS,),
        _sub("^", "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15; "),
        ("cite.first",),
    ),
    Words("to.style", "không hai chấm", (C.ADDRESSEE,), _sub("Kính gửi:", "Kính gửi"), ("body.indent", "body.gap")),
    Words("to.many", "không chấm phẩy", (C.ADDRESSEE,), lambda text: text.rstrip("; ") if text.startswith("- ") else None, everywhere=True),
    Words("body.end", "không có ./.", BODY, _sub(r"\./\.$", "."), at_last=True),
    Words("body.blank", "hai dấu cách", BODY, _sub(r"(\w) (\w)", r"\1  \2")),
    Words("head.part", "số Ả Rập", (C.PART,), _sub("Phần I$|Chương I$", "Phần 1")),
    Words("head.article", "hai chấm", (C.ARTICLE,), _sub(r"^(Điều \d+)\.", r"\1:")),
    Words("head.order", "nhảy số", (C.ARTICLE, C.ROMAN), _skip, at_last=True),
    Words("head.point", "e sau d", (C.POINT,), _sub(r"^đ\)", "e)"), everywhere=True),
    Words("head.point", "nhảy chữ", (C.POINT,), _sub(r"^b\)", "c)"), everywhere=True),
    Words("sign.power", "T/M", (C.POWER,), _sub(r"^TM\.", "T/M")),
    Words("sign.power", "không cách", (C.POWER,), _sub(r"^(TM|KT|TL|TUQ)\. ", r"\1.")),
    Words("sign.power.style", "chữ thường", (C.TITLE,), lambda text: text.title()),
    Words("sign.title", "cấp trưởng sau KT.", (C.TITLE,), _sub("^PHÓ ", "")),
    Words("sign.name", "chữ hoa", (C.NAME,), lambda text: text.upper()),
    Words("sign.name.bare", "học vị", (C.NAME,), _sub("^", "ThS. ")),
    Words("recv.head", "không hai chấm", (C.RECIPIENTS_HEAD,), _sub(":", "")),
    Words("recv.list.lines", "không chấm phẩy", (C.RECIPIENT,), _sub(";$", "")),
    Words("recv.last", "không đơn vị soạn thảo", (C.RECIPIENT,), _sub(r"VT, .*", "VT."), at_last=True),
    Words("recv.last", "không chấm", (C.RECIPIENT,), _sub(r"\.$", ""), at_last=True),
    Words("annex.number", "số Ả Rập", (C.ANNEX_LABEL,), _sub(r"Phụ lục I\b", "Phụ lục 1")),
    Words("annex.label", "chữ hoa", (C.ANNEX_LABEL,), lambda text: text.upper()),
    Words("sp.nfc", "dấu rời", BODY, lambda text: unicodedata.normalize("NFD", text)),
    Words("text.date.basis", "ngày viết gọn", (C.BASIS,), _sub(r"ngày (\d+) tháng (\d+) năm (\d+)", r"ngày \1/\2/\3")),
    Words("text.date.real", "ngày 31 tháng 4", BODY, _add("trước ngày 31/4/2026")),
    Words("text.date.short", "không có chữ ngày", BODY, _add("xong trước 15/4/2026")),
    Words("text.period", "hai lối", BODY, _add("giai đoạn 2026-2030 và 2031 - 2035")),
    Words("text.num.decimal", "dấu chấm", BODY, _add("đạt 33.21%")),
    Words("text.num.thousand", "không dấu", BODY, _add("cho 26714 người")),
    Words("text.num.unit", "liền đơn vị", BODY, _add("dài 15km")),
    Words("text.num.money", "VNĐ", BODY, _add("với 500.000 VNĐ")),
    Words("cap.unit", "Xã", BODY, _add("của Xã Đồng Việt")),
    Words("cap.agency", "Nhân dân", BODY, _add("của Ủy ban Nhân dân xã")),
    Words("cap.ref", "điều viết thường", BODY, _add("theo khoản 1 điều 5 của Luật này")),
    Words("sp.hyphen", "liền chữ", BODY, _add("về kinh tế-xã hội")),
    Words("sp.punct", "cách trước dấu", BODY, _sub(r"([a-zà-ỹ]), ", r"\1 , ")),
    Words("sp.placeholder", "xxx", BODY, _add("với xxx người")),
    Words("sp.leftover", "các sở", BODY, _add("đề nghị các sở, ngành phối hợp")),
    Words("sp.leftover", "cấp huyện", BODY, _add("báo cáo UBND huyện"), ("sp.punct",)),
)
