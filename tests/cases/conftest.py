"""What every group of cases has: a fresh copy of the workspace `base` that its module makes once, and a watcher at work on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench import Bench
from tests.cases.watched import Watched, watched


@pytest.fixture
def bench(base: Bench, tmp_path: Path) -> Bench:
    return base.copied_to(tmp_path / "nơi làm việc")


@pytest.fixture
def watcher(bench: Bench) -> Iterator[Watched]:
    with watched(bench) as opened:
        yield opened
