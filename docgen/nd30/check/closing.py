"""The end of the paper: powers, post and name of who signs; recipients.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 7 and 9; Điều 13.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from docgen.nd30 import rules
from docgen.nd30.check import letters
from docgen.nd30.check.case import Case, is_sure
from docgen.nd30.check.findings import Breach
from docgen.nd30.check.looks import MM_PER_POINT, doubt, have_one_middle, judge_centred, judge_looks, milder
from docgen.nd30.figures import Align, Severity
from docgen.nd30.reading.document import Paragraph, Story
from docgen.nd30.recognise.components import Component, Found, Governed
from docgen.nd30.recognise.spelling import same_letters
from docgen.nd30.rules.types import Need

_POWER = re.compile(r"^(TM|Q|KT|TL|TUQ)\. \S")
_LOOSE_POWER = re.compile(r"^(TM|T/M|T\.M|Q|KT|K/T|K\.T|TL|T/L|T\.L|TUQ|T/UQ)\s*[./:]?\s*(?=\S)", re.IGNORECASE)
_DEPUTY = re.compile(r"PHÓ|THỨ TRƯỞNG|ỦY VIÊN|UỶ VIÊN|PCT|P\.|KT\.|PHỤ TRÁCH|TỔ VIÊN")
_HONOUR = re.compile(
    r"^(GS|PGS|TSKH|TS|ThS|Th\.S|ThS|BS\w*|KS|CN|LS|NGƯT|NGND|Ông|Bà|Đại tá|Thượng tá|Trung tá|Thiếu tá|Đại úy|Thượng úy|Trung úy)\b[. ]",
)
_OWN_RULES = re.compile(
    r"TRƯỜNG|ĐẠI HỌC|HỌC VIỆN|VIỆN|BỆNH VIỆN|Y TẾ|CÔNG AN|QUÂN SỰ|QUÂN KHU|QUỐC PHÒNG|BIÊN PHÒNG|GIÁO DỤC|KHOA HỌC|CẢNH SÁT"
)
_DASH = re.compile(r"^[-–—−+*]")
_LAST = re.compile(r"^[-–—−]?\s*Lưu\s*:\s*VT", re.IGNORECASE)
_KEPT = re.compile(r"^[-–—−]?\s*Lưu\s*:", re.IGNORECASE)
_KEPT_WHOLE = re.compile(r"\s*[-–—−]?\s*Lưu\s*:?\s*VT[^.]*\.", re.IGNORECASE)
_ENDS_BEFORE_COLUMN = re.compile(r";\s*(\t|\s{2,}|$)")
_LAST_WHOLE = re.compile(r"^[-–—−]?\s*Lưu\s*:\s*VT\s*,\s*\S")
_AS_ABOVE = re.compile(r"như (trên|kính gửi|điều)", re.IGNORECASE)
_LEFT_MM = Decimal(3)
_LEAST_SPACE = Decimal(40)


def judge_signature(case: Case) -> Iterator[Breach]:
    """Yield breaches of the signature block."""
    powers, titles, names = case.of(Component.POWER), case.of(Component.TITLE), case.of(Component.NAME)
    yield from judge_looks("sign.power.style", (*powers, *titles))
    yield from judge_looks("sign.name", names)
    block = (*powers, *titles, *names)
    off = judge_centred("sign.centre", block)
    yield from milder(off, Severity.ADVICE) if have_one_middle(block) else off
    for found in powers:
        loose = _LOOSE_POWER.match(found.content)
        if loose and not _POWER.match(found.content):
            yield Breach("sign.power", f"ghi “{found.content}”", found.paragraph, doubt(found), should=f"ghi “{_proper(loose[0])}…”")
    yield from _deputies(case)
    for found in names:
        honour = _HONOUR.match(found.content)
        if honour:
            agency = " ".join(one.content for one in case.of(Component.SUPERIOR, Component.AGENCY)).upper()
            severity = Severity.ADVICE if _OWN_RULES.search(agency) else doubt(found)
            yield Breach("sign.name.bare", f"ghi “{found.content}”", found.paragraph, severity)
    yield from _place(case)
    yield from _space(case)


def judge_recipients(case: Case) -> Iterator[Breach]:
    """Yield breaches of Nơi nhận."""
    heads, listed = case.of(Component.RECIPIENTS_HEAD), case.of(Component.RECIPIENT)
    yield from judge_looks("recv.head", heads)
    for found in heads:
        if not found.content.endswith(":"):
            yield Breach("recv.head", "không có dấu hai chấm", found.paragraph, doubt(found), "colon")
        if _indented(found):
            yield Breach("recv.head", "không sát lề trái", found.paragraph, Severity.WARNING, "indent")
        if letters.share(letters.seen(found.runs), "underline") > Decimal("0.5"):
            yield Breach("recv.head", "chữ bị gạch chân", found.paragraph, Severity.ADVICE, "underline")
    yield from judge_looks("recv.list.style", map(_to_full_stop, listed))
    yield from judge_looks("recv.drafter", case.of(Component.DRAFTER))
    if heads and listed:
        yield from _lines(case, listed)
        yield from _first_and_last(case, listed)


def _to_full_stop(found: Found) -> Found:
    """Return a "Lưu" line up to its full stop: a drafter's name after it is no recipient."""
    kept = _KEPT_WHOLE.match(found.raw)
    if kept is None or not found.raw[kept.end() :].strip():
        return found
    return replace(found, text=kept[0], end=found.start + kept.end())


def _proper(loose: str) -> str:
    return re.sub(r"[^A-Za-z]", "", loose).upper() + ". "


def _deputies(case: Case) -> Iterator[Breach]:
    """Ask whether who signs for the head names an own post."""
    signing = [found for found in case.of(Component.POWER, Component.TITLE, Component.NAME) if is_sure(found)]
    for place, found in enumerate(signing):
        if found.component is not Component.POWER or not re.match(r"^(KT|TL|TUQ)\.", found.content):
            continue
        after = signing[place + 1] if place + 1 < len(signing) else None
        if after is not None and after.component is Component.POWER:
            continue
        if after is None or after.component is Component.NAME:
            if "\n" not in found.raw:
                yield Breach("sign.title", f"sau “{found.content}” không ghi chức vụ của người ký", found.paragraph)
        elif found.content.startswith("KT.") and not _DEPUTY.search(same_letters(after.content).upper()):
            yield Breach("sign.title", f"sau “{found.content}” ghi “{after.content}”", after.paragraph, should="chức vụ của cấp phó")


def _place(case: Case) -> Iterator[Breach]:
    head, sign = case.first(Component.RECIPIENTS_HEAD), case.first(Component.POWER, Component.TITLE)
    if head is None or sign is None or not is_sure(sign) or head.text or sign.text:
        return
    if case.type is not None and case.type.subject_line is Need.MAY:
        return
    left, right = head.paragraph.place, sign.paragraph.place
    if left.table and left.table == right.table:
        if left.row == right.row and left.cell > right.cell:
            yield Breach("sign.place", "đứng bên trái Nơi nhận", sign.paragraph)
        elif left.row != right.row:
            yield Breach("sign.place", "không ngang hàng với chữ “Nơi nhận:”", sign.paragraph, Severity.WARNING)
    elif not left.table and not right.table and left.story is right.story is Story.BODY:
        yield Breach("sign.place", "không ngang hàng với chữ “Nơi nhận:”", sign.paragraph, Severity.WARNING)


def _space(case: Case) -> Iterator[Breach]:
    """Ask for room to sign, where only empty paragraphs stand between post and name."""
    name = case.last(Component.NAME)
    if name is None or name.text or not name.paragraph.place.table:
        return
    places = [place for place, paragraph in enumerate(case.document.paragraphs) if paragraph is name.paragraph]
    height = name.paragraph.format.before
    for paragraph in reversed(case.document.paragraphs[: places[0]] if places else ()):
        if paragraph.has_picture or paragraph.place.cell != name.paragraph.place.cell or paragraph.place.row != name.paragraph.place.row:
            return
        if paragraph.text:
            height += paragraph.format.after
            break
        height += paragraph.format.before + paragraph.format.after + _empty_line(paragraph)
    if height < _LEAST_SPACE:
        yield Breach("sign.space", f"chỉ có {letters.points(height)} pt giữa chức vụ và họ tên", name.paragraph)


def _empty_line(paragraph: Paragraph) -> Decimal:
    size = paragraph.mark.size if paragraph.mark else Decimal(14)
    return size * letters.FONT_LINE * (1 + paragraph.raw_text.count("\n"))


def _indented(found: Found) -> bool:
    form = found.paragraph.format
    if found.text or found.paragraph.raw_text.startswith((" ", "\t", "\u00a0")):
        return False
    return form.align is Align.LEFT and (form.left + form.first_line) * MM_PER_POINT > _LEFT_MM


def _lines(case: Case, listed: tuple[Found, ...]) -> Iterator[Breach]:
    dashed = [found for found in listed if _DASH.match(found.content)]
    if not dashed and len(listed) > 1:
        yield Breach("recv.list.lines", "không có gạch đầu dòng", listed[0].paragraph, doubt(listed[0]))
        return
    whole = [found for found, after in itertools.pairwise(listed) if _DASH.match(after.content) and "\n" not in found.raw]
    for found in whole:
        end = found.content.rstrip()
        if not _ENDS_BEFORE_COLUMN.search(found.raw) and not _LAST.match(found.content):
            yield Breach("recv.list.lines", f"dòng “{end[-25:]}” không kết thúc bằng dấu chấm phẩy", found.paragraph, doubt(found), "end")
    for found in listed:
        if _indented(found) and _DASH.match(found.content):
            yield Breach("recv.list.lines", "gạch đầu dòng không sát lề trái", found.paragraph, Severity.WARNING, "indent")


def _first_and_last(case: Case, listed: tuple[Found, ...]) -> Iterator[Breach]:
    last = next((found for found in reversed(listed) if _LAST.match(found.content)), None)
    if last is None and case.recognised.governed is Governed.ADVICE and _KEPT.match(listed[-1].content):
        return
    if last is None:
        yield Breach("recv.last", "không có dòng “Lưu: VT, …”", listed[-1].paragraph)
    else:
        if not _LAST_WHOLE.match(last.content):
            said = f"ghi “{last.content}”, thiếu đơn vị soạn thảo"
            yield Breach("recv.last", said, last.paragraph, should="dòng cuối ghi Lưu: VT, chữ viết tắt đơn vị soạn thảo")
        if not last.content.rstrip().endswith(".") and last is listed[-1] and not _KEPT_WHOLE.match(last.raw):
            yield Breach("recv.last", f"ghi “{last.content}”, không có dấu chấm cuối", last.paragraph, group="end")
    addressed = case.first(Component.ADDRESSEE)
    if (
        addressed is not None
        and case.type is not None
        and case.type.addressee is not Need.NEVER
        and not _AS_ABOVE.search(listed[0].content)
    ):
        yield Breach("recv.first", f"dòng đầu ghi “{listed[0].content}”", listed[0].paragraph, should=rules.get("recv.first").demand)
