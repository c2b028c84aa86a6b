"""The 29 kinds of official paper as data: name, abbreviation, what stands at their top.

Source: NĐ 30/2020/NĐ-CP, Điều 7; Phụ lục III, Mục I (abbreviations) and Mục II (samples).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from docgen.model.text import key


class Need(StrEnum):
    """Whether papers of a type have a component."""

    MUST = "must"
    MAY = "may"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class PaperType:
    """One type. `addressee`: Kính gửi; `subject`: trích yếu under the name; `subject_line`: the line below it, or below the name."""

    name: str
    abbreviation: str
    sample: str
    addressee: Need = Need.NEVER
    subject: Need = Need.MUST
    subject_line: Need = Need.MUST
    has_authority: bool = False


_MAY, _MUST, _NEVER = Need.MAY, Need.MUST, Need.NEVER

TYPES: tuple[PaperType, ...] = (
    PaperType("Nghị quyết", "NQ", "1.1", has_authority=True),
    PaperType("Quyết định", "QĐ", "1.2", has_authority=True),
    PaperType("Chỉ thị", "CT", "1.4"),
    PaperType("Quy chế", "QC", "1.4"),
    PaperType("Quy định", "QyĐ", "1.4"),
    PaperType("Thông cáo", "TC", "1.4"),
    PaperType("Thông báo", "TB", "1.4"),
    PaperType("Hướng dẫn", "HD", "1.4"),
    PaperType("Chương trình", "CTr", "1.4"),
    PaperType("Kế hoạch", "KH", "1.4"),
    PaperType("Phương án", "PA", "1.4"),
    PaperType("Đề án", "ĐA", "1.4"),
    PaperType("Dự án", "DA", "1.4"),
    PaperType("Báo cáo", "BC", "1.4", addressee=_MAY),
    PaperType("Biên bản", "BB", "1.9", subject_line=_MAY),
    PaperType("Tờ trình", "TTr", "1.4", addressee=_MUST),
    PaperType("Hợp đồng", "HĐ", "", subject=_MAY, subject_line=_MAY),
    PaperType("Công văn", "", "1.5", addressee=_MUST, subject=_NEVER, subject_line=_NEVER),
    PaperType("Công điện", "CĐ", "1.6"),
    PaperType("Bản ghi nhớ", "BGN", "", subject_line=_MAY),
    PaperType("Bản thỏa thuận", "BTT", "", subject_line=_MAY),
    PaperType("Giấy ủy quyền", "GUQ", "1.4", subject=_MAY, subject_line=_MAY),
    PaperType("Giấy mời", "GM", "1.7", addressee=_MAY),
    PaperType("Giấy giới thiệu", "GGT", "1.8", addressee=_MAY, subject=_MAY),
    PaperType("Giấy nghỉ phép", "GNP", "1.10", subject=_MAY),
    PaperType("Phiếu gửi", "PG", "1.4", addressee=_MAY, subject=_MAY, subject_line=_MAY),
    PaperType("Phiếu chuyển", "PC", "1.4", addressee=_MAY, subject=_MAY, subject_line=_MAY),
    PaperType("Phiếu báo", "PB", "1.4", addressee=_MAY, subject=_MAY, subject_line=_MAY),
    PaperType("Thư công", "", "", addressee=_MAY, subject=_MAY, subject_line=_MAY),
)
_BY_KEY: Mapping[str, PaperType] = {key(type.name): type for type in TYPES}


def find(name: str) -> PaperType | None:
    """Return the type called `name`, whatever its case and tone marks, or None."""
    return _BY_KEY.get(key(name))
