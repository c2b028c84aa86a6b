"""What commands say: results in, lines of Vietnamese or one JSON document out; every function returns the exit code."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.model import text
from docgen.model.findings import Finding
from docgen.model.submissions import Outcome

if TYPE_CHECKING:
    from docgen.operate.checks import Check
    from docgen.operate.demo import DemoReport
    from docgen.outbox.desk import PaperResult
    from docgen.pipeline.issue import IssueReport
    from docgen.pipeline.overview import Overview, PeriodLines, UnitLine
    from docgen.pipeline.reports import ActResult, FileResult, ProcessReport

_SHOWN_FINDINGS = 3


def tell_process(report: ProcessReport) -> int:
    """Show every file and what became of it."""
    told = [result for result in report.files if result.outcome is not Outcome.IGNORED]
    for result in told:
        _tell_file(result)
    for sentence in report.done:
        click.echo(sentence)
    is_made = _tell_made(report.papers)
    for problem in report.problems:
        click.echo(f"! {problem}")
    if not (told or is_made or report.problems or report.done):
        click.echo("Không có tệp mới; văn bản không có gì thay đổi.")
    return int(report.needs_a_person)


def process_json(report: ProcessReport) -> int:
    """Print the files as one JSON document."""
    _print_json({"files": [_file_json(result) for result in report.files]})
    return int(report.needs_a_person)


def tell_demo(report: DemoReport) -> int:
    """Show what happened in the play and which files to open."""
    for line in report.story:
        click.echo(line)
    if report.papers:
        click.echo(f"\nĐã lập {len(report.papers)} văn bản và bảng tổng hợp.")
    click.echo("\nMở xem:")
    for path, words in report.to_open:
        click.echo(f"  {words}\n    {path}")
    for surprise in report.surprises:
        click.echo(f"! {surprise}", err=True)
    return int(bool(report.surprises))


def tell_forms(report: IssueReport) -> int:
    """Show how many forms were issued and where."""
    for programme, period, folder, written, unchanged in report.issued:
        click.echo(f"{text.capitalised(programme)}, {period}: {written} biểu mới, {unchanged} biểu đã có. Thư mục: {folder}")
    for problem in report.problems:
        click.echo(f"! {problem}")
    return int(bool(report.problems))


def tell_status(seen: Overview) -> int:
    """Show who sent what, what waits for a person, and the indicators against their targets."""
    page = click.HelpFormatter(width=shutil.get_terminal_size().columns)
    if seen.pinned:
        page.write_text(f"Ngày làm việc được đặt cố định: {seen.pinned:%d/%m/%Y} (dòng today trong docgen.toml, chỉ dùng khi chạy thử).")
    for period in seen.periods:
        _write_period(page, period)
    for held in seen.held:
        page.write_text(f"? Mã việc {held.id}: {held.unit or 'chưa rõ đơn vị'}, tệp “{held.file}”: {held.reason}")
    for alarm in seen.alarms:
        page.write_text(f"! {alarm}")
    if not seen.held and not seen.alarms:
        page.write_text("Không có việc cần xử lý.")
    click.echo(page.getvalue(), nl=False)
    return int(bool(seen.alarms))


def _write_period(page: click.HelpFormatter, period: PeriodLines) -> None:
    """Write the units as two aligned columns, then the indicators."""
    page.write_text(f"{text.capitalised(period.title)} - {period.period}. {period.deadline}")
    widest = max((len(unit.code) for unit in period.units), default=0)
    with page.indentation():
        if period.units:
            page.write_dl([(f"{unit.sign} {unit.code:<{widest}} {unit.name}", _standing_words(unit)) for unit in period.units], col_max=48)
        page.write_paragraph()
        for indicator in period.indicators:
            target = "" if indicator.target == "-" else f"mục tiêu {indicator.target}; "
            page.write_text(f"{indicator.label}: {indicator.value} ({target}{indicator.k}/{indicator.n} đơn vị)")
    page.write_paragraph()


def _standing_words(unit: UnitLine) -> str:
    return f"{unit.words}; nhận lúc {unit.received}" if unit.received else unit.words


def status_json(seen: Overview) -> int:
    """Print the state as one JSON document."""
    _print_json(seen.as_json())
    return int(bool(seen.alarms))


def tell_papers(report: Sequence[PaperResult]) -> int:
    """Show the documents and what became of each."""
    if not _tell_made(report):
        click.echo("Các văn bản đã đúng với số liệu hiện có, không lập lại." if report else "Không có văn bản nào phải lập.")
    return int(any(paper.problem for paper in report))


def tell_export(data: bytes, name: str, kind: str, output: Path | None) -> int:
    """Write the export to a file, or print it where it is text."""
    if output is None and kind == "xlsx":
        output = Path(name)
    if output is None:
        sys.stdout.write(data.decode("utf-8"))
        return 0
    output.write_bytes(data)
    click.echo(f"Đã ghi {output}.")
    return 0


def tell_act(result: ActResult) -> int:
    """Show what a decision of a person led to."""
    click.echo(result.sentence)
    return int(not result.is_done)


def tell_lint(findings: Sequence[Finding], templates: Sequence[tuple[str, bool]] = ()) -> int:
    """Show every mistake with its place; where there is none, which templates are filled fast and which one document at a time."""
    for finding in findings:
        place = f"{finding.label}: " if finding.label else ""
        cell = f"{finding.cell}: " if finding.cell else ""
        click.echo(f"{'!' if finding.is_error else '-'} {place}{cell}{finding.message}")
    errors = sum(finding.is_error for finding in findings)
    click.echo(f"Có {errors} chỗ phải sửa." if errors else "Không có chỗ nào phải sửa.")
    for template, is_slow in templates:
        way = "lập từng văn bản bằng docxtpl (kết quả như nhau, chậm hơn nhiều lần)" if is_slow else "biên dịch một lần, lập nhanh"
        click.echo(f"  {template}: {way}")
    return int(bool(errors))


def tell_checks(checks: Iterable[Check]) -> int:
    """Show what `doctor` looked at."""
    failed = 0
    for check in checks:
        click.echo(f"{'✓' if check.ok else '!'} {check.name}: {check.message}")
        if not check.ok:
            failed += 1
            click.echo(f"    {check.mend}")
    click.echo(f"Có {failed} điều cần khắc phục." if failed else "Mọi thứ sẵn sàng.")
    return int(bool(failed))


def _tell_file(result: FileResult) -> None:
    click.echo(f"{result.file}: {result.words}")
    for finding in result.findings[:_SHOWN_FINDINGS]:
        click.echo(f"    {f'{finding.cell}: ' if finding.cell else ''}{finding.message}")
    if len(result.findings) > _SHOWN_FINDINGS:
        click.echo(f"    … và {len(result.findings) - _SHOWN_FINDINGS} điều khác.")


def _tell_made(papers: Sequence[PaperResult]) -> bool:
    """Show the documents that were written or could not be; return whether there was any."""
    told = [paper for paper in papers if paper.problem or paper.made.value in ("written", "beside")]
    for paper in told:
        click.echo(f"! {paper.title}: {paper.problem}" if paper.problem else _made_words(paper))
    return bool(told)


def _made_words(paper: PaperResult) -> str:
    if paper.made.value == "beside":
        return f"{paper.path.name}: đã sửa tay, giữ nguyên; bản có số liệu mới đặt bên cạnh"
    return f"Đã lập: {paper.path.name}"


def _file_json(result: FileResult) -> dict[str, object]:
    return {
        "file": result.file,
        "sha256": result.sha256,
        "outcome": result.outcome.value,
        "programme": result.programme,
        "unit": result.unit,
        "period": result.period,
        "revision": result.revision,
        "findings": [
            {"code": f.code, "severity": f.severity.value, "cell": str(f.cell) if f.cell else "", "message": f.message}
            for f in result.findings
        ],
    }


def _print_json(document: object) -> None:
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1) + "\n")
