"""Names of agencies: lines that make one name, superior and issuer, what kind of body it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docgen.nd30.recognise.spelling import spelled, words

_BEGINS = words(
    """ủy ban|ubnd|ub|hội đồng|hđnd|sở|bộ|phòng|ban|trường|trung tâm|cục|chi cục|tổng cục|vụ|văn phòng|công an|đảng bộ
    |đảng ủy|tỉnh ủy|thành ủy|huyện ủy|quận ủy|chi bộ|thôn|tổ|công ty|tổng công ty|hội|đoàn|liên đoàn|công đoàn|viện
    |bệnh viện|trạm|tòa án|bảo hiểm|kho bạc|ngân hàng|tập đoàn|đại học|học viện|khoa|thanh tra|mặt trận|hợp tác xã
    |câu lạc bộ|liên minh|chi nhánh|quốc hội|chính phủ|thủ tướng|chủ tịch|xí nghiệp|nhà máy|quỹ|đài|báo|tòa soạn|đội|hạt
    |cơ quan|tiểu ban|bch|bcđ|khu phố|ấp|bản|buôn|khóm|làng|tổ dân phố|tdp|quân khu|ttyt|thpt|thcs|liên hiệp|hiệp hội
    |viễn thông|điện lực|thuế|hải quan|mttq|nhà văn hóa|thư viện|bảo tàng|nhà xuất bản|hội sở|cụm|khối|liên danh"""
)
_GOES_ON = words(
    "và|xã|phường|thị trấn|huyện|quận|thị xã|tỉnh|thành phố|tp|tp.|đặc khu|khu vực|số|các|của|cho|về|tại|trực thuộc|khóa|nhiệm kỳ"
)
_OPEN = re.compile(
    r"(\b(và|của|các|về|cho|tại|quản lý|chỉ đạo|nhân dân|quốc|liên hiệp|đại học|trung học|tiểu học|mầm non|phổ thông|việt nam)|[-,&])$",
    re.IGNORECASE,
)
_VILLAGE = words(
    "thôn|tổ dân phố|tdp|khu phố|ấp|buôn|khóm|làng|bản|tổ nhân dân|khu dân cư|ban nhân dân thôn|ban quản lý thôn|cộng đồng dân cư"
)
_MASS = words(
    """ủy ban mttq|ủy ban mặt trận|ub mttq|ubmttq|ban thường trực ủy ban mttq|ban thường trực ủy ban mặt trận|mặt trận|mttq
    |ban công tác mặt trận|hội|ban chấp hành|bch|đoàn thanh niên|đoàn tncs|đoàn xã|đoàn phường|đoàn trường|đoàn huyện
    |đoàn tỉnh|đoàn khối|công đoàn|liên đoàn|liên hiệp|hiệp hội|câu lạc bộ|clb|chi hội|chi đoàn|liên minh|quỹ"""
)
_COUNCIL = words("hội đồng|hội nghị|ban chấp hành trung ương|ban chấp hành đảng")
_COMPANY = words(
    """công ty|tổng công ty|tập đoàn|hợp tác xã|htx|doanh nghiệp|ngân hàng tmcp|ngân hàng thương mại|xí nghiệp|liên danh
    |văn phòng luật|cty"""
)
_PARTY = words(
    """đảng bộ|đảng ủy|tỉnh ủy|thành ủy|huyện ủy|quận ủy|chi bộ|ban chấp hành trung ương|ban chấp hành đảng|bộ chính trị
    |ban thường vụ|ban bí thư|ban tổ chức|ban tuyên giáo|ban dân vận|ủy ban kiểm tra|ban xây dựng đảng|văn phòng đảng ủy
    |văn phòng tỉnh ủy"""
)
_BLANK = re.compile(r"tên (cơ quan|cq|đơn vị|tổ chức|doanh nghiệp)|…{2,}|\.{6,}|\[[^\]]+\]|x{4,}|\{\{", re.IGNORECASE)


def names(lines: Sequence[str]) -> list[int]:
    """Return, for each of `lines`, which name it belongs to, counted from 0: "ỦY BAN NHÂN DÂN" and "XÃ …" make one name."""
    counts: list[int] = []
    for place, line in enumerate(lines):
        if not place:
            counts.append(0)
            continue
        goes_on = _OPEN.search(lines[place - 1]) or _GOES_ON.match(spelled(line)) or line[:1] in "(&-" or not _BEGINS.match(spelled(line))
        counts.append(counts[-1] + (0 if goes_on else 1))
    return counts


def is_agency(text: str) -> bool:
    """Return whether `text` begins like the name of a body."""
    return len(text) < 120 and bool(_BEGINS.match(spelled(text)))


def is_village(name: str) -> bool:
    """Return whether `name` is that of a thôn or its like."""
    return bool(_VILLAGE.match(spelled(name)))


def is_mass_organisation(name: str) -> bool:
    """Return whether `name` is that of the Front, a union or an association."""
    return bool(_MASS.match(spelled(name))) and not _COUNCIL.match(spelled(name))


def is_company(name: str) -> bool:
    """Return whether `name` is that of a company or cooperative."""
    return bool(_COMPANY.match(spelled(name)))


def is_party_body(name: str) -> bool:
    """Return whether `name` is that of a body of the Party."""
    return bool(_PARTY.match(spelled(name)))


def is_to_fill_in(name: str) -> bool:
    """Return whether `name` only says what to write there, or is a tag that will print it."""
    return bool(_BLANK.search(name))
