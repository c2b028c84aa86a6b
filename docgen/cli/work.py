"""Commands of the daily work: forms, watch, process, status, generate, export."""

from __future__ import annotations

import signal
import threading
from pathlib import Path

import click

from docgen.cli.opening import office, workspace
from docgen.cli.vietnamese import VietnameseCommand
from docgen.system import without_collecting

_PROGRAMME = click.argument("programme", required=False, metavar="[CHƯƠNG_TRÌNH]")
_PERIOD = click.option("--period", metavar="KỲ", help="Mã kỳ báo cáo, ví dụ 2026 hoặc 2026-Q3; bỏ trống là kỳ đang nhận.")
_UNIT = click.option("--unit", metavar="MÃ", help="Chỉ làm cho đơn vị có mã này.")
_JSON = click.option("--json", "as_json", is_flag=True, help="In một tài liệu JSON để chương trình khác đọc.")


@click.command(cls=VietnameseCommand)
@_PROGRAMME
@_PERIOD
@_UNIT
@click.pass_context
def forms(context: click.Context, programme: str | None, period: str | None, unit: str | None) -> int:
    """Phát biểu trống, mỗi đơn vị một tệp Excel, vào thư mục lấy biểu mẫu."""
    from docgen.cli.telling import tell_forms
    from docgen.pipeline.issue import issue_forms

    with office(context, to_change=True) as opened:
        return tell_forms(issue_forms(opened, programme, period, unit))


@click.command(cls=VietnameseCommand)
@click.pass_context
def watch(context: click.Context) -> int:
    """Trông thư mục nhận biểu cho đến khi dừng (Ctrl-C)."""
    from docgen.pipeline.watching import watch as keep_watching

    stop = threading.Event()
    signal.signal(signal.SIGINT, lambda *_: stop.set())
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    keep_watching(workspace(context), stop, click.echo)
    click.echo("Đã dừng trông thư mục. Các tệp đến sau sẽ được nhận khi chạy lại.")
    return 0


@click.command(cls=VietnameseCommand)
@_JSON
@click.option("--final", is_flag=True, help="Xét cả những tệp chưa chép xong, không chờ thêm.")
@click.pass_context
def process(context: click.Context, as_json: bool, final: bool) -> int:
    """Nhận mọi tệp đang có trong thư mục nhận biểu, tổng hợp, lập văn bản, rồi kết thúc."""
    from docgen.cli.telling import process_json, tell_process
    from docgen.pipeline.judging_apart import judging_apart
    from docgen.pipeline.turn import process as work

    with office(context, to_change=True) as opened, judging_apart() as judge:
        report = work(opened, final=final, judge=judge)
    return process_json(report) if as_json else tell_process(report)


@click.command(cls=VietnameseCommand)
@_JSON
@click.pass_context
def status(context: click.Context, as_json: bool) -> int:
    """Ai đã gửi, ai quá hạn, tệp nào chờ xác minh, kết quả so với mục tiêu."""
    with without_collecting(), office(context) as opened:
        from docgen.cli.telling import status_json, tell_status
        from docgen.pipeline.overview import overview

        seen = overview(opened)
    return status_json(seen) if as_json else tell_status(seen)


@click.command(cls=VietnameseCommand)
@_PROGRAMME
@click.option("--document", metavar="VĂN_BẢN", help="Chỉ lập văn bản có tên này (cột name ở tờ documents).")
@_PERIOD
@_UNIT
@click.option("--force", is_flag=True, help="Lập lại cả khi số liệu không đổi.")
@click.pass_context
def generate(context: click.Context, programme: str | None, document: str | None, period: str | None, unit: str | None, force: bool) -> int:
    """Lập lại văn bản; lập cả văn bản chỉ lập khi yêu cầu nếu ghi rõ --document."""
    from docgen.cli.progress import progress
    from docgen.cli.telling import tell_papers
    from docgen.pipeline.choosing import Selection
    from docgen.pipeline.project import generate_papers
    from docgen.pipeline.turn import process as work

    with office(context, to_change=True) as opened:
        with progress("Lập văn bản") as tell:
            made = generate_papers(opened, Selection(programme, document, period, unit, force), tell)
        work(opened)
    return tell_papers(made)


@click.command(cls=VietnameseCommand)
@click.argument("programme", metavar="CHƯƠNG_TRÌNH")
@click.argument("period", metavar="KỲ")
@click.option("--format", "kind", type=click.Choice(["xlsx", "csv", "json"]), default="xlsx", metavar="KIỂU", help="xlsx, csv hoặc json.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="TỆP", help="Ghi ra tệp này; bỏ trống thì in ra.")
@click.pass_context
def export(context: click.Context, programme: str, period: str, kind: str, output: Path | None) -> int:
    """Xuất số liệu tổng hợp của một kỳ."""
    from docgen.cli.telling import tell_export
    from docgen.pipeline.exporting import export_period

    with office(context) as opened:
        data, name = export_period(opened, programme, period, kind)
    return tell_export(data, name, kind, output)


COMMANDS = (forms, watch, process, status, generate, export)
