"""Two processes against one, in wall time: `docgen generate --force` of a full period, drawn by one process and by two; writes its page section.

`python -m bench.workers [UNITS]`. Says something only on a machine with two idle cores; the spread tells whether they were.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from bench import grown, page
from docgen.cluster.crew import cores
from docgen.pipeline.office import open_office
from docgen.pipeline.project import Selection, generate_papers
from docgen.system import collect_seldom

UNITS = 1_500
ROUNDS = 3


def main() -> None:
    """Measure in turn, and put the section into docs/performance.md."""
    collect_seldom()
    units = int(sys.argv[1]) if sys.argv[1:] else UNITS
    seconds: dict[int, list[float]] = {1: [], 2: []}
    with tempfile.TemporaryDirectory(prefix="docgen-bench-") as root:
        made = grown.make(Path(root) / "mau", units)
        with open_office(made.workspace, grown.NOW) as office:
            for number in range(ROUNDS + 1):
                for processes, times in seconds.items():
                    begun = time.perf_counter()
                    papers = generate_papers(office, Selection(is_forced=True), processes=processes)
                    if number:  # the first round fills the folders
                        times.append(time.perf_counter() - begun)
    ratios = sorted(one / two for one, two in zip(seconds[1], seconds[2], strict=True))
    section = f"""## Hai tiến trình

Lập lại {len(papers)} văn bản của một kỳ {units} đơn vị (`docgen generate --force`), thời gian thực, {ROUNDS} vòng xen kẽ, máy có {cores()} nhân,
tải lúc đo {os.getloadavg()[0]:.1f}: một tiến trình {_spread(seconds[1])} giây, hai tiến trình {_spread(seconds[2])} giây; hai tiến trình
nhanh gấp {statistics.median(ratios):.2f} lần ({ratios[0]:.2f}–{ratios[-1]:.2f}). Chỉ có nghĩa khi máy không bận việc khác. Chạy lại: `make bench`.
"""
    print(section)
    page.put("hai tiến trình", section)


def _spread(times: list[float]) -> str:
    return f"{statistics.median(times):.1f} ({min(times):.1f}–{max(times):.1f})"


if __name__ == "__main__":
    main()
