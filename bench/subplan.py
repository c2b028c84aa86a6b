"""The sample programme's own plan of a village, filled by docgen and by docxtpl, with plain values and as the product fills it.

`python -m bench.subplan`: engines in turn in this process, round by round; CPU time; ratios within a round; writes its page section.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Environment

from bench import forms, page
from docgen.documents import Template, fill, filters, specimen
from docgen.documents.figures import Chosen, Figure
from docgen.documents.records import Listing, Record, names_of
from docgen.model.values import Missing
from docgen.ooxml.package import Package
from docgen.settings import open_workspace

ROUNDS = 5
DOCUMENT = "kh-thon"
_OWN: Mapping[str, Callable[..., Any]] = dict(filters.OWN)


def plain(value: object) -> Any:
    """Return a word of the vocabulary as a plain value."""
    if isinstance(value, Record):
        return {name: plain(value[name]) for name in names_of(value)}
    if isinstance(value, Listing):
        return [plain(item) for item in value]
    if isinstance(value, Figure):
        return 7 if isinstance(value.value, Missing) else int(value.value)
    return value.codes[0] if isinstance(value, Chosen) else str(value) if isinstance(value, str) else value


def engines() -> Mapping[str, Callable[[], bytes]]:
    """Return what is measured, by name; the documents' words are the same."""
    on, settings = forms.ground(), open_workspace(forms.ROOT).settings
    spec = on.programme.document(DOCUMENT)
    assert spec is not None
    source = (forms.ROOT / "templates" / on.programme.name / spec.template).read_bytes()
    words = specimen.offered(spec, settings, on.programme)
    values = {name: plain(word) for name, word in words.items()}
    quick, usual = (Template.compile(source, filters=_OWN, level=level) for level in (None, 6))
    if quick.reason or fill.lane(source):
        raise ValueError(quick.reason or fill.lane(source))

    def loop() -> bytes:
        environment = Environment(autoescape=True)
        environment.filters.update(_OWN)
        document, out = DocxTemplate(BytesIO(source)), BytesIO()
        document.render(values, environment, autoescape=True)
        document.save(out)
        return out.getvalue()

    def limit() -> bytes:
        return b"".join((static, *(quick._deflate(part) for part in parts), bytes(sum(map(quick._checksum, parts)) & 1)))

    made = Package.read(quick.render_compiled(values)).parts
    parts = [made[part.name] for part in quick._parts]
    static = b"".join(piece for piece in quick._skeleton.stretches if isinstance(piece, bytes))
    if {name: part for name, part in Package.read(usual.render_compiled(values)).parts.items()} != made:
        raise ValueError("two levels, two texts")
    return {
        "limit": limit,
        "docgen": lambda: quick.render_compiled(values),
        "docgen-zlib6": lambda: usual.render_compiled(values),
        "docgen, trong sản phẩm (dấu trang truy vết, zlib 6)": lambda: fill.fill(source, words),
        "docxtpl": loop,
    }


def main() -> None:
    """Measure, print the table and put it into docs/performance.md."""
    rates: dict[str, list[float]] = {}
    tested, folder = engines(), Path(tempfile.mkdtemp(prefix="docgen-bench-"))
    for number in range(ROUNDS + 1):
        for name, make in tested.items():
            begun, count = time.process_time(), 0
            while time.process_time() - begun < 0.7:
                (folder / f"{count % 1000}.docx").write_bytes(make())
                count += 1
            if number:
                rates.setdefault(name, []).append(count / (time.process_time() - begun))
    shutil.rmtree(folder)
    lines = []
    for name, own in rates.items():
        ratios = sorted(one / base for one, base in zip(own, rates["docxtpl"], strict=True))
        over = statistics.median(least / one for one, least in zip(own, rates["limit"], strict=True))
        spread = f"{statistics.median(ratios):.1f} ({ratios[0]:.1f}–{ratios[-1]:.1f})"
        lines.append(f"| {name} | {statistics.median(own):.0f} | {spread} | {over:.2f} | {len(tested[name]()) / 1000:.1f} |")
    section = f"""## Kế hoạch thôn của chương trình mẫu

Mẫu `{DOCUMENT}.docx`, ngắn hơn bản kế hoạch ở trên, ghi ra đĩa như trên; {ROUNDS} vòng xen kẽ trong một tiến trình, tỷ lệ tính trong từng vòng. “docxtpl”: vòng lặp như
tài liệu của nó, có autoescape. Chạy lại: `make bench`.

| cách lập | văn bản/giây CPU | so với docxtpl (thấp nhất–cao nhất) | gấp mấy lần giới hạn | kB mỗi tệp |
|---|---:|---:|---:|---:|
{chr(10).join(lines)}
"""
    print(section)
    page.put("kế hoạch thôn", section)


if __name__ == "__main__":
    main()
