"""What a clerk wrote into a document stays, figures follow: her edits, random ones too, merged with what docgen would write now."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from docgen.documents.merging.merge import merge
from tests.edited_papers import (
    EDITS,
    PAPERS,
    REPORT,
    TRACKED,
    Versions,
    comments,
    edited,
    figures,
    in_rows_of,
    texts,
    tracked,
    two_versions,
    whole_text,
    with_other_figures,
    without_bookmarks,
)

_ROUNDS = 50
_TRACKED_ROUNDS = 20


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Versions:
    return two_versions(tmp_path_factory.mktemp("base") / "mau")


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_a_document_that_nobody_edited_becomes_the_new_one(versions: Versions, path: Path) -> None:
    before, now = versions[path]

    forth, back = merge(before, before, now), merge(now, now, before)

    assert whole_text(forth.data) == whole_text(now)
    assert {name: text for name, (text, _) in figures(forth.data).items()} == {name: text for name, (text, _) in figures(now).items()}
    assert whole_text(back.data) == whole_text(before)
    assert comments(forth.data) == comments(back.data) == ()


def test_what_was_edited_stays_when_nothing_is_new(versions: Versions) -> None:
    before, _ = versions[REPORT]
    hers, _clerk = edited(before, random.Random(7), 25)

    merged = merge(before, hers, before)

    assert whole_text(merged.data) == whole_text(hers)
    assert (comments(merged.data), merged.moves) == ((), ())


@pytest.mark.parametrize("seed", [*range(_ROUNDS), 1068])
def test_no_word_of_hers_is_lost_and_no_figure_is_wrong(versions: Versions, seed: int) -> None:
    _check_round(versions, seed)


@pytest.mark.soak
@pytest.mark.parametrize("start", range(_ROUNDS, 1000 + _ROUNDS, 50))
def test_no_word_of_hers_is_lost_and_no_figure_is_wrong_in_a_thousand_rounds(versions: Versions, start: int) -> None:
    for seed in range(start, start + 50):
        _check_round(versions, seed)


@pytest.mark.parametrize("seed", range(_TRACKED_ROUNDS))
def test_tracked_changes_of_hers_stay_and_no_figure_is_wrong(versions: Versions, seed: int) -> None:
    _check_tracked_round(versions, seed)


@pytest.mark.soak
@pytest.mark.parametrize("start", range(_TRACKED_ROUNDS, 500, 50))
def test_tracked_changes_of_hers_stay_and_no_figure_is_wrong_in_hundreds_of_rounds(versions: Versions, start: int) -> None:
    for seed in range(start, start + 50):
        _check_tracked_round(versions, seed)


def _check_tracked_round(versions: Versions, seed: int) -> None:
    """Edit with changes tracked, alone or among others; change figures, merge; look at every paragraph, figure and tracked change."""
    chance = random.Random(seed)
    before, now = versions[PAPERS[seed % 3] if seed % 10 == 0 else PAPERS[1 + seed % 2]]
    now = with_other_figures(now, chance, chance.choice([0.0, 0.1, 0.5, 1.0]))
    kinds = TRACKED if chance.random() < 0.5 else (*TRACKED, *EDITS)
    hers, clerk = edited(before, chance, chance.randrange(1, 12), kinds)

    merged = merge(before, hers, now).data

    _check_words(hers, merged, clerk.words, seed)
    _check_untouched(merge(before, before, now).data, hers, merged, clerk.touched, False, seed)
    _check_figures(before, hers, now, merged, seed)
    assert tracked(merged) == tracked(hers), seed


def _check_round(versions: Versions, seed: int) -> None:
    """Edit, change figures, merge; look at every paragraph and figure."""
    chance = random.Random(seed)
    before, now = versions[PAPERS[seed % 3] if seed % 10 == 0 else PAPERS[1 + seed % 2]]
    if chance.random() < 0.2:
        now = before
    now = with_other_figures(now, chance, chance.choice([0.0, 0.1, 0.5, 1.0]))
    hers, clerk = edited(before, chance, chance.randrange(1, 12))
    is_copied = chance.random() < 0.15
    if is_copied:
        hers = without_bookmarks(hers)
    unedited = merge(before, before, now).data
    assert whole_text(unedited) == whole_text(now), seed

    merged = merge(before, hers, now).data

    _check_words(hers, merged, clerk.words, seed)
    _check_untouched(unedited, hers, merged, clerk.touched, is_copied, seed)
    if not is_copied:
        _check_figures(before, hers, now, merged, seed)


def _check_words(hers: bytes, merged: bytes, words: list[str], seed: int) -> None:
    """Each word that she wrote, and that she did not take out again, stands there as often as in hers, and in her order."""
    written, kept = whole_text(hers), whole_text(merged)
    for word in words:
        assert kept.count(word) == written.count(word), (seed, word)
    in_hers = sorted((word for word in words if word in written), key=written.index)
    assert in_hers == sorted(in_hers, key=kept.index), seed


def _check_untouched(unedited: bytes, hers: bytes, merged: bytes, touched: set[str], is_copied: bool, seed: int) -> None:
    """A paragraph that she left alone reads as docgen would write it now; where that cannot be known, a comment says what is new."""
    expected, found, was, rows = texts(unedited), texts(merged), texts(hers), in_rows_of(hers, touched)
    for number in was.keys() - touched:
        if found.get(number) != expected.get(number):
            is_of_her_row = number in rows and number not in expected  # docgen writes that row anew; hers stays whole, and is told
            assert is_copied or is_of_her_row, (seed, number, was[number], expected.get(number), found.get(number))
            assert found.get(number) == was[number], (seed, number)
            assert comments(merged), (seed, number)


def _check_figures(before: bytes, hers: bytes, now: bytes, merged: bytes, seed: int) -> None:
    """Each figure is the new one, or hers with the new one in a comment."""
    printed, said = figures(now), " ".join(comments(merged))
    written = {text for text, _ in figures(hers).values()} - {text for text, _ in figures(before).values()}
    for name, (text, _) in figures(merged).items():
        if text != printed[name][0]:
            assert text in written, (seed, name, text, printed[name])
            assert printed[name][0] in said or printed[name][0] in {value for value, _ in figures(before).values()}, (seed, name)
