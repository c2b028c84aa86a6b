"""Filling one plan, docgen against other engines: `make bench` (or `python -m bench.documents [--rounds N] [--seconds S]`).

All engines fill the same plan with the same data in turn, round by round, each in a process of its own; ratios are taken within a round, so
that other work on the machine hits both. CPU time of the process, its peak memory; the texts of what they make are compared.
"""

from __future__ import annotations

import argparse
import json
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from bench import page, plan

ROOT = Path(__file__).parents[1]
PACKAGES = ROOT / "build" / "bench"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BASE = "docxtpl"
PYTHON = (
    *("docgen", "docgen-zlib1", "docgen-zlib6", "limit", "limit-zlib1", "limit-zlib6"),
    *(BASE, "docxtpl-cached", "rust-docxtpl", "docx-mailmerge2"),
)
NODE = ("docxtemplater", "easy-template-x", "docx-templates", "carbone")
LIMIT_OF = {"docgen": "limit", "docgen-zlib1": "limit-zlib1", "docgen-zlib6": "limit-zlib6"}
ROWS = (20, 200, 2000)
_PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Run:
    """What one process did."""

    engine: str
    documents: int
    cpu: float
    rss_mb: float
    bytes: int

    @property
    def rate(self) -> float:
        """Documents per CPU second."""
        return self.documents / self.cpu


@dataclass(frozen=True)
class Row:
    """One engine at one size: medians over the rounds. `ratio`, `least`, `most`: against docxtpl's loop in the same round.

    `over_limit`: its CPU for a document over that of its limit, one figure a round; empty where it has none.
    """

    engine: str
    rows: int
    rate: float
    ratio: float
    least: float
    most: float
    rss_mb: float
    bytes: int
    text: str
    over_limit: tuple[float, ...] = ()


def run(engine: str, folder: Path, out: Path, seconds: float) -> Run | None:
    """Return what `engine` does in `seconds` of CPU; None when it is not installed, fails, or is not done within a minute."""
    module = ["-m", "bench.fill_python", engine, str(folder), str(out), str(seconds)]
    command = [sys.executable, *module]
    if engine == "rust-docxtpl":
        command = [str(PACKAGES / "rust" / "bin" / "python"), *module]
    elif engine in NODE:
        command = ["node", str(ROOT / "bench" / "fill_node.cjs"), *module[2:]]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=_PATIENCE_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        print(f"  {engine}: {type(error).__name__}", file=sys.stderr)
        return None
    return Run(**json.loads(done.stdout.splitlines()[-1]))


def measure(rounds: int, seconds: float, work: Path) -> Iterator[Row]:
    """Yield each engine at each size."""
    for rows in ROWS:
        folder = work / f"plan-{rows}"
        plan.write(folder, rows, max(20, 4000 // rows))
        runs: dict[str, list[Run | None]] = {engine: [] for engine in (*PYTHON, *NODE)}
        for number in range(rounds):
            for engine, made in runs.items():
                if made and made[-1] is None:
                    continue
                made.append(run(engine, folder, work / "out" / str(rows) / engine, seconds))
                print(f"{rows} rows, round {number + 1}: {engine} {made[-1].rate if made[-1] else 0:.2f}/s", file=sys.stderr, flush=True)
        yield from _rows_of(runs, rows, work / "out" / str(rows))


def texts(document: bytes) -> tuple[str, ...]:
    """Return the paragraphs of body, header and footer that are not empty."""
    found: list[str] = []
    with ZipFile(BytesIO(document)) as archive:
        for name in sorted(archive.namelist()):
            if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name):
                root = etree.fromstring(archive.read(name))
                found += ("".join(t.text or "" for t in p.iter(f"{W}t")).strip() for p in root.iter(f"{W}p"))
    return tuple(text for text in found if text)


def growth(folder: Path) -> list[tuple[int, float, float]]:
    """Return (documents made, CPU microseconds of each since the point before, memory in MB) of docgen, into nothing."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.growth", str(folder)], cwd=ROOT, capture_output=True, text=True, check=True, timeout=600
    )
    return [tuple(point) for point in json.loads(done.stdout.splitlines()[-1])]


def versions() -> str:
    """Return machine and versions."""
    names = ("docxtpl", "Jinja2", "lxml", "python-docx", "isal")
    python = [f"{name} {_version(name)}" for name in names]
    node = [f"{name} {_node_version(name)}" for name in NODE]
    return (
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {_processor()}; {', '.join(python)}; "
        f"{', '.join(node)}; rust-docxtpl 0.1.2, docx-mailmerge2 1.0.3."
    )


def main() -> None:
    """Measure, and write the section of docs/performance.md."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0)
    asked = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="docgen-bench-"))
    try:
        rows = list(measure(asked.rounds, asked.seconds, work))
        curve = growth(work / "plan-20")
    finally:
        shutil.rmtree(work)
    page.write(rows, curve, versions(), asked.rounds)


def _rows_of(runs: Mapping[str, list[Run | None]], rows: int, out: Path) -> Iterator[Row]:
    base = runs[BASE]
    expected = [texts((out / BASE / f"{n}.docx").read_bytes()) for n in range(3)]
    for engine, made in runs.items():
        pairs = [(one, other) for one, other in zip(made, base, strict=False) if one and other]
        if not pairs:
            continue
        ratios = sorted(one.rate / other.rate for one, other in pairs)
        same = engine.startswith("limit") or all(texts((out / engine / f"{n}.docx").read_bytes()) == expected[n] for n in range(3))
        ones = [one for one, _ in pairs]
        limits = zip(made, runs.get(LIMIT_OF.get(engine, ""), ()), strict=False)
        yield Row(
            engine,
            rows,
            statistics.median(one.rate for one in ones),
            statistics.median(ratios),
            ratios[0],
            ratios[-1],
            max(one.rss_mb for one in ones),
            ones[-1].bytes,
            "" if engine.startswith("limit") else "same" if same else "differs",
            tuple(least.rate / one.rate for one, least in limits if one and least),
        )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "-"


def _node_version(name: str) -> str:
    path = PACKAGES / "node_modules" / name / "package.json"
    return str(json.loads(path.read_text("utf-8"))["version"]) if path.is_file() else "-"


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*: (.*)", path.read_text("utf-8")) if path.is_file() else None
    return found[1] if found else platform.processor()


if __name__ == "__main__":
    main()
