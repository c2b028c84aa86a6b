"""How the work itself goes, from the watcher to everyone who asks: what is amiss, whether it is alive, how the canary flew.

It is kept in a small file of the state folder, beside the dataset: it is news, no recorded fact.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread

from docgen.cluster.lock import is_held
from docgen.inbox.looks import Listing
from docgen.model import wording
from docgen.settings import TIME_ZONE

NAME = "health.json"
_BEAT_SECONDS = 10.0
_SILENT_AFTER = timedelta(seconds=60)
_LONG_TURN = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Condition:
    """What the last turn found. `listing`: what it saw of the inbox; `sentences`: what is amiss and lasts; `canary`: how it flew, in words.

    `waiting`: files that are not whole or in use; `queued`: files that are safely stored and have no answer yet.
    """

    listing: Listing | None = None
    sentences: tuple[str, ...] = ()
    canary: str = ""
    waiting: int = 0
    queued: int = 0


@dataclass(frozen=True, slots=True)
class Health:
    """What the watcher last said of itself. `beat_at`: its last sign of life; `turn_at`: when the turn it works at began."""

    beat_at: datetime
    turn_at: datetime
    is_hint_on: bool = True
    is_stopped: bool = False
    sentences: tuple[str, ...] = ()
    canary: str = ""
    waiting: int = 0
    queued: int = 0

    def as_json(self) -> dict[str, object]:
        """Return it with plain values."""
        return {
            "beat_at": self.beat_at.isoformat(),
            "turn_at": self.turn_at.isoformat(),
            "is_hint_on": self.is_hint_on,
            "is_stopped": self.is_stopped,
            "sentences": list(self.sentences),
            "canary": self.canary,
            "waiting": self.waiting,
            "queued": self.queued,
        }


def read(state: Path) -> Health | None:
    """Return what a watcher last wrote into the folder `state`, or None when none ever did."""
    try:
        raw = json.loads((state / NAME).read_text("utf-8"))
        raw |= {name: datetime.fromisoformat(raw[name]) for name in ("beat_at", "turn_at")}
        return Health(**{**raw, "sentences": tuple(raw["sentences"])})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def complaint(state: Path, now: datetime) -> str:
    """Return what is wrong with the watcher itself: it went without a word, or hangs; empty while all is well or none is meant to run.

    Args:
        now: the present moment by the machine's clock.
    """
    health = read(state)
    if health is None or health.is_stopped:
        return ""
    at = wording.moment(health.beat_at)
    if not is_held(state):
        return f"“docgen watch” đã dừng đột ngột (dấu hiệu cuối lúc {at}); tệp gửi đến chưa được nhận. Chạy lại “docgen watch”."
    if now - health.beat_at > _SILENT_AFTER:
        return f"“docgen watch” không phản hồi từ {at}. Xem docgen.log; dừng rồi chạy lại."
    if now - health.turn_at > _LONG_TURN:
        begun = wording.moment(health.turn_at)
        return f"“docgen watch” làm một việc từ {begun} chưa xong; có thể thư mục chung không trả lời. Kiểm tra mạng, ổ đĩa chung."
    return ""


@dataclass
class Pulse:
    """Writes the watcher's health while the block runs, every few seconds, from a thread of its own: a loop that hangs is seen to hang."""

    state: Path
    condition: Condition = field(default_factory=Condition)
    is_hint_on: bool = True
    turn_at: datetime = field(default_factory=lambda: datetime.now(TIME_ZONE))
    _end: Event = field(default_factory=Event)
    _thread: Thread | None = None

    def __enter__(self) -> Pulse:
        self.beat()
        self._thread = Thread(target=self._beat_on, name="docgen-pulse", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._end.set()
        if self._thread:
            self._thread.join()
        self.beat(is_stopped=kind is None)

    def begin_turn(self) -> None:
        """Note that a turn begins."""
        self.turn_at = datetime.now(TIME_ZONE)

    def end_turn(self, condition: Condition, is_hint_on: bool) -> None:
        """Note how the turn went; the file is written at once when that is news."""
        seen = (self.condition.sentences, self.condition.canary, self.condition.queued, self.is_hint_on)
        self.condition, self.is_hint_on = condition, is_hint_on
        self.turn_at = datetime.now(TIME_ZONE)
        if seen != (condition.sentences, condition.canary, condition.queued, is_hint_on):
            self.beat()

    def beat(self, is_stopped: bool = False) -> None:
        """Write how things stand; on a disk that is full the old word stays, and tells by its age."""
        seen, now = self.condition, datetime.now(TIME_ZONE)
        health = Health(now, self.turn_at, self.is_hint_on, is_stopped, seen.sentences, seen.canary, seen.waiting, seen.queued)
        aside = self.state / f"{NAME}.new"
        try:
            aside.write_text(json.dumps(health.as_json(), ensure_ascii=False), "utf-8")
            aside.replace(self.state / NAME)
        except OSError:
            return

    def _beat_on(self) -> None:
        while not self._end.wait(_BEAT_SECONDS):
            self.beat()
