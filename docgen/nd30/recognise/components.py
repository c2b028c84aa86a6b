"""The components of an official paper (Phụ lục I, sơ đồ), and a paper in which they were found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from docgen.nd30.reading.document import Document, Paragraph, Table, TextRun


class Component(StrEnum):
    """The name of a component, as in `docgen check --json`.

    Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục IV (ô 1 to 14) and Mục II.
    """

    COUNTRY = "quoc_hieu"
    MOTTO = "tieu_ngu"
    MOTTO_LINE = "duong_ke_tieu_ngu"
    SUPERIOR = "co_quan_chu_quan"
    AGENCY = "co_quan_ban_hanh"
    AGENCY_LINE = "duong_ke_co_quan"
    NUMBER = "so_ky_hieu"
    DATE = "dia_danh_ngay"
    TYPE = "ten_loai"
    SUBJECT = "trich_yeu"
    SUBJECT_LINE = "duong_ke_trich_yeu"
    SUBJECT_LETTER = "trich_yeu_cong_van"
    ADDRESSEE = "kinh_gui"
    AUTHORITY = "tham_quyen"
    BASIS = "can_cu"
    OPERATIVE = "quyet_dinh"
    PART = "phan_chuong"
    PART_TITLE = "ten_phan_chuong"
    SECTION = "muc"
    ARTICLE = "dieu"
    ROMAN = "muc_la_ma"
    CLAUSE = "khoan"
    CLAUSE_TITLED = "khoan_co_ten"
    DECIMAL = "muc_thap_phan"
    POINT = "diem"
    DASH = "gach_dau_dong"
    BODY = "noi_dung"
    TABLE = "bang"
    TABLE_TITLE = "ten_bang"
    POWER = "quyen_han"
    TITLE = "chuc_vu"
    NAME = "ho_ten"
    RECIPIENTS_HEAD = "noi_nhan"
    RECIPIENT = "noi_nhan_dong"
    DRAFTER = "ky_hieu_nguoi_soan"
    ANNEX_LABEL = "phu_luc"
    ANNEX_TITLE = "ten_phu_luc"
    ANNEX_REFERENCE = "phu_luc_kem_theo"
    PAGE_NUMBER = "so_trang"
    URGENCY = "do_khan"
    SECRECY = "do_mat"
    CIRCULATION = "pham_vi_luu_hanh"
    CONTACT = "thong_tin_lien_he"
    PARTY_HEAD = "tieu_de_dang"
    BLANK = "dong_trong"
    OTHER = "khac"


class Governed(StrEnum):
    """Whether the decree governs a paper: fully, as advice only (a thôn's paper, left-over doubt), or not at all."""

    YES = "yes"
    ADVICE = "advice"
    NO = "no"


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """One component and the paragraph it is (each paragraph of a data table is one). `confidence` from 0 to 1.

    When a paragraph holds several components (agency and motto parted by tabs, type and subject by a line break) each has its own `text`
    and the offsets `start` to `end` in the paragraph's `raw_text`; `text` is empty when the component is the whole paragraph.
    `annex` counts annexes and attached papers from 1; 0 = the main text.
    """

    component: Component
    paragraph: Paragraph
    confidence: float = 1.0
    text: str = ""
    start: int = 0
    end: int = 0
    annex: int = 0

    @property
    def content(self) -> str:
        """Return the component's text in NFC on one line, the automatic number included."""
        return self.text or self.paragraph.text

    @property
    def raw(self) -> str:
        """Return the component's text as typed, without the automatic number."""
        return self.paragraph.raw_text[self.start : self.end] if self.text else self.paragraph.raw_text

    @property
    def runs(self) -> tuple[TextRun, ...]:
        """Return the component's letters with their looks; a run that goes beyond it is cut."""
        if not self.text:
            return self.paragraph.runs
        cut, begin = [], 0
        for run in self.paragraph.runs:
            part = run.text[max(self.start - begin, 0) : max(self.end - begin, 0)]
            if part:
                cut.append(replace(run, text=part))
            begin += len(run.text)
        return tuple(cut)


@dataclass(frozen=True, slots=True, eq=False)
class Recognised:
    """A paper with its components, in reading order; every paragraph of the body has exactly one.

    `type`: the document type's name ("Kế hoạch", "Công văn"), or ""; `why_not`: the sentence that says why the decree does not govern it.
    `annexes`: indexes into `components` of annex labels. `data_tables`: tables that are content, layout tables left out.
    """

    document: Document
    components: tuple[Found, ...]
    type: str
    governed: Governed
    why_not: str = ""
    data_tables: tuple[Table, ...] = ()
    annexes: tuple[int, ...] = ()

    def of(self, *components: Component) -> tuple[Found, ...]:
        """Return what was found of `components`, in reading order."""
        return tuple(found for found in self.components if found.component in components)

    def first(self, component: Component) -> Found | None:
        """Return the first one of `component`, or None."""
        return next((found for found in self.components if found.component is component), None)
