"""How other papers are cited: what a basis tells, what first and later mentions tell; abbreviations explained. All of it is advice.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 6, điểm a and b.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from docgen.nd30.check.case import TEXT, Case
from docgen.nd30.check.findings import Breach
from docgen.nd30.recognise.components import Component, Found

_CITED = re.compile(r"(?<!mẫu )(?<!Mẫu )(?<!biểu )(?<!Biểu )số\s+(?P<number>\d+\s?(?:/\d{4})?/[A-ZĐ][\wĐđ&.-]*\w)(?P<rest>[^;]*)")
_LAW = re.compile(r"\b(?:Luật|Pháp lệnh|Bộ luật)\b[^;,]*?số\s+\d+/\d{4}/\w+")
_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}|ngày[\s\d….]+tháng[\s\d….]+năm")
_ABOUT = re.compile(r"(?:về việc|về|phê duyệt|ban hành|quy định|hướng dẫn)\s+(?P<subject>.{25,})")
_SAME_LETTERS = 40
_ABBREVIATION = re.compile(r"(?<![\w/.&-])(?P<word>[A-ZĐ]{3,}(?:-[A-ZĐ]{2,})?)(?![\w/&-])")
_KNOWN = frozenset(
    re.findall(
        r"\S+",
        """UBND HĐND MTTQ CT-XH TNCS HCM THCS THPT UBMTTQ BHXH BHYT CNTT ATTP PCCC ANTT TDTT VHTT TTHC CCHC CBCC CBCCVC DNNN GDP ODA
        NSNN KT-XH QP-AN UNESCO ASEAN WTO WHO UNDP UNICEF COVID SARS PGS TSKH VNEID VNPT HIV AIDS III VII VIII XII XIII XIV XVI XVII
        XVIII XIX XXI""",
    )
)
_OFTEN = 2


def judge_citations(case: Case) -> Iterator[Breach]:
    """Yield advice on bases, mentions of other papers, abbreviations."""
    for found in case.of(Component.BASIS):
        law = _LAW.search(found.content)
        if law is not None:
            yield Breach(
                "basis.content", f"ghi “{law[0]}”", found.paragraph, group="law", should="Luật, Pháp lệnh chỉ ghi tên, không ghi số"
            )
            continue
        cited = _CITED.search(found.content)
        if cited is not None and not _DATE.search(found.content):
            yield Breach("basis.content", f"“số {cited['number']}” không có ngày ban hành", found.paragraph, group="date")
    text = case.of(Component.BASIS, *TEXT)
    yield from _mentions(text)
    yield from _abbreviations(text)


def _mentions(text: Sequence[Found]) -> Iterator[Breach]:
    subjects: dict[str, str] = {}
    for found in text:
        for cited in _CITED.finditer(found.content):
            number = re.sub(r"\s", "", cited["number"])
            about = _ABOUT.search(cited["rest"])
            subject = about["subject"][:_SAME_LETTERS] if about else ""
            if number not in subjects:
                subjects[number] = subject
                if found.component is not Component.BASIS and not _DATE.search(cited["rest"]) and not subject:
                    said = f"lần đầu dẫn “số {number}” không có ngày và trích yếu"
                    yield Breach("cite.first", said, found.paragraph)
            elif subject and subject == subjects[number]:
                yield Breach("cite.later", f"dẫn lại “số {number}” kèm cả trích yếu", found.paragraph)


def _abbreviations(text: Sequence[Found]) -> Iterator[Breach]:
    whole = " ".join(found.content for found in text)
    counted = Counter(
        match["word"] for found in text if found.content != found.content.upper() for match in _ABBREVIATION.finditer(found.content)
    )
    for word, count in counted.items():
        explained = re.search(rf"(?:viết tắt|gọi tắt|gọi chung)[^)]{{0,40}}\b{word}\b|\({word}\)", whole)
        if count >= _OFTEN and word not in _KNOWN and not explained:
            first = next(found for found in text if re.search(rf"(?<!\w){word}(?!\w)", found.content))
            yield Breach("sp.abbr", f"“{word}” chưa được giải thích", first.paragraph)
