"""What a short command costs from its start to its end: `docgen --help` and `docgen status`, a process each; writes its page section.

`python -m bench.starting`. CPU of the process (user and system). The first run, which compiles and remembers, is not counted: an
installation has its bytecode, a workspace its definitions.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import page
from docgen.operate.demo import play
from docgen.operate.init import init

RUNS = 10
_COMMAND = Path(sys.executable).with_name("docgen")


def main() -> None:
    """Measure, print the table and put it into docs/performance.md."""
    with tempfile.TemporaryDirectory(prefix="docgen-bench-") as root:
        new, full = Path(root) / "moi", Path(root) / "demo"
        init(new)
        play(full)
        measured = {
            "`docgen --help`": seconds("--help"),
            "`docgen status`, nơi làm việc mới (26 đơn vị)": seconds("--workspace", str(new), "status"),
            "`docgen status`, nơi làm việc của `docgen demo` (21/26 đơn vị đã gửi)": seconds("--workspace", str(full), "status"),
        }
    lines = [f"| {words} | {_spread(times)} |" for words, times in measured.items()]
    section = f"""## Lệnh ngắn

Giây CPU của cả tiến trình, từ lúc gõ lệnh đến lúc xong; trung vị của {RUNS} lần (thấp nhất–cao nhất). Chạy lại: `make bench`.

| lệnh | giây CPU |
|---|---:|
{chr(10).join(lines)}
"""
    print(section)
    page.put("lệnh ngắn", section)


def seconds(*arguments: str) -> list[float]:
    """Return the CPU seconds of each run but the first."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    times = []
    for _ in range(RUNS + 1):
        before = _used()
        subprocess.run([_COMMAND, *arguments], env=environment, stdout=subprocess.DEVNULL, check=False)
        times.append(_used() - before)
    return times[1:]


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _spread(times: list[float]) -> str:
    return f"{statistics.median(times):.2f} ({min(times):.2f}–{max(times):.2f})".replace(".", ",")


if __name__ == "__main__":
    main()
