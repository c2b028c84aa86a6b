"""Command draft: a text or an untidy .docx in, a compliant .docx out; works with and without a workspace."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.vietnamese import VietnameseCommand
from docgen.settings import FILE_NAME, TIME_ZONE, find_root, open_workspace

if TYPE_CHECKING:
    from docgen.nd30.plain import Office

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_TARGET = click.Path(dir_okay=False, path_type=Path)


@click.command(cls=VietnameseCommand)
@click.argument("file", type=_FILE, metavar="TỆP")
@click.option(
    "-o", "--output", type=_TARGET, metavar="TỆP.docx", help="Nơi ghi văn bản; không có thì ghi cạnh tệp gốc, không đè tệp đã có."
)
@click.pass_context
def draft(context: click.Context, file: Path, output: Path | None) -> int:
    """Trình bày lại tệp chữ (.txt, .md) hoặc tệp Word lộn xộn thành .docx đúng thể thức.

    Nhận ra số, ngày, tên loại, trích yếu, căn cứ, đề mục, bảng, nơi nhận, chữ ký, phụ lục; nối câu bị ngắt; thiếu phần đầu thì lấy từ
    docgen.toml. Không sửa lời văn; mọi việc đã làm được kể lại. Thẻ {{ }} và {% %} được giữ nguyên.
    """
    from docgen.nd30.redraft import redraft

    target = output or _beside(file)
    if target.resolve() == file.resolve():
        raise click.UsageError("TỆP và nơi ghi là một.")
    if output is None and target.exists():
        click.echo(f"Đã có “{target}”, không ghi đè. Dùng -o để chọn tên khác.", err=True)
        return 2
    made = redraft(file.read_bytes(), _office(context))
    target.write_bytes(made.data)
    click.echo(f"Đã lập: {target}")
    for note in made.notes:
        click.echo(f"  - {note}")
    return 0


def _beside(file: Path) -> Path:
    return file.with_suffix(".docx") if file.suffix.lower() != ".docx" else file.with_name(f"{file.stem} - trinh bay lai.docx")


def _office(context: click.Context) -> Office:
    """Return who issues papers: what docgen.toml says, or nobody where there is none and none was named."""
    from docgen.nd30.plain import Office

    named: Path | None = context.find_root().obj
    root = find_root(named)
    if named is None and not (root / FILE_NAME).is_file():
        return Office(year=datetime.now(TIME_ZONE).year)
    workspace = open_workspace(root)
    agency = workspace.settings.agency
    return Office(tuple(agency.heading), agency.place, agency.name, workspace.now().year)


COMMANDS = (draft,)
