"""Two processes against one, in wall time: `docgen generate` of a full period drawn by one and by two; writes its section of the page.

Once every document comes out as it was, and nothing is written; once every template was saved anew, and each document is written to disk
durably twice, eight together. One process writes for all, and draws while it would have to wait for the other. `python -m bench.workers
[UNITS]` says something only on a machine with two idle cores.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from zipfile import ZipFile

UNITS = 1_500
ROUNDS = 5


def main() -> None:
    """Measure in turn, and put the section into docs/performance.md."""
    # Each process that draws loads this module: what only the bench needs is loaded here.
    from bench import grown, page
    from docgen.cluster.crew import cores
    from docgen.outbox.desk import Made
    from docgen.pipeline.office import open_office
    from docgen.pipeline.choosing import Selection
    from docgen.pipeline.project import generate_papers
    from docgen.system import collect_seldom

    collect_seldom()
    units = int(sys.argv[1]) if sys.argv[1:] else UNITS
    seconds: dict[tuple[bool, int], list[float]] = {(is_anew, processes): [] for is_anew in (False, True) for processes in (1, 2)}
    with tempfile.TemporaryDirectory(prefix="docgen-bench-") as root:
        made = grown.make(Path(root) / "mau", units)
        for number in range(ROUNDS + 1):
            for (is_anew, processes), times in seconds.items():
                if is_anew or not number:
                    _save_anew(made.workspace.templates, f"{number} {processes}")
                if hasattr(os, "sync"):
                    os.sync()  # what was written before, by other benchmarks too, is not paid for here
                with open_office(made.workspace, grown.NOW) as office:
                    begun = time.perf_counter()
                    papers = generate_papers(office, Selection(is_forced=True), processes=processes)
                    took = time.perf_counter() - begun
                if is_anew and {paper.made for paper in papers} != {Made.WRITTEN}:
                    raise SystemExit("not every document was written anew")
                if number:  # the first round makes the folders
                    times.append(took)
    section = f"""## Hai tiến trình

Lập {len(papers)} văn bản của một kỳ {units} đơn vị (`docgen generate --force`), thời gian thực (giây), {ROUNDS} vòng xen kẽ, máy có
{cores()} nhân, tải lúc đo {os.getloadavg()[0]:.1f}. Chỉ có nghĩa khi máy không bận việc khác. Chạy lại: `make bench`.

| việc | một tiến trình | hai tiến trình | nhanh gấp |
|---|---:|---:|---:|
| lập lại mọi văn bản, nội dung như cũ | {_row(seconds[False, 1], seconds[False, 2])} |
| lập lại và ghi mọi tệp (mẫu vừa lưu lại) | {_row(seconds[True, 1], seconds[True, 2])} |

Ghi xuống đĩa (mỗi văn bản hai tệp, tám văn bản một lượt, chờ đĩa ghi xong) luôn do một tiến trình làm, để mất điện giữa chừng cũng không sai
sổ sách; tiến trình ấy cũng lập văn bản những lúc lẽ ra phải chờ tiến trình kia. Đọc số liệu của kỳ do một mình nó làm.
"""
    print(section)
    page.put("hai tiến trình", section)


def _row(one: list[float], two: list[float]) -> str:
    ratios = sorted(a / b for a, b in zip(one, two, strict=True))
    return f"{_spread(one)} | {_spread(two)} | {statistics.median(ratios):.2f} ({ratios[0]:.2f}–{ratios[-1]:.2f})"


def _save_anew(templates: Path, words: str) -> None:
    """Make each template another file that says the same: every document is to be written anew."""
    for path in sorted(templates.rglob("*.docx")):
        with ZipFile(path, "a") as file:
            file.comment = words.encode()


def _spread(times: list[float]) -> str:
    return f"{statistics.median(times):.1f} ({min(times):.1f}–{max(times):.1f})"


if __name__ == "__main__":
    main()
