"""The readable sources of the sample programme in, its Excel and Word files out: `make sample`."""

from __future__ import annotations

import logging
from pathlib import Path

from docgen.nd30.drafting.build import draft_source
from docgen.programme.build import build_workbook

SOURCES = "nguon"


def build(templates: Path) -> tuple[Path, ...]:
    """Make every file below `templates` that has a source in a folder `nguon`, and return the files written.

    A `don-vi.md` makes `units.xlsx`, a `bieu.md` makes `programme.xlsx`, any other `NAME.txt` makes `NAME.docx`, each beside that folder.
    """
    names = {"don-vi.md": "units.xlsx", "bieu.md": "programme.xlsx"}
    written: list[Path] = []
    for source in sorted(path for path in templates.glob(f"**/{SOURCES}/*") if path.suffix in (".md", ".txt")):
        text = source.read_text("utf-8")
        target = source.parents[1] / names.get(source.name, f"{source.stem}.docx")
        target.write_bytes(build_workbook(text) if source.suffix == ".md" else draft_source(text))
        written.append(target)
    return tuple(written)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    for path in build(Path(__file__).parents[2] / "templates"):
        logging.getLogger(__name__).info("%s", path.name)
