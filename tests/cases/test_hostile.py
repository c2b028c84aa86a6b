"""Files made to harm, and texts that look like commands: nothing of them is run, fetched or followed; through the real pipeline."""

from __future__ import annotations

import csv
import time
from collections.abc import Mapping
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from docgen.cluster.child import Limits
from docgen.documents.fill import fill
from docgen.forms.census import read_census
from docgen.inbox.screen import screen
from docgen.model.errors import TemplateTagError
from docgen.model.submissions import ActKind, Outcome, Verdict
from docgen.pipeline import alarms
from docgen.pipeline.exporting import export_period
from docgen.pipeline.judging_apart import JudgeApart
from docgen.pipeline.turn import process
from tests.bench import PERIOD, QUICK, TAKEN, Bench, make, resaved
from tests.boundary.test_judging_apart import DEADLY, prepare_with_a_slow_file
from tests.hostile_files import Hostile, all_files
from tests.raw_cells import codes, rehearsed, text, typed

FILES = {file.name: file for file in all_files()}
HEAVY = ("m01 many bombs", "m03 65000 entries", "m12", "m13", "m14")
"""Files that take seconds to make."""
SAMPLED = tuple(name for name in FILES if not name.startswith(HEAVY))
COMMAND, TAG, MARKUP, SIGNS = "=cmd|'/c calc'!A1", "{{ 7*7 }} {% for x in y %}", "</w:t></w:r></w:p><w:p>", "A & B, 1 < 2 > 0"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return make(tmp_path_factory.mktemp("base") / "mau", "T01", "T02")


@pytest.fixture(scope="module")
def form(base: Bench) -> bytes:
    """Return a form of T01 without a mistake."""
    return base.filled("T01")


@pytest.fixture(scope="module")
def verdicts(base: Bench, form: bytes, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Verdict]:
    """Return what each of the sampled files comes to; all are sent to rehearse at once."""
    bench = base.copied_to(tmp_path_factory.mktemp("hostile") / "mau")
    found = rehearsed(bench, {f"{index}.xlsx": FILES[name].make(form) for index, name in enumerate(SAMPLED)})
    return {name: found[f"{index}.xlsx"] for index, name in enumerate(SAMPLED)}


def check(file: Hostile, verdict: Verdict) -> None:
    """Hold what a file came to against what is true of it."""
    if file.codes:
        assert verdict.outcome is not Outcome.ACCEPTED
        assert verdict.findings[0].code in file.codes, verdict.findings[0].message
    else:
        assert verdict.outcome is Outcome.ACCEPTED, codes(verdict)


def of(group: str) -> pytest.MarkDecorator:
    """Give a test each of the sampled files whose name begins with `group`."""
    return pytest.mark.parametrize("name", [name for name in SAMPLED if name.startswith(group)])


def answered(bench: Bench, form: bytes, *names: str) -> None:
    """Make files, and hold each against what it comes to: the program alone takes no more than ten seconds of processor for one."""
    made = {f"{index}.xlsx": FILES[name].make(form) for index, name in enumerate(names)}
    before = time.process_time()
    found = rehearsed(bench, made)

    assert time.process_time() - before < 10 * len(names)
    for index, name in enumerate(names):
        check(FILES[name], found[f"{index}.xlsx"])


@of("m01")
def test_m01_a_bomb_is_known_by_the_directory_of_the_zip(verdicts: Mapping[str, Verdict], name: str) -> None:
    check(FILES[name], verdicts[name])


@of("m02")
def test_m02_a_directory_that_lies_is_not_believed(verdicts: Mapping[str, Verdict], name: str) -> None:
    check(FILES[name], verdicts[name])


@of("m03")
def test_m03_overlapping_nested_and_very_many_entries_are_set_aside(verdicts: Mapping[str, Verdict], name: str) -> None:
    check(FILES[name], verdicts[name])


@of("m04")
def test_m04_a_document_type_is_refused_in_whatever_part_and_encoding(verdicts: Mapping[str, Verdict], name: str) -> None:
    check(FILES[name], verdicts[name])


@of("m05")
def test_m05_an_external_entity_is_never_read(verdicts: Mapping[str, Verdict], name: str) -> None:
    check(FILES[name], verdicts[name])


@of("m06")
def test_m06_what_reaches_elsewhere_is_held_with_the_answers_to_look_at(verdicts: Mapping[str, Verdict], name: str) -> None:
    check(FILES[name], verdicts[name])

    assert (verdicts[name].outcome, verdicts[name].unit) == (Outcome.HELD, "T01")


def test_m06_what_reaches_elsewhere_goes_into_nothing_that_docgen_makes(bench: Bench, form: bytes, tmp_path: Path) -> None:
    """Otherwise than the table of cases has it, such content is not cut out of the unit's own file, which goes back into the unit's own
    folder and nowhere else. To cut it out is to rewrite what hangs on it: formulas and their shared copies, names, rules, the order of
    calculation, charts, caches of pivot tables, tables fed by a query. Where one of these is left over, Excel repairs the file and drops
    more than was meant, and neither LibreOffice nor a validator shows that beforehand; a file that Excel warns of by itself is the lesser
    harm. The clerk is told not to enable it. What docgen writes of its own (the consolidated workbook, new forms, documents) takes
    nothing but answers from it.
    """
    office = bench.copied_to(tmp_path / "riêng")
    hostile = next(FILES[name].make(form) for name in SAMPLED if name.startswith("m06"))
    office.drop("bieu.xlsx", hostile)
    assert [outcome for _, outcome, _ in office.outcomes()] == ["held"]

    assert office.decide(ActKind.ACCEPT).is_done
    office.process(with_papers=True)

    assert (office.inbox / TAKEN / "bieu - lan 1.xlsx").read_bytes() == hostile
    assert screen(hostile, "bieu.xlsx", 25_000_000).outcome is Outcome.HELD
    made = list((office.root / "outbox").rglob("*.xlsx"))
    assert any(path.name.startswith("Tong hop") for path in made)
    assert {screen(path.read_bytes(), path.name, 25_000_000).outcome for path in made} == {None}


@of("m07")
def test_m07_an_embedded_object_is_never_opened(verdicts: Mapping[str, Verdict], name: str) -> None:
    check(FILES[name], verdicts[name])


@of("m08")
def test_m08_a_path_that_leads_out_is_set_aside(verdicts: Mapping[str, Verdict], name: str) -> None:
    check(FILES[name], verdicts[name])


@of("m09")
def test_m09_a_part_given_twice_is_set_aside(verdicts: Mapping[str, Verdict], name: str) -> None:
    check(FILES[name], verdicts[name])


@of("m10")
def test_m10_a_cell_far_away_is_answered_at_once(verdicts: Mapping[str, Verdict], name: str) -> None:
    check(FILES[name], verdicts[name])


@of("m11")
def test_m11_an_enormous_merge_costs_nothing_and_very_many_are_too_many(verdicts: Mapping[str, Verdict], name: str) -> None:
    """A merge over millions of cells beside the answers is kept as one area: the form is taken; over answers they are told one by one."""
    check(FILES[name], verdicts[name])


def test_m12_a_million_styled_empty_cells_cost_little(bench: Bench, form: bytes) -> None:
    answered(bench, form, "m12 a million styled empty cells")


@pytest.mark.parametrize("name", ["m13 names", "m13 validations", "m13 conditional formats"])
def test_m13_a_hundred_thousand_of_anything_is_too_large(bench: Bench, form: bytes, name: str) -> None:
    answered(bench, form, name)


def test_m14_a_long_text_referred_to_again_and_again_is_too_large(bench: Bench, form: bytes) -> None:
    answered(bench, form, "m14 a long text a hundred thousand times")


@pytest.mark.parametrize("name", [name for name in SAMPLED if not name.startswith("m")])
def test_every_other_file_is_answered_by_what_is_true_of_it(verdicts: Mapping[str, Verdict], name: str) -> None:
    check(FILES[name], verdicts[name])


@pytest.mark.soak
def test_each_of_all_hostile_files_is_answered_truly(bench: Bench, form: bytes) -> None:
    answered(bench, form, *FILES)


@pytest.fixture(scope="module")
def taken(base: Bench, form: bytes, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """Return a workspace that took a form whose texts look like commands, tags and markup, and wrote its papers."""
    bench = base.copied_to(tmp_path_factory.mktemp("taken") / "mau")
    cells = {
        "ket_qua_noi_bat": COMMAND,
        "kho_khan": MARKUP,
        "kien_nghi": f"@{SIGNS}",
        "nhiem_vu_rieng": f"{TAG} {MARKUP} {SIGNS} a_x000C_b_x0007_c",
    }
    bench.drop("bieu.xlsx", typed(form, {name: text(words) for name, words in cells.items()}))
    report = bench.process(with_papers=True)
    assert [(file.outcome.value, [finding.code for finding in file.findings]) for file in report.files] == [("accepted", ["ky_tu_la"])]
    return bench


def exported(bench: Bench, kind: str) -> bytes:
    with bench.office() as office:
        return export_period(office, "binh-dang-gioi", PERIOD, kind)[0]


def test_m15_a_command_typed_into_a_text_is_exported_as_a_text(taken: Bench) -> None:
    book = load_workbook(BytesIO(exported(taken, "xlsx")))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value == COMMAND]

    assert cells and all(cell.data_type == "s" for cell in cells)
    assert all(cell.quotePrefix for cell in cells)


def test_m16_a_text_that_begins_like_a_formula_is_quoted_in_csv(taken: Bench) -> None:
    values = [value for row in csv.reader(StringIO(exported(taken, "csv").decode())) for value in row]

    assert f"'{COMMAND}" in values and f"'@{SIGNS}" in values
    assert not any(value[:1] in ("=", "@", "\t", "\r") for value in values)


def plan(bench: Bench) -> str:
    """Return the text of the plan of T01."""
    paths = [path for path in (bench.root / "outbox").rglob("*.docx") if "Thon Mau 01" in path.name]
    return "\n".join(paragraph.text for path in paths for paragraph in Document(str(path)).paragraphs)


def test_m17_a_tag_typed_into_a_cell_arrives_as_those_characters(taken: Bench) -> None:
    assert TAG in plan(taken)


def test_m18_markup_typed_into_a_cell_arrives_as_those_characters(taken: Bench) -> None:
    assert MARKUP in plan(taken)


def test_m19_signs_of_markup_arrive_as_those_characters(taken: Bench) -> None:
    assert SIGNS in plan(taken)


def test_m20_form_feed_and_bell_are_left_out_before_a_document_sees_them(taken: Bench) -> None:
    assert "abc" in plan(taken)


def test_m21_a_template_that_reaches_for_the_program_is_refused() -> None:
    document, out = Document(), BytesIO()
    document.add_paragraph("{{ ''.__class__.__mro__ }}")
    document.save(out)

    with pytest.raises(TemplateTagError):
        fill(out.getvalue(), {})


@of("m22")
def test_m22_characters_that_xml_forbids_are_damage(verdicts: Mapping[str, Verdict], name: str) -> None:
    check(FILES[name], verdicts[name])


def test_m22_an_escaped_forbidden_character_is_left_out_and_told(bench: Bench, form: bytes) -> None:
    verdict = rehearsed(bench, {"a.xlsx": typed(form, {"kho_khan": text("a_x0000_b_x001F_c")})})["a.xlsx"]

    assert verdict.answers is not None
    assert (verdict.answers.get("kho_khan").value, codes(verdict)) == ("abc", ["ky_tu_la"])


def test_m23_a_text_longer_than_a_cell_is_a_finding_and_not_cut(bench: Bench, form: bytes) -> None:
    verdict = rehearsed(bench, {"a.xlsx": typed(form, {"kho_khan": text("a" * 40_000)})})["a.xlsx"]

    assert (verdict.outcome, codes(verdict)) == (Outcome.RETURNED, ["qua_dai"])


def test_m24_a_text_made_to_keep_a_pattern_busy_does_not(bench: Bench, form: bytes) -> None:
    before = time.process_time()
    verdict = rehearsed(bench, {"a.xlsx": typed(form, {"dien_thoai": text("0" * 30_000 + "x")})})["a.xlsx"]

    assert (verdict.outcome, time.process_time() - before < 5) == (Outcome.RETURNED, True)


def test_m25_a_file_at_which_reading_hangs_three_times_is_set_aside_with_an_alarm(bench: Bench, form: bytes) -> None:
    bench.drop(DEADLY, b"PK\x03\x04 whatever")
    judge = JudgeApart(Limits(seconds=0.5), prepare_with_a_slow_file)

    with bench.office() as office:
        report = process(office, rest=QUICK, with_papers=False, final=True, judge=judge)
        told = alarms.alarms(office)
    judge.close()

    assert [(file.outcome.value, file.findings[0].code) for file in report.files] == [("quarantined", "khong_doc_noi")]
    assert any(DEADLY in sentence for sentence in told)


def test_m26_a_file_name_that_is_a_formula_is_a_text_in_every_report(bench: Bench, form: bytes) -> None:
    name = '=HYPERLINK("http:").xlsx'.replace('"', "'").replace("http:", "x")
    bench.drop(name, form)
    bench.process(with_papers=True)

    books = [load_workbook(path) for path in (bench.root / "outbox").rglob("*.xlsx")]
    cells = [cell for book in books for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells if isinstance(cell.value, str) and name in cell.value)
    pages = [path.read_text("utf-8") for path in bench.root.rglob("*.html")]
    assert not any(f"<a href={name}" in page for page in pages)
    assert any((bench.inbox / TAKEN).iterdir())


def test_m27_what_stands_in_hidden_sheets_and_white_text_is_not_read(bench: Bench, form: bytes) -> None:
    def hide(book: object) -> None:
        sheet = book.create_sheet("Ẩn")  # type: ignore[attr-defined]
        sheet["A1"], sheet.sheet_state = 999, "veryHidden"

    data = resaved(form, hide)
    verdict, right = rehearsed(bench, {"a.xlsx": data, "b.xlsx": form}).values()

    assert verdict.answers is not None and right.answers is not None
    assert verdict.outcome is Outcome.ACCEPTED
    assert {n: a.value for n, a in verdict.answers.by_name.items()} == {n: a.value for n, a in right.answers.by_name.items()}
    assert any(sheet.state == "veryHidden" for sheet in read_census(data).sheets)


def test_m28_a_unit_name_in_letters_of_another_script_is_held(bench: Bench, form: bytes) -> None:
    def rename(book: object) -> None:
        sheet, place = next(iter(book.defined_names["dg__don_vi"].destinations))  # type: ignore[attr-defined]
        cell = book[sheet][place.replace("$", "").split(":")[0]]  # type: ignore[index]
        cell.value = str(cell.value).replace("T", "\u0422").replace("M", "\u041c")

    verdict = rehearsed(bench, {"a.xlsx": resaved(form, rename)})["a.xlsx"]

    assert (verdict.outcome, codes(verdict)[0]) == (Outcome.HELD, "khac_don_vi")
