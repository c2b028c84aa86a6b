"""One turn after another: what a watcher does in each, what it says, and what it lets people know of how things stand."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Event

from docgen.model.disk import Fault
from docgen.model.errors import DocgenError
from docgen.pipeline import acting, project
from docgen.pipeline.canary import Canary
from docgen.pipeline.condition import Condition
from docgen.pipeline.log import LOG, LOG_NAME, isolated
from docgen.pipeline.looking import Memory
from docgen.pipeline.office import Office
from docgen.pipeline.project import Projected
from docgen.pipeline.reports import FileResult
from docgen.pipeline.touched import Touched
from docgen.pipeline.turn import Turn, rest_of, take_turn
from docgen.settings import TIME_ZONE

_FIRST_RETRY_SECONDS = 5.0
_LONGEST_RETRY_SECONDS = 300.0
_ON_THE_PAGE = ("history", "turn", "projection", "clerk's workbooks")


@dataclass
class Watcher:
    """One watcher at work. `told`: what lasts and was said already; `retry_at`: when files that could not be written are tried again."""

    office: Office
    memory: Memory
    canary: Canary
    say: Callable[[str], None]
    told: frozenset[str] = frozenset()
    troubles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    is_unwritten: bool = False
    turned: Turn | None = None
    retry_seconds: float = _FIRST_RETRY_SECONDS
    retry_at: float = 0.0
    condition: Condition = field(default_factory=Condition)
    touched: Touched = field(init=False)

    def __post_init__(self) -> None:
        self.touched = Touched(self.office.workspace.outbox)

    def work(self, stop: Event) -> None:
        """Do one turn, and bring what people see up to date when that is called for."""
        before, self.office = self.office, self.office.refreshed()
        self.troubles["definitions"] = (self.office.trouble,) if self.office.trouble else ()
        is_stale = self.office.stamp != before.stamp or self.office.today != before.today
        is_changed = self._guarded("turn", self._turn)
        is_news = self._guarded("condition", self._note_condition)
        is_touched = self._guarded("outbox", lambda: self.touched.look(self.memory.placer, time.monotonic()))
        is_full = is_stale or is_touched or self._is_time_to_retry()
        if (is_changed or is_news or is_full) and not stop.is_set():
            self.project(is_full=is_full)
        self._tell_troubles()

    def project(self, *, is_full: bool = True) -> None:
        """Bring everything that people see up to date; unless `is_full`, only documents that decisions made stale."""
        self._guarded("projection", lambda: self._project(is_full))

    def _turn(self) -> bool:
        acted = acting.carry_out(self.office, self.memory.placer, self.memory.clerk)
        self.canary.tick(self.office, self.memory.placer, time.monotonic())
        turned = take_turn(self.office, self.memory, rest_of(self.office), time.monotonic())
        self.canary.landed(self.office, self.memory.placer, turned.files, time.monotonic())
        self.turned = turned
        if acted.is_changed or acted.problems:
            self.troubles["clerk's workbooks"] = acted.problems
        self.troubles["files"] = tuple(_untaken(turned))
        for result in (*acted.files, *turned.files):
            LOG.info("%s: %s %s", result.file, result.outcome.value, " ".join(finding.code for finding in result.findings))
            self._say_now(f"{result.file}: {result.words}")
        for sentence in acted.sentences:
            LOG.info("%s", sentence)
            self._say_now(sentence)
        return turned.is_changed or acted.is_changed

    def _say_now(self, words: str) -> None:
        self.say(f"{datetime.now(TIME_ZONE):%H:%M:%S} {words}")

    def _project(self, is_full: bool) -> bool:
        projected = project.project(self.office, self.memory.placer, self.memory.clerk, is_full=is_full)
        self.troubles["papers"] = tuple(_problems(projected))
        self.is_unwritten = projected.is_unwritten
        if self.is_unwritten:
            self.retry_at = time.monotonic() + self.retry_seconds
            self.retry_seconds = min(2 * self.retry_seconds, _LONGEST_RETRY_SECONDS)
        else:
            self.retry_seconds = _FIRST_RETRY_SECONDS
        return True

    def _note_condition(self) -> bool:
        """Gather what is amiss now; return whether people see something else than at the last projection."""
        turned, before, canary = self.turned, self.condition, self.canary.last
        failure = (f"Tự kiểm tra đường nhận biểu không thành công: {canary.failure}.",) if canary.failure else ()
        troubles = tuple(sentence for what in _ON_THE_PAGE for sentence in self.troubles.get(what, ()))
        queued = len(self.office.dataset.captures.undecided()) + len(self.office.dataset.decisions.unplaced())
        amiss = tuple(dict.fromkeys((*(turned.sentences if turned else ()), *troubles, *failure)))
        self.condition = Condition(turned.listing if turned else None, amiss, canary.words, len(turned.waiting) if turned else 0, queued)
        self.office = replace(self.office, condition=self.condition)
        return (before.sentences, before.canary, _unknown(before)) != (amiss, canary.words, _unknown(self.condition))

    def _is_time_to_retry(self) -> bool:
        """Return whether a file that somebody had open, or a disk that refused, is to be tried again."""
        return self.is_unwritten and time.monotonic() >= self.retry_at

    def _guarded(self, what: str, work: Callable[[], bool]) -> bool:
        """Do `work`; what fails is told, and the next turn goes on."""
        details = f"chi tiết ghi ở {self.office.workspace.state / LOG_NAME}"
        failed = f"Gặp lỗi ngoài dự kiến, {details}. Phần mềm tiếp tục trông thư mục."
        self.troubles[what] = ()
        try:
            return isolated(what, work, lambda: self._failed(what, failed))
        except DocgenError as error:
            return self._failed(what, str(error))

    def _failed(self, what: str, sentence: str) -> bool:
        self.troubles[what] = (sentence,)
        return False

    def _tell_troubles(self) -> None:
        """Say what is wrong, once for as long as it lasts."""
        now = frozenset(sentence for sentences in self.troubles.values() for sentence in sentences)
        for sentence in sorted(now - self.told):
            LOG.error("%s", sentence)
            self.say(sentence)
        self.told = now


def _unknown(condition: Condition) -> Mapping[str, Fault]:
    return condition.listing.unknown if condition.listing else {}


def _untaken(turned: Turn) -> Iterator[str]:
    results: Iterable[FileResult] = turned.untaken
    for result in results:
        yield from (f"{result.file}: {finding.message}" for finding in result.findings)


def _problems(projected: Projected) -> Iterator[str]:
    yield from dict.fromkeys((*(f"{paper.title}: {paper.problem}" for paper in projected.papers if paper.problem), *projected.problems))
