"""The log of a workspace on a real folder."""

import logging
from pathlib import Path

import pytest

from docgen.pipeline.log import LOG, LOG_NAME, logging_to


def test_what_docgen_and_watchdog_say_goes_into_the_log_and_not_to_the_screen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with logging_to(tmp_path):
        LOG.info("decided")
        logging.getLogger("watchdog.observers.inotify_c").warning("queue overflowed")

    lines = (tmp_path / LOG_NAME).read_text(encoding="utf-8").splitlines()
    assert [line.split(" ", 2)[2] for line in lines] == ["INFO decided", "WARNING queue overflowed"]
    assert capsys.readouterr() == ("", "")


def test_after_the_block_nothing_more_is_written(tmp_path: Path) -> None:
    with logging_to(tmp_path):
        LOG.info("decided")
    LOG.info("later")

    assert "later" not in (tmp_path / LOG_NAME).read_text(encoding="utf-8")
