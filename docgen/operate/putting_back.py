"""A restored dataset in, what units must find in the inbox put back: forms and papers at once, answers with the next run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docgen.dataset.store import Dataset
from docgen.model.submissions import Decision, Outcome
from docgen.outbox.place import Placer
from docgen.outbox.wishes import Placed
from docgen.pipeline.answering import kind_of

_FORMS = ("form", "restored")
_PAPERS = "unit-paper"
_RETURNED = f"{Outcome.RETURNED.value}:"


def put_back(root: Path, dataset: Dataset, placer: Placer) -> int:
    """Put back each form and each paper that docgen had placed for a unit of the workspace `root` and that is gone; return how many.

    What waits to be mended, or for a person, is answered again by the next run where its file is gone. Slips are not: people clear away
    what they have read.
    """
    for decision in _open(dataset):
        if _gone(root, dataset, kind_of(decision, decision.verdict.outcome)):
            dataset.decisions.answer_again(decision.id)
    written = 0
    for kind in (*_FORMS, _PAPERS):
        for path in _gone(root, dataset, kind):
            digest = dataset.placed.hash_of(path) or ""
            data = dataset.papers.bytes_with(digest) if kind == _PAPERS else dataset.facts.bytes_of(digest)
            written += data is not None and placer.write(root / path, data, kind) is Placed.WRITTEN
    return written


def _open(dataset: Dataset) -> Iterator[Decision]:
    """Yield the decisions about files that a unit must mend, or that a person must decide."""
    yield from dataset.decisions.held()
    for kind in dataset.placed.kinds(_RETURNED):
        programme, unit, period = kind.removeprefix(_RETURNED).split("/")
        decision = dataset.decisions.returned_open(programme, period).get(unit)
        if decision:
            yield decision


def _gone(root: Path, dataset: Dataset, kind: str) -> tuple[str, ...]:
    """Return the paths at which docgen had placed files of that kind and nothing is now."""
    return tuple(path for path in dataset.placed.of_kind(kind) if not path.endswith("?") and not (root / path).exists())
