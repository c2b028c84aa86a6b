"""What `docgen check` says: reports in, lines of Vietnamese or one JSON document out; every function returns the exit code."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.nd30.figures import Severity

if TYPE_CHECKING:
    from docgen.nd30.check.report import PaperReport, ShownFinding
    from docgen.nd30.fix.fix import Fixed

_WORDS = {Severity.ERROR: "Lỗi", Severity.WARNING: "Cảnh báo", Severity.ADVICE: "Khuyến nghị"}
_UNKNOWN = "không rõ loại"


def check_json(reports: Iterable[PaperReport]) -> int:
    """Print the papers as one JSON document, each as it comes: a thousand take no more memory than one."""
    click.echo('{\n  "files": [', nl=False)
    errors = 0
    for number, report in enumerate(reports):
        written = json.dumps(_file_json(report), ensure_ascii=False, indent=2).replace("\n", "\n    ")
        click.echo(f"{',' if number else ''}\n    {written}", nl=False)
        errors += report.count(Severity.ERROR)
    click.echo("\n  ]\n}")
    return int(errors > 0)


def tell_checked(reports: Iterable[PaperReport]) -> int:
    """Show every paper with its findings as it comes; several papers get a table at the end."""
    rows = []
    for report in reports:
        _tell(report)
        rows.append(_Row.of(report))
    if len(rows) > 1:
        _table(rows)
    return int(any(row.counts[Severity.ERROR] for row in rows))


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


@dataclass(frozen=True, slots=True)
class _Row:
    """What the table at the end tells of one paper."""

    name: str
    type: str
    counts: Mapping[Severity, int]

    @classmethod
    def of(cls, report: PaperReport) -> _Row:
        """Return the row of `report`."""
        kind = report.type or ("không đọc được" if not report.is_readable else _UNKNOWN)
        return cls(Path(report.file).name, kind, {severity: report.count(severity) for severity in Severity})


def _table(told: Sequence[_Row]) -> None:
    head = ("Tệp", "Loại", "Lỗi", "Cảnh báo", "Khuyến nghị")
    rows = [(row.name, row.type, *map(str, row.counts.values())) for row in told]
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    click.echo("")
    for line in (head, *rows):
        click.echo("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip())
