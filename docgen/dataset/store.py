"""The dataset opened: one database, its repositories, and transactions that reach over several of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from types import TracebackType

from docgen.dataset.acts import Acts
from docgen.dataset.attempts import Attempts
from docgen.dataset.captures import Captures
from docgen.dataset.database import Database
from docgen.dataset.decisions import Decisions
from docgen.dataset.events import Events
from docgen.dataset.facts import Facts
from docgen.dataset.papers import Papers
from docgen.dataset.pending import Pending
from docgen.dataset.placed import PlacedFiles
from docgen.dataset.recollection import Recollection, Recollections
from docgen.dataset.schema import ensure_current
from docgen.model.periods import Period
from docgen.model.programme import Programme


class Dataset:
    """The single truth. Any thread may use it; each repository's call is a transaction of its own unless one is open around it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.captures = Captures(database)
        self.decisions = Decisions(database)
        self.placed = PlacedFiles(database)
        self.acts = Acts(database)
        self.attempts = Attempts(database)
        self.facts = Facts(database)
        self.papers = Papers(database)
        self.pending = Pending(database)
        self.events = Events(database)
        self._recollections = Recollections()

    @contextmanager
    def transaction(self, is_durable: bool = True) -> Iterator[None]:
        """Make everything this thread writes within the block one transaction: all of it or, when the block raises, nothing.

        Args:
            is_durable: as in `Database.writing`.
        """
        with self._database.writing(is_durable):
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let everything this thread reads within the block see the same moment."""
        with self._database.reading():
            yield

    def recollection(self, programme: Programme, period: Period, today: date, units: int) -> Recollection:
        """Return what is remembered of the last look at `period`; nothing within a writing transaction, which may never end well."""
        if self._database.is_writing:
            return Recollection(programme, today)
        return self._recollections.of(programme, period, today, units)

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def __enter__(self) -> Dataset:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self.close()


def open_dataset(url: str, busy_seconds: float = 15.0) -> Dataset:
    """Open the dataset at `url` (SQLAlchemy's form), made or brought up to date when needed.

    Raises:
        DatasetBusyError: another program went on writing for longer than `busy_seconds`.
        DatasetOutdatedError: it was made by a newer docgen.
        DatasetError: it cannot be opened, is damaged, or is no dataset.
    """
    database = Database(url, busy_seconds)
    with ExitStack() as undo:
        undo.callback(database.close)
        ensure_current(database)
        undo.pop_all()
    return Dataset(database)
