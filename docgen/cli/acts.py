"""Commands by which a person decides: accept, reject, withdraw, enter, exempt, close, reopen, resume."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from docgen.cli.opening import office
from docgen.cli.vietnamese import VietnameseCommand
from docgen.model.submissions import ActKind

if TYPE_CHECKING:
    from docgen.pipeline.office import Office
    from docgen.pipeline.reports import ActResult

_REASON = click.option("--reason", required=True, metavar="LÝ_DO", help="Lý do quyết định (bắt buộc), đặt trong ngoặc kép.")
_AUTHOR = click.option("--by", "author", default=getpass.getuser, metavar="TÊN", help="Người quyết định; bỏ trống là tên đăng nhập máy.")


def _about_file(name: str, kind: ActKind, help: str) -> click.Command:
    @click.command(name, cls=VietnameseCommand, help=help)
    @click.argument("id", type=int, metavar="MÃ_VIỆC")
    @_REASON
    @_AUTHOR
    @click.pass_context
    def command(context: click.Context, id: int, reason: str, author: str) -> int:
        from docgen.pipeline.acting import decide_held

        return _done(context, lambda opened: decide_held(opened, id, kind, author, reason))

    return command


@click.command(cls=VietnameseCommand)
@click.argument("id", type=int, metavar="SỐ_TIẾP_NHẬN")
@_REASON
@_AUTHOR
@click.pass_context
def withdraw(context: click.Context, id: int, reason: str, author: str) -> int:
    """Rút lại bản số liệu đã tiếp nhận (số ghi ở phiếu tiếp nhận); bản trước đó, nếu có, lại được dùng."""
    from docgen.pipeline.unit_acts import withdraw as take_back

    return _done(context, lambda opened: take_back(opened, id, author, reason))


@click.command(cls=VietnameseCommand)
@click.argument("id", type=int, metavar="SỐ_TIẾP_NHẬN")
@click.option("--source", required=True, type=click.Choice(["giay", "dien-thoai", "tin-nhan"]), help="Nhập từ đâu.")
@_REASON
@_AUTHOR
@click.pass_context
def enter(context: click.Context, id: int, source: str, reason: str, author: str) -> int:
    """Ghi nhận rằng biểu đã tiếp nhận này do xã nhập hộ đơn vị (từ bản giấy, điện thoại, tin nhắn)."""
    from docgen.outbox.task_sheets import SOURCES
    from docgen.pipeline.unit_acts import note_entry

    words = dict(zip(("giay", "dien-thoai", "tin-nhan"), SOURCES, strict=True))[source]
    return _done(context, lambda opened: note_entry(opened, id, author, f"{words}: {reason}"))


@click.command(cls=VietnameseCommand)
@click.argument("programme", metavar="CHƯƠNG_TRÌNH")
@click.argument("period", metavar="KỲ")
@click.argument("unit", metavar="MÃ_ĐƠN_VỊ")
@click.option("--undo", is_flag=True, help="Bỏ việc miễn đã ghi trước đó.")
@_REASON
@_AUTHOR
@click.pass_context
def exempt(context: click.Context, programme: str, period: str, unit: str, *, undo: bool, reason: str, author: str) -> int:
    """Miễn báo cáo một kỳ cho một đơn vị."""
    from docgen.pipeline.unit_acts import exempt as let_off

    act = (ActKind.WITHDRAW if undo else ActKind.EXEMPT, author, reason)
    return _done(context, lambda opened: let_off(opened, programme, period, unit, act))


def _done(context: click.Context, act: Callable[[Office], ActResult]) -> int:
    """Carry out `act` in the workspace, bring everything up to date, and say what it led to."""
    from docgen.cli.telling import tell_act
    from docgen.pipeline.turn import process

    with office(context, to_change=True) as opened:
        result = act(opened)
        process(opened)
    return tell_act(result)


def _about_period(name: str, kind: ActKind, help: str) -> click.Command:
    @click.command(name, cls=VietnameseCommand, help=help)
    @click.argument("programme", metavar="CHƯƠNG_TRÌNH")
    @click.argument("period", metavar="KỲ")
    @click.option("--reason", default="", metavar="LÝ_DO", help="Lý do.")
    @_AUTHOR
    @click.pass_context
    def command(context: click.Context, programme: str, period: str, reason: str, author: str) -> int:
        from docgen.pipeline.acting import lock_period

        return _done(context, lambda opened: lock_period(opened, programme, period, kind, author, reason))

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
COMMANDS = (*(make(name, kind, help) for make, name, kind, help in _MAKERS), withdraw, enter, exempt, resume)
