"""What a person decided, in the words of the clerk."""

from __future__ import annotations

from collections.abc import Mapping

from docgen.model.submissions import Act, ActKind

_WORDS: Mapping[ActKind, str] = {
    ActKind.ACCEPT: "Chấp nhận tệp chờ xác minh",
    ActKind.REJECT: "Trả lại tệp chờ xác minh",
    ActKind.WITHDRAW: "Rút lại bản số liệu",
    ActKind.EXEMPT: "Miễn báo cáo",
    ActKind.CLOSE: "Khóa số liệu",
    ActKind.REOPEN: "Mở khóa số liệu",
    ActKind.RESUME: "Tiếp tục nhận tệp",
    ActKind.ENTER: "Nhập hộ đơn vị",
    ActKind.ISSUE: "Ghi số, ngày văn bản đã phát hành",
}


def act_words(act: Act) -> str:
    """Return what `act` did. A withdrawal about no file takes an exemption back."""
    if act.kind is ActKind.WITHDRAW and not act.target:
        return "Bỏ miễn báo cáo"
    return _WORDS[act.kind]
