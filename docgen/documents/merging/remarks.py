"""What Word comments say where a place was changed on both sides: pure words."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.documents.merging.hunks import Hunk
from docgen.model import text

AUTHOR = "docgen (số liệu mới)"
_MOST = 6
_LONGEST = 160


def about_figure(hers: str, before: str, now: str) -> str:
    """Return the remark beside a figure that a person changed and that has changed since."""
    return f"Số liệu mới: {now}. Bản docgen lập trước: {before}; đồng chí đã ghi: {hers}. Phần đồng chí ghi được giữ nguyên."


def about_places(places: Sequence[tuple[str, Hunk]]) -> str:
    """Return the remark beside a paragraph of which `places` could not be put in: what stood there before, and the change."""
    told = "; ".join(_change(before, hunk) for before, hunk in places[:_MOST])
    more = f"; và {len(places) - _MOST} chỗ nữa" if len(places) > _MOST else ""
    return f"Chỗ này đồng chí đã sửa nên giữ nguyên; bản mới của docgen có thay đổi: {told}{more}."


def about_lost(lost: str, places: Sequence[tuple[str, Hunk]]) -> str:
    """Return the remark near a part that a person took out and in which something has changed since."""
    told = "; ".join(_change(before, hunk) for before, hunk in places[:_MOST])
    more = f"; và {len(places) - _MOST} chỗ nữa" if len(places) > _MOST else ""
    return f"Phần đồng chí đã bỏ hoặc viết lại (“{text.shortened(lost, _LONGEST)}”) có thay đổi trong bản mới: {told}{more}."


def about_dropped() -> str:
    """Return the remark beside a part that the new version has no more, and that a person changed."""
    return "Bản mới của docgen không còn phần này; đồng chí đã sửa nên giữ nguyên."


def about_new(words: str) -> str:
    """Return the remark where a new part could not be put in."""
    return f"Bản mới của docgen có thêm phần chưa đưa vào được: “{text.shortened(words, _LONGEST)}”."


def outside_body(words: str) -> str:
    """Return a remark about a header or footer, where Word allows none."""
    return f"Ở đầu trang hoặc chân trang. {words}"


def _change(before: str, hunk: Hunk) -> str:
    old, new = text.shortened(before, _LONGEST), text.shortened(hunk.text, _LONGEST)
    if not old:
        return f"thêm “{new}”"
    return f"“{old}” thành “{new}”" if new else f"bỏ “{old}”"
