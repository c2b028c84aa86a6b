"""The set phrases with which the parts of an official paper begin."""

from __future__ import annotations

import re

from docgen.nd30.recognise.lines import Line
from docgen.nd30.recognise.spelling import bare, spelled, words

_BASIS = re.compile(r"[-–+*]?\s*(căn cứ|theo đề nghị|xét|trên cơ sở|thực hiện|theo)\b", re.IGNORECASE)
_ALWAYS_BASIS = re.compile(r"[-–+*]?\s*(căn cứ|theo đề nghị|xét đề nghị|xét tờ trình)\b", re.IGNORECASE)
_AS_FOLLOWS = re.compile(r"như sau\s*[:.]?$", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;]\s+")
_ISSUER = words(
    """ủy ban|ubnd|hđnd|hội đồng|phòng|sở|ban|trường|nhà trường|trung tâm|cơ quan|đơn vị|chi bộ|đảng ủy|thôn|văn phòng
    |công an|trạm|chủ tịch|giám đốc|ban giám hiệu|nay"""
)
_SAYS = re.compile(
    r"\b(ban hành|xây dựng|báo cáo|thông báo|đề nghị|yêu cầu|tổ chức|trân trọng|kính mời|kính trình|hướng dẫn|triển khai|phối hợp)\b",
    re.IGNORECASE,
)
_AUTHORITY = words(
    """ủy ban|hội đồng|chủ tịch|phó chủ tịch|quyền chủ tịch|chủ nhiệm|giám đốc|tổng giám đốc|trưởng|hiệu trưởng|bộ trưởng
    |thủ tướng|chánh|cục trưởng|chi cục trưởng|viện trưởng|thống đốc|tổng cục trưởng|ban|chính phủ|quốc hội|thường trực
    |trạm trưởng|đội trưởng|chi bộ|đảng ủy"""
)
_REFERENCE = re.compile(r"\(?\s*((được\s+)?(ban hành\s+)?kèm\s+theo|đính\s+kèm)\b", re.IGNORECASE)


def is_basis(text: str) -> bool:
    """Return whether `text` begins like a legal basis and does not go on to what the paper itself says."""
    return begins_like_basis(text) and not text.endswith(":") and not _goes_on(text)


def begins_like_basis(text: str) -> bool:
    """Return whether `text` begins with the words of a legal basis, with a capital as a paragraph of its own does."""
    begin = _BASIS.match(text)
    return bool(begin and begin[1][0].isupper())


def is_authority(text: str) -> bool:
    """Return whether `text` begins like the name of one who may issue a decision."""
    return bool(_AUTHORITY.match(spelled(text)))


def is_surely_basis(text: str) -> bool:
    """Return whether `text` is a legal basis whatever stands beside it."""
    return is_basis(text) and (bool(_ALWAYS_BASIS.match(text)) or text.endswith(";"))


def is_addressed(line: Line) -> bool:
    """Return whether `line` begins with "Kính gửi"."""
    return bare(line.text[:12]).startswith(("kinhgui", "kinhgoi")) and line.text[:1] in "KkĐđ-"


def is_recipients_head(text: str) -> bool:
    """Return whether `text` is "Nơi nhận:"."""
    return bare(text[:12]).startswith(("noinhan", "noigui")) and (len(bare(text)) <= 10 or text[8:10].strip().startswith(":"))


def is_reference(text: str) -> bool:
    """Return whether `text` says with which paper an annex comes: "(Kèm theo …)"."""
    return bool(_REFERENCE.match(text)) and (text.startswith("(") or len(text) < 200)


def _goes_on(text: str) -> bool:
    """Return whether `text` goes on to say who issues what: an opening sentence, no basis."""
    if _AS_FOLLOWS.search(text):
        return True
    clauses = _CLAUSE.split(text)[1:]
    return any(_ISSUER.match(spelled(clause)) and _SAYS.search(clause[:200]) for clause in clauses)
