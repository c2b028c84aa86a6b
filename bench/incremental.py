"""One form into a period where all others have sent: how long until the unit's own plan and the report are made; writes its page section.

`python -m bench.incremental [UNITS…]`. The watcher's own steps in this process: a turn, then what that decision made stale; CPU time. Of a
period larger than any commune has, only the unit's own documents are waited for.
"""

from __future__ import annotations

import contextlib
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bench import grown, page
from docgen.inbox.settle import Rest
from docgen.outbox import filing
from docgen.outbox.desk import Desk, PaperResult
from docgen.pipeline import project
from docgen.pipeline.clerk import Clerk
from docgen.pipeline.office import open_office
from docgen.pipeline.turn import remember, take_turn
from docgen.system import collect_seldom

TURNS = 5
SIZES = (300, 30_000)
_LARGE = 3_000
_AT_ONCE = Rest(settle_seconds=0.0, patience_seconds=60)


@dataclass(frozen=True)
class Point:
    """CPU seconds after settling, one figure for each form: until the unit's own plan, until the report, until all is done."""

    units: int
    own: Sequence[float]
    report: Sequence[float]
    whole: Sequence[float]


def measure(root: Path, units: int) -> Point:
    """Return what forms of one unit cost, one after another, in a period of `units` units."""
    made = grown.make(root, units)
    inbox = made.workspace.inbox
    own: list[float] = []
    report: list[float] = []
    whole: list[float] = []
    with open_office(made.workspace, grown.NOW) as office:
        memory = remember(office)
        (inbox / "bieu-0.xlsx").write_bytes(made.form)
        for turn in range(TURNS + 1):
            office = office.at(office.now + timedelta(minutes=1))
            if turn:
                (inbox / f"bieu-{turn}.xlsx").write_bytes(made.later(turn))
            begun = time.process_time()
            take_turn(office, memory, _AT_ONCE, time.monotonic())
            take_turn(office, memory, _AT_ONCE, time.monotonic() + 1)
            with _Noting(begun, is_own_only=units > _LARGE) as noted, contextlib.suppress(_OwnIsMade):
                project.project(office, memory.placer, Clerk(), is_full=False)
            if turn:  # the first one compiles the templates
                own.append(noted.at["unit"])
            if turn and units <= _LARGE:
                report.append(noted.at["period"])
                whole.append(time.process_time() - begun)
    return Point(units, own, report, whole)


class _OwnIsMade(BaseException):
    """The documents of the unit are there; no more is measured."""


class _Noting:
    """Notes when the first document of the unit, and the last one of the period, was written."""

    def __init__(self, begun: float, is_own_only: bool) -> None:
        self.at: dict[str, float] = {}
        self._begun, self._is_own_only = begun, is_own_only
        self._write = filing.write

    def __enter__(self) -> _Noting:
        def write(desk: Desk, plans: Sequence[filing.Planned]) -> list[PaperResult]:
            results = self._write(desk, plans)
            now = time.process_time() - self._begun
            if any(plan.want.unit_code == grown.LAST for plan in plans):
                self.at.setdefault("unit", now)
                if self._is_own_only:
                    raise _OwnIsMade
            if any(plan.want.period_code and not plan.want.unit_code for plan in plans):
                self.at["period"] = now
            return results

        filing.write = write
        return self

    def __exit__(self, *_: object) -> None:
        filing.write = self._write


def main() -> None:
    """Measure, print the table and put it into docs/performance.md."""
    collect_seldom()
    points = []
    for units in map(int, sys.argv[1:] or SIZES):
        with tempfile.TemporaryDirectory(prefix="docgen-bench-") as root:
            points.append(measure(Path(root) / "mau", units))
            print(points[-1], flush=True)
    lines = [f"| {p.units:,} | {_spread(p.own)} | {_spread(p.report)} | {_spread(p.whole)} |".replace(",000", ".000") for p in points]
    factor = statistics.median(points[-1].own) / statistics.median(points[0].own)
    section = f"""## Một biểu vào một kỳ đã đủ biểu

Mọi đơn vị khác đã gửi; một đơn vị gửi thêm, {TURNS} lần liền. Giây CPU kể từ khi tệp đã đứng yên, trung vị (thấp nhất–cao nhất). Chạy lại: `make bench`.

| số đơn vị trong kỳ | kế hoạch của chính đơn vị | báo cáo của kỳ | mọi việc (cả bảng tổng hợp, trang tình hình) |
|---:|---:|---:|---:|
{chr(10).join(lines)}

Kế hoạch của chính đơn vị: từ kỳ nhỏ nhất đến kỳ lớn nhất trong bảng, thời gian gấp {f"{factor:.2f}".replace(".", ",")} lần.
"""
    print(section)
    page.put("một biểu", section)


def _spread(figures: Sequence[float]) -> str:
    if not figures:
        return "không đo"
    return f"{statistics.median(figures):.2f} ({min(figures):.2f}–{max(figures):.2f})".replace(".", ",")


if __name__ == "__main__":
    main()
