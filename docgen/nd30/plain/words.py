"""The words by which lines of an official paper are known: motto, number, date, powers of signature, annexes; a line in, an answer out."""

from __future__ import annotations

import re

from docgen.model.text import key
from docgen.nd30.drafting.inline import TAG

_COUNTRY = key("Cộng hòa xã hội chủ nghĩa Việt Nam")
_MOTTO = re.compile(r"độc lập\W+tự do\W+hạnh phúc\W*$")
_NUMBER = re.compile(r"(Số|SỐ)\s*(:|\d+\s*/|/|\.{2,}|…).*$")
_BARE_DATE = re.compile(r"[^\W\d_a-zà-ỹ][^,;:/]{1,44}? ngày[\s\d….]*tháng[\s\d….]*năm[\s\d….]*$")
_DATE = re.compile(r"[^,]{2,45}, ?ngày.*tháng.*năm.*$|[^,]{2,45}, ?\{\{.*\}\}$", re.IGNORECASE)
_LETTER_SUBJECT = re.compile(r"V/v[:\s]", re.IGNORECASE)
_AGENCY_START = re.compile(
    r"(UBND|HĐND|ỦY BAN|UỶ BAN|HỘI ĐỒNG|PHÒNG|VĂN PHÒNG|TRUNG TÂM|BAN|TRẠM|TRƯỜNG|CÔNG AN|THÔN|TỔ|ĐỘI|HỘI|SỞ|CHI CỤC|CHỦ TỊCH)\b"
)
_SUBORDINATE_START = re.compile(r"(PHÒNG|VĂN PHÒNG|TRUNG TÂM|BAN|TRẠM|TRƯỜNG|CÔNG AN|THÔN|TỔ|ĐỘI|CHI CỤC|HỘI ĐỒNG (?!NHÂN DÂN))\b")
_ADDRESSEE = re.compile(r"Kính gửi\s*:?", re.IGNORECASE)
_RECIPIENTS = re.compile(r"nơi nhận\s*:?", re.IGNORECASE)
_BASIS = re.compile(r"(Căn cứ|Thực hiện|Theo|Xét)\b")
_REFERENCE = re.compile(r"\((Ban hành k|K)èm theo\b", re.IGNORECASE)
_ANNEX = re.compile(r"(?P<label>phụ lục)(?: (?:số )?(?P<number>[IVXLC]+|\d+))?(?:\s*[.:–-]\s*(?P<title>.+))?$", re.IGNORECASE)
_POWER = re.compile(r"(TM|KT|TL|TUQ|Q)\. ?\S|(T/M|K/T|T/L)\b", re.IGNORECASE)
_POST = re.compile(
    r"((quyền |phó )?(chủ tịch|trưởng|giám đốc|chánh|thư ký|chủ tọa|chủ toạ|chủ trì|hiệu trưởng|bí thư|tổ trưởng|thủ trưởng|thay mặt)"
    r"|(phó )?trưởng|người |đại diện|bên [ab]\b)",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-ZÀ-ỸĐ][\w'’]*( [A-ZÀ-ỸĐ][\w'’]*\.?){1,5}$")
_DRAFTER = re.compile(r"[A-ZĐ]{1,8}\.? ?\(?\d{1,3}\)?\.?$")
_CONTACT = re.compile(r"(Địa chỉ|Trụ sở|Điện thoại|Số điện thoại|ĐT|Thư điện tử|Email)\s*:", re.IGNORECASE)
_CONFIRMS = re.compile(r"xác nhận của\b", re.IGNORECASE)
_ENDS = re.compile(r"\./\.?[*_]*$")


def is_country(text: str) -> bool:
    """Return whether `text` is the name of the country."""
    return key(text).strip(" *_") == _COUNTRY


def is_motto(text: str) -> bool:
    """Return whether `text` is the national motto, whatever its dashes."""
    return bool(_MOTTO.match(text.casefold()))


def is_number(text: str) -> bool:
    """Return whether `text` is the line of number and symbol."""
    return bool(_NUMBER.match(TAG.sub("…", text).lstrip("…") if text.startswith("{%") else text)) and len(text) < 120


def is_date(text: str) -> bool:
    """Return whether `text` is the line of place and date."""
    return bool(_DATE.match(text) or _BARE_DATE.match(text)) and len(text) < 90


def is_letter_subject(text: str) -> bool:
    """Return whether `text` is the subject of a công văn."""
    return bool(_LETTER_SUBJECT.match(text))


def is_agency(text: str) -> bool:
    """Return whether `text`, in capitals, begins as the name of an agency does."""
    return bool(_AGENCY_START.match(text))


def is_subordinate(text: str) -> bool:
    """Return whether `text` names an agency that has another one above it."""
    return bool(_SUBORDINATE_START.match(text))


def after_addressee(text: str) -> str | None:
    """Return what follows "Kính gửi:", or None where `text` does not begin so."""
    found = _ADDRESSEE.match(text)
    return text[found.end() :].strip(" *_") if found else None


def after_recipients(text: str) -> str | None:
    """Return what follows "Nơi nhận:", or None where `text` does not begin so."""
    found = _RECIPIENTS.match(text.lstrip("*_ "))
    return text.lstrip("*_ ")[found.end() :].strip(" *_") if found else None


def is_basis(text: str) -> bool:
    """Return whether `text` begins as a basis does."""
    return bool(_BASIS.match(text))


def is_reference(text: str) -> bool:
    """Return whether `text` says which paper this one comes with."""
    return bool(_REFERENCE.match(text))


def annex_label(text: str) -> tuple[str, str] | None:
    """Return the label of an annex ("Phụ lục I") and its title on the same line, or None."""
    found = _ANNEX.match(text)
    if not found:
        return None
    return " ".join(filter(None, ("Phụ lục", found["number"]))), found["title"] or ""


def is_power(text: str) -> bool:
    """Return whether `text` is a line above a signature: "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "THƯ KÝ"."""
    return bool(_POWER.match(text) or _POST.match(text)) and len(text) < 90 and not text.endswith((".", ";", ":", ","))


def is_name(text: str) -> bool:
    """Return whether `text` may be the name of a person, or a tag that gives one."""
    return bool(_NAME.match(text) or TAG.fullmatch(text)) and len(text) < 60


def is_drafter(text: str) -> bool:
    """Return whether `text` is the mark of who drafted the paper and the number of copies."""
    return bool(_DRAFTER.match(text))


def is_contact(text: str) -> bool:
    """Return whether `text` is the line of address and telephone at the foot."""
    return bool(_CONTACT.match(text))


def is_confirmation(text: str) -> bool:
    """Return whether `text` opens the confirmation of a receiving place."""
    return bool(_CONFIRMS.match(text))


def ends_text(text: str) -> bool:
    """Return whether `text` ends the paper with "./."."""
    return bool(_ENDS.search(text.rstrip()))


def is_capitals(text: str) -> bool:
    """Return whether every letter of `text` is a capital (tags aside), and there are some."""
    letters = [letter for letter in TAG.sub("", text) if letter.isalpha()]
    return bool(letters) and all(letter.isupper() for letter in letters)


def starts_small(text: str) -> bool:
    """Return whether `text` begins in the middle of a sentence: with a small letter that is no point ("a)") of a list."""
    bare = text.lstrip('*_“"( ')
    return bool(bare) and bare[0].islower() and not re.match(r"[a-zđ]\d?[).] ", bare)
