"""Commands by which a person decides: accept, reject, close, reopen, resume."""

from __future__ import annotations

import getpass
from collections.abc import Callable

import click

from docgen.cli.opening import office
from docgen.cli.vietnamese import VietnameseCommand
from docgen.model.submissions import ActKind

_REASON = click.option("--reason", required=True, metavar="LÝ_DO", help="Lý do quyết định (bắt buộc), đặt trong ngoặc kép.")
_AUTHOR = click.option("--by", "author", default=getpass.getuser, metavar="TÊN", help="Người quyết định; bỏ trống là tên đăng nhập máy.")


def _about_file(name: str, kind: ActKind, help: str) -> click.Command:
    @click.command(name, cls=VietnameseCommand, help=help)
    @click.argument("id", type=int, metavar="MÃ_VIỆC")
    @_REASON
    @_AUTHOR
    @click.pass_context
    def command(context: click.Context, id: int, reason: str, author: str) -> int:
        from docgen.cli.telling import tell_act
        from docgen.pipeline.acting import decide_held
        from docgen.pipeline.turn import process

        with office(context, to_change=True) as opened:
            result = decide_held(opened, id, kind, author, reason)
            process(opened)
        return tell_act(result)

    return command


def _about_period(name: str, kind: ActKind, help: str) -> click.Command:
    @click.command(name, cls=VietnameseCommand, help=help)
    @click.argument("programme", metavar="CHƯƠNG_TRÌNH")
    @click.argument("period", metavar="KỲ")
    @click.option("--reason", default="", metavar="LÝ_DO", help="Lý do.")
    @_AUTHOR
    @click.pass_context
    def command(context: click.Context, programme: str, period: str, reason: str, author: str) -> int:
        from docgen.cli.telling import tell_act
        from docgen.pipeline.acting import lock_period
        from docgen.pipeline.turn import process

        with office(context, to_change=True) as opened:
            result = lock_period(opened, programme, period, kind, author, reason)
            process(opened)
        return tell_act(result)

    return command


@click.command(cls=VietnameseCommand)
@_REASON
@_AUTHOR
@click.pass_context
def resume(context: click.Context, reason: str, author: str) -> int:
    """Cho docgen làm việc tiếp khi nó dừng lại hỏi, ví dụ sau khi đổi thư mục nhận biểu."""
    from docgen.cli.telling import tell_act
    from docgen.pipeline.resuming import resume as go_on

    with office(context) as opened:
        return tell_act(go_on(opened, author, reason))


_MAKERS: tuple[tuple[Callable[[str, ActKind, str], click.Command], str, ActKind, str], ...] = (
    (_about_file, "accept", ActKind.ACCEPT, "Chấp nhận một tệp đang chờ xác minh."),
    (_about_file, "reject", ActKind.REJECT, "Trả lại một tệp đang chờ xác minh."),
    (_about_period, "close", ActKind.CLOSE, "Khóa số liệu một kỳ: tệp đến sau phải chờ xác minh."),
    (_about_period, "reopen", ActKind.REOPEN, "Mở khóa số liệu một kỳ."),
)
COMMANDS = (*(make(name, kind, help) for make, name, kind, help in _MAKERS), resume)
