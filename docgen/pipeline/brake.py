"""The brake: when what docgen itself placed changes all at once, or comes back unreadable, intake pauses and a person is asked.

That is what a virus that encrypts a share looks like, or a program gone wild: nothing that arrives then may replace a figure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from docgen.dataset.store import Dataset
from docgen.inbox.looks import Listing, Look
from docgen.model.submissions import ActKind, Decision, Outcome, Zone
from docgen.settings import TIME_ZONE

BRAKED = "braked"
FEWEST = 10
SHARE = 3
WINDOW = timedelta(minutes=10)
UNREADABLE_IN_A_ROW = 10
_HOW_ON = "Kiểm tra máy và ổ đĩa chung (vi-rút?); khi chắc chắn, chạy “docgen resume” để nhận tiếp."


@dataclass
class Brake:
    """What one watcher has seen. `changed`: when each placed file was first seen changed.

    `why`: why intake is paused, empty while it is not. `resumed`: what changed up to then was looked at by a person.
    """

    why: str = ""
    resumed: datetime | None = None
    changed: dict[str, datetime] = field(default_factory=dict)
    unreadable: int = 0
    has_looked: bool = False

    def recall(self, dataset: Dataset) -> None:
        """Learn from the dataset whether intake is paused, and whether a person has let it go on since."""
        last = dataset.events.last_of((BRAKED, ActKind.RESUME.value))
        self.why = last.text if last and last.kind == BRAKED else ""
        self.resumed = last.at if last and last.kind == ActKind.RESUME.value else None

    def look(self, dataset: Dataset, listing: Listing, own: Mapping[str, str], spoilt: frozenset[str]) -> bool:
        """Return whether intake is paused; pull the brake when this look shows too many changes.

        Args:
            own: SHA-256 by path below the inbox, of every file that docgen placed there.
            spoilt: those of them that changed as a virus changes files (see `spoilt`).
        """
        if self.why:
            self.recall(dataset)
        now = {path: self._moment(listing, path) for path in spoilt}
        self.changed = {path: self.changed.get(path, moment) for path, moment in now.items()}
        self.has_looked = True
        lately = [m for m in self.changed.values() if listing.at - WINDOW <= m and (self.resumed is None or m > self.resumed)]
        if not self.why and is_too_much(len(lately), len(own)):
            self._pull(dataset, listing.at, f"{len(lately)} trong {len(own)} tệp phần mềm đặt ở thư mục nhận biểu bị đổi trong 10 phút.")
        return bool(self.why)

    def judged(self, dataset: Dataset, decisions: Sequence[Decision], own: Mapping[str, str], now: datetime) -> None:
        """Count forms of docgen's own that came back as something no program can read."""
        forms = {PurePosixPath(path).name for path in own}
        for decision in decisions:
            if decision.receipt.zone is Zone.DROP and decision.receipt.file_name in forms:
                self.unreadable = self.unreadable + 1 if _is_unreadable(decision) else 0
        if self.unreadable >= UNREADABLE_IN_A_ROW and not self.why:
            self._pull(dataset, now, f"{self.unreadable} biểu do phần mềm phát ra gửi về liền nhau đều không đọc được.")

    def _moment(self, listing: Listing, path: str) -> datetime:
        """Return when a change happened: at this look, or, at the first look of all, when the file says so."""
        look = listing.looks.get(path)
        if self.has_looked or look is None:
            return listing.at
        return min(datetime.fromtimestamp(look.mtime_ns / 1e9, TIME_ZONE), listing.at)

    def _pull(self, dataset: Dataset, now: datetime, what: str) -> None:
        self.why, self.unreadable = f"Tạm dừng nhận biểu: {what} {_HOW_ON}", 0
        dataset.events.append(BRAKED, now, text=self.why)


def spoilt(listing: Listing, own: Mapping[str, str], dropped: Listing, is_package: Callable[[Look], bool]) -> frozenset[str]:
    """Return which placed files nobody can use any more: saved over with something that is no workbook, or renamed with an ending behind.

    A form that somebody filled in its place, a file that somebody took away or deleted: that is what people do all day.

    Args:
        own: SHA-256 by path below the inbox, of every file that docgen placed there.
        dropped: `listing` without those that are as they were placed.
        is_package: whether a file is a whole workbook.
    """
    longer = {path.rpartition(".")[0] for path in dropped.looks}
    longer |= {name.rpartition(".")[0] for name in longer}
    renamed = {path for path in own if path in longer and path not in listing.looks and listing.knows_about(path)}
    return frozenset(renamed | {path for path in own if path in dropped.looks and not is_package(dropped.looks[path])})


def is_too_much(changed_files: int, placed_files: int) -> bool:
    """Return whether so many of the placed files changed that a person must look: a third of them, and at least ten."""
    return changed_files >= FEWEST and changed_files * SHARE >= placed_files


def _is_unreadable(decision: Decision) -> bool:
    verdict = decision.verdict
    return verdict.outcome in (Outcome.RETURNED, Outcome.QUARANTINED) and verdict.answers is None and not verdict.programme
