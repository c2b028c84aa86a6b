"""Files taken from a real folder into a real dataset."""

import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import pytest

from docgen.dataset.store import Dataset, open_dataset
from docgen.inbox import capture
from docgen.inbox.capture import Changed, Reader, Taken, TooLarge, Untaken
from docgen.inbox.looks import Look
from docgen.inbox.places import place_of
from docgen.inbox.scan import scan
from docgen.inbox.settle import Sighting
from docgen.model.digest import sha256
from docgen.model.disk import Fault
from docgen.model.submissions import Receipt, Zone

BEFORE, AT = datetime(2026, 11, 29, 16, 40, tzinfo=UTC), datetime(2026, 11, 29, 16, 42, tzinfo=UTC)
LIMIT = 1000


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox"


@pytest.fixture
def dataset(tmp_path: Path) -> Iterator[Dataset]:
    with open_dataset(f"sqlite:///{(tmp_path / 'dataset.sqlite').as_posix()}") as opened:
        yield opened


def put(inbox: Path, path: str = "a.xlsx", data: bytes = b"form") -> Sighting:
    """Write a file and return it as the next look sees it."""
    (inbox / path).parent.mkdir(parents=True, exist_ok=True)
    (inbox / path).write_bytes(data)
    return Sighting(scan(inbox, AT, 0).looks[path], BEFORE, AT)


def taken_in(dataset: Dataset, inbox: Path, sighting: Sighting) -> Receipt:
    result = capture.capture(dataset, Reader(inbox, 5), sighting, place_of(PurePosixPath(sighting.path), {"T1": "T1-mot"}), LIMIT)
    assert isinstance(result, Receipt)
    return result


def names(inbox: Path) -> list[str]:
    return sorted(str(path.relative_to(inbox)) for path in inbox.rglob("*") if path.is_file())


def test_the_bytes_are_in_the_dataset_and_the_file_is_where_it_was(inbox: Path, dataset: Dataset) -> None:
    receipt = taken_in(dataset, inbox, put(inbox, "T1-mot/_2-gui-thu/a.xlsx"))

    assert receipt == Receipt(receipt.id, "T1-mot/_2-gui-thu/a.xlsx", sha256(b"form"), 4, BEFORE, AT, zone=Zone.REHEARSAL, folder_unit="T1")
    assert (dataset.captures.bytes_of(receipt.sha256), names(inbox)) == (b"form", ["T1-mot/_2-gui-thu/a.xlsx"])


def test_taking_twice_is_one_receipt(inbox: Path, dataset: Dataset) -> None:
    sighting = put(inbox)

    assert taken_in(dataset, inbox, sighting) == taken_in(dataset, inbox, sighting)


def test_a_file_over_the_limit_stays_and_is_not_read(inbox: Path, dataset: Dataset) -> None:
    sighting = put(inbox, data=b"x" * (LIMIT + 1))

    result = capture.capture(dataset, Reader(inbox, 5), sighting, place_of(PurePosixPath("a.xlsx"), {}), LIMIT)

    assert result == TooLarge("a.xlsx", LIMIT + 1, LIMIT)
    assert (names(inbox), dataset.captures.undecided()) == (["a.xlsx"], ())


@pytest.mark.parametrize(
    ("data", "mtime_ns"),
    [pytest.param(b"longer now", None, id="it grew"), pytest.param(b"f", None, id="it shrank"), pytest.param(b"FORM", 99, id="saved anew")],
)
def test_a_file_that_changed_since_the_look_comes_again(inbox: Path, data: bytes, mtime_ns: int | None) -> None:
    sighting = put(inbox)
    (inbox / "a.xlsx").write_bytes(data)
    if mtime_ns is not None:
        os.utime(inbox / "a.xlsx", ns=(mtime_ns, mtime_ns))

    assert capture.read(inbox, sighting.look, LIMIT) == Changed("a.xlsx")


def test_a_file_replaced_while_it_is_read_comes_again(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sighting = put(inbox)
    real = os.fdopen

    def fdopen(*arguments: object, **named: object) -> object:
        (inbox / "new").write_bytes(b"another form")
        (inbox / "new").replace(inbox / "a.xlsx")
        return real(*arguments, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "fdopen", fdopen)

    assert capture.read(inbox, sighting.look, LIMIT) == Changed("a.xlsx")


def test_a_file_that_is_gone_is_said_to_be_gone(inbox: Path) -> None:
    assert capture.read(inbox, Look("a.xlsx", 4, 1, 0), LIMIT) == Untaken("a.xlsx", Fault.GONE)


@pytest.mark.parametrize("operation", ["read", "take_away"])
def test_a_file_that_excel_holds_is_busy(inbox: Path, dataset: Dataset, operation: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sighting = put(inbox)
    receipt = taken_in(dataset, inbox, sighting)

    def held(*_: object, **__: object) -> None:
        raise OSError(16, "held by another program")

    monkeypatch.setattr(os, "open", held)
    monkeypatch.setattr(Path, "rename", held)

    result = capture.read(inbox, sighting.look, LIMIT) if operation == "read" else capture.take_away(inbox, receipt)

    assert result == Untaken("a.xlsx", Fault.BUSY)


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="this system opens links like files")
def test_a_link_put_in_the_files_place_is_not_followed(inbox: Path, tmp_path: Path) -> None:
    sighting = put(inbox)
    (inbox / "a.xlsx").replace(tmp_path / "secret.xlsx")
    (inbox / "a.xlsx").symlink_to(tmp_path / "secret.xlsx")

    assert isinstance(capture.read(inbox, sighting.look, LIMIT), Untaken)


@pytest.mark.skipif(sys.platform == "win32", reason="this system has no FIFO among its files")
def test_a_pipe_put_in_the_files_place_does_not_block(inbox: Path) -> None:
    sighting = put(inbox)
    (inbox / "a.xlsx").unlink()
    if sys.platform != "win32":
        os.mkfifo(inbox / "a.xlsx")

    assert capture.read(inbox, sighting.look, LIMIT) == Changed("a.xlsx")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"just text", True, id="no zip"),
        pytest.param(b"PK\x03\x04 and no end", False, id="a truncated zip"),
        pytest.param(b"", False, id="empty"),
        pytest.param(b"PK\x03\x04" * LIMIT, True, id="too large to be read"),
    ],
)
def test_wholeness_is_read_from_disk(inbox: Path, data: bytes, expected: bool) -> None:
    assert Reader(inbox, 5).is_whole(put(inbox, data=data).look, LIMIT) == expected


def test_a_file_is_taken_away_under_a_private_name_and_removed(inbox: Path, dataset: Dataset) -> None:
    receipt = taken_in(dataset, inbox, put(inbox, "t/a.xlsx"))

    taken = capture.take_away(inbox, receipt)

    assert taken == Taken(receipt, inbox / "t" / f".docgen-{receipt.id}-a.xlsx")
    assert names(inbox) == [f"t/.docgen-{receipt.id}-a.xlsx"]
    assert (capture.remove(taken), capture.remove(taken), names(inbox)) == (None, None, [])


def test_what_was_saved_between_capture_and_rename_is_given_back(inbox: Path, dataset: Dataset) -> None:
    receipt = taken_in(dataset, inbox, put(inbox))
    (inbox / "a.xlsx").write_bytes(b"saved once more")

    result = capture.take_away(inbox, receipt)

    assert (result, names(inbox), (inbox / "a.xlsx").read_bytes()) == (Changed("a.xlsx"), ["a.xlsx"], b"saved once more")


def test_a_file_already_gone_is_said_to_be_gone(inbox: Path, dataset: Dataset) -> None:
    receipt = taken_in(dataset, inbox, put(inbox))
    (inbox / "a.xlsx").unlink()

    assert capture.take_away(inbox, receipt) == Untaken("a.xlsx", Fault.GONE)


def test_after_a_stop_between_rename_and_hash_it_goes_on(inbox: Path, dataset: Dataset) -> None:
    receipt = taken_in(dataset, inbox, put(inbox))
    private = inbox / f".docgen-{receipt.id}-a.xlsx"
    (inbox / "a.xlsx").rename(private)

    assert capture.take_away(inbox, receipt) == Taken(receipt, private)


def test_after_such_a_stop_a_new_file_of_that_name_is_left_alone(inbox: Path, dataset: Dataset) -> None:
    receipt = taken_in(dataset, inbox, put(inbox))
    private = inbox / f".docgen-{receipt.id}-a.xlsx"
    (inbox / "a.xlsx").rename(private)
    put(inbox, data=b"the next revision")

    assert capture.take_away(inbox, receipt) == Taken(receipt, private)
    assert (inbox / "a.xlsx").read_bytes() == b"the next revision"


def test_what_was_written_into_a_renamed_file_comes_back_beside_the_new_one(inbox: Path, dataset: Dataset) -> None:
    receipt = taken_in(dataset, inbox, put(inbox))
    (inbox / "a.xlsx").rename(inbox / f".docgen-{receipt.id}-a.xlsx")
    (inbox / f".docgen-{receipt.id}-a.xlsx").write_bytes(b"written through an open handle")
    put(inbox, data=b"the next revision")

    result = capture.take_away(inbox, receipt)

    assert (result, names(inbox)) == (Changed("a.xlsx"), ["a (2).xlsx", "a.xlsx"])


def test_a_private_file_that_nobody_waits_for_gets_its_name_back(inbox: Path) -> None:
    put(inbox, "t/a.xlsx")
    (inbox / "t" / ".docgen-99-a.xlsx").write_bytes(b"of an older dataset")

    assert (capture.give_back(inbox, "t/.docgen-99-a.xlsx"), names(inbox)) == ("t/a (2).xlsx", ["t/a (2).xlsx", "t/a.xlsx"])
    assert capture.give_back(inbox, "t/.docgen-99-a.xlsx") == Untaken("t/.docgen-99-a.xlsx", Fault.GONE)


@pytest.mark.parametrize(
    "path",
    ["CON.xlsx", "dấu chấm cuối..xlsx", "a\n;'%\u202e.xlsx", "thư mục \udcff/khong-utf8-\udcfe.xlsx", "ă" * 100 + ".xlsx", "a\\x41.xlsx"],
)
@pytest.mark.skipif(os.name == "nt", reason="such names cannot be made on Windows")
def test_any_name_is_captured_and_taken_away(inbox: Path, dataset: Dataset, path: str) -> None:
    receipt = taken_in(dataset, inbox, put(inbox, path))

    taken = capture.take_away(inbox, receipt)

    assert isinstance(taken, Taken)
    assert (capture.remove(taken), names(inbox)) == (None, [])
