"""Commands about a whole workspace: init, demo, doctor, backup, restore."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.opening import workspace
from docgen.cli.vietnamese import VietnameseCommand
from docgen.settings import find_root

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
@click.option("--canary", is_flag=True, help="Gửi thử ngay một biểu trống qua thư mục nhận biểu; cần “docgen watch” đang chạy.")
@click.pass_context
def doctor(context: click.Context, canary: bool) -> int:
    """Kiểm tra máy và nơi làm việc: điều gì sẽ cản trở docgen, và cách khắc phục."""
    from docgen.cli.telling import tell_checks
    from docgen.operate.checks import send_canary
    from docgen.operate.doctor import examine

    place = workspace(context)
    return tell_checks((*examine(place), send_canary(place.state)) if canary else examine(place))


@click.command(cls=VietnameseCommand)
@click.argument("place", type=click.Path(), metavar="THƯ_MỤC_HOẶC_TỆP")
@click.pass_context
def backup(context: click.Context, place: str) -> int:
    """Sao lưu toàn bộ dữ liệu, mẫu và văn bản đã sửa vào một tệp, kể cả khi docgen đang chạy.

    Ghi tên thư mục (chưa có thì docgen tạo): mỗi lần chạy thêm một tệp đặt tên theo ngày giờ, dùng cho lịch hằng ngày. Ghi tên tệp
    có đuôi, ví dụ xa.sqlite: sao lưu vào đúng tệp đó, tệp đã có thì không ghi đè.
    """
    from docgen.cli.workspace_telling import tell_backup
    from docgen.operate.backup import back_up

    return tell_backup(back_up(workspace(context), place))


@click.command(cls=VietnameseCommand)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="TỆP")
@click.pass_context
def restore(context: click.Context, file: Path) -> int:
    """Khôi phục từ bản sao lưu vào nơi làm việc này (hoặc thư mục trống); dữ liệu đang có được giữ lại dưới tên khác."""
    from docgen.cli.workspace_telling import tell_restore
    from docgen.operate.backup import restore as put_back

    return tell_restore(put_back(find_root(context.find_root().obj), file))


COMMANDS = (init, demo, doctor, backup, restore)
