"""The watcher: turn after turn until it is stopped; events only wake it, a scan decides."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event

from docgen.inbox.watch import Waker
from docgen.pipeline.brake import Brake
from docgen.pipeline.canary import Canary
from docgen.pipeline.condition import Pulse
from docgen.pipeline.judging_apart import judging_apart
from docgen.pipeline.noticing import broken_history
from docgen.pipeline.office import open_office
from docgen.pipeline.turn import remember
from docgen.pipeline.watcher import Watcher
from docgen.settings import Workspace

_SLICE_SECONDS = 0.5


def watch(workspace: Workspace, stop: Event, say: Callable[[str], None]) -> None:
    """Take what is dropped, until `stop` is set.

    Raises:
        DocgenError: the workspace cannot be opened; once it is, nothing that a file holds ends the watcher.
    """
    with open_office(workspace) as office, judging_apart() as judge:
        folders = (workspace.inbox, workspace.outbox, workspace.templates)
        memory = remember(office, judge)
        memory.brake = Brake()
        memory.brake.recall(office.dataset)
        with Waker(folders, office.settings.inbox.scan_seconds) as waker, Pulse(workspace.state) as pulse:
            watcher = Watcher(office, memory, Canary(workspace.state), say)
            watcher.troubles["history"] = tuple(broken_history(office))
            watcher.project()
            say(f"docgen sẵn sàng, đang trông thư mục {workspace.inbox}. Dừng bằng Ctrl-C.")
            while not stop.is_set():
                pulse.begin_turn()
                watcher.work(stop)
                pulse.end_turn(watcher.condition, waker.is_hint_on)
                _wait(waker, watcher, stop)


def _wait(waker: Waker, watcher: Watcher, stop: Event) -> None:
    """Sleep until something moves, a file may have settled, or it is time for a scan."""
    inbox = watcher.office.settings.inbox
    is_settling = any(time.monotonic() - s.look.seen < inbox.settle_seconds for s in watcher.memory.sightings.values())
    if is_settling:
        stop.wait(min(0.2, inbox.settle_seconds))
    else:
        until = time.monotonic() + inbox.scan_seconds
        while not stop.is_set() and time.monotonic() < until and not waker.wait(min(_SLICE_SECONDS, inbox.scan_seconds)):
            pass
