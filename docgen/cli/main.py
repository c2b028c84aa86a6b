"""The command line: arguments in, exit code out. Each command calls one function of a lower room and shows what it returns."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from docgen.cli import acts, draft_command, inspect_commands, papers_commands, work, workspace_commands
from docgen.cli.vietnamese import VietnameseGroup, complaint
from docgen.model.errors import DocgenError

DONE, PERSON_NEEDED, WRONG_USE, BUG, INTERRUPTED = 0, 1, 2, 3, 130


@click.group(cls=VietnameseGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--workspace",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="THƯ_MỤC",
    help="Nơi làm việc, nếu không phải thư mục hiện tại (hoặc đặt biến DOCGEN_WORKSPACE).",
)
@click.version_option(package_name="docgen", message="docgen %(version)s", help="Hiện phiên bản phần mềm rồi thoát.")
@click.pass_context
def docgen(context: click.Context, workspace: Path | None) -> None:
    """Thu biểu Excel của các đơn vị qua thư mục chung, tổng hợp số liệu, lập văn bản Word đúng thể thức."""
    context.obj = workspace


for _command in (
    *workspace_commands.COMMANDS,
    *work.COMMANDS,
    *acts.COMMANDS,
    *inspect_commands.COMMANDS,
    *papers_commands.COMMANDS,
    *draft_command.COMMANDS,
):
    docgen.add_command(_command)


def run(arguments: Sequence[str]) -> int:
    """Run one command; return its exit code (0 done, 1 a person is needed, 2 wrong use or set-up, 3 a bug, 130 Ctrl-C)."""
    _speak_unicode()
    try:
        return int(docgen.main(args=list(arguments), prog_name="docgen", standalone_mode=False) or DONE)
    except click.ClickException as error:
        click.echo(complaint(error), err=True)
        return WRONG_USE
    except DocgenError as error:
        click.echo(str(error), err=True)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Đã dừng theo yêu cầu.", err=True)
        return INTERRUPTED
    except Exception:  # noqa: BLE001 — the last door: whatever is not foreseen is a bug, logged whole and told in one line
        click.echo(f"Phần mềm gặp lỗi ngoài dự kiến. Chi tiết ghi ở {_log_bug()}; đề nghị gửi tệp đó cho người phụ trách máy.", err=True)
        return BUG


def _speak_unicode() -> None:
    """Print Vietnamese also where the console's code page has no such letters."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _log_bug() -> Path:
    path = Path.home() / f"docgen-loi-{datetime.now():%Y%m%d-%H%M%S}.log"
    path.write_text(traceback.format_exc(), encoding="utf-8")
    logging.getLogger("docgen").error("bug, see %s", path.name)
    return path
