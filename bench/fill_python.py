"""One Python engine in one process: `python -m bench.fill_python ENGINE FOLDER OUT SECONDS` fills until SECONDS of CPU are spent; one JSON line.

`limit-…`: what no engine can do without: deflate, checksum and write of the same parts, by docgen's writer of zips.
"""

from __future__ import annotations

import gc
import json
import re
import resource
import sys
import time
from collections.abc import Callable
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

PACKAGES = Path(__file__).parents[1] / "build" / "bench"
Fill = Callable[[dict[str, Any]], bytes]
_LEVELS = {"docgen": None, "docgen-zlib1": 1, "docgen-zlib6": 6}


def docgen(folder: Path, level: int | None) -> Fill:
    """Return docgen's compiled template."""
    from docgen.documents import Template

    template = Template.compile(folder / "docxtpl.docx", level=level)
    if template.reason:
        raise SystemExit(template.reason)
    return template.render_compiled


def limit(folder: Path, level: int | None, data: list[dict[str, Any]]) -> Fill:
    """Return the least that has to be done: the parts are ready, they are deflated, checksummed and put between the ready entries."""
    from docgen.documents.compiled.plain import fill_part
    from docgen.documents.template import Template

    template = Template.compile(folder / "docxtpl.docx", level=level)
    skeleton, deflate, checksum = template._skeleton, template._deflate, template._checksum
    ready = {values["so_kh"]: [fill_part(part, template._environment, values) for part in template._parts] for values in data}
    static = b"".join(piece for piece in skeleton.stretches if isinstance(piece, bytes))

    def fill(values: dict[str, Any]) -> bytes:
        made = [(deflate(part), checksum(part)) for part in ready[values["so_kh"]]]
        return b"".join([static, *(data for data, _ in made)])

    return fill


def docxtpl(folder: Path, how: str) -> Fill:
    """Return docxtpl as its documentation uses it: `loop` opens the template for each document, `cached` keeps bytes and environment."""
    from docxtpl import DocxTemplate
    from jinja2 import Environment

    path, data, environment = folder / "docxtpl.docx", (folder / "docxtpl.docx").read_bytes(), Environment(autoescape=True)

    def fill(values: dict[str, Any]) -> bytes:
        out = BytesIO()
        if how == "loop":
            document = DocxTemplate(path)
            document.render(values, autoescape=True)
        else:
            document = DocxTemplate(BytesIO(data))
            document.render(values, environment)
        document.save(out)
        return out.getvalue()

    return fill


def mailmerge(folder: Path) -> Fill:
    """Return docx-mailmerge2; it has no conditions, so a conditional paragraph is one field."""
    sys.path.insert(0, str(PACKAGES / "mailmerge"))
    from mailmerge import MailMerge

    conditions = json.loads((folder / "conditions.json").read_text("utf-8"))

    def fill(values: dict[str, Any]) -> bytes:
        out = BytesIO()
        plain = {key: value for key, value in values.items() if isinstance(value, str)}
        for key, text in conditions.items():
            plain[key] = re.sub(r"\[\[(\w+)\]\]", lambda found: values[found[1]], text) if values[key] else ""
        with MailMerge(folder / "mailmerge.docx") as document:
            document.merge(**plain)
            document.merge_rows("r_stt", [{f"r_{key}": value for key, value in row.items()} for row in values["nhiem_vu"]])
            document.merge_rows("nn_ten", [{"nn_ten": row["ten"]} for row in values["noi_nhan"]])
            document.write(out)
        return out.getvalue()

    return fill


def engine(name: str, folder: Path, data: list[dict[str, Any]]) -> Fill:
    """Return the engine called `name`."""
    if name in _LEVELS:
        return docgen(folder, _LEVELS[name])
    if name.startswith("limit"):
        return limit(folder, _LEVELS[name.replace("limit", "docgen")], data)
    if name == "docx-mailmerge2":
        return mailmerge(folder)
    return docxtpl(folder, "cached" if name == "docxtpl-cached" else "loop")


def main() -> None:
    """Run one engine."""
    name, folder, out, seconds = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), float(sys.argv[4])
    out.mkdir(parents=True, exist_ok=True)
    data = json.loads((folder / "data.json").read_text("utf-8"))
    fill = engine(name, folder, data)
    for number in range(min(3, len(data))):
        (out / f"{number}.docx").write_bytes(fill(data[number]))
    gc.collect()
    size, begun = 0, time.process_time()
    for number in count(1):
        made = fill(data[number % len(data)])
        (out / f"w{number % 1000}.docx").write_bytes(made)
        size += len(made)
        if time.process_time() - begun > seconds:
            break
    spent = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"engine": name, "documents": number, "cpu": spent, "rss_mb": peak, "bytes": size // number}))


if __name__ == "__main__":
    main()
