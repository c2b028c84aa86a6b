"""The watcher: turn after turn until it is stopped; events only wake it, a scan decides."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from threading import Event

from docgen.inbox.watch import Waker
from docgen.model.errors import DocgenError
from docgen.pipeline import acting, project
from docgen.pipeline.judging_apart import judging_apart
from docgen.pipeline.log import LOG, LOG_NAME, isolated
from docgen.pipeline.office import Office, open_office
from docgen.pipeline.project import Projected
from docgen.pipeline.reports import FileResult
from docgen.pipeline.turn import Memory, Turn, remember, rest_of, take_turn
from docgen.settings import Workspace

_SLICE_SECONDS = 0.5
_FIRST_RETRY_SECONDS = 5.0
_LONGEST_RETRY_SECONDS = 300.0


def watch(workspace: Workspace, stop: Event, say: Callable[[str], None]) -> None:
    """Take what is dropped, until `stop` is set.

    Raises:
        DocgenError: the workspace cannot be opened; once it is, nothing that a file holds ends the watcher.
    """
    with open_office(workspace) as office, judging_apart() as judge:
        folders = (workspace.inbox, workspace.outbox, workspace.templates)
        memory = remember(office, judge)
        with Waker(folders, office.settings.inbox.scan_seconds) as waker:
            watcher = _Watcher(office, memory, say)
            watcher.project()
            say(f"docgen sẵn sàng, đang trông thư mục {workspace.inbox}. Dừng bằng Ctrl-C.")
            while not stop.is_set():
                watcher.work(stop)
                _wait(waker, watcher, stop)


@dataclass
class _Watcher:
    """One watcher at work. `told`: what lasts and was said already; `retry_at`: when files that could not be written are tried again."""

    office: Office
    memory: Memory
    say: Callable[[str], None]
    told: frozenset[str] = frozenset()
    troubles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    retry_seconds: float = _FIRST_RETRY_SECONDS
    retry_at: float = 0.0
    is_unwritten: bool = False

    def work(self, stop: Event) -> None:
        """Do one turn, and bring what people see up to date when that is called for."""
        before, self.office = self.office, self.office.refreshed()
        self.troubles["definitions"] = (self.office.trouble,) if self.office.trouble else ()
        is_stale = self.office.stamp != before.stamp or self.office.today != before.today
        is_changed = self._guarded("turn", self._turn)
        is_full = is_stale or self._is_time_to_retry()
        if (is_changed or is_full) and not stop.is_set():
            self.project(is_full=is_full)
        self._tell_troubles()

    def project(self, *, is_full: bool = True) -> None:
        """Bring everything that people see up to date; unless `is_full`, only documents that decisions made stale."""
        self._guarded("projection", lambda: self._project(is_full))

    def _turn(self) -> bool:
        acted = acting.carry_out(self.office, self.memory.placer, self.memory.clerk)
        turned = take_turn(self.office, self.memory, rest_of(self.office), time.monotonic())
        if acted.is_changed or acted.problems:
            self.troubles["clerk's workbooks"] = acted.problems
        self.troubles["files"] = tuple(_untaken(turned))
        for result in (*acted.files, *turned.files):
            LOG.info("%s: %s %s", result.file, result.outcome.value, " ".join(finding.code for finding in result.findings))
            self.say(f"{self.office.now:%H:%M:%S} {result.file}: {result.outcome.value}")
        return turned.is_changed or acted.is_changed

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


def _untaken(turned: Turn) -> Iterator[str]:
    results: Iterable[FileResult] = turned.untaken
    for result in results:
        yield from (f"{result.file}: {finding.message}" for finding in result.findings)


def _problems(projected: Projected) -> Iterator[str]:
    yield from dict.fromkeys((*(f"{paper.title}: {paper.problem}" for paper in projected.papers if paper.problem), *projected.problems))


def _wait(waker: Waker, watcher: _Watcher, stop: Event) -> None:
    """Sleep until something moves, a file may have settled, or it is time for a scan."""
    inbox = watcher.office.settings.inbox
    is_settling = any(time.monotonic() - s.look.seen < inbox.settle_seconds for s in watcher.memory.sightings.values())
    if is_settling:
        stop.wait(min(0.2, inbox.settle_seconds))
    else:
        until = time.monotonic() + inbox.scan_seconds
        while not stop.is_set() and time.monotonic() < until and not waker.wait(min(_SLICE_SECONDS, inbox.scan_seconds)):
            pass
