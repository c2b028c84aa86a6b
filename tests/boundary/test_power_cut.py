"""The power fails at any step of real work: the next run comes to what it would have come to, and knows docgen's own files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import docx
import pytest

from docgen.dataset.papers import PaperRecord
from docgen.documents.papers import Standing
from docgen.model.digest import sha256
from docgen.model.submissions import IssuedNumber
from docgen.outbox.edited import NEW_FIGURES
from docgen.outbox.strays import NOT_NEEDED
from docgen.pipeline.choosing import Selection
from docgen.pipeline.project import generate_papers
from tests.bench import NOW, NUMBER_FIELD, Bench, make_reported
from tests.power import FOLDERS, cut_with_dataset_behind, cut_with_names_behind, random_cut, recorded

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what is flushed (/proc)")

UNITS = "T01", "T02", "T03", "T04", "T05"
LATE = NOW + timedelta(days=20)
TEMPLATES = Path("templates") / "binh-dang-gioi"
REMINDER, PLAN = "cv-don-doc", "kh-thon"
DOCUMENTS = PLAN, "bc-xa", "kh-xa", "cv-yeu-cau", REMINDER
PLAN_TEMPLATE = TEMPLATES / f"{PLAN}.docx"
PLAN_PATH = "outbox/binh-dang-gioi/nam-2026/ke-hoach/KH Thon Mau 01 - nam-2026.docx"
BESIDE = PLAN_PATH.replace(".docx", f"{NEW_FIGURES}.docx")
ROUNDS, SEEDS = 2, 60

Deed = Callable[[Sequence[Bench]], None]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """Return a workspace with all documents made, and a form of each unit to drop; what two units have in common would be held."""
    bench = make_reported(tmp_path_factory.mktemp("base") / "mau", *UNITS)
    (bench.root / "forms").mkdir()
    for number, unit in enumerate(UNITS):
        (bench.root / "forms" / f"{unit}.xlsx").write_bytes(bench.filled_like("T01", unit, **{NUMBER_FIELD: 200 + number}))
    run(bench)
    return bench


def run(bench: Bench) -> None:
    bench.process(LATE, with_papers=True)


def generate(bench: Bench) -> None:
    with bench.office(LATE) as office:
        generate_papers(office, Selection())
    run(bench)


def remind(bench: Bench) -> None:
    with bench.office(LATE) as office:
        generate_papers(office, Selection(document=REMINDER))


def documents(bench: Bench) -> dict[str, bytes]:
    """Return the documents in the folders of people, by their paths."""
    paths = (path for folder in FOLDERS for path in (bench.root / folder).rglob("*.docx"))
    return {str(path.relative_to(bench.root)): path.read_bytes() for path in paths}


def records(bench: Bench) -> dict[str, PaperRecord]:
    with bench.office() as office:
        return {record.path: replace(record, written_at=NOW) for record in office.dataset.papers.all()}


def strangers(bench: Bench) -> set[str]:
    """Return the files that docgen does not know for its own, and what it has not decided yet."""
    with bench.office() as office:
        placed = office.dataset.placed.all()
    paths = {str(path.relative_to(bench.root)): path for folder in FOLDERS for path in (bench.root / folder).rglob("*") if path.is_file()}
    return {name for name in placed if name.endswith("?")} | {
        name for name, path in paths.items() if placed.get(name) != sha256(path.read_bytes())
    }


def issued(bench: Bench) -> dict[str, PaperRecord]:
    return {path: record for path, record in records(bench).items() if record.state == Standing.ISSUED}


def unlike(left: Bench, twin: Bench, open_still: set[str]) -> list[str]:
    """Return what is not in `left` as in `twin`, which the power never left; what became of `open_still` is decided by what came later."""
    stems = tuple(Path(path).stem for path in open_still)

    def compared(some: Mapping[str, object]) -> Mapping[str, object]:
        # What a draft said last before nobody needed it any more is of no matter.
        shown = {path: "there" if NOT_NEEDED in path else one for path, one in some.items()}
        return {path: one for path, one in shown.items() if not (stems and Path(path).stem.startswith(stems))}

    told = []
    for look in (documents, records, lambda bench: dict.fromkeys(strangers(bench))):
        mine, theirs = compared(look(left)), compared(look(twin))
        told += [f"more: {path}" for path in mine.keys() - theirs.keys()] + [f"less: {path}" for path in theirs.keys() - mine.keys()]
        told += [f"other: {path}" for path in mine.keys() & theirs.keys() if mine[path] != theirs[path]]
    return sorted(told)


def add(benches: Sequence[Bench], path: str | Path, words: str) -> None:
    """Add a line to the document at `path`, the same bytes in each workspace: Word's files hold the time of saving."""
    document = docx.Document(str(benches[0].root / path))
    document.add_paragraph(words)
    document.save(str(benches[0].root / path))
    for bench in benches[1:]:
        (bench.root / path).write_bytes((benches[0].root / path).read_bytes())


@dataclass
class Office:
    """What people do between two runs, the same in each of the workspaces. `told`: for people who read of a failure."""

    random: Random
    forms: list[str] = field(default_factory=lambda: list(UNITS))
    told: list[str] = field(default_factory=list)

    def say(self, what: str) -> str:
        """Note `what`, and return words that are nobody else's."""
        self.told.append(what)
        return f"LẦN {len(self.told)}."

    def says(self, benches: Sequence[Bench], document: str = "") -> None:
        """Let the template of a document end in other words."""
        name = document or self.random.choice(DOCUMENTS)
        words = self.say(f"template {name}")
        add(benches, TEMPLATES / f"{name}.docx", words)

    def sends(self, benches: Sequence[Bench]) -> None:
        """Let a unit that has not yet done so send its form."""
        if self.forms:
            unit = self.forms.pop(self.random.randrange(len(self.forms)))
            self.say(f"form of {unit}")
            for bench in benches:
                bench.drop(f"to {unit}.xlsx", (bench.root / "forms" / f"{unit}.xlsx").read_bytes())

    def reminds(self, benches: Sequence[Bench]) -> None:
        """Let the clerk ask for letters to those who are late."""
        self.say("reminders")
        for bench in benches:
            remind(bench)

    def issues(self, benches: Sequence[Bench]) -> None:
        """Let a draft get its number."""
        drafts = [one for one in records(benches[0]).values() if one.state not in (Standing.ISSUED, Standing.NOT_NEEDED)]
        one = self.random.choice(drafts)
        self.say(f"issued {one.path}")
        number = "" if one.document == PLAN else f"{len(self.told)}/{one.document}"
        said = IssuedNumber(one.programme, one.document, one.period, one.unit, number, date(2026, 12, 1))
        for bench in benches:
            with bench.office() as office:
                office.dataset.papers.record_issue(said, LATE)

    def edits(self, benches: Sequence[Bench], paths: Sequence[str]) -> str:
        """Let a person edit, delete or rename one of the documents at `paths`; return which."""
        path, deed = self.random.choice(paths), self.random.choice(("edits", "edits", "edits", "edits", "deletes", "renames"))
        words = self.say(f"she {deed} {path}")
        if deed == "edits":
            add(benches, path, words)
        for file in (bench.root / path for bench in benches):
            if deed == "deletes":
                file.unlink()
            elif deed == "renames":
                file.rename(file.with_stem(f"{file.stem} ban {len(self.told)}"))
        return path


def in_outbox(bench: Bench) -> list[str]:
    return sorted(path for path in documents(bench) if path.startswith("outbox") and NOT_NEEDED not in path)


def check_rounds(base: Bench, folder: Path, seed: int) -> None:
    """Let people and docgen work in rounds; cut each off, and compare where it leads with an undisturbed twin.

    Both folders are written at once, so the steps of one seed come in another order now and then: a failure tells all that happened.
    """
    random, bench = Random(seed), base.copied_to(folder / "mau")
    office = Office(random, told=[f"seed {seed}"])
    for number in range(ROUNDS):
        for deed in random.choices((office.says, office.issues, office.issues, office.reminds), k=random.randrange(1, 5)):
            deed((bench,))
        if random.random() < 0.5:
            office.sends((bench,))
        for _ in range(random.choice((0, 1, 1, 2))):
            office.edits((bench,), in_outbox(bench))
        was, issued_before = documents(bench), issued(bench)

        left, twin, work = bench, bench, random.choice((run, generate))
        for again in range(random.choice((1, 1, 2))):
            recording = recorded(left, folder / f"before {number}.{again}", work)
            cut = random_cut(recording, random)
            left = cut.workspace(folder / f"left {number}.{again}")
            office.say(f"{work.__name__}, {cut.told}")
        new = [record for path, record in issued(twin).items() if path not in issued_before]
        there, as_undisturbed = documents(left), documents(twin)
        # What an issued document says, and what is news to one that is hers, is settled when docgen comes to it.
        open_still = {one.path for one in new if one.edited or there.get(one.file, b"") != as_undisturbed.get(one.file)}
        has_news = people_go_on(office, left, twin, was)
        for each in (twin, left):
            work(each)
            run(each)

        assert unlike(left, twin, open_still if has_news else set()) == [], "\n".join(office.told)
        bench = left


def people_go_on(office: Office, left: Bench, twin: Bench, was: Mapping[str, bytes]) -> bool:
    """Let people do something about what the cut has left as it would be without, rather what is new; return whether they did."""
    random, before = office.random, len(office.told)
    there, known = documents(left), records(twin)
    same = [path for path in in_outbox(twin) if there.get(path) == (twin.root / path).read_bytes()]
    new = [path for path in same if was.get(path) != there[path]]
    if same and random.random() < 0.6:
        path = office.edits((left, twin), new or same)
        if path in known and random.random() < 0.7:
            office.says((left, twin), known[path].document)
    for deed in random.choices((office.says, office.sends), k=random.choice((0, 0, 1))):
        deed((left, twin))
    return len(office.told) > before


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(SEEDS))
def test_work_goes_on_after_a_power_cut_as_if_it_had_not_been(base: Bench, tmp_path: Path, seed: int) -> None:
    check_rounds(base, tmp_path, seed)


def with_new_figures_to_remove(bench: Bench) -> tuple[str, Deed]:
    """Let the new figures beside what a person edited be news no more; return their path, and what changes the document again."""
    add([bench], PLAN_PATH, "Lời của chị.")
    template = bench.root / PLAN_TEMPLATE
    was = template.read_bytes()
    add([bench], PLAN_TEMPLATE, "ĐÃ ĐỔI")
    run(bench)
    template.write_bytes(was)
    return BESIDE, lambda benches: add(benches, PLAN_TEMPLATE, "LẦN NỮA")


def with_a_reminder_to_put_aside(bench: Bench) -> tuple[str, Deed]:
    """Let a unit to which there is a reminder send; return the path of the reminder."""
    remind(bench)
    bench.drop("hai.xlsx", (bench.root / "forms" / "T02.xlsx").read_bytes())
    return "outbox/binh-dang-gioi/nam-2026/cong-van/CV don doc - Thon Mau 02 - nam-2026.docx", lambda benches: None


def with_new_figures_that_become_hers(bench: Bench) -> tuple[str, Deed]:
    """Let a person delete what she edited, so that the one with new figures gets its name; return the path of that one."""
    path, _ = with_new_figures_to_remove(bench)
    (bench.root / PLAN_PATH).unlink()
    return path, lambda benches: None


@pytest.mark.parametrize("prepare", [with_new_figures_to_remove, with_a_reminder_to_put_aside, with_new_figures_that_become_hers])
def test_a_file_that_a_power_cut_brings_back_is_known_as_docgens(
    base: Bench, tmp_path: Path, prepare: Callable[[Bench], tuple[str, Deed]]
) -> None:
    twin = base.copied_to(tmp_path / "mau")
    path, later = prepare(twin)
    recording = recorded(twin, tmp_path / "before", run)

    cuts = [cut_with_names_behind(recording, at) for at in recording.cuts_from(path, is_removed=True)]
    brought_back = {cut.dataset: cut for cut in cuts if cut.has(path)}
    lefts = [cut.workspace(tmp_path / str(number)) for number, cut in enumerate(brought_back.values())]
    for bench in (twin, *lefts):
        run(bench)
    later([twin, *lefts])
    for bench in (twin, *lefts):
        run(bench)

    assert lefts
    assert [unlike(left, twin, set()) for left in lefts] == [[]] * len(lefts)


def test_what_a_person_writes_into_a_document_whose_making_a_power_cut_undid_is_carried_over(base: Bench, tmp_path: Path) -> None:
    twin = base.copied_to(tmp_path / "mau")
    add([twin], PLAN_TEMPLATE, "ĐÃ ĐỔI")
    recording = recorded(twin, tmp_path / "before", run)

    left = cut_with_dataset_behind(recording, recording.cuts_from(PLAN_PATH)[0]).workspace(tmp_path / "left")
    add([left, twin], PLAN_PATH, "Lời của chị.")
    add([left, twin], PLAN_TEMPLATE, "LẦN NỮA")
    for bench in (left, twin):
        run(bench)

    assert BESIDE in documents(left)
    assert unlike(left, twin, set()) == []
