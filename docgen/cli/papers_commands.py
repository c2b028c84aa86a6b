"""Command check: papers in, what is not as the decree demands out; works without a workspace."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.vietnamese import VietnameseCommand

if TYPE_CHECKING:
    from docgen.nd30.check.report import PaperReport
    from docgen.nd30.rendered.convert import Printer

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_TARGET = click.Path(dir_okay=False, path_type=Path)


@click.command(cls=VietnameseCommand)
@click.argument("files", nargs=-1, required=True, type=_FILE, metavar="TỆP…")
@click.option("--json", "as_json", is_flag=True, help="In một tài liệu JSON để chương trình khác đọc.")
@click.option("--annotate", "annotated", type=_TARGET, metavar="TỆP.docx", help="Ghi một bản sao có ghi chú Word ở từng chỗ.")
@click.option(
    "--fix", "fixed", type=_TARGET, metavar="TỆP.docx", help="Ghi một bản sao đã sửa những gì sửa được mà không đụng đến lời văn."
)
@click.option("--pdf", "is_printed", is_flag=True, help="In thử bằng LibreOffice (nếu máy có) rồi đối chiếu cả trang in.")
def check(files: tuple[Path, ...], as_json: bool, annotated: Path | None, fixed: Path | None, is_printed: bool) -> int:
    """Đối chiếu văn bản Word với thể thức của Nghị định số 30/2020/NĐ-CP.

    Nói rõ từng chỗ: đang thế nào, quy định thế nào, ở điểm nào của Nghị định. Văn bản của Đảng, luật, biểu mẫu không thuộc Nghị định thì
    không đối chiếu; văn bản của thôn chỉ được khuyến nghị.
    """
    from docgen.cli.papers_telling import check_json, tell_checked

    _refuse_wrong_use(files, {"--annotate": annotated, "--fix": fixed})
    reports = _reports_printed(files) if is_printed else map(_report, files)
    first = next(reports)
    told = chain((first,), reports)
    code = check_json(told) if as_json else tell_checked(told)
    if annotated is not None and first.is_readable:
        _annotate(files[0], annotated, is_printed=is_printed)
    if fixed is not None and first.is_readable:
        _fix(files[0], fixed, is_quiet=as_json)
    return code


def _refuse_wrong_use(files: tuple[Path, ...], targets: dict[str, Path | None]) -> None:
    for option, target in targets.items():
        if target is not None and len(files) > 1:
            raise click.BadParameter("chỉ dùng với một tệp.", param_hint=option)
        if target is not None and target.resolve() == files[0].resolve():
            raise click.BadParameter("tệp ghi ra trùng với tệp gốc.", param_hint=option)
    chosen = [target.resolve() for target in targets.values() if target is not None]
    if len(set(chosen)) < len(chosen):
        raise click.BadParameter("hai bản sao phải ghi ra hai tệp khác nhau.", param_hint="--fix")


def _reports_printed(files: tuple[Path, ...]) -> Iterator[PaperReport]:
    from docgen.nd30.rendered.convert import printer

    with printer() as opened:
        yield from (_report(file, opened) for file in files)


def _report(file: Path, printer: Printer | None = None) -> PaperReport:
    from docgen.nd30.check.report import report, unreadable
    from docgen.nd30.rendered.report import report_printed

    try:
        data = file.read_bytes()
    except OSError:
        return unreadable(str(file), "Không đọc được tệp: kiểm tra quyền đọc hoặc đóng chương trình đang mở tệp.")
    return report(str(file), data) if printer is None else report_printed(str(file), data, printer)


def _annotate(file: Path, target: Path, *, is_printed: bool) -> None:
    from docgen.nd30.check.annotate import annotate
    from docgen.nd30.check.check import check as find
    from docgen.nd30.reading.read import read
    from docgen.nd30.recognise.recognise import recognise
    from docgen.nd30.rendered.convert import NotPrintedError, printer
    from docgen.nd30.rendered.report import find_printed

    data = file.read_bytes()
    recognised = recognise(read(data))
    findings = find(recognised)
    if is_printed:
        # What cannot be printed is told by the report already; the copy then has what the file shows.
        with suppress(NotPrintedError), printer() as opened:
            findings = find_printed(recognised, findings, data, opened)
    target.write_bytes(annotate(data, findings))


def _fix(file: Path, target: Path, *, is_quiet: bool) -> None:
    from docgen.cli.papers_telling import tell_fixed
    from docgen.nd30.fix.fix import fix

    result = fix(file.read_bytes())
    target.write_bytes(result.data)
    if not is_quiet:
        tell_fixed(result, target)


COMMANDS = (check,)
