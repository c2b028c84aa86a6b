"""Files judged in a process of their own, so that none can hurt the one that keeps watch; a file that ended three of them is set aside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from docgen.cluster.child import Child, ChildDiedError, Limits
from docgen.dataset.attempts import MOST_DEATHS
from docgen.dataset.store import Dataset, open_dataset
from docgen.model.submissions import Receipt, Verdict
from docgen.pipeline import judging
from docgen.pipeline.log import LOG
from docgen.pipeline.office import Office, Stamp
from docgen.programme.calendar import WorkingCalendar
from docgen.programme.catalogue import Catalogue
from docgen.settings import Workspace

Judge = Callable[[Office, Receipt], Verdict | None]
"""Returns the verdict on a file; None leaves it to a later turn."""


@dataclass(frozen=True, slots=True)
class Definitions:
    """What the child must know beside the dataset; sent when it is new."""

    workspace: Workspace
    catalogue: Catalogue
    calendar: WorkingCalendar


@dataclass(frozen=True, slots=True)
class Order:
    """One file to be judged. `definitions`: those that hold from now on, None while they are the same as before."""

    receipt: Receipt
    now: datetime
    definitions: Definitions | None


class JudgeApart:
    """Judges files in one child after another."""

    def __init__(self, limits: Limits = Limits(), prepare: Callable[[], Callable[[Order], Verdict]] | None = None) -> None:  # noqa: B008
        """Take the limits of one file.

        Args:
            prepare: what the child is to do instead of judging; for tests of what files can do to it.
        """
        self._child: Child[Order, Verdict] = Child(prepare or prepare_judging, limits)
        self._known: tuple[Stamp, Catalogue] | None = None

    def __call__(self, office: Office, receipt: Receipt) -> Verdict:
        """Return the verdict on the file of `receipt`; when the child dies at it, it is tried again at once.

        Put off, it would be decided apart from its rival: another file of the same unit that came in the same look.
        """
        deaths = office.dataset.attempts.all().get(receipt.sha256)
        count, death = (deaths.count, deaths.last_death) if deaths else (0, "")
        while count < MOST_DEATHS:
            try:
                return self._child.ask(self._order(office, receipt))
            except ChildDiedError as died:
                self._known, death = None, died.death.value
                count = office.dataset.attempts.record(receipt.sha256, death, office.now)
                LOG.error("reading ended a process (%s), time %d: file %d (%s)", death, count, receipt.id, receipt.path)
        return judging.deadly(office, receipt, death)

    def close(self) -> None:
        """End the child."""
        self._child.close()
        self._known = None

    def _order(self, office: Office, receipt: Receipt) -> Order:
        known = office.stamp, office.catalogue
        is_new = self._known is None or self._known[0] != known[0] or self._known[1] is not known[1]
        self._known = known
        return Order(receipt, office.now, Definitions(office.workspace, office.catalogue, office.calendar) if is_new else None)


@contextmanager
def judging_apart(limits: Limits = Limits()) -> Iterator[JudgeApart]:  # noqa: B008
    """Judge files in a child while the block runs; the child starts with the first file."""
    judge = JudgeApart(limits)
    try:
        yield judge
    finally:
        judge.close()


def prepare_judging() -> Callable[[Order], Verdict]:
    """Return what judges one file after another; for the child."""
    return _Judging()


class _Judging:
    """What the child keeps between two files: the definitions, and the dataset opened to be read."""

    def __init__(self) -> None:
        self._definitions: Definitions | None = None
        self._dataset: Dataset | None = None

    def __call__(self, order: Order) -> Verdict:
        if order.definitions is not None:
            self._definitions = order.definitions
        if self._definitions is None:
            raise ValueError("the first order lacks definitions")
        if self._dataset is None:
            self._dataset = open_dataset(self._definitions.workspace.dataset_url)
        known = self._definitions
        office = Office(known.workspace, known.catalogue, known.calendar, self._dataset, order.now)
        return judging.judge(office, order.receipt, fatal=(MemoryError,))
