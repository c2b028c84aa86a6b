"""The commands in, the page of the reference that lists them out: docs/reference/lenh.md is this text (`make reference`)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from docgen.cli.main import docgen

_HEAD = """# Lệnh

Trang này lập tự động từ `docgen --help`.

Mã kết thúc: 0 xong · 1 cần người xem (tệp bị trả lại, chờ xác minh, không an toàn, chưa chép xong; văn bản không lập được; có cảnh báo) ·
2 gõ sai lệnh hoặc cấu hình sai · 3 lỗi phần mềm · 130 dừng bằng Ctrl-C.
"""


def page() -> str:
    """Return the page: the program's own help, then each command's."""
    with click.Context(docgen, info_name="docgen", **docgen.context_settings) as context:
        parts = [_HEAD, _block(docgen.get_help(context)), *_commands(context)]
    return "\n".join(parts) + "\n"


def _commands(context: click.Context) -> Iterator[str]:
    for name in docgen.list_commands(context):
        command = docgen.commands[name]
        with click.Context(command, info_name=name, parent=context) as inner:
            yield f"## docgen {name}\n\n{_block(command.get_help(inner))}"


def _block(text: str) -> str:
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return f"```text\n{lines}\n```\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8", newline="\n")
