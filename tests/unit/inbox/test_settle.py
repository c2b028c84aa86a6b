"""Which files are whole and at rest."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from docgen.inbox.looks import Ignored, Listing, Look
from docgen.inbox.settle import Ready, Rest, Settled, Sighting, Why, in_turn, is_whole, judge
from docgen.model.disk import Fault

START = datetime(2026, 11, 29, 23, 59, tzinfo=UTC)
REST = Rest(settle_seconds=1, patience_seconds=1800, in_use_seconds=600)


def look(path: str = "a.xlsx", size: int = 10, mtime: int = 1, seen: float = 0) -> Look:
    return Look(path, size, mtime, seen)


def listing(
    *looks: Look, seen: float = 0, ignored: Mapping[str, Ignored] | None = None, unknown: Mapping[str, Fault] | None = None
) -> Listing:
    return Listing(START + timedelta(seconds=seen), seen, {item.path: item for item in looks}, ignored or {}, unknown or {})


def watched(*listings: Listing, whole: Callable[[Look], bool] = lambda _: True, rest: Rest = REST) -> Settled:
    """Return what the last of `listings` came to, each judged after the one before."""
    settled, last_look = Settled(), None
    for now in listings:
        settled = judge(settled.sightings, now, last_look, rest, whole)
        last_look = now.at
    return settled


def told(settled: Settled) -> list[tuple[str, str]]:
    ready = [
        (item.sighting.path, "incomplete" if item.is_incomplete else "in use" if item.is_in_use else "ready") for item in settled.ready
    ]
    return (
        ready + [(item.sighting.path, str(item.why)) for item in settled.waiting] + [(item.path, "vanished") for item in settled.vanished]
    )


@pytest.mark.parametrize(
    ("listings", "expected"),
    [
        pytest.param([listing(look())], [("a.xlsx", Why.NOT_QUIET)], id="first seen"),
        pytest.param([listing(look()), listing(look(seen=2), seen=2)], [("a.xlsx", "ready")], id="unchanged"),
        pytest.param([listing(look()), listing(look(seen=0.5), seen=0.5)], [("a.xlsx", Why.NOT_QUIET)], id="unchanged, too short a time"),
        pytest.param([listing(look()), listing(look(size=11, seen=2), seen=2)], [("a.xlsx", Why.NOT_QUIET)], id="still being copied"),
        pytest.param([listing(look()), listing(look(mtime=2, seen=2), seen=2)], [("a.xlsx", Why.NOT_QUIET)], id="same size, written again"),
        pytest.param(
            [listing(look(seen=t / 2), seen=t / 2) for t in range(4)], [("a.xlsx", "ready")], id="quiet time is counted from the first look"
        ),
        pytest.param(
            [listing(look()), listing(look(mtime=-(10**18), seen=2), seen=2), listing(look(mtime=-(10**18), seen=4), seen=4)],
            [("a.xlsx", "ready")],
            id="F06 an mtime from long ago",
        ),
        pytest.param([listing(look()), listing(seen=2)], [("a.xlsx", "vanished")], id="F16 dropped and deleted"),
        pytest.param([listing(look()), listing(seen=2, unknown={"": Fault.OFFLINE})], [], id="P01 the share is away, nothing is gone"),
        pytest.param([listing(look("t/a.xlsx")), listing(seen=2, unknown={"t": Fault.DENIED})], [], id="P05 the folder cannot be read"),
        pytest.param([listing(look("t/u/a.xlsx")), listing(seen=2, unknown={"t": Fault.OTHER})], [], id="P06 a folder above it cannot"),
        pytest.param(
            [listing(look("t/a.xlsx")), listing(seen=2, unknown={"u": Fault.DENIED})],
            [("t/a.xlsx", "vanished")],
            id="another folder cannot",
        ),
    ],
)
def test_a_file_is_at_rest_when_looks_agree_long_enough(listings: list[Listing], expected: list[tuple[str, str]]) -> None:
    assert told(watched(*listings)) == expected


def test_a_file_behind_a_share_that_was_away_goes_on_resting_when_it_comes_back() -> None:
    away = listing(seen=2, unknown={"": Fault.OFFLINE})

    settled = watched(listing(look()), away, listing(look(seen=4), seen=4))

    assert told(settled) == [("a.xlsx", "ready")]


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        pytest.param(5, [("a.xlsx", Why.NOT_WHOLE)], id="F02 waits"),
        pytest.param(1799, [("a.xlsx", Why.NOT_WHOLE)], id="waits as long as patience lasts"),
        pytest.param(1800, [("a.xlsx", "incomplete")], id="F03 then it is answered"),
    ],
)
def test_a_file_that_is_not_whole_waits_until_patience_ends(seen: float, expected: list[tuple[str, str]]) -> None:
    assert told(watched(listing(look()), listing(look(seen=seen), seen=seen), whole=lambda _: False)) == expected


def test_patience_begins_anew_when_the_file_grows() -> None:
    settled = watched(
        listing(look()), listing(look(size=11, seen=1790), seen=1790), listing(look(size=11, seen=1900), seen=1900), whole=lambda _: False
    )

    assert told(settled) == [("a.xlsx", Why.NOT_WHOLE)]


def test_an_empty_file_says_so_while_it_waits() -> None:
    assert told(watched(listing(look(size=0)), listing(look(size=0, seen=5), seen=5), whole=lambda _: False)) == [("a.xlsx", Why.EMPTY)]


def test_a_placeholder_that_is_filled_later_is_ready_then() -> None:
    empty = [listing(look(size=0, seen=t), seen=t) for t in (0, 600)]
    filled = [listing(look(size=9, mtime=2, seen=t), seen=t) for t in (900, 902)]

    assert told(watched(*empty, *filled, whole=lambda item: item.size_bytes > 0)) == [("a.xlsx", "ready")]


def test_a_file_that_stays_broken_is_not_read_at_every_look() -> None:
    reads: list[float] = []

    def never_whole(item: Look) -> bool:
        reads.append(item.seen)
        return False

    watched(*[listing(look(seen=t), seen=t) for t in range(0, 1700, 2)], whole=never_whole)

    assert len(reads) < 50


@pytest.mark.parametrize(
    ("path", "owner", "seen", "expected"),
    [
        pytest.param("a.xlsx", "~$a.xlsx", 5, Why.IN_USE, id="F10 Excel"),
        pytest.param("t/a.xlsx", "t/.~lock.a.xlsx#", 5, Why.IN_USE, id="F12 LibreOffice"),
        pytest.param("Báo cáo.docx", "~$o cáo.docx", 5, Why.IN_USE, id="Word cuts the name"),
        pytest.param("a.xlsx", "t/~$a.xlsx", 5, "ready", id="a lock in another folder"),
        pytest.param("a.xlsx", "~$b.xlsx", 5, "ready", id="a lock of another file"),
        pytest.param("a.xlsx", "~$a.xlsx", 600, "in use", id="F11 an owner file left by a crash"),
    ],
)
def test_a_file_that_somebody_has_open_waits_but_not_for_ever(path: str, owner: str, seen: float, expected: str) -> None:
    owners = {owner: Ignored.OWNER_FILE}

    settled = watched(listing(look(path), ignored=owners), listing(look(path, seen=seen), seen=seen, ignored=owners))

    assert told(settled) == [(path, expected)]


def test_the_receipt_interval_is_between_the_last_look_without_and_the_first_look_with() -> None:
    settled = watched(listing(), listing(look(seen=4), seen=4), listing(look(seen=6), seen=6))

    assert settled.ready == (Ready(Sighting(look(seen=4), START, START + timedelta(seconds=4))),)


def test_a_file_that_was_there_at_the_very_first_look_has_no_earliest_moment() -> None:
    settled = watched(listing(look()), listing(look(seen=2), seen=2))

    assert settled.ready == (Ready(Sighting(look(), None, START)),)


def test_a_save_by_way_of_another_name_is_one_file() -> None:
    temporary = {"Cedd4100": Ignored.TEMPORARY}

    settled = watched(
        listing(look()), listing(seen=2, ignored=temporary), listing(look(mtime=9, seen=3), seen=3), listing(look(mtime=9, seen=5), seen=5)
    )

    assert told(settled) == [("a.xlsx", "ready")]


def test_senders_take_turns() -> None:
    paths = ["t/1", "t/2", "t/3", "u/1", "alone", "other"]

    turned = in_turn(Ready(Sighting(look(path), None, START)) for path in paths)

    assert [item.sighting.path for item in turned] == ["t/1", "u/1", "alone", "other", "t/2", "t/3"]


def zipped(*contents: bytes, method: int = ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", method) as archive:
        for number, content in enumerate(contents):
            archive.writestr(f"part{number}.xml", content)
    return out.getvalue()


WHOLE = zipped(b"<a/>" * 500, bytes(range(256)) * 40)
STORED = zipped(b"x" * 4000, method=ZIP_STORED)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(WHOLE, True, id="a zip"),
        pytest.param(WHOLE[:-1], False, id="its last byte is missing"),
        pytest.param(WHOLE[: len(WHOLE) // 2], False, id="F02 half of it"),
        pytest.param(WHOLE[:3], False, id="its first three bytes"),
        pytest.param(WHOLE[: len(WHOLE) // 2] + bytes(len(WHOLE) - len(WHOLE) // 2), False, id="F03 full size, a tail of zeros"),
        pytest.param(STORED[:1000] + bytes(500) + STORED[1500:], False, id="F04 a hole in the middle"),
        pytest.param(zipped(b"new" * 30) + STORED[200:], False, id="F05 a new head on an old tail"),
        pytest.param(bytes(len(WHOLE)), False, id="nothing but zeros"),
        pytest.param(b"", False, id="F31 empty"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, True, id="an old .xls cannot tell"),
        pytest.param("Đơn vị;Số\n1;2\n".encode(), True, id="text cannot tell"),
        pytest.param(b"PKZIP is a program", True, id="text that begins like a zip"),
        pytest.param(b"PK\x05\x06" + bytes(18), True, id="an empty zip"),
    ],
)
def test_a_file_is_whole_when_its_end_and_checksums_hold(data: bytes, expected: bool) -> None:
    assert is_whole(data) == expected


def test_what_lies_beyond_the_budget_is_not_read() -> None:
    broken_at_the_end = zipped(b"x" * 4000, b"y" * 4000, method=ZIP_STORED).replace(b"y" * 4000, b"z" * 4000)

    assert (is_whole(broken_at_the_end), is_whole(broken_at_the_end, budget_bytes=4000)) == (False, True)


def test_a_bomb_costs_no_more_than_the_budget() -> None:
    assert is_whole(zipped(bytes(32 * 1024 * 1024)), budget_bytes=1024 * 1024)
