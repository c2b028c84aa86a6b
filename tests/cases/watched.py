"""One watcher's looks at a workspace, one by one: the seconds between them are data, so that ten minutes or a day cost nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from docgen.inbox.settle import Rest
from docgen.pipeline.alarms import alarms
from docgen.pipeline.brake import Brake
from docgen.pipeline.canary import Canary
from docgen.pipeline.looking import Memory
from docgen.pipeline.office import Office, open_office
from docgen.pipeline.turn import Turn, remember, take_turn
from docgen.pipeline.watcher import Watcher
from docgen.settings import open_workspace
from tests.bench import NOW, Bench

REST = Rest(settle_seconds=1, patience_seconds=1800, in_use_seconds=1800)
Outcomes = list[tuple[str, str, tuple[str, ...]]]


@dataclass
class Watched:
    """A watcher at work. `seconds` of its monotonic clock and the time of day advance together unless a test says otherwise."""

    office: Office
    memory: Memory
    last: Turn | None = None

    def look(self, seconds: float, now: datetime | None = None, rest: Rest = REST) -> Outcomes:
        """Take one turn; return (file, outcome, codes) of each file judged in it."""
        self.office = replace(self.office, now=now or NOW + timedelta(seconds=seconds))
        self.last = take_turn(self.office, self.memory, rest, seconds)
        return [(r.file, r.outcome.value, tuple(f.code for f in r.findings)) for r in self.last.files]

    @property
    def waiting(self) -> list[tuple[str, str]]:
        """Why each file waits."""
        assert self.last
        return [(w.sighting.path, w.why.value) for w in self.last.waiting]

    @property
    def amiss(self) -> str:
        """What the last turn found amiss, and every alarm."""
        assert self.last
        return "\n".join((*self.last.sentences, *alarms(self.office)))

    @property
    def events(self) -> list[str]:
        """The kinds of what happened, oldest first."""
        return [event.kind for event in reversed(self.office.dataset.events.recent(100))]

    def working(self, say: Callable[[str], None] = lambda _: None) -> Watcher:
        """Return the whole watcher; unless `say` takes it, everything it says is thrown away."""
        return Watcher(self.office, self.memory, Canary(self.office.workspace.state), say)


@contextmanager
def watched(bench: Bench, now: datetime = NOW) -> Iterator[Watched]:
    """Open the workspace the way `docgen watch` does."""
    with open_office(open_workspace(bench.root), now) as office:
        memory = remember(office)
        memory.brake = Brake()
        memory.brake.recall(office.dataset)
        yield Watched(office, memory)
