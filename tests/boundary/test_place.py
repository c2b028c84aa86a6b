"""Files put where people find them, and what of theirs is left alone."""

import contextlib
import errno
import os
import sys
import threading
import time
from collections.abc import Callable, Hashable, Iterator, Sequence
from pathlib import Path

import pytest

from docgen.dataset.store import Dataset, open_dataset
from docgen.model.digest import sha256
from docgen.model.disk import Fault
from docgen.outbox import disk, place
from docgen.outbox.place import Placer
from docgen.outbox.wishes import Bundle, Placed, Wish
from docgen.patience import NoAnswerError, Patience
from docgen.system import flush_folder
from tests.acceptance.machine import wait_for


class Killed(BaseException):
    """The process died here."""


@pytest.fixture
def dataset() -> Iterator[Dataset]:
    with open_dataset("sqlite://") as opened:
        yield opened


@pytest.fixture
def placer(tmp_path: Path, dataset: Dataset) -> Placer:
    return Placer(tmp_path, dataset)


def write(placer: Placer, bundles: Sequence[Bundle]) -> list[Sequence[Placed]]:
    """Write `bundles` and settle them; return what became of each."""
    placings = placer.write_all(bundles)
    placer.settle(placings)
    return [placing.placed for placing in placings]


def bundle(folder: Path, *names: str, data: bytes = b"two") -> Bundle:
    return Bundle([Wish(folder / name, data, "document") for name in names])


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_file_is_written_once_and_known(tmp_path: Path, placer: Placer, dataset: Dataset) -> None:
    path = tmp_path / "outbox" / "năm 2026" / "a.docx"

    placed = placer.write(path, b"one", "document")

    assert (placed, files(tmp_path)) == (Placed.WRITTEN, {"outbox/năm 2026/a.docx": b"one"})
    assert dataset.placed.all() == {"outbox/năm 2026/a.docx": sha256(b"one")}
    assert placer.is_ours(path)


def test_equal_bytes_are_not_touched(tmp_path: Path, placer: Placer) -> None:
    path = tmp_path / "a.docx"
    placer.write(path, b"one", "document")
    os.utime(path, ns=(1, 1))

    assert (placer.write(path, b"one", "document"), path.stat().st_mtime_ns) == (Placed.UNCHANGED, 1)


def test_docgens_own_file_is_replaced(tmp_path: Path, placer: Placer, dataset: Dataset) -> None:
    path = tmp_path / "a.docx"
    placer.write(path, b"one", "document")

    assert (placer.write(path, b"two", "document"), files(tmp_path)) == (Placed.WRITTEN, {"a.docx": b"two"})
    assert dataset.placed.all() == {"a.docx": sha256(b"two")}


def test_a_file_that_was_deleted_is_written_again(tmp_path: Path, placer: Placer) -> None:
    path = tmp_path / "a.docx"
    placer.write(path, b"one", "document")
    path.unlink()

    assert (placer.write(path, b"two", "document"), files(tmp_path)) == (Placed.WRITTEN, {"a.docx": b"two"})


def test_what_a_person_wrote_is_kept(tmp_path: Path, placer: Placer) -> None:
    edited, new = tmp_path / "a.docx", tmp_path / "b.docx"
    placer.write(edited, b"one", "document")
    edited.write_bytes(b"edited by the clerk")
    new.write_bytes(b"written by the clerk")

    results = [placer.write(edited, b"two", "document"), placer.write(new, b"two", "document"), placer.remove(edited), placer.remove(new)]

    assert results == [Placed.KEPT] * 4
    assert files(tmp_path) == {"a.docx": b"edited by the clerk", "b.docx": b"written by the clerk"}
    assert not placer.is_ours(edited)


def test_a_persons_file_that_is_what_docgen_would_write_becomes_its_own(tmp_path: Path, placer: Placer) -> None:
    (tmp_path / "a.docx").write_bytes(b"one")

    assert (placer.write(tmp_path / "a.docx", b"one", "document"), placer.is_ours(tmp_path / "a.docx")) == (Placed.UNCHANGED, True)


def test_a_file_that_appears_while_docgen_writes_is_kept(tmp_path: Path, placer: Placer, monkeypatch: pytest.MonkeyPatch) -> None:
    real = disk.write_aside

    def meanwhile(path: Path, data: bytes, digest: str) -> Path:
        path.write_bytes(b"a person's")
        return real(path, data, digest)

    monkeypatch.setattr(disk, "write_aside", meanwhile)

    placed = placer.write(tmp_path / "a.docx", b"one", "document")

    assert (placed, files(tmp_path), placer.placed(tmp_path)) == (Placed.KEPT, {"a.docx": b"a person's"}, {})


def test_what_a_person_saves_over_a_file_while_docgen_writes_it_anew_is_kept(
    tmp_path: Path, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, placer = tmp_path / "a.docx", Placer(tmp_path, dataset, (tmp_path,), 0.1)
    placer.write(path, b"one", "document")
    with monkeypatch.context() as hung:
        hang = Hang(hung, disk, "write_aside")
        placer.write(path, b"two", "document")

    path.write_bytes(b"edited by the clerk")
    hang.end(placer, tmp_path)

    assert files(tmp_path) == {"a.docx": b"edited by the clerk"}
    assert (placer.write(path, b"two", "document"), placer.is_ours(path)) == (Placed.KEPT, False)


@pytest.mark.parametrize("lock", ["~$o cao.docx", ".~lock.Bao cao.docx#"])
def test_a_file_open_in_word_waits(tmp_path: Path, placer: Placer, lock: str) -> None:
    path = tmp_path / "Bao cao.docx"
    placer.write(path, b"one", "document")
    (tmp_path / lock).touch()

    results = [placer.write(path, b"two", "document"), placer.remove(path), placer.move(path, tmp_path / "x.docx", "document")]

    assert (results, path.read_bytes(), placer.problems) == ([Placed.BUSY] * 3, b"one", {"Bao cao.docx": Fault.BUSY})
    (tmp_path / lock).unlink()
    assert (placer.write(path, b"two", "document"), placer.problems) == (Placed.WRITTEN, {})


def test_an_owner_file_left_by_a_crash_holds_nobody_up(tmp_path: Path, placer: Placer) -> None:
    path, lock = tmp_path / "a.docx", tmp_path / "~$a.docx"
    placer.write(path, b"one", "document")
    lock.touch()
    os.utime(lock, (0, 0))

    assert placer.write(path, b"two", "document") is Placed.WRITTEN


def test_a_file_that_the_system_will_not_let_go_is_busy(tmp_path: Path, placer: Placer, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.docx"
    placer.write(path, b"one", "document")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "replace", refuse)

    assert (placer.write(path, b"two", "document"), files(tmp_path), placer.is_ours(path)) == (Placed.BUSY, {"a.docx": b"one"}, True)


def test_a_full_disk_leaves_the_old_file_whole(tmp_path: Path, placer: Placer, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.docx"
    placer.write(path, b"one", "document")

    def full(_: int) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr(os, "fsync", full)

    assert (placer.write(path, b"two", "document"), files(tmp_path)) == (Placed.FAILED, {"a.docx": b"one"})
    assert placer.problems == {"a.docx": Fault.FULL}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows renames in one step")
def test_a_file_that_has_its_name_is_docgens_although_the_other_name_could_not_be_taken_away(
    tmp_path: Path, placer: Placer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(path: Path, missing_ok: bool = False) -> None:
        raise OSError(errno.EIO, "broken")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", broken)
        placed = placer.write(tmp_path / "a.docx", b"one", "document")
    placer.clear_temporary(tmp_path)

    assert (placed, placer.is_ours(tmp_path / "a.docx"), files(tmp_path)) == (Placed.WRITTEN, True, {"a.docx": b"one"})
    assert placer.write(tmp_path / "a.docx", b"two", "document") is Placed.WRITTEN


@pytest.mark.parametrize(
    "in_the_way", [pytest.param("a.docx", id="a folder has the name"), pytest.param("", id="a file where the folder goes")]
)
def test_what_lies_in_the_way_stays(tmp_path: Path, placer: Placer, in_the_way: str) -> None:
    if in_the_way:
        (tmp_path / "outbox" / in_the_way).mkdir(parents=True)
    else:
        (tmp_path / "outbox").write_bytes(b"a person's")
    before = sorted(tmp_path.rglob("*"))

    placed = placer.write(tmp_path / "outbox" / "a.docx", b"one", "document")

    assert (placed in (Placed.KEPT, Placed.FAILED), sorted(tmp_path.rglob("*"))) == (True, before)


def test_a_folder_outside_the_workspace_is_known_by_its_whole_path(tmp_path: Path, dataset: Dataset) -> None:
    (tmp_path / "here").mkdir()
    share = tmp_path / "share"
    placer = Placer(tmp_path / "here", dataset)

    placer.write(share / "a.txt", b"one", "receipt")

    assert (placer.placed(share), placer.relative(share)) == ({"a.txt": sha256(b"one")}, share.as_posix())


def test_files_placed_are_listed_below_one_folder(tmp_path: Path, placer: Placer) -> None:
    for name in ("inbox/_3-da-tiep-nhan/a.txt", "inbox-cu/b.txt", "outbox/c.docx"):
        placer.write(tmp_path / name, b"one", "x")

    assert placer.placed(tmp_path / "inbox") == {"_3-da-tiep-nhan/a.txt": sha256(b"one")}


def test_docgens_own_file_is_removed(tmp_path: Path, placer: Placer, dataset: Dataset) -> None:
    placer.write(tmp_path / "a.docx", b"one", "document")

    assert [placer.remove(tmp_path / "a.docx"), placer.remove(tmp_path / "a.docx")] == [Placed.WRITTEN, Placed.UNCHANGED]
    assert (files(tmp_path), dataset.placed.all()) == ({}, {})


def test_docgens_own_file_is_moved(tmp_path: Path, placer: Placer, dataset: Dataset) -> None:
    source, target = tmp_path / "a.docx", tmp_path / "_khong-can-phat-hanh" / "a.docx"
    placer.write(source, b"one", "document")

    assert [placer.move(source, target, "document"), placer.move(source, target, "document")] == [Placed.WRITTEN, Placed.UNCHANGED]
    assert files(tmp_path) == {"_khong-can-phat-hanh/a.docx": b"one"}
    assert dataset.placed.all() == {"_khong-can-phat-hanh/a.docx": sha256(b"one")}


def test_a_units_file_is_moved_only_when_it_has_the_bytes_of_its_receipt(tmp_path: Path, placer: Placer) -> None:
    source, target = tmp_path / ".docgen-1-a.xlsx", tmp_path / "_3-da-tiep-nhan" / "a.xlsx"
    source.write_bytes(b"form")

    results = [placer.move(source, target, "taken"), placer.move(source, target, "taken", sha256(b"other"))]

    assert (results, files(tmp_path)) == ([Placed.KEPT] * 2, {".docgen-1-a.xlsx": b"form"})
    assert placer.move(source, target, "taken", sha256(b"form")) is Placed.WRITTEN
    assert (files(tmp_path), placer.is_ours(target)) == ({"_3-da-tiep-nhan/a.xlsx": b"form"}, True)


def test_a_move_stops_where_a_person_has_a_file(tmp_path: Path, placer: Placer) -> None:
    placer.write(tmp_path / "a.docx", b"one", "document")
    (tmp_path / "b.docx").write_bytes(b"a person's")

    assert placer.move(tmp_path / "a.docx", tmp_path / "b.docx", "document") is Placed.KEPT
    assert files(tmp_path) == {"a.docx": b"one", "b.docx": b"a person's"}


def test_a_move_of_nothing_says_so(tmp_path: Path, placer: Placer) -> None:
    assert placer.move(tmp_path / "a.docx", tmp_path / "b.docx", "document") is Placed.FAILED
    assert placer.problems == {"a.docx": Fault.GONE}


def steps_of(dataset: Dataset, monkeypatch: pytest.MonkeyPatch, die_at: int) -> Callable[[], int]:
    """Let the process die before the `die_at`-th write to the disk's names or the dataset; return how many it came to."""
    count = 0

    def step(real: Callable[..., object]) -> Callable[..., object]:
        def run(*arguments: object, **named: object) -> object:
            nonlocal count
            count += 1
            if count == die_at:
                raise Killed
            return real(*arguments, **named)

        return run

    for target, name in (
        (dataset.placed, "remember_all"),
        (dataset.placed, "forget"),
        (dataset.placed, "rename_all"),
        (disk, "write_aside"),
        (disk, "rename_to_new"),
        (Path, "replace"),
        (Path, "unlink"),
    ):
        monkeypatch.setattr(target, name, step(getattr(target, name)))
    return lambda: count


@pytest.mark.parametrize("die_at", range(1, 8))
@pytest.mark.parametrize(
    ("before", "deed"),
    [
        pytest.param({}, lambda p, at: p.write(at / "a.docx", b"two", "document"), id="new"),
        pytest.param({"a.docx": b"one"}, lambda p, at: p.write(at / "a.docx", b"two", "document"), id="replace"),
        pytest.param({"b.docx": b"two"}, lambda p, at: p.move(at / "b.docx", at / "a.docx", "document"), id="move"),
        pytest.param({"a.docx": b"one", "b.docx": b"two"}, lambda p, at: p.move(at / "b.docx", at / "a.docx", "document"), id="move over"),
    ],
)
def test_after_a_kill_at_any_step_docgen_knows_its_own_file_and_goes_on(
    tmp_path: Path, dataset: Dataset, before: dict[str, bytes], deed: Callable[[Placer, Path], Placed], die_at: int
) -> None:
    for name, data in before.items():
        Placer(tmp_path, dataset).write(tmp_path / name, data, "document")
    with pytest.MonkeyPatch.context() as monkeypatch:
        steps_of(dataset, monkeypatch, die_at)
        with contextlib.suppress(Killed):
            deed(Placer(tmp_path, dataset), tmp_path)

    restarted = Placer(tmp_path, dataset)
    placed = restarted.placed(tmp_path)
    visible = {name: data for name, data in files(tmp_path).items() if not name.startswith(".docgen-tmp-")}

    assert {name: sha256(data) for name, data in visible.items()}.items() <= placed.items()
    assert deed(restarted, tmp_path).is_done
    restarted.clear_temporary(tmp_path)
    assert (files(tmp_path), restarted.placed(tmp_path)) == ({"a.docx": b"two"}, {"a.docx": sha256(b"two")})


@pytest.mark.parametrize("die_at", range(1, 10))
@pytest.mark.parametrize("before", [pytest.param(b"", id="new"), pytest.param(b"one", id="replaced")])
@pytest.mark.parametrize("names", [(("a.docx", "b.docx"),), (("a.docx",), ("b.docx",))], ids=["one bundle", "two bundles"])
def test_after_a_kill_at_any_step_of_two_files_together_docgen_knows_both_and_goes_on(
    tmp_path: Path, dataset: Dataset, names: tuple[tuple[str, ...], ...], before: bytes, die_at: int
) -> None:
    bundles = [bundle(tmp_path, *some) for some in names]
    for name in ("a.docx", "b.docx") if before else ():
        Placer(tmp_path, dataset).write(tmp_path / name, before, "document")
    with pytest.MonkeyPatch.context() as monkeypatch:
        came_to = steps_of(dataset, monkeypatch, die_at)
        with contextlib.suppress(Killed):
            write(Placer(tmp_path, dataset), bundles)

    restarted = Placer(tmp_path, dataset)
    placed = restarted.placed(tmp_path)
    visible = {name: sha256(data) for name, data in files(tmp_path).items() if not name.startswith(".docgen-tmp-")}
    again = write(restarted, bundles)
    restarted.clear_temporary(tmp_path)

    assert came_to() >= min(die_at, 7)
    assert visible.items() <= placed.items()
    assert {placed.is_done for some in again for placed in some} == {True}
    assert files(tmp_path) == dict.fromkeys(("a.docx", "b.docx"), b"two")
    assert restarted.placed(tmp_path) == dict.fromkeys(("a.docx", "b.docx"), sha256(b"two"))


def test_a_persons_file_keeps_those_after_it_from_being_written(tmp_path: Path, placer: Placer) -> None:
    (tmp_path / "b.docx").write_bytes(b"hers")

    (placed,) = write(placer, [bundle(tmp_path, "a.docx", "b.docx", "c.docx")])

    assert placed == [Placed.WRITTEN, Placed.KEPT]
    assert files(tmp_path) == {"a.docx": b"two", "b.docx": b"hers"}
    assert placer.placed(tmp_path) == {"a.docx": sha256(b"two")}


def test_a_persons_file_keeps_no_other_bundle_from_being_written(tmp_path: Path, placer: Placer) -> None:
    (tmp_path / "a.docx").write_bytes(b"hers")

    placed = write(placer, [bundle(tmp_path, "a.docx", "b.docx"), bundle(tmp_path, "c.docx", "d.docx")])

    assert placed == [[Placed.KEPT], [Placed.WRITTEN, Placed.WRITTEN]]
    assert files(tmp_path) == {"a.docx": b"hers", "c.docx": b"two", "d.docx": b"two"}
    assert set(placer.placed(tmp_path)) == {"c.docx", "d.docx"}


def test_bundles_are_told_of_in_one_durable_transaction_and_each_disk_is_asked_twice(
    tmp_path: Path, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = tmp_path / "inbox", tmp_path / "outbox"
    placer, durable, asked = Placer(tmp_path, dataset, folders), [], []
    transaction, begin = Dataset.transaction, Patience.begin

    def told(self: Dataset, is_durable: bool = True) -> contextlib.AbstractContextManager[None]:
        durable.append(is_durable)
        return transaction(self, is_durable)

    def ask(self: Patience[object], question: Callable[[], object], about: Hashable) -> None:
        asked.append(self)
        begin(self, question, about)

    monkeypatch.setattr(Dataset, "transaction", told)
    monkeypatch.setattr(Patience, "begin", ask)
    placings = placer.write_all([Bundle([Wish(folder / name, b"two", "document") for folder in folders]) for name in ("a", "b", "c")])

    assert {placed for placing in placings for placed in placing.placed} == {Placed.WRITTEN}
    assert (durable, len(set(asked))) == ([True], 2)
    assert len(asked) == 8  # looked at and put, on each: begun, and then waited for


def test_of_bundles_on_a_disk_that_hangs_midway_all_files_are_known_afterwards(
    tmp_path: Path, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    share, names = tmp_path / "inbox", [f"{number}.docx" for number in range(5)]
    placer = Placer(tmp_path, dataset, (share,), 0.3)
    write(placer, [bundle(share, name, data=b"one") for name in names[::2]])
    answers, real = threading.Event(), disk.write_aside

    def write_aside(path: Path, data: bytes, digest: str) -> Path:
        if path.name == names[2]:
            answers.wait(30)
        return real(path, data, digest)

    with monkeypatch.context() as hung:
        hung.setattr(disk, "write_aside", write_aside)
        given_up = write(placer, [bundle(share, name) for name in names])
        meanwhile = placer.write(share / "x.docx", b"two", "document")
        answers.set()
        wait_for(lambda: not placer.is_hanging(share))
    placer.stay_away(share, None)

    late = files(share)
    known = placer.placed(share)
    again = write(placer, [bundle(share, name) for name in names])

    assert ({placed for some in given_up for placed in some}, meanwhile) == ({Placed.FAILED}, Placed.FAILED)
    assert late == {**dict.fromkeys(names[:3], b"two"), names[4]: b"one"}  # what had not begun is not done late
    assert {name: sha256(data) for name, data in late.items()}.items() <= known.items()
    assert again == [*[[Placed.UNCHANGED]] * 3, *[[Placed.WRITTEN]] * 2]
    assert (files(share), placer.placed(share)) == (dict.fromkeys(names, b"two"), dict.fromkeys(names, sha256(b"two")))


@pytest.mark.parametrize(
    "step", [(disk, "write_aside"), (place, "flush_folder"), (disk, "seen_at")], ids=["writing", "flushing", "looking"]
)
def test_a_disk_is_waited_for_as_long_as_one_step_after_the_other_ends_in_time(
    tmp_path: Path, dataset: Dataset, monkeypatch: pytest.MonkeyPatch, step: tuple[object, str]
) -> None:
    share, real = tmp_path / "inbox", getattr(*step)
    placer = Placer(tmp_path, dataset, (share,), 1)

    def slow(*arguments: object) -> object:
        time.sleep(0.4)
        return real(*arguments)

    monkeypatch.setattr(*step, slow)
    placed = write(placer, [bundle(share / str(number), "a.docx") for number in range(5)])

    assert placed == [[Placed.WRITTEN]] * 5
    assert placer.fault_above(share) is None


@pytest.mark.parametrize("when", ["before it is looked at", "while others are written"])
def test_a_file_that_is_given_another_name_after_it_was_seen_is_looked_for_first(
    tmp_path: Path, placer: Placer, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    path, renamed, real = tmp_path / "b.docx", tmp_path / "hers.docx", disk.write_aside
    write(placer, [bundle(tmp_path, "b.docx", data=b"one")])

    def meanwhile(at: Path, data: bytes, digest: str) -> Path:
        if path.exists():
            path.rename(renamed)
        return real(at, data, digest)

    with monkeypatch.context() as writing:
        if when == "before it is looked at":
            path.rename(renamed)
        else:
            writing.setattr(disk, "write_aside", meanwhile)
        placed = write(placer, [bundle(tmp_path, "a.docx"), Bundle([Wish(path, b"two", "document", is_there=True)])])

    assert placed == [[Placed.WRITTEN], [Placed.FAILED]]
    assert files(tmp_path) == {"a.docx": b"two", "hers.docx": b"one"}
    assert placer.problems == {"b.docx": Fault.GONE}


def test_one_that_somebody_opens_while_docgen_writes_the_others_waits(
    tmp_path: Path, placer: Placer, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(placer, [bundle(tmp_path, "a.docx", data=b"one"), bundle(tmp_path, "b.docx", data=b"one")])
    real = disk.write_aside

    def meanwhile(path: Path, data: bytes, digest: str) -> Path:
        (tmp_path / "~$b.docx").touch()
        return real(path, data, digest)

    with monkeypatch.context() as writing:
        writing.setattr(disk, "write_aside", meanwhile)
        placed = write(placer, [bundle(tmp_path, "a.docx"), bundle(tmp_path, "b.docx")])
    (tmp_path / "~$b.docx").unlink()

    assert placed == [[Placed.WRITTEN], [Placed.BUSY]]
    assert files(tmp_path) == {"a.docx": b"two", "b.docx": b"one"}
    assert placer.placed(tmp_path) == {name: sha256(data) for name, data in files(tmp_path).items()}
    assert write(placer, [bundle(tmp_path, "b.docx")]) == [[Placed.WRITTEN]]


def test_what_comes_after_a_file_at_which_the_disk_went_away_is_not_begun(
    tmp_path: Path, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    placer, begun, real = Placer(tmp_path, dataset, (tmp_path,)), [], disk.write_aside

    def write_aside(path: Path, data: bytes, digest: str) -> Path:
        begun.append(path.name)
        if path.name == "b.docx":
            raise NoAnswerError
        return real(path, data, digest)

    monkeypatch.setattr(disk, "write_aside", write_aside)
    placed = write(placer, [bundle(tmp_path, name) for name in ("a.docx", "b.docx", "c.docx")])

    assert (placed, begun) == ([[Placed.FAILED]] * 3, ["a.docx", "b.docx"])  # the first has a name that the disk may not keep
    assert placer.fault_above(tmp_path / "d.docx")


def test_one_that_is_refused_leaves_the_others_written(tmp_path: Path, placer: Placer, monkeypatch: pytest.MonkeyPatch) -> None:
    real = disk.write_aside

    def full(path: Path, data: bytes, digest: str) -> Path:
        if path.name == "a.docx":
            raise OSError(errno.ENOSPC, "full")
        return real(path, data, digest)

    monkeypatch.setattr(disk, "write_aside", full)
    (placed,) = write(placer, [bundle(tmp_path, "a.docx", "b.docx")])

    assert placed == [Placed.FAILED, Placed.WRITTEN]
    assert (placer.problems, placer.placed(tmp_path)) == ({"a.docx": Fault.FULL}, {"b.docx": sha256(b"two")})


class Hang:
    """A disk that stops answering before one of its steps, until `answers` is set."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, target: object, step: str) -> None:
        self.answers = threading.Event()
        real = getattr(target, step)

        def hang(*arguments: object, **named: object) -> object:
            if threading.current_thread() is not threading.main_thread():
                self.answers.wait(30)
            return real(*arguments, **named)

        monkeypatch.setattr(target, step, hang)

    def end(self, placer: Placer, folder: Path) -> None:
        """Let the disk answer, and wait until it has."""
        self.answers.set()
        while placer.is_hanging(folder):
            time.sleep(0.01)
        placer.stay_away(folder, None)


@pytest.mark.parametrize("before", [pytest.param(b"", id="new"), pytest.param(b"one", id="replaced")])
@pytest.mark.parametrize("step", [(disk, "write_aside"), (place, "flush_folder")], ids=["writing", "flushing"])
def test_a_write_that_hangs_is_given_up_done_late_and_known_as_docgens_afterwards(
    tmp_path: Path, dataset: Dataset, monkeypatch: pytest.MonkeyPatch, before: bytes, step: tuple[object, str]
) -> None:
    share, other = tmp_path / "inbox", tmp_path / "outbox"
    placer = Placer(tmp_path, dataset, (share, other), 0.1)
    share.mkdir()
    if before:
        placer.write(share / "a.txt", before, "slip")
    with monkeypatch.context() as hung:
        hang = Hang(hung, *step)

        given_up = placer.write(share / "a.txt", b"two", "slip")
        hanging = placer.is_hanging(share), placer.fault_above(share / "b.txt"), placer.write(share / "b.txt", b"x", "slip")
        known_meanwhile = placer.placed(share)
    elsewhere = placer.write(other / "c.txt", b"c", "page")
    hang.end(placer, share)
    late = files(share)

    assert (given_up, hanging) == (Placed.FAILED, (True, Fault.OFFLINE, Placed.FAILED))
    assert set(known_meanwhile) <= {"a.txt"}
    assert (elsewhere, late) == (Placed.WRITTEN, {"a.txt": b"two"})
    assert placer.placed(share) == {"a.txt": sha256(b"two")}
    assert placer.write(share / "a.txt", b"three", "slip") is Placed.WRITTEN
    assert (files(share), set(placer.problems)) == ({"a.txt": b"three"}, {"inbox/b.txt"})


def test_a_file_written_late_stays_docgens_when_the_next_write_is_refused(
    tmp_path: Path, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, placer = tmp_path / "a.docx", Placer(tmp_path, dataset, (tmp_path,), 0.1)
    placer.write(path, b"one", "document")
    with monkeypatch.context() as hung:
        hang = Hang(hung, place, "flush_folder")
        placer.write(path, b"two", "document")
    hang.end(placer, tmp_path)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "denied")

    with monkeypatch.context() as open_in_word:
        open_in_word.setattr(Path, "replace", refuse)
        refused = placer.write(path, b"three", "document")

    assert (refused, placer.is_ours(path), placer.write(path, b"three", "document")) == (Placed.BUSY, True, Placed.WRITTEN)


def test_a_removal_and_a_move_that_hang_are_given_up_and_done_once(
    tmp_path: Path, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    placer = Placer(tmp_path, dataset, (tmp_path,), 0.1)
    for name in ("a.txt", "b.txt"):
        placer.write(tmp_path / name, b"one", "slip")
    deeds: tuple[Callable[[], Placed], ...] = (
        lambda: placer.remove(tmp_path / "a.txt"),
        lambda: placer.move(tmp_path / "b.txt", tmp_path / "c.txt", "slip"),
    )
    for deed in deeds:
        with monkeypatch.context() as hung:
            hang = Hang(hung, Path, "unlink")

            given_up = deed()
        hang.end(placer, tmp_path)

        assert (given_up, deed().is_done) == (Placed.FAILED, True)

    assert (files(tmp_path), placer.placed(tmp_path)) == ({"c.txt": b"one"}, {"c.txt": sha256(b"one")})


@pytest.mark.parametrize(
    "deed",
    [
        pytest.param(lambda placer, at: placer.remove(at / "a.docx"), id="remove"),
        pytest.param(lambda placer, at: placer.move(at / "a.docx", at / "b.docx", "document"), id="move"),
        pytest.param(lambda placer, at: placer.hand_over(at / "a.docx", at / "b.docx"), id="hand over"),
    ],
)
def test_a_name_is_forgotten_once_the_disk_no_longer_has_it(
    tmp_path: Path, dataset: Dataset, monkeypatch: pytest.MonkeyPatch, deed: Callable[[Placer, Path], Placed]
) -> None:
    placer, path, events = Placer(tmp_path, dataset), tmp_path / "a.docx", list[str]()
    placer.write(path, b"one", "document")
    flush, forget = flush_folder, dataset.placed.forget

    def flushing(folder: Path) -> None:
        events.append("flushed without it" if not path.exists() else "flushed")
        flush(folder)

    def forgetting(name: str) -> None:
        events.append(f"forgotten {name}")
        forget(name)

    monkeypatch.setattr(disk, "flush_folder", flushing)
    monkeypatch.setattr(dataset.placed, "forget", forgetting)

    assert deed(placer, tmp_path) is Placed.WRITTEN
    assert events[:2] == ["flushed without it", "forgotten a.docx"]


def test_what_docgen_never_placed_is_not_told_to_the_dataset_when_it_is_to_be_removed(
    tmp_path: Path, placer: Placer, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dataset.placed, "forget", lambda name: pytest.fail(f"told of {name}"))

    assert placer.remove(tmp_path / "a.docx") is Placed.UNCHANGED


def test_files_on_two_disks_are_put_side_by_side(tmp_path: Path, dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = tmp_path / "inbox", tmp_path / "outbox"
    placer, both, real = Placer(tmp_path, dataset, folders, 10), threading.Barrier(2), flush_folder

    def met(folder: Path) -> None:
        both.wait(5)
        real(folder)

    monkeypatch.setattr(place, "flush_folder", met)
    (placed,) = write(placer, [Bundle([Wish(folder / "a.txt", b"two", "document") for folder in folders])])

    assert placed == [Placed.WRITTEN, Placed.WRITTEN]
    assert not both.broken


@pytest.mark.parametrize("hangs_at", [0, 1])
@pytest.mark.parametrize("before", [pytest.param(b"", id="new"), pytest.param(b"one", id="replaced")])
def test_when_one_disk_hangs_the_other_has_its_file_and_both_are_known(
    tmp_path: Path, dataset: Dataset, monkeypatch: pytest.MonkeyPatch, hangs_at: int, before: bytes
) -> None:
    folders = tmp_path / "outbox", tmp_path / "inbox"
    wishes = [Wish(folder / "a.txt", b"two", "document") for folder in folders]
    placer = Placer(tmp_path, dataset, folders, 0.3)
    for wish in wishes if before else []:
        placer.write(wish.path, before, "document")
    answers, real = threading.Event(), disk.write_aside

    def write_aside(path: Path, data: bytes, digest: str) -> Path:
        if path.is_relative_to(folders[hangs_at]):
            answers.wait(30)
        return real(path, data, digest)

    with monkeypatch.context() as hung:
        hung.setattr(disk, "write_aside", write_aside)
        (given_up,) = write(placer, [Bundle(wishes)])
        meanwhile = wishes[1 - hangs_at].path.read_bytes()
        answers.set()
        wait_for(lambda: not placer.is_hanging(folders[hangs_at]))
    placer.stay_away(folders[hangs_at], None)

    assert [placed.is_done for placed in given_up] == [hangs_at == 1, hangs_at == 0]
    assert (meanwhile, wishes[hangs_at].path.read_bytes()) == (b"two", b"two")
    assert [placer.placed(folder) for folder in folders] == [{"a.txt": sha256(b"two")}] * 2
    assert placer.write_all([Bundle(wishes)])[0].placed == [Placed.UNCHANGED] * 2


def test_what_files_are_is_noted_before_the_first_is_touched(tmp_path: Path, placer: Placer) -> None:
    (tmp_path / "b.docx").write_bytes(b"hers")
    bundles = [bundle(tmp_path, "a.docx", "b.docx"), bundle(tmp_path, "b.docx"), bundle(tmp_path, "c.docx")]
    seen: list[tuple[Sequence[int], bool]] = []

    for _ in range(2):
        placings = placer.write_all(bundles, lambda places: seen.append((places, (tmp_path / "a.docx").exists())))
        placer.settle(placings)

    assert seen == [([0, 2], False)]  # not again: none is to be written then
    assert [placing.is_noted for placing in placings] == [False] * 3


def test_nothing_is_noted_of_files_none_of_which_could_be_put(tmp_path: Path, placer: Placer) -> None:
    (tmp_path / "a.docx").write_bytes(b"hers")
    noted: list[Sequence[int]] = []

    [placing] = placer.write_all([bundle(tmp_path, "a.docx")], noted.append)

    assert (placing.placed, placing.is_noted, noted) == ([Placed.KEPT], False, [])
