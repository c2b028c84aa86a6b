"""The log of a workspace, `docgen.log` in its state folder: what was decided, and whatever was not foreseen; never a person's value."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TypeVar

from docgen.model.errors import DocgenError

LOG_NAME = "docgen.log"
LOG = logging.getLogger("docgen")
_HEARD = (LOG, logging.getLogger("watchdog"))
_BYTES = 2_000_000
_KEPT = 5

_Result = TypeVar("_Result")


@contextmanager
def logging_to(state: Path) -> Iterator[None]:
    """Write the log into the folder `state` while the block runs; what watchdog has to say goes there too, and not to the screen."""
    handler = RotatingFileHandler(state / LOG_NAME, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    for logger in _HEARD:
        logger.addHandler(handler)
        logger.propagate = False
    LOG.setLevel(logging.INFO)
    try:
        yield
    finally:
        for logger in _HEARD:
            logger.removeHandler(handler)
        handler.close()


def isolated(what: str, work: Callable[[], _Result], otherwise: Callable[[], _Result], fatal: tuple[type[Exception], ...] = ()) -> _Result:
    """Return what `work` gives; when it meets what nobody foresaw, log that whole and return what `otherwise` gives.

    Round one file, or one document: whatever it holds, the others go on (promise 4). What is foreseen has its own words and passes, as
    does what is `fatal` to the process that does the work.
    """
    try:
        return work()
    except DocgenError:
        raise
    except Exception as error:
        if isinstance(error, fatal):
            raise
        LOG.exception("bug at %s", what)
        return otherwise()
