"""The state folder in, the right to work on this workspace out; the one place that uses filelock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from docgen.model.disk import FAULT_WORDS, fault_of
from docgen.model.errors import DatasetBusyError, SettingsError

LOCK_NAME = "docgen.lock"


@contextmanager
def workspace_lock(state: Path, wait_seconds: float = 0.0) -> Iterator[None]:
    """Hold the workspace whose state folder is `state`. The system gives it free when the process ends, however it ends.

    Raises:
        DatasetBusyError: another docgen works on it, still after `wait_seconds`.
        SettingsError: the folder cannot be written, or lies on a disk that knows no locks.
    """
    # Loaded only here: those who only look, and find no lock, take none.
    from filelock import FileLock, Timeout

    try:
        state.mkdir(parents=True, exist_ok=True)
        lock = FileLock(state / LOCK_NAME, timeout=wait_seconds)
        lock.acquire()
    except Timeout as error:
        raise DatasetBusyError(
            f"Một chương trình docgen khác đang làm việc với thư mục “{state.parent}”. "
            "Đợi chương trình đó xong, hoặc dừng nó (Ctrl-C ở cửa sổ đang chạy “docgen watch”), rồi chạy lại."
        ) from error
    except NotImplementedError as error:
        raise SettingsError(f"Ổ đĩa chứa “{state}” không khóa được tệp. Đặt thư mục state trên ổ đĩa của chính máy này.") from error
    except OSError as error:
        raise SettingsError(f"Không ghi được vào thư mục “{state}”: {FAULT_WORDS[fault_of(error)]}.") from error
    try:
        yield
    finally:
        lock.release()


def is_held(state: Path) -> bool:
    """Return whether some docgen works on the workspace now."""
    if not (state / LOCK_NAME).exists():
        return False
    try:
        with workspace_lock(state):
            return False
    except DatasetBusyError:
        return True
