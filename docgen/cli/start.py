"""Where the command `docgen` starts: the process is set up before anything of weight is loaded."""

from __future__ import annotations

import sys

from docgen.system import collect_seldom


def main() -> None:
    """Run the command that the process was started with, and leave with its exit code."""
    collect_seldom()
    from docgen.cli.main import run

    sys.exit(run(sys.argv[1:]))
