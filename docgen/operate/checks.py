"""What `docgen doctor` says of one thing, and what it says of docgen's own past and present: its log of events, its watcher."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from docgen.cluster.lock import is_held
from docgen.dataset.integrity import file_of
from docgen.dataset.store import open_dataset
from docgen.model.errors import DatasetError
from docgen.pipeline import canary, condition


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. `message` says what was found; `mend` what to do, when it is not `ok`. Advice is ok."""

    name: str
    ok: bool
    message: str
    mend: str = ""


def check_history(url: str) -> Check:
    """Say whether the log of events is as docgen wrote it: each carries the hash of the one before."""
    name, file = "Nhật ký", file_of(url)
    if file is not None and not file.exists():
        return Check(name, True, "chưa có.")
    try:
        with open_dataset(url) as dataset:
            broken = dataset.events.verify()
    except DatasetError:
        return Check(name, True, "chưa xem được vì dữ liệu không mở được (mục trên).")
    if broken:
        return Check(
            name, False, f"bị sửa bên ngoài phần mềm ở {len(broken)} chỗ.", "Giữ nguyên tệp dữ liệu và bản sao lưu gần nhất để đối chiếu."
        )
    return Check(name, True, "liền mạch, không bị sửa.")


def send_canary(state: Path, patience_seconds: float = 120.0) -> Check:
    """Ask the watcher to send its form through the rehearsal folder now, and say how that went."""
    name, before = "Gửi thử", canary.read(state)
    if not is_held(state):
        return Check(name, False, "không thử được vì “docgen watch” không chạy.", "Chạy “docgen watch” rồi thử lại.")
    (state / canary.WANTED_NAME).touch()
    begun = time.monotonic()
    while (after := canary.read(state)) == before and time.monotonic() - begun < patience_seconds:
        time.sleep(0.2)
    if after == before or after.failure:
        return Check(name, False, after.failure or "chưa có trả lời.", "Xem docgen.log; kiểm tra đã phát biểu bằng “docgen forms”.")
    return Check(name, True, after.words)


def check_watcher(state: Path, now: datetime) -> Check:
    """Say whether the watcher is alive, if one is meant to be, and when a form of docgen's own last came through."""
    complaint = condition.complaint(state, now)
    flight = canary.read(state)
    if complaint or flight.failure:
        return Check(
            "Chương trình trông thư mục", False, complaint or f"tự kiểm tra không thành công: {flight.failure}.", "Xem docgen.log."
        )
    health = condition.read(state)
    words = "đang chạy." if health and not health.is_stopped else "không chạy."
    return Check("Chương trình trông thư mục", True, f"{words} {flight.words}".strip())
