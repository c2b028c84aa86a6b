"""Where the command `docgen` starts: the process is set up before anything of weight is loaded."""

from __future__ import annotations

import sys

from docgen.system import collect_seldom, end_quietly


def main() -> None:
    """Run the command that the process was started with, and leave with its exit code."""
    collect_seldom()
    from docgen.cli.main import run

    code = run(sys.argv[1:])
    end_quietly()
    sys.exit(code)
