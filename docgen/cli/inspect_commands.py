"""Commands that look and change nothing: lint."""

from __future__ import annotations

import click

from docgen.cli.opening import workspace
from docgen.cli.vietnamese import VietnameseCommand


@click.command(cls=VietnameseCommand)
@click.argument("programme", required=False, metavar="[CHƯƠNG_TRÌNH]")
@click.pass_context
def lint(context: click.Context, programme: str | None) -> int:
    """Soát tệp định nghĩa chương trình và các mẫu văn bản: mọi chỗ sai, kèm cách sửa."""
    from docgen.cli.telling import tell_lint
    from docgen.pipeline.linting import lint_workspace, slow_templates

    findings = lint_workspace(workspace(context), programme)
    is_right = not any(finding.is_error for finding in findings)
    return tell_lint(findings, slow_templates(workspace(context), programme) if is_right else ())


COMMANDS = (lint,)
