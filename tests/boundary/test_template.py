"""Compiled templates against docxtpl itself: the same parts, whatever the tags and the values."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from docxtpl import Listing, RichText
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import UndefinedError

from docgen.documents import Template
from docgen.model.errors import TemplateMissingError
from docgen.ooxml.package import FIXED_TIME, Package
from tests.docx_made import by_docxtpl, canonical, cell, docx, paragraph, run, table

VALUES: Mapping[str, object] = {
    "ten": "Văn phòng HĐND&UBND <xã> \"Mẫu\" 'một'",
    "trong": "",
    "so": 12,
    "le": Decimal("1.50"),
    "dung": True,
    "sai": False,
    "khong": None,
    "mau": "FF0000",
    "ds": [{"ten": "Một & hai", "so": 1, "con": ["a", "<b>"]}, {"ten": "Ba", "so": 2, "con": []}],
    "rong": [],
    "nhom": {"ten": "Nhóm", "items": "không phải hàm"},
}

COMPILED = {
    "a value": (paragraph("Đầu {{ ten }} cuối {{ so }} {{ le }} {{ dung }} {{ khong }}"),),
    "a value and nothing else": (paragraph("{{ trong }}"), paragraph("{{ ten }}")),
    "a tag cut in runs": (paragraph("{", "{ ten", " }", "}"), paragraph("{{ nhom", ".ten }}", look="<w:b/>")),
    "a word that is also one of a dict": (paragraph("{{ nhom['items'] }} {{ nhom.ten }}"),),
    "typographic quotes": (paragraph("{{ ‘a’ }} {% if ten == “x” %}a{% else %}b{% endif %}"),),
    "a condition within a text": (paragraph("a{% if dung %}b{{ ten }}{% elif sai %}c{% else %}d{% endif %}e{% if sai %}f{% endif %}"),),
    "a condition across runs": (
        paragraph("a{% if sai %}b", "c", "d{% endif %}e"),
        paragraph("a{% if dung %}b", "{{ ten }}", "d{% endif %}e"),
    ),
    "a loop across runs": (paragraph("a{% for x in ds %}b", "{{ x.ten }}", "d{% endfor %}e", look="<w:i/>"),),
    "a condition on paragraphs": (
        paragraph("{%p if dung %}"),
        paragraph("{{ ten }}"),
        paragraph("{%p else %}"),
        paragraph("x"),
        paragraph("{%p endif %}"),
    ),
    "a loop on paragraphs": (
        paragraph("{%p for x in ds %}"),
        paragraph("{{ loop.index }}. {{ x.ten }} {{ x.con|length }}"),
        paragraph("{%p endfor %}"),
    ),
    "a loop on runs": (f"<w:p>{run('{%r for x in ds %}')}{run('{{ x.ten }}', '<w:b/>')}{run('{%r endfor %}')}</w:p>",),
    "a loop in a loop": (
        paragraph("{% for x in ds %}{{ x.ten }}:{% for y in x.con %}{{ y }}{{ loop.last }},{% else %}-{% endfor %};{% endfor %}"),
    ),
    "a filtered loop": (paragraph("{% for x in ds if x.so > 1 %}{{ x.ten }}{% endfor %}"),),
    "rows": (table(("A", "B"), ("{%tr for x in ds %}", ""), ("{{ x.ten }}", "{{ x.so }}"), ("{%tr endfor %}", "")),),
    "rows, none": (table(("A", "B"), ("{%tr for x in rong %}", ""), ("{{ x.ten }}", "{{ x.so }}"), ("{%tr endfor %}", "")),),
    "rows left out": (table(("A", "B"), ("{%tr if sai %}", ""), ("{{ ten }}", "x"), ("{%tr endif %}", "")),),
    "a narrow table without blocks": (table(("{{ ten }}", "B"), columns=4),),
    "the colour of a cell": (table(("A", "{% cellbg mau %}b")),),
    "vertically merged cells": (
        table(("A", "B"), ("{%tr for x in ds %}", ""), ("{% vm %}{{ ten }}", "{{ x.so }}"), ("{%tr endfor %}", "")),
    ),
    "a set tag": (paragraph("{% set tong = so * 2 %}{{ tong }}{% set ten = 'mới' %}{{ ten }}"),),
    "a with tag": (paragraph("a{# ghi chú #}b"), paragraph("{%p if dung %}"), paragraph("x"), paragraph("{%p endif %}")),
    "filters and tests": (
        paragraph("{{ ten|upper }} {{ ds|map(attribute='ten')|join(', ') }} {% if ten is defined and thieu is not defined %}c{% endif %}"),
    ),
    "escaped twice": (paragraph("{{ ten|e }}"),),
    "a default": (paragraph("{{ thieu|default('không có') }}"),),
    "arithmetic and calls": (paragraph("{{ so + 1 }} {{ range(3)|list }} {{ 'a' ~ ten }} {{ 'x' if sai }}"),),
    "merging with the paragraph before": (paragraph("a"), paragraph("{%- if dung %}b{% endif -%}"), paragraph("c")),
    "a drawing": (f'<w:p><w:r><w:drawing><wp:inline><wp:docPr id="7" name="x"/></wp:inline></w:drawing></w:r>{run("{{ ten }}")}</w:p>',),
    "a link": (f'<w:p><w:hyperlink w:anchor="a">{run("{{ ten }}")}</w:hyperlink></w:p>',),
    "no tag": (paragraph("chữ & dấu".replace("&", "&amp;")),),
}

TO_DOCXTPL = {
    "a loop on cells": (table(("{%tc for x in ds %}", "{{ x.ten }}", "{%tc endfor %}")),),
    "the span of a cell": (table(("{% colspan so %}a", "b")),),
    "horizontally merged cells": (table(("{%tr for x in ds %}",), ("{% hm %}{{ ten }}",), ("{%tr endfor %}",)),),
    "a table of loops alone": (table(("{%tr for x in rong %}", ""), ("{{ x.ten }}", "b"), ("{%tr endfor %}", "")), paragraph("x")),
    "a set block": (paragraph("{% set x %}a{{ ten }}{% endset %}{{ x }}"),),
    "a macro": (paragraph("{% macro m(x) %}a{{ x }}{% endmacro %}{{ m(ten) }}"),),
    "a recursive loop": (paragraph("{% for x in ds recursive %}{{ x.ten }}{% endfor %}"),),
    "a drawing in a loop": (
        paragraph("{%p for x in ds %}"),
        '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="7" name="x"/></wp:inline></w:drawing></w:r></w:p>',
        paragraph("{%p endfor %}"),
    ),
    "a brace beside a tag": (paragraph("{_{{ ten }}_}"),),
}

SPECIAL: Mapping[str, object] = {
    "a line end": "một\nhai",
    "a tab": "một\thai",
    "a new paragraph": "một\ahai",
    "a page": "một\fhai",
    "escaped braces": "{_{ x }_} {_% y %_}",
    "tags": "{{ 7*7 }}",
    "a control character": "a\x01b",
    "no character": "a\uffffb",
    "rich text": RichText("đậm", bold=True),
    "a listing": Listing("một\nhai"),
}


@pytest.mark.parametrize("name", COMPILED)
def test_each_feature_of_docxtpl_gives_the_same_parts_compiled(name: str) -> None:
    template = docx(*COMPILED[name])

    compiled = Template.compile(template)

    assert compiled.reason == ""
    assert canonical(compiled.render_compiled(VALUES)) == canonical(by_docxtpl(template, VALUES))


@pytest.mark.parametrize("name", TO_DOCXTPL)
def test_what_cannot_be_proved_beforehand_is_left_to_docxtpl(name: str) -> None:
    template = docx(*TO_DOCXTPL[name])

    compiled = Template.compile(template)

    assert not compiled.is_compiled
    assert canonical(compiled.render(VALUES)) == canonical(by_docxtpl(template, VALUES))


@pytest.mark.parametrize("name", SPECIAL)
def test_a_value_that_docxtpl_treats_specially_is_left_to_docxtpl(name: str) -> None:
    template, values = docx(paragraph("a {{ ten }} b {{ khac }}")), {"ten": SPECIAL[name], "khac": "x"}

    compiled = Template.compile(template)

    assert compiled.is_compiled
    assert canonical(compiled.render(values)) == canonical(by_docxtpl(template, values))


def test_headers_footers_footnotes_and_properties_are_filled_too() -> None:
    template = docx(
        paragraph("thân"),
        header=paragraph("{{ ten }}"),
        footer=paragraph("{% for x in ds %}{{ x.so }}{% endfor %}"),
        footnotes=f'<w:footnote w:id="1">{paragraph("{{ ten }}")}</w:footnote>',
        title="Tên {{ ten }}",
    )

    compiled = Template.compile(template)

    assert compiled.is_compiled
    assert canonical(compiled.render_compiled(VALUES)) == canonical(by_docxtpl(template, VALUES))


@pytest.mark.parametrize("words", ["x" * 300, "x" * 100, "a\nb"], ids=["too long", "long", "line end"])
def test_a_property_ends_as_docxtpl_ends_it(words: str) -> None:
    template = docx(paragraph("{{ ten }}"), title="Tên {{ ten }}")

    def outcome(make: object) -> object:
        assert callable(make)
        try:
            return canonical(make())
        except ValueError as error:
            return str(error)

    expected = outcome(lambda: by_docxtpl(template, {"ten": words}))

    assert outcome(lambda: Template.compile(template).render({"ten": words})) == expected


def test_a_word_that_is_not_there_fails_as_in_docxtpl() -> None:
    with pytest.raises(UndefinedError, match="'thieu' is undefined"):
        Template.compile(docx(paragraph("{{ thieu }}"))).render({})


def test_names_are_compared_in_nfc() -> None:
    decomposed = "so_tre\u0309"

    made = Template.compile(docx(paragraph("{{ so_trẻ }}"))).render({decomposed: "12"})

    assert "12" in Package.read(made).parts["word/document.xml"].decode()


def test_equal_values_give_equal_bytes_without_times() -> None:
    template = docx(paragraph("{{ ten }}"))

    first, second = (Template.compile(template).render(VALUES) for _ in range(2))

    assert first == second
    with ZipFile(BytesIO(first)) as archive:
        assert archive.testzip() is None
        assert {entry.date_time for entry in archive.infolist()} == {FIXED_TIME}


def test_both_lanes_write_the_same_entries_in_the_same_order() -> None:
    compiled = Template.compile(docx(paragraph("{{ ten }}"), header=paragraph("{{ ten }}"), title="{{ so }}"))

    parts = [Package.read(made).parts for made in (compiled.render_compiled(VALUES), compiled.render_by_docxtpl(VALUES))]

    assert list(parts[0].items()) == list(parts[1].items())


def test_one_template_serves_several_threads() -> None:
    compiled = Template.compile(docx(*COMPILED["rows"]))
    values = [{"ds": [{"ten": f"{n}", "so": n}] * (n % 5)} for n in range(40)]

    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(compiled.render, values))

    assert made == [compiled.render(one) for one in values]


def test_own_filters_may_be_given() -> None:
    compiled = Template.compile(docx(paragraph("{{ ten|nhac }}")), filters={"nhac": lambda words: f"{words} {words}"})

    assert "a a" in Package.read(compiled.render({"ten": "a"})).parts["word/document.xml"].decode()


@pytest.mark.parametrize("data", [b"", b"no zip"])
def test_what_is_no_docx_is_refused(data: bytes) -> None:
    with pytest.raises(TemplateMissingError):
        Template.compile(data)


def test_files_are_at_most_a_tenth_larger_than_with_zlib_6() -> None:
    template = docx(*(paragraph(f"Đoạn {n}: ", "{{ ten }}", look="<w:b/>") for n in range(300)))

    quick, usual = (len(Template.compile(template, level=level).render(VALUES)) for level in (None, 6))

    assert quick <= 1.1 * usual


_WORDS = st.sampled_from(["ten", "so", "le", "dung", "trong", "nhom.ten", "ten|upper", "ds|length", "so + 1", "thieu|default('-')"])
_TESTS = st.sampled_from(["dung", "sai", "so > 3", "ds", "rong", "ten == 'x'", "thieu is defined"])
_LETTERS = st.text("ab ẩ“&<>/%._-", max_size=6).map(lambda t: t.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


@st.composite
def _inline(draw: st.DrawFn, depth: int = 2) -> str:
    parts = []
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(["text", "value", "if", "for"] if depth else ["text", "value"]))
        if kind == "text":
            parts.append(draw(_LETTERS))
        elif kind == "value":
            parts.append(f"{{{{ {draw(_WORDS)} }}}}")
        else:
            inner = draw(_inline(depth=depth - 1))
            other = f"{{% else %}}{draw(_inline(depth=depth - 1))}" if draw(st.booleans()) else ""
            head = f"if {draw(_TESTS)}" if kind == "if" else "for x in ds"
            word = "{{ x.ten }}" if kind == "for" else ""
            parts.append(f"{{% {head} %}}{word}{inner}{other}{{% end{kind} %}}")
    return "".join(parts)


@st.composite
def _paragraphs(draw: st.DrawFn) -> str:
    words = draw(_inline())
    cuts = sorted(draw(st.lists(st.integers(0, len(words)), max_size=3)))
    runs = [words[a:b] for a, b in zip([0, *cuts], [*cuts, len(words)], strict=True)]
    if any("&" in r and r != "&" and (r.rpartition("&")[2].count(";") == 0) for r in runs):
        runs = [words]
    return paragraph(*runs, look=draw(st.sampled_from(["", "<w:b/>", '<w:color w:val="FF0000"/>'])))


@st.composite
def _bodies(draw: st.DrawFn) -> tuple[str, ...]:
    body: list[str] = []
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(["p", "p", "if", "for", "table"]))
        if kind == "p":
            body.append(draw(_paragraphs()))
        elif kind == "table":
            row = (cell(draw(_inline(depth=1))), cell("{{ x.so }}"))
            head = "<w:tr>" + cell("A") + cell("B") + "</w:tr>" if draw(st.booleans()) else ""
            edges = [f"<w:tr>{cell(tag)}{cell('')}</w:tr>" for tag in ("{%tr for x in ds %}", "{%tr endfor %}")]
            grid = '<w:gridCol w:w="2000"/>' * 2
            body.append(f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{head}{edges[0]}<w:tr>{''.join(row)}</w:tr>{edges[1]}</w:tbl>")
        else:
            head_words = f"if {draw(_TESTS)}" if kind == "if" else "for x in ds"
            body += [paragraph(f"{{%p {head_words} %}}"), draw(_paragraphs()), paragraph(f"{{%p end{kind} %}}")]
    return tuple(body)


_STRINGS = st.one_of(st.text(max_size=12), st.text("ab&<>\"'{}_% \n\tẩ", max_size=12))
_NUMBERS = st.one_of(st.integers(-1000, 1000), st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-999, max_value=999))
_ROWS = st.lists(st.fixed_dictionaries({"ten": _STRINGS, "so": _NUMBERS}), max_size=3)
_RANDOM_VALUES = st.fixed_dictionaries(
    {
        "ten": _STRINGS,
        "trong": st.just(""),
        "so": st.integers(0, 9),
        "le": _NUMBERS,
        "dung": st.booleans(),
        "sai": st.booleans(),
        "nhom": st.fixed_dictionaries({"ten": _STRINGS}),
        "ds": _ROWS,
        "rong": st.just([]),
    }
)


def _outcome(make: object) -> object:
    """Return the parts that `make` gives, or how it fails."""
    assert callable(make)
    try:
        return canonical(make())
    except Exception as error:  # noqa: BLE001 - whatever docxtpl raises is the expected outcome
        return type(error)


def _same(body: tuple[str, ...], values: Mapping[str, object]) -> None:
    template = docx(*body, footer=paragraph("{{ ten }}"))

    expected = _outcome(lambda: by_docxtpl(template, values))

    assert _outcome(lambda: Template.compile(template).render(values)) == expected


@settings(max_examples=200, deadline=None)
@given(_bodies(), _RANDOM_VALUES)
def test_random_templates_and_values_give_what_docxtpl_gives(body: tuple[str, ...], values: Mapping[str, object]) -> None:
    _same(body, values)


@pytest.mark.soak
@settings(max_examples=2000, deadline=None)
@given(_bodies(), _RANDOM_VALUES)
def test_many_random_templates_and_values_give_what_docxtpl_gives(body: tuple[str, ...], values: Mapping[str, object]) -> None:
    _same(body, values)
