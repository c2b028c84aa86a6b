"""Documents of the office: the same bytes from the compiled template as from docxtpl's own steps; the sample's all come from the former."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.documents import fill
from docgen.documents.figures import Figure, Printed, Sentence
from docgen.documents.records import Listing, Record
from docgen.model.errors import TemplateError
from docgen.outbox import drawing
from tests.bench import NOW, make

VALUES = st.sampled_from(["{{ du }}", "{{ thieu }}", "{{ dem }}", "{{ cau }}", "{{ rong }}", "{{ thieu | so }}"])
TESTS = st.sampled_from(["if du", "if sai", "for x in ds", "for x in khong_ai"])
WORDS: Mapping[str, object] = {
    "du": Figure(Decimal(7), "tong.du"),
    "thieu": Figure(Decimal(5), "tong.thieu", is_complete=False),
    "dem": 12,
    "cau": Sentence(("có ", Printed("3", "tong.cau", " (*)"))),
    "rong": Sentence(()),
    "sai": False,
    "ds": Listing("ds", [Record("ds", {"so": Figure(Decimal(1), "ds.so", is_complete=False)})] * 2),
    "khong_ai": Listing("khong_ai", []),
}


class Lane:
    """docxtpl's own steps, and how many documents took them."""

    def __init__(self) -> None:
        self.documents = 0
        self._fill = fill.fill_by_docxtpl

    def __call__(self, template: bytes, vocabulary: Mapping[str, object]) -> fill.Filled:
        """Return the document."""
        self.documents += 1
        return self._fill(template, vocabulary)


@st.composite
def words_with_slashes(draw: st.DrawFn, depth: int = 2) -> str:
    """Draw the words of a paragraph in which values, slashes and the edges of blocks stand side by side."""
    parts: list[str] = []
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(["value", "value", "/", "/", "letter", "block"]))
        if kind == "block" and depth:
            head = draw(TESTS)
            inner, other = draw(words_with_slashes(depth - 1)), draw(words_with_slashes(depth - 1))
            word = "{{ x.so }}" if head == "for x in ds" else ""
            parts.append(f"{{% {head} %}}{word}{inner}{{% else %}}{other}{{% end{head.split()[0]} %}}")
        else:
            parts.append({"value": draw(VALUES), "/": "/"}.get(kind, "a"))
    return "".join(parts)


def template_of(paragraphs: Sequence[str], cut: int) -> bytes:
    """Return a template of these paragraphs, each in two runs."""
    document, out = Document(), BytesIO()
    for words in paragraphs:
        place = cut % (len(words) + 1)
        paragraph = document.add_paragraph(words[:place])
        paragraph.add_run(words[place:]).bold = True
    document.save(out)
    return out.getvalue()


_TEMPLATES = st.lists(words_with_slashes(), min_size=1, max_size=3), st.integers(0, 60)


def _same(paragraphs: Sequence[str], cut: int) -> None:
    template = template_of(paragraphs, cut)
    try:
        expected = fill.fill_by_docxtpl(template, WORDS)
    except TemplateError as error:
        with pytest.raises(type(error)):
            fill.fill_traced(template, WORDS)
    else:
        assert fill.fill_traced(template, WORDS) == expected


@settings(max_examples=100, deadline=None)
@given(*_TEMPLATES)
def test_figures_with_slashes_and_blocks_between_them_are_written_alike(paragraphs: list[str], cut: int) -> None:
    _same(paragraphs, cut)


@pytest.mark.soak
@settings(max_examples=2000, deadline=None)
@given(*_TEMPLATES)
def test_many_figures_with_slashes_and_blocks_between_them_are_written_alike(paragraphs: list[str], cut: int) -> None:
    _same(paragraphs, cut)


@pytest.mark.parametrize(
    ("words", "is_compiled"),
    [
        pytest.param("{{ thieu }}/{{ thieu }}", True, id="two figures"),
        pytest.param("{{ thieu }}{% if du %}/{{ du }}{% endif %}", True, id="a complete one after a block"),
        pytest.param("{% if du %}{{ thieu }}/{{ thieu }}{% else %}x{% endif %}", True, id="both in one block"),
        pytest.param("{{ thieu }}{% if du %}/{{ thieu }}{% endif %}", False, id="a block decides whether they share a sign"),
        pytest.param("{% for x in ds %}/{{ x.so }}{% endfor %}", False, id="a slash that a loop puts between"),
        pytest.param("{{ thieu }}/{{ rong }}{{ thieu }}", False, id="what prints nothing after a slash"),
        pytest.param("{{ thieu }}{{ rong }}/{{ thieu }}", False, id="what prints nothing before a slash"),
        pytest.param("{{ thieu }}{% if du %}/{{ rong }}{{ thieu }}{% endif %}", False, id="what prints nothing where a block decides"),
        pytest.param("{{ du }}/{{ rong }}{{ du }}", True, id="what prints nothing beside complete figures"),
    ],
)
def test_only_where_a_block_decides_about_a_shared_sign_docxtpl_sees_the_document(
    words: str, is_compiled: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    template, lane = template_of([words], 0), Lane()
    monkeypatch.setattr(fill, "fill_by_docxtpl", lane)

    filled = fill.fill_traced(template, WORDS)

    assert lane.documents == (0 if is_compiled else 1)
    assert filled == lane(template, WORDS)


def test_every_document_of_the_sample_comes_from_its_compiled_template_while_units_are_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = make(tmp_path / "mau", "T01", "T02", "T03")
    bench.drop("mot.xlsx", bench.filled("T01"))
    bench.drop("hai.xlsx", bench.filled("T02"))
    bench.process()
    lane = Lane()
    monkeypatch.setattr(fill, "fill_by_docxtpl", lane)
    with bench.office() as office:
        programme = office.programmes()[0]
        state = office.state(programme, office.live_periods(programme)[0])
        numbers = {(n.document, n.period, n.unit): n for n in office.dataset.papers.issued(programme.name)}
        wants = list(drawing.wanted(programme, state, frozenset(spec.name for spec in programme.documents)))
        drawn = [drawing.draw(office.workspace, want, numbers, office.calendar, NOW) for want in wants]
        compiled = [one.fill() for one in drawn]
        left_to_docxtpl = lane.documents
        monkeypatch.setattr(fill, "_filled_at_once", lambda *_: None)
        slowly = [one.fill() for one in drawn]

    assert left_to_docxtpl == 0
    assert compiled == slowly
    assert lane.documents == len(wants) > 5
