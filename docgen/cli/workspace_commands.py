"""Commands about a whole workspace: init, demo, doctor."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.opening import workspace
from docgen.cli.vietnamese import VietnameseCommand

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command(cls=VietnameseCommand)
@click.argument("folder", type=_FOLDER, default=Path(), metavar="[THƯ_MỤC]")
def init(folder: Path) -> int:
    """Tạo nơi làm việc mới kèm chương trình mẫu. Tệp đã có thì giữ nguyên."""
    from docgen.operate.init import init as make

    made, written = make(folder)
    click.echo(f"Nơi làm việc: {made.root}")
    click.echo(f"Đã tạo {len(written)} tệp." if written else "Mọi tệp đã có sẵn, không ghi thêm tệp nào.")
    click.echo("Việc tiếp theo:")
    click.echo("  1. Mở docgen.toml, ghi tên cơ quan, người liên hệ, người ký.")
    click.echo("  2. Mở templates/units.xlsx, ghi danh sách đơn vị.")
    click.echo("  3. Chạy “docgen forms” để phát biểu, rồi “docgen watch” để nhận biểu.")
    return 0


@click.command(cls=VietnameseCommand)
@click.argument("folder", type=_FOLDER, default=Path("demo"), metavar="[THƯ_MỤC]")
def demo(folder: Path) -> int:
    """Chạy thử trọn vẹn: đóng vai các đơn vị gửi biểu, rồi tổng hợp và lập văn bản."""
    from docgen.cli.telling import tell_demo
    from docgen.operate.demo import play

    return tell_demo(play(folder))


@click.command(cls=VietnameseCommand)
@click.pass_context
def doctor(context: click.Context) -> int:
    """Kiểm tra máy và nơi làm việc: điều gì sẽ cản trở docgen, và cách khắc phục."""
    from docgen.cli.telling import tell_checks
    from docgen.operate.doctor import examine

    return tell_checks(examine(workspace(context)))


COMMANDS = (init, demo, doctor)
