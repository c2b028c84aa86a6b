"""The watcher: turn after turn until it is stopped; events only wake it, a scan decides."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from threading import Event

from docgen.inbox.watch import Waker
from docgen.model.errors import DefinitionError, DocgenError, SettingsError
from docgen.pipeline import acting, project
from docgen.pipeline.office import Office, open_office
from docgen.pipeline.turn import Memory, remember, rest_of, take_turn
from docgen.settings import Workspace, open_workspace

_log = logging.getLogger("docgen")
_LOG_BYTES = 2_000_000
_SLICE_SECONDS = 0.5


def watch(workspace: Workspace, stop: Event, say: Callable[[str], None]) -> None:
    """Take what is dropped, until `stop` is set.

    Raises:
        DocgenError: the workspace cannot be opened; once it is, nothing that a file holds ends the watcher.
    """
    _log_to(workspace)
    with open_office(workspace) as opened:
        office = opened
        workspace.inbox.mkdir(parents=True, exist_ok=True)
        workspace.outbox.mkdir(parents=True, exist_ok=True)
        folders = (workspace.inbox, workspace.outbox, workspace.templates)
        with Waker(folders, office.settings.inbox.scan_seconds) as waker:
            memory = remember(office)
            project.project(office, memory.placer, memory.clerk)
            say(f"docgen sẵn sàng, đang trông thư mục {workspace.inbox}. Dừng bằng Ctrl-C.")
            while not stop.is_set():
                before, office = office, _refreshed(office, say)
                is_stale = office.stamp != before.stamp or office.today != before.today
                if (_turn(office, memory, say) or is_stale) and not stop.is_set():
                    project.project(office, memory.placer, memory.clerk)
                _wait(waker, memory, office, stop)


def _turn(office: Office, memory: Memory, say: Callable[[str], None]) -> bool:
    """Do one turn; return whether what people see must be brought up to date."""
    try:
        acted = acting.carry_out(office, memory.placer, memory.clerk)
        turned = take_turn(office, memory, rest_of(office), time.monotonic())
    except DocgenError as error:
        _log.error("%s", error)
        say(str(error))
        return False
    except Exception:  # noqa: BLE001 — promise 4: no file can stop the watcher; what is not foreseen is logged whole and the next turn goes on
        _log.exception("bug in a turn")
        say(f"Gặp lỗi ngoài dự kiến, chi tiết ghi ở {office.workspace.state / 'docgen.log'}. Phần mềm tiếp tục trông thư mục.")
        return False
    for result in (*acted.files, *turned.files):
        _log.info("%s: %s %s", result.file, result.outcome.value, " ".join(finding.code for finding in result.findings))
        say(f"{office.now:%H:%M:%S} {result.file}: {result.outcome.value}")
    return turned.is_changed or acted.is_changed


def _refreshed(office: Office, say: Callable[[str], None]) -> Office:
    """Return the office at this moment, with settings and definitions read again when their files changed."""
    try:
        return office.refreshed(open_workspace(office.workspace.root))
    except (SettingsError, DefinitionError) as error:
        _log.error("%s", error)
        say(str(error))
        return office.at(office.workspace.now())


def _wait(waker: Waker, memory: Memory, office: Office, stop: Event) -> None:
    """Sleep until something moves, a file may have settled, or it is time for a scan."""
    inbox = office.settings.inbox
    is_settling = any(time.monotonic() - s.look.seen < inbox.settle_seconds for s in memory.sightings.values())
    if is_settling:
        stop.wait(min(0.2, inbox.settle_seconds))
    else:
        until = time.monotonic() + inbox.scan_seconds
        while not stop.is_set() and time.monotonic() < until and not waker.wait(min(_SLICE_SECONDS, inbox.scan_seconds)):
            pass


def _log_to(workspace: Workspace) -> None:
    workspace.state.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(workspace.state / "docgen.log", maxBytes=_LOG_BYTES, backupCount=5, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _log.handlers = [handler]
    _log.setLevel(logging.INFO)
    _log.propagate = False
