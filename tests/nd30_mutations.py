"""Compliant papers broken one rule at a time, in each of the ways that exist; `python -m tests.nd30_mutations PAGE` writes the table.

A mutation changes the XML of a paper: direct formatting, a style, the defaults of the document, a character style, or words.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lxml import etree

from docgen.nd30.check.check import check
from docgen.nd30.drafting.build import draft_source
from docgen.nd30.fix import edits
from docgen.nd30.plain import Office
from docgen.nd30.reading.document import Document
from docgen.nd30.reading.names import VAL, W
from docgen.nd30.reading.read import read
from docgen.nd30.recognise.components import Component as C
from docgen.nd30.recognise.components import Found, Recognised
from docgen.nd30.recognise.recognise import recognise
from docgen.nd30.redraft import redraft
from tests.nd30_mutation_words import WORDS, Words

SAMPLES = Path(__file__).parent / "samples"
OFFICE = Office(("ỦY BAN NHÂN DÂN", "XÃ ĐỒNG VIỆT"), "Đồng Việt", "Ủy ban nhân dân xã Đồng Việt", 2026)
DIRECT, STYLE, DEFAULTS, CHARACTER, TEXT = "trực tiếp", "kiểu đoạn", "mặc định", "kiểu chữ", "lời văn"
OF_AN_OFFICE = """\
@co-quan-cap-tren: UBND XÃ ĐỒNG VIỆT
@co-quan: PHÒNG KINH TẾ
@so: Số: 12/TB-KT
@noi-ngay: Đồng Việt, ngày 05 tháng 11 năm 2026
@loai: THÔNG BÁO
@trich-yeu: Kết quả kiểm tra công tác văn thư của các cơ quan, đơn vị trên địa bàn xã năm 2026
Phòng Kinh tế thông báo kết quả kiểm tra công tác văn thư của các cơ quan, đơn vị trên địa bàn xã năm 2026 như sau:
1. Kết quả kiểm tra của các cơ quan, đơn vị trên địa bàn xã đối với từng nội dung của công tác văn thư theo quy định.
a) Soạn thảo và ban hành văn bản được thực hiện đúng thẩm quyền, đúng trình tự.
b) Văn bản đi được đăng ký đầy đủ, phát hành đúng thời hạn quy định.
c) Văn bản đến được tiếp nhận, đăng ký và chuyển giao trong ngày.
d) Hồ sơ công việc được lập và nộp lưu đúng danh mục hồ sơ của cơ quan.
đ) Con dấu và thiết bị lưu khóa bí mật được quản lý đúng quy định.
e) Kết quả của từng cơ quan ghi tại Phụ lục I, việc phải khắc phục ghi tại Phụ lục II kèm theo Thông báo này.
2. Các cơ quan, đơn vị khắc phục những việc còn tồn tại và báo cáo kết quả trước ngày 30 tháng 11 năm 2026./.
Nơi nhận:
- UBND xã (b/c);
- Các cơ quan, đơn vị;
- Lưu: VT, KT.
@ky:
KT. TRƯỞNG PHÒNG
PHÓ TRƯỞNG PHÒNG
@ho-ten: Nguyễn Thị Mẫu
@phu-luc-doc: Phụ lục I
@tieu-de: KẾT QUẢ KIỂM TRA
@kem-theo: (Kèm theo Thông báo số 12/TB-KT ngày 05 tháng 11 năm 2026 của Phòng Kinh tế)
Các cơ quan, đơn vị đều thực hiện đúng quy định về công tác văn thư trong năm 2026./.
@phu-luc-doc: Phụ lục II
@tieu-de: VIỆC PHẢI KHẮC PHỤC
@kem-theo: (Kèm theo Thông báo số 12/TB-KT ngày 05 tháng 11 năm 2026 của Phòng Kinh tế)
Các cơ quan, đơn vị nộp hồ sơ của năm 2025 vào lưu trữ cơ quan trước ngày 31 tháng 12 năm 2026./.
"""
"""A paper of an office below the commune, with what no sample of the types has: a superior, points up to e), two annexes."""
OFFICE_PAPER = "thong-bao-cua-phong"
FORMAT_WAYS = (DIRECT, STYLE, DEFAULTS, CHARACTER)


@dataclass(frozen=True)
class Mutation:
    """One way to break `rule`; `also`: rules that are truly broken with it. `apply` changes the paper and says whether it could."""

    rule: str
    way: str
    name: str
    apply: Callable[[Recognised], bool]
    also: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """Return how a test names this mutation."""
        return f"{self.rule}: {self.name} ({self.way})"


@dataclass(frozen=True)
class Result:
    """What the checker said of one mutated paper."""

    mutation: Mutation
    sample: str
    is_caught: bool
    false: tuple[str, ...]


@dataclass(frozen=True)
class Look:
    """How the letters of a component may be wrong: sizes in points, toggles."""

    rule: str
    components: tuple[C, ...]
    sizes: tuple[int, ...] = ()
    toggles: tuple[tuple[str, bool], ...] = ()
    also: tuple[str, ...] = ()


_UPRIGHT_BOLD = (("b", False), ("i", True))
_UPRIGHT = (("b", True), ("i", True))
LOOKS = (
    Look("motto.country.style", (C.COUNTRY,), (11, 14), _UPRIGHT_BOLD, ("page.font.tier",)),
    Look("motto.style", (C.MOTTO,), (12, 16), _UPRIGHT_BOLD, ("motto.line", "page.font.tier")),
    Look("agency.name.style", (C.AGENCY,), (11, 14), _UPRIGHT_BOLD, ("agency.line",)),
    Look("agency.superior.style", (C.SUPERIOR,), (11, 14), _UPRIGHT),
    Look("number.label", (C.NUMBER,), (12, 14), _UPRIGHT),
    Look("date.style", (C.DATE,), (12, 15), (("b", True), ("i", False)), ("page.font.tier",)),
    Look("type.name", (C.TYPE,), (12, 16), _UPRIGHT_BOLD),
    Look("subject.style", (C.SUBJECT,), (12, 16), _UPRIGHT_BOLD, ("subject.line",)),
    Look("subject.cv.style", (C.SUBJECT_LETTER,), (11, 14), _UPRIGHT),
    Look("to.style", (C.ADDRESSEE,), (12, 15), _UPRIGHT),
    Look("head.authority", (C.AUTHORITY, C.OPERATIVE), (12,), _UPRIGHT_BOLD),
    Look("basis.style", (C.BASIS,), (12, 15), (("b", True), ("i", False))),
    Look("body.size", (C.BODY,), (12, 15)),
    Look("head.part", (C.PART,), (12,), _UPRIGHT_BOLD, ("head.section",)),
    Look("head.roman", (C.ROMAN,), (12, 15), _UPRIGHT_BOLD),
    Look("head.clause.titled", (C.CLAUSE_TITLED,), (12, 15), _UPRIGHT_BOLD),
    Look("head.clause", (C.CLAUSE,), (12, 15), (("i", True),)),
    Look("head.point", (C.POINT,), (12, 15), _UPRIGHT),
    Look("head.article", (C.ARTICLE,), (12, 15), _UPRIGHT_BOLD),
    Look("sign.power.style", (C.POWER, C.TITLE), (12, 15), _UPRIGHT_BOLD),
    Look("sign.name", (C.NAME,), (12, 15), _UPRIGHT_BOLD),
    Look("recv.head", (C.RECIPIENTS_HEAD,), (11, 14), (("b", False), ("i", False))),
    Look("recv.list.style", (C.RECIPIENT,), (10, 12), _UPRIGHT),
    Look("annex.label", (C.ANNEX_LABEL,), (13, 16), _UPRIGHT_BOLD),
    Look("annex.title", (C.ANNEX_TITLE,), (12, 16), _UPRIGHT_BOLD),
    Look("annex.ref", (C.ANNEX_REFERENCE,), (12, 16), (("b", True), ("i", False))),
)
CENTRED = (
    ("motto.style", (C.MOTTO,)),
    ("agency.name.style", (C.AGENCY,)),
    ("number.place", (C.NUMBER,)),
    ("date.placing", (C.DATE,)),
    ("type.place", (C.TYPE, C.SUBJECT)),
    ("sign.centre", (C.POWER, C.TITLE, C.NAME)),
    ("annex.label", (C.ANNEX_LABEL,)),
)
_GEOMETRY = frozenset({"subject.line", "annex.line", "table.form", "body.align"})
"""What is measured against the width of the text, so that it is truly wrong too when that changes."""
TEXT_PARAGRAPHS = (C.BODY, C.CLAUSE, C.POINT, C.ARTICLE)


def mutations() -> tuple[Mutation, ...]:
    """Return every mutation."""
    return (*_of_looks(), *_of_alignment(), *_of_paragraphs(), *_of_fonts(), *_of_pages(), *_of_words())


@lru_cache(maxsize=64)
def sample(name: str) -> bytes:
    """Return the sample `name`, drafted."""
    if name == OFFICE_PAPER:
        return draft_source(OF_AN_OFFICE)
    return redraft((SAMPLES / f"{name}.txt").read_bytes(), OFFICE).data


def sample_names() -> tuple[str, ...]:
    """Return the names of all samples that have a fixed form."""
    return (OFFICE_PAPER, *(path.stem for path in sorted(SAMPLES.glob("*.txt")) if path.stem != "thu-cong"))


@lru_cache(maxsize=64)
def known(name: str) -> frozenset[str]:
    """Return the rules that the checker names in the sample before it is broken."""
    return frozenset(finding.rule for finding in check(recognise(read(sample(name)))))


def mutate(name: str, mutation: Mutation) -> bytes | None:
    """Return the sample `name` broken by `mutation`, None when it has nothing to break."""
    recognised = recognise(read(sample(name)))
    if not mutation.apply(recognised):
        return None
    document = recognised.document
    for part, root in document.roots.items():
        document.package.put(part, root)
    return document.package.write()


def run(name: str, mutation: Mutation) -> Result | None:
    """Return what the checker says of the sample `name` broken by `mutation`."""
    data = mutate(name, mutation)
    if data is None:
        return None
    named = {finding.rule for finding in check(recognise(read(data)))}
    false = named - known(name) - {mutation.rule} - mutation.also
    return Result(mutation, name, mutation.rule in named, tuple(sorted(false)))


def table(results: Sequence[Result]) -> str:
    """Return `results` as a page: rule by rule and way by way, how many were caught, how many rules were named falsely."""
    rows: dict[tuple[str, str], list[Result]] = {}
    for result in results:
        rows.setdefault((result.mutation.rule, result.mutation.way), []).append(result)
    caught, false = sum(result.is_caught for result in results), sum(bool(result.false) for result in results)
    lines = [
        "# Đo bộ kiểm thể thức bằng văn bản làm sai",
        "",
        "Mỗi văn bản đúng thể thức (các mẫu của 29 loại) được làm sai một quy tắc, theo từng cách có thể, rồi xem `docgen check`",
        "có gọi đúng tên quy tắc đó không. Bảng này lập bằng `python -m tests.nd30_mutations docs/reference/do-kiem-the-thuc.md`.",
        "",
        f"Cả thảy {len(results)} văn bản làm sai: bắt được {caught} ({_percent(caught, len(results))}), "
        f"gọi tên nhầm ở {false} ({_percent(false, len(results))}).",
        "",
        "| Quy tắc | Cách làm sai | Văn bản | Bắt được | Gọi nhầm |",
        "|---|---|---:|---:|---:|",
    ]
    for (rule, way), group in sorted(rows.items()):
        lines.append(f"| `{rule}` | {way} | {len(group)} | {sum(r.is_caught for r in group)} | {sum(bool(r.false) for r in group)} |")
    return "\n".join(lines) + "\n"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}%".replace(".", ",") if whole else "0%"


def _of_looks() -> Iterator[Mutation]:
    for look in LOOKS:
        also = frozenset(look.also)
        for way in FORMAT_WAYS:
            toggles = () if way == DEFAULTS else look.toggles
            for size in look.sizes:
                yield Mutation(look.rule, way, f"cỡ {size}", _letters(look.components, way, "sz", str(2 * size)), also)
            for toggle, is_on in toggles:
                change = _letters(look.components, way, toggle, "1" if is_on else "0")
                yield Mutation(look.rule, way, f"{'' if is_on else 'không '}{'đậm' if toggle == 'b' else 'nghiêng'}", change, also)


def _of_alignment() -> Iterator[Mutation]:
    for rule, components in CENTRED:
        for way in (DIRECT, STYLE):
            yield Mutation(rule, way, "canh trái", _paragraphs(components, way, "jc", {"val": "left"}), frozenset({"type.place"}))
    for way in (DIRECT, STYLE):
        yield Mutation("body.align", way, "canh trái", _paragraphs((C.BODY,), way, "jc", {"val": "left"}, long_only=True))


def _of_paragraphs() -> Iterator[Mutation]:
    for way in (DIRECT, STYLE):
        for name, twips in (("lùi 0", "0"), ("lùi 2 cm", "1134")):
            yield Mutation("body.indent", way, name, _paragraphs(TEXT_PARAGRAPHS, way, "ind", {"left": "0", "firstLine": twips}))
        for name, line in (("0,9 dòng", "216"), ("2 dòng", "480")):
            yield Mutation("body.line", way, name, _paragraphs((C.BODY, C.CLAUSE), way, "spacing", {"line": line, "lineRule": "auto"}))
        yield Mutation("body.line", way, "đúng 12 pt", _paragraphs((C.BODY,), way, "spacing", {"line": "240", "lineRule": "exact"}))
        yield Mutation("motto.spacing", way, "1,5 dòng", _paragraphs((C.MOTTO,), way, "spacing", {"line": "360", "lineRule": "auto"}))
        yield Mutation("agency.spacing", way, "1,5 dòng", _paragraphs((C.AGENCY,), way, "spacing", {"line": "360", "lineRule": "auto"}))
    yield Mutation("body.gap", DIRECT, "cách 0 pt", _paragraphs(C, DIRECT, "spacing", {"before": "0", "after": "0"}, text_only=True))
    yield Mutation("body.gap", STYLE, "cách 0 pt", _paragraphs(C, STYLE, "spacing", {"before": "0", "after": "0"}, text_only=True))


def _of_fonts() -> Iterator[Mutation]:
    for way in (DIRECT, STYLE, DEFAULTS, CHARACTER):
        for component in (C.COUNTRY, C.BODY, C.RECIPIENT):
            yield Mutation("page.font", way, f"Arial ở {component}", _letters((component,), way, "rFonts", "Arial"))
        yield Mutation("page.font.unicode", way, ".VnTime", _letters((C.BODY,), way, "rFonts", ".VnTime"))
        if way != DEFAULTS:
            yield Mutation("page.font.color", way, "chữ đỏ", _letters((C.BODY,), way, "color", "FF0000"))


def _of_pages() -> Iterator[Mutation]:
    yield Mutation("page.size", DIRECT, "Letter", _section("pgSz", {"w": "12240", "h": "15840"}), _GEOMETRY)
    yield Mutation("page.size", DIRECT, "A5", _section("pgSz", {"w": "8391", "h": "11906"}), _GEOMETRY | {"page.number.present"})
    yield Mutation("page.orientation", DIRECT, "ngang", _lying, frozenset({"page.margin.landscape", "subject.line"}))
    for side, values in (("top", ("850", "1701")), ("bottom", ("850", "1701")), ("left", ("1134", "2268")), ("right", ("567", "1418"))):
        for value in values:
            yield Mutation(f"page.margin.{side}", DIRECT, value, _section("pgMar", {side: value}), _GEOMETRY)
    yield Mutation("page.number.first", DIRECT, "hiện ở trang đầu", _without("titlePg"))
    yield Mutation("page.number.present", DIRECT, "không có số trang", _without("headerReference"))
    yield Mutation("page.number.place", DIRECT, "bên phải", _number("jc", "right"))
    yield Mutation("page.number.style", DIRECT, "cỡ 10", _number("sz", "20"))
    yield Mutation("page.number.style", DIRECT, "nghiêng", _number("i", "1"))
    yield Mutation("page.number.style", TEXT, "có chữ Trang", _number("text", "Trang "))
    yield Mutation("number.place", DIRECT, "khác hàng", _number_row, frozenset({"date.placing"}))
    yield Mutation("motto.line", DIRECT, "không kẻ", _line(C.MOTTO_LINE, None))
    yield Mutation("motto.line", DIRECT, "ngắn", _line(C.MOTTO_LINE, 1400))
    yield Mutation("agency.line", DIRECT, "không kẻ", _line(C.AGENCY_LINE, None))
    yield Mutation("agency.line", DIRECT, "dài", _line(C.AGENCY_LINE, 100))
    yield Mutation("subject.line", DIRECT, "không kẻ", _line(C.SUBJECT_LINE, None))
    yield Mutation("subject.line", DIRECT, "dài", _line(C.SUBJECT_LINE, 100))
    yield Mutation("annex.pages", DIRECT, "số trang tiếp", _without("pgNumType", annex_only=True))


def _of_words() -> Iterator[Mutation]:
    for words in WORDS:
        yield Mutation(words.rule, TEXT, words.name, _replace(words), frozenset(words.also))


def _letters(components: Sequence[C], way: str, name: str, value: str) -> Callable[[Recognised], bool]:
    def apply(recognised: Recognised) -> bool:
        found = [one for one in _main(recognised, components) if not one.text]
        if not found:
            return False
        if way == DIRECT:
            for one in found:
                for run in one.runs:
                    _set(edits.run_properties(run.element), name, value)
            return True
        styles = _styles(recognised.document)
        if way == CHARACTER:
            return _by_character_style(styles, found, name, value)
        by_style = {id(_style_of(styles, one.paragraph.element)): one.paragraph.element for one in found}
        return all(_in_style(styles, paragraph, name, value, to_defaults=way == DEFAULTS) for paragraph in by_style.values())

    return apply


def _set(properties: etree._Element, name: str, value: str) -> None:
    element = edits.child(properties, name, edits.RUN)
    if name == "rFonts":
        for face in ("ascii", "hAnsi", "cs", "eastAsia"):
            element.set(W + face, value)
    else:
        element.set(VAL, value)


def _by_character_style(styles: etree._Element, found: Sequence[Found], name: str, value: str) -> bool:
    style = etree.SubElement(styles, W + "style", {W + "type": "character", W + "styleId": "Sai"})
    etree.SubElement(style, W + "name").set(VAL, "Sai")
    _set(etree.SubElement(style, W + "rPr"), name, "1" if name in ("b", "i") else value)
    for one in found:
        if name in ("b", "i") and _is_toggled(styles, one, name) == (value == "1"):
            return False
        for run in one.runs:
            properties = edits.run_properties(run.element)
            edits.child(properties, "rStyle", edits.RUN).set(VAL, "Sai")
            own = properties.find(W + name)
            if own is not None:
                properties.remove(own)
    return True


def _is_toggled(styles: etree._Element, found: Found, name: str) -> bool:
    """Return whether the paragraph's style switches `name` on: a character style that says so too switches it off."""
    style = _style_of(styles, found.paragraph.element)
    return style is not None and style.find(f"{W}rPr/{W}{name}") is not None


def _in_style(styles: etree._Element, paragraph: etree._Element, name: str, value: str, *, to_defaults: bool) -> bool:
    style = _style_of(styles, paragraph)
    if style is None or any(run.find(f"{W}rPr/{W}{name}") is not None for run in paragraph.iter(W + "r")):
        return False
    properties = edits.child(style, "rPr", (W + "rPr",))
    if not to_defaults:
        _set(properties, name, value)
        return True
    own = properties.find(W + name)
    if own is not None:
        properties.remove(own)
    elif name not in ("rFonts", "sz"):
        return False
    defaults = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    if defaults is None:
        return False
    if name != "rFonts":
        _let_others_say(styles, style, defaults, name)
    _set(defaults, name, value)
    return True


def _let_others_say(styles: etree._Element, broken: etree._Element, defaults: etree._Element, name: str) -> None:
    """Write what the default says now into every other style, so that a new default reaches `broken` alone."""
    before = defaults.find(W + name)
    for style in styles.iterfind(W + "style"):
        if style.get(W + "customStyle") and style is not broken and style.find(f"{W}rPr/{W}{name}") is None:
            _set(edits.child(style, "rPr", (W + "rPr",)), name, before.get(VAL, "1") if before is not None else "0")


def _style_of(styles: etree._Element, paragraph: etree._Element) -> etree._Element | None:
    named = paragraph.find(f"{W}pPr/{W}pStyle")
    return next((s for s in styles.iterfind(W + "style") if named is not None and s.get(W + "styleId") == named.get(VAL)), None)


def _styles(document: Document) -> etree._Element:
    return next(root for root in document.roots.values() if root.tag == W + "styles")


def _paragraphs(
    components: Sequence[C] | type[C], way: str, name: str, values: dict[str, str], *, long_only: bool = False, text_only: bool = False
) -> Callable[[Recognised], bool]:
    wanted = (*TEXT_PARAGRAPHS, C.DASH, C.BASIS, C.ROMAN, C.CLAUSE_TITLED, C.DECIMAL) if text_only else tuple(components)

    def apply(recognised: Recognised) -> bool:
        found = [one for one in _main(recognised, wanted) if not one.text]
        if text_only and len(found) < 3:
            return False
        if long_only:
            found = [one for one in found if len(one.content) > 150]
        found = [one for one in found if one.paragraph.place.table == 0] if wanted == TEXT_PARAGRAPHS or text_only else found
        styles = _styles(recognised.document)
        for one in found:
            owner = one.paragraph.element if way == DIRECT else _style_of(styles, one.paragraph.element)
            if owner is None:
                return False
            if way == STYLE:
                _forget(one.paragraph.element, name, values)
            properties = owner.find(W + "pPr")
            if properties is None:
                properties = edits.paragraph_properties(owner) if way == DIRECT else etree.SubElement(owner, W + "pPr")
            element = edits.child(properties, name, edits.PARAGRAPH)
            for key, value in values.items():
                element.set(W + key, value)
            if name == "ind":
                edits.drop(element, W + "hanging")
        return bool(found)

    return apply


def _forget(paragraph: etree._Element, name: str, values: dict[str, str]) -> None:
    """Take off `paragraph` what its own formatting says of `values`, so that its style speaks."""
    own = paragraph.find(f"{W}pPr/{W}{name}")
    if own is not None:
        for key in values:
            edits.drop(own, W + key)


def _main(recognised: Recognised, components: Sequence[C]) -> list[Found]:
    annexes = (C.ANNEX_LABEL, C.ANNEX_TITLE, C.ANNEX_REFERENCE)
    return [one for one in recognised.of(*components) if not one.annex or one.component in annexes]


def _section(name: str, values: dict[str, str]) -> Callable[[Recognised], bool]:
    def apply(recognised: Recognised) -> bool:
        section = recognised.document.sections[0]
        if section.element is None:
            return False
        for key, value in values.items():
            edits.child(section.element, name, edits.SECTION).set(W + key, value)
        return True

    return apply


def _lying(recognised: Recognised) -> bool:
    if any(table.section == 1 for table in recognised.data_tables):
        return False
    return _section("pgSz", {"w": "16838", "h": "11906", "orient": "landscape"})(recognised)


def _without(name: str, *, annex_only: bool = False) -> Callable[[Recognised], bool]:
    def apply(recognised: Recognised) -> bool:
        sections = recognised.document.sections[1:] if annex_only else recognised.document.sections[:1]
        if name == "headerReference":
            sections = recognised.document.sections
        gone = 0
        for section in sections:
            for element in [] if section.element is None else section.element.findall(W + name):
                element.getparent().remove(element)  # type: ignore[union-attr]
                gone += 1
        return gone > 0 and (name != "headerReference" or _is_long(recognised))

    return apply


def _is_long(recognised: Recognised) -> bool:
    return len(recognised.document.sections) > 1


def _number(name: str, value: str) -> Callable[[Recognised], bool]:
    def apply(recognised: Recognised) -> bool:
        found = recognised.of(C.PAGE_NUMBER)
        for one in found:
            if name == "jc":
                edits.set_align(one.paragraph.element, value)
            elif name == "text":
                run = etree.Element(W + "r")
                etree.SubElement(run, W + "t").text = value
                edits.paragraph_properties(one.paragraph.element).addnext(run)
            else:
                for run in one.paragraph.element.iter(W + "r"):
                    _set(edits.run_properties(run), name, value)
        return bool(found)

    return apply


def _number_row(recognised: Recognised) -> bool:
    """Move the number into a row of its own below the date."""
    number = next(iter(recognised.of(C.NUMBER)), None)
    if number is None or not number.paragraph.place.table or not recognised.of(C.DATE) or recognised.of(C.SUBJECT_LETTER):
        return False
    row = next(number.paragraph.element.iterancestors(W + "tr"))
    copy = etree.fromstring(etree.tostring(row))
    row.addnext(copy)
    for one, cell in ((row, 0), (copy, 1)):
        for text in one.findall(W + "tc")[cell].iter(W + "t"):
            text.text = ""
    return True


def _line(component: C, aside_twips: int | None) -> Callable[[Recognised], bool]:
    """Take the drawn line away, or let it run to `aside_twips` from both sides of its column."""

    def apply(recognised: Recognised) -> bool:
        found = _main(recognised, (component,))
        for one in found:
            properties = edits.paragraph_properties(one.paragraph.element)
            if aside_twips is None:
                edits.child(properties, "pStyle", edits.PARAGRAPH).set(VAL, "NoiDung")
            indent = edits.child(properties, "ind", edits.PARAGRAPH)
            indent.set(W + "left", str(aside_twips or 0))
            indent.set(W + "right", str(aside_twips or 0))
        return bool(found)

    return apply


def _replace(words: Words) -> Callable[[Recognised], bool]:
    def apply(recognised: Recognised) -> bool:
        found = [one for one in _main(recognised, words.components) if not one.text]
        found = found[-1:] if words.at_last else found if words.everywhere else found[: words.most]
        done = 0
        for one in found:
            if words.needs_typed_case and any(run.format.caps for run in one.runs):
                continue
            changed = words.change(one.raw)
            if changed is not None and changed != one.raw:
                edits.set_text([run.element for run in one.runs], changed)
                done += 1
        return done > 0

    return apply


if __name__ == "__main__":
    measured = [result for name in sample_names() for mutation in mutations() if (result := run(name, mutation)) is not None]
    Path(sys.argv[1]).write_text(table(measured), encoding="utf-8", newline="\n")
