"""What `docgen check` says: reports in, lines of Vietnamese or one JSON document out; every function returns the exit code."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.nd30.figures import Severity

if TYPE_CHECKING:
    from docgen.nd30.check.report import PaperReport, ShownFinding
    from docgen.nd30.fix.fix import Fixed

_WORDS = {Severity.ERROR: "Lỗi", Severity.WARNING: "Cảnh báo", Severity.ADVICE: "Khuyến nghị"}
_UNKNOWN = "không rõ loại"


def check_json(reports: Sequence[PaperReport]) -> int:
    """Print the papers as one JSON document."""
    click.echo(json.dumps({"files": [_file_json(report) for report in reports]}, ensure_ascii=False, indent=2))
    return _code(reports)


def tell_checked(reports: Sequence[PaperReport]) -> int:
    """Show every paper with its findings; several papers get a table at the end."""
    for report in reports:
        _tell(report)
    if len(reports) > 1:
        _table(reports)
    return _code(reports)


def tell_fixed(result: Fixed, target: Path) -> None:
    """Show what was changed and what a person must do."""
    click.echo(f"\nĐã ghi bản sửa: {target}")
    for line in result.changed or ("Không có gì để sửa.",):
        click.echo(f"  - {line}")
    left = [finding for finding in result.left if finding.severity is not Severity.ADVICE]
    if left:
        click.echo("Cần người sửa:")
        for finding in left:
            click.echo(f"  - {finding.place}: {finding.message}")


def _file_json(report: PaperReport) -> dict[str, object]:
    return {
        "file": report.file,
        "type": report.type,
        "governed": report.governed,
        "components": [{"component": one.component, "place": one.place, "text": one.text} for one in report.components],
        "findings": [
            {"rule": one.rule, "severity": one.severity.value, "clause": one.clause, "place": one.place, "message": one.message}
            for one in report.findings
        ],
    }


def _tell(report: PaperReport) -> None:
    click.echo(f"{report.file}: {_summary(report)}")
    if report.remark:
        click.echo(f"  {report.remark}")
    if report.is_readable:
        for finding in report.findings:
            _tell_finding(finding)


def _tell_finding(finding: ShownFinding) -> None:
    clause = f" ({finding.clause})" if finding.clause else ""
    click.echo(f"  {_WORDS[finding.severity]} [{finding.rule}] {finding.place}: {finding.message}{clause}")
    if finding.excerpt:
        click.echo(f"      “{finding.excerpt}”")


def _summary(report: PaperReport) -> str:
    if not report.is_readable:
        return "không đọc được"
    counts = [f"{number} {_WORDS[severity].lower()}" for severity in Severity if (number := report.count(severity))]
    return f"{report.type or _UNKNOWN}; {', '.join(counts) if counts else 'không có lỗi'}"


def _table(reports: Sequence[PaperReport]) -> None:
    head = ("Tệp", "Loại", "Lỗi", "Cảnh báo", "Khuyến nghị")
    rows = [
        (
            Path(report.file).name,
            report.type or ("không đọc được" if not report.is_readable else _UNKNOWN),
            *(str(report.count(s)) for s in Severity),
        )
        for report in reports
    ]
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    click.echo("")
    for row in (head, *rows):
        click.echo("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())


def _code(reports: Sequence[PaperReport]) -> int:
    return int(any(report.count(Severity.ERROR) for report in reports))
