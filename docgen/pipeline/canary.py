"""The canary: a form of docgen's own goes through the rehearsal folder once a day, and on demand, to prove that the whole way works."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import partial
from pathlib import Path

from docgen.model import folders, numbers, wording
from docgen.model.disk import FAULT_WORDS, fault_of
from docgen.model.submissions import Outcome
from docgen.outbox.place import Placer
from docgen.pipeline.answering import CANARY
from docgen.pipeline.office import Office
from docgen.pipeline.reports import FileResult
from docgen.settings import TIME_ZONE
from docgen.system import rename_to_new

WANTED_NAME = "canary.wanted"
_STATE_NAME = "canary.json"
_ASIDE = ".docgen-tmp-canary"
_OVERDUE_SECONDS = 600.0
_EXPECTED = "bieu_trong"


@dataclass(frozen=True, slots=True)
class Flight:
    """How the last flights ended. `succeeded_at`, `seconds`: of the last one that came through; `failure`: why the very last did not."""

    succeeded_at: datetime | None = None
    seconds: float = 0.0
    failure: str = ""

    @property
    def words(self) -> str:
        """Return what people read of it; empty when it never flew."""
        if self.succeeded_at is None:
            return ""
        seconds = numbers.number(Decimal(f"{self.seconds:.1f}"))
        return f"Tự kiểm tra đường nhận biểu: lần gần nhất thành công lúc {wording.moment(self.succeeded_at)}, trả lời sau {seconds} giây."


class Canary:
    """One watcher's canary."""

    def __init__(self, state: Path) -> None:
        """Remember how the last flight ended, from the folder `state`."""
        self._state = state
        self._since: float | None = None
        self._form = b""
        self._tried_on: datetime | None = None
        self.last = read(state)

    def tick(self, office: Office, placer: Placer, seen: float) -> None:
        """Send the canary off when it is time, or give it up when it is overdue.

        Args:
            seen: this moment on a monotonic clock, in seconds.
        """
        path = office.workspace.inbox / folders.REHEARSAL / folders.CANARY
        if self._since is None:
            if self._is_due(office):
                self._send(office, placer, path, seen)
        elif seen - self._since > _OVERDUE_SECONDS:
            self._end(office, placer, f"tệp gửi thử đặt từ {_OVERDUE_SECONDS / 60:.0f} phút trước vẫn chưa được trả lời")

    def landed(self, office: Office, placer: Placer, results: Iterable[FileResult], seen: float) -> None:
        """Note that the canary was answered, if it is among `results`: a blank form must come back as a blank form."""
        mine = next((one for one in results if one.file == f"{folders.REHEARSAL}/{folders.CANARY}"), None)
        if mine is None or self._since is None or mine.outcome is Outcome.WAITING:
            return
        codes = [finding.code for finding in mine.findings]
        if codes == [_EXPECTED]:
            self.last = Flight(_clock(), seen - self._since)
            self._end(office, placer, "")
        else:
            self._end(office, placer, f"biểu trống gửi thử bị trả lời khác thường ({mine.outcome.value} {' '.join(codes)})")

    def _is_due(self, office: Office) -> bool:
        if (self._state / WANTED_NAME).exists():
            return True
        now, hour = office.now, office.settings.inbox.canary_hour
        is_hour = office.settings.today is None and hour is not None and now.hour >= hour
        days = [moment.astimezone(TIME_ZONE).date() for moment in (self.last.succeeded_at, self._tried_on) if moment]
        return is_hour and now.date() not in days

    def _send(self, office: Office, placer: Placer, path: Path, seen: float) -> None:
        self._tried_on = office.now
        (self._state / WANTED_NAME).unlink(missing_ok=True)
        form = _any_issued_form(office)
        if form is None:
            return
        try:
            aside = path.with_name(_ASIDE)
            placer.ask(path, partial(aside.write_bytes, form))
            placer.ask(path, partial(rename_to_new, aside, path))
        except OSError as error:
            self._remember(replace(self.last, failure=f"không đặt được tệp gửi thử: {FAULT_WORDS[fault_of(error)]}"))
            return
        self._since, self._form = seen, form

    def _end(self, office: Office, placer: Placer, failure: str) -> None:
        """Take away what flew, and remember how it went."""
        self._since = None
        path = office.workspace.inbox / folders.REHEARSAL / folders.CANARY
        if failure and _holds(placer, path, self._form):
            placer.adopt(path, CANARY)
        for placed in (path, *(office.workspace.root / name for name in office.dataset.placed.of_kind(CANARY))):
            placer.remove(placed)
        self._remember(replace(self.last, failure=failure))

    def _remember(self, flight: Flight) -> None:
        self.last = flight
        at = flight.succeeded_at.isoformat() if flight.succeeded_at else ""
        data = json.dumps({"succeeded_at": at, "seconds": flight.seconds, "failure": flight.failure}, ensure_ascii=False)
        (self._state / _STATE_NAME).write_text(data, "utf-8")


def read(state: Path) -> Flight:
    """Return how the last flight ended, as the folder `state` remembers it; one that never was, or cannot be read, is none."""
    try:
        raw = json.loads((state / _STATE_NAME).read_text("utf-8"))
        at = datetime.fromisoformat(raw["succeeded_at"]) if raw["succeeded_at"] else None
        return Flight(at, float(raw["seconds"]), str(raw["failure"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Flight()


def _holds(placer: Placer, path: Path, data: bytes) -> bool:
    try:
        return placer.ask(path, path.read_bytes) == data
    except OSError:
        return False


def _any_issued_form(office: Office) -> bytes | None:
    """Return a blank form that was issued for a period that is received now, or None when there is none."""
    for programme in office.programmes():
        period = office.default_period(programme)
        for unit in office.units_asked(programme, period):
            if form := office.dataset.facts.form_bytes(programme.name, unit.code, period.code):
                return form
    return None


def _clock() -> datetime:
    return datetime.now(TIME_ZONE)
