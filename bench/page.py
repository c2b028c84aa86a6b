"""Measured rows in, the section of docs/performance.md and its plots out; the page is written by the command, never by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from math import log10
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.documents import Row

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "performance.md"
PLOTS = ROOT / "docs" / "performance"
_BEGIN, _END = "<!-- {0}: bắt đầu -->", "<!-- {0}: hết -->"
_WIDTH, _LINE, _LEFT = 760, 22, 150
_COLOURS = ("#9bb7d4", "#3f7cac", "#14395b")


def put(name: str, text: str) -> None:
    """Put `text` into the page as the section `name`, in place of what stood there."""
    begin, end = _BEGIN.format(name), _END.format(name)
    page = PAGE.read_text("utf-8") if PAGE.is_file() else "# Tốc độ\n"
    section = f"{begin}\n{text.strip()}\n{end}"
    found = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    page = found.sub(lambda _: section, page) if found.search(page) else f"{page.rstrip()}\n\n{section}\n"
    PAGE.write_text(page, "utf-8")


def write(rows: Sequence[Row], curve: Sequence[tuple[int, float, float]], versions: str, rounds: int) -> None:
    """Write the section on documents."""
    PLOTS.mkdir(exist_ok=True)
    (PLOTS / "documents.svg").write_text(_bars(rows), "utf-8")
    (PLOTS / "growth.svg").write_text(_curve(curve), "utf-8")
    sizes = sorted({row.rows for row in rows})
    tables = "\n\n".join(_table([row for row in rows if row.rows == size], size) for size in sizes)
    limits = "\n".join(_against_limit(rows))
    points = "\n".join(f"| {n:,} | {cost:.0f} | {memory:.1f} |".replace(",", ".", 1) for n, cost, memory in curve)
    put(
        "văn bản",
        f"""## Lập văn bản

Cùng một bản kế hoạch, cùng số liệu, mọi công cụ chạy xen kẽ trong một lần đo, {rounds} vòng; tỷ lệ tính trong từng vòng. Thời gian là CPU của
tiến trình, bộ nhớ là mức cao nhất. “limit” là phần không công cụ nào bỏ được: nén, tính mã kiểm và ghi đúng những byte ấy bằng đúng bộ nén ấy.
Cột “lời văn” so chữ của văn bản làm ra với docxtpl. Chạy lại: `make bench`.

![Số văn bản mỗi giây CPU](performance/documents.svg)

{tables}

So với giới hạn vật lý (CPU của docgen chia CPU của “limit” cùng bộ nén, trong cùng vòng; trung vị, thấp nhất–cao nhất):

{limits}

Chạy dài, ghi vào chỗ không: chi phí mỗi văn bản và bộ nhớ không tăng theo số văn bản.

![Chi phí mỗi văn bản](performance/growth.svg)

| số văn bản | micro giây CPU mỗi văn bản | MB |
|---:|---:|---:|
{points}

Máy và phiên bản: {versions}
""",
    )


def _table(rows: Sequence[Row], size: int) -> str:
    lines = [
        f"Bảng {size} dòng:",
        "",
        "| công cụ | văn bản/giây CPU | so với docxtpl (thấp nhất–cao nhất) | MB | kB mỗi tệp | lời văn |",
        "|---|---:|---:|---:|---:|---|",
    ]
    for row in sorted(rows, key=lambda row: -row.rate):
        ratio = f"{row.ratio:.2f} ({row.least:.2f}–{row.most:.2f})"
        text = {"same": "giống", "differs": "khác", "": ""}[row.text]
        lines.append(f"| {row.engine} | {row.rate:.1f} | {ratio} | {row.rss_mb:.0f} | {row.bytes / 1000:.1f} | {text} |")
    return "\n".join(lines)


def _against_limit(rows: Sequence[Row]) -> list[str]:
    return [
        f"- {row.engine}, {row.rows} dòng: {median(row.over_limit):.2f} lần ({min(row.over_limit):.2f}–{max(row.over_limit):.2f})"
        for row in sorted(rows, key=lambda row: (row.engine, row.rows))
        if row.over_limit
    ]


def _bars(rows: Sequence[Row]) -> str:
    engines = list(dict.fromkeys(row.engine for row in sorted(rows, key=lambda row: (row.rows, -row.rate))))
    sizes = sorted({row.rows for row in rows})
    most = max(row.rate for row in rows)
    least = min(row.rate for row in rows) / 2
    scale = (_WIDTH - _LEFT - 80) / (log10(most) - log10(least))
    height = len(engines) * _LINE * 2 + 50
    marks = []
    for row in rows:
        top = engines.index(row.engine) * _LINE * 2 + sizes.index(row.rows) * 13 + 34
        width = (log10(row.rate) - log10(least)) * scale
        colour = _COLOURS[sizes.index(row.rows) % len(_COLOURS)]
        marks.append(f'<rect x="{_LEFT}" y="{top}" width="{width:.1f}" height="11" fill="{colour}"/>')
        marks.append(f'<text x="{_LEFT + width + 4:.1f}" y="{top + 9.5}" font-size="10">{row.rate:,.1f}</text>')
    for number, engine in enumerate(engines):
        marks.append(f'<text x="{_LEFT - 8}" y="{number * _LINE * 2 + 56}" font-size="12" text-anchor="end">{escape(engine)}</text>')
    for number, size in enumerate(sizes):
        x = _LEFT + number * 110
        marks.append(f'<rect x="{x}" y="8" width="11" height="11" fill="{_COLOURS[number % 3]}"/>')
        marks.append(f'<text x="{x + 16}" y="18" font-size="12">{size} dòng</text>')
    return _svg(height, marks)


def _curve(points: Sequence[tuple[int, float, float]]) -> str:
    height, top = 220, 20
    most = max(cost for _, cost, _ in points) * 1.2
    heaviest = max(memory for _, _, memory in points) * 1.2

    def x(documents: int) -> float:
        return _LEFT + (log10(documents) - log10(points[0][0])) / (log10(points[-1][0]) - log10(points[0][0])) * (_WIDTH - _LEFT - 60)

    def y(share: float) -> float:
        return height - 30 - share * (height - 30 - top)

    marks = [
        _line([(x(n), y(cost / most)) for n, cost, _ in points], _COLOURS[1]),
        _line([(x(n), y(memory / heaviest)) for n, _, memory in points], "#b5651d"),
    ]
    for documents, cost, memory in points:
        marks.append(f'<text x="{x(documents):.1f}" y="{height - 12}" font-size="10" text-anchor="middle">{documents:,}</text>')
        marks.append(f'<text x="{x(documents):.1f}" y="{y(cost / most) - 6:.1f}" font-size="10" text-anchor="middle">{cost:.0f}</text>')
        marks.append(
            f'<text x="{x(documents):.1f}" y="{y(memory / heaviest) + 14:.1f}" font-size="10" text-anchor="middle">{memory:.0f}</text>'
        )
    marks.append(f'<text x="8" y="{y(points[0][1] / most):.1f}" font-size="11" fill="{_COLOURS[1]}">µs mỗi văn bản</text>')
    marks.append(f'<text x="8" y="{y(points[0][2] / heaviest) + 14:.1f}" font-size="11" fill="#b5651d">MB</text>')
    return _svg(height, marks)


def _line(points: Sequence[tuple[float, float]], colour: str) -> str:
    joined = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{joined}" fill="none" stroke="{colour}" stroke-width="2"/>'


def _svg(height: int, marks: Sequence[str]) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" font-family="sans-serif">'
    return f'{head}<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>{"".join(marks)}</svg>\n'
