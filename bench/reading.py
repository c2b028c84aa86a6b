"""Reading filled forms, side by side in one run: docgen with all its checks, pandas and openpyxl without any; writes its page section.

Run by `make bench`. CPU time of this process, rounds in turn, medians; ratios are taken within a round.
"""

from __future__ import annotations

import gc
import platform
import resource
import statistics
import sys
import time
import zipfile
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from io import BytesIO

import openpyxl
import pandas
import python_calamine

from bench import forms, page
from bench.forms import Form
from bench.judged import validated
from docgen.forms.census import read_census
from docgen.model.values import Missing
from docgen.system import collect_seldom

FORMS = 1_000
ROUNDS = 5
AT_A_TIME = 40
_USUAL = gc.get_threshold()
_PANDAS = "pandas.read_excel (openpyxl), tra từng ô"


def main() -> None:
    """Measure, print the table and put it into docs/performance.md."""
    on = forms.ground()
    made = list(forms.filled(on, FORMS))
    places = _places_of_fields(made)
    readers: Mapping[str, Callable[[Form], object]] = {
        "giải nén mọi phần": lambda form: _inflated(form.data),
        "python-calamine, mọi tờ": lambda form: _calamine(form.data),
        "docgen: ô có kiểu (hai bộ đọc)": lambda form: read_census(form.data),
        "docgen: số liệu đã kiểm tra": lambda form: validated(on, form),
        "openpyxl load_workbook": lambda form: openpyxl.load_workbook(BytesIO(form.data)),
        _PANDAS: lambda form: _looked_up(form, places[form.unit.code]),
    }
    _check_equal(on, made, places)
    growth = _growth(on, made)
    section = f"""## Đọc biểu

Một nghìn biểu của chương trình mẫu, số liệu khác nhau, một nửa do openpyxl lưu, mọi cách đọc chạy xen kẽ trong một lần đo, {ROUNDS} vòng;
tỷ lệ tính trong từng vòng. “Số liệu đã kiểm tra” là từ byte của tệp đến kết luận: soát tệp, hai bộ đọc độc lập, mã biểu, mọi ràng buộc,
tính lại các ô tính toán. pandas và openpyxl chỉ đọc và tra ô, không kiểm tra gì. Bộ dọn rác của
Python để như khi mỗi bên chạy thật: docgen đặt thưa (`docgen/system.py`), các bên khác để mặc định. Chạy lại: `make bench`.

{_table(_measured(readers, made))}

Bộ nhớ cao nhất tăng thêm {growth:.1f} MB từ biểu thứ {FORMS // 2} đến biểu thứ {FORMS}.

Python {platform.python_version()}, pandas {pandas.__version__}, openpyxl {openpyxl.__version__},
python-calamine {version("python-calamine")}."""
    print(section)
    page.put("đọc biểu", section)


_Places = Mapping[str, Sequence[tuple[str, int, int]]]


def _places_of_fields(made: Sequence[Form]) -> Mapping[str, _Places]:
    """Return for each unit where its form has each field: known beforehand, as a script that is written for one form knows it."""
    found: dict[str, _Places] = {}
    for form in made:
        if form.unit.code not in found:
            names = read_census(form.data).names
            found[form.unit.code] = {
                name: [(area.sheet, row, area.first_column) for row in range(area.first_row, area.last_row + 1)]
                for name, area in names.items()
                if area and name.startswith("dg_") and area.sheet == "Biểu"
            }
    return found


def _looked_up(form: Form, places: _Places) -> Mapping[str, Sequence[object]]:
    sheets = pandas.read_excel(BytesIO(form.data), sheet_name=None, header=None, engine="openpyxl")
    grids = {name: sheet.to_numpy() for name, sheet in sheets.items()}
    return {name: [_at(grids[sheet], row, column) for sheet, row, column in cells] for name, cells in places.items()}


def _at(grid: object, row: int, column: int) -> object:
    height, width = grid.shape  # type: ignore[attr-defined]
    return grid[row - 1, column - 1] if row <= height and column <= width else None  # type: ignore[index]


def _inflated(data: bytes) -> int:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return sum(len(archive.read(entry)) for entry in archive.infolist())


def _calamine(data: bytes) -> int:
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(data))
    return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)


def _check_equal(on: forms.Ground, made: Sequence[Form], places: Mapping[str, _Places]) -> None:
    """Refuse to compare readers that do not see the same: the figures of every 25th form."""
    for form in made[::25]:
        theirs = _looked_up(form, places[form.unit.code])
        for name, answer in validated(on, form).by_name.items():
            seen = theirs.get(f"dg_{name}", [None])[0]
            if (
                isinstance(seen, int | float)
                and not pandas.isna(seen)
                and not isinstance(answer.value, Missing | str)
                and answer.value != seen
            ):
                raise ValueError(f"{form.unit.code} {name}: {answer.value} {seen}")


def _measured(readers: Mapping[str, Callable[[Form], object]], made: Sequence[Form]) -> Mapping[str, list[float]]:
    """Return CPU milliseconds a form of each reader, one figure a round; each round reads other forms, the same for all."""
    found: dict[str, list[float]] = {name: [] for name in readers}
    for turn in range(ROUNDS + 1):
        start = turn * AT_A_TIME % (len(made) - AT_A_TIME)
        for name, read in readers.items():
            gc.collect()
            _as_it_runs(name)
            before = time.process_time()
            for form in made[start : start + AT_A_TIME]:
                read(form)
            if turn:  # the first round only warms up
                found[name].append((time.process_time() - before) / AT_A_TIME * 1000)
    return found


def _as_it_runs(reader: str) -> None:
    """Set Python's collector of circles as docgen's own processes have it for docgen, as it comes for all others."""
    if reader.startswith("docgen"):
        collect_seldom()
    else:
        gc.set_threshold(*_USUAL)


def _table(found: Mapping[str, list[float]]) -> str:
    base, full, least = found[_PANDAS], found["openpyxl load_workbook"], found["giải nén mọi phần"]
    lines = [
        "| cách đọc | ms CPU mỗi biểu | biểu/giây CPU | so với pandas | so với openpyxl | gấp mấy lần giải nén |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, times in found.items():
        ours = statistics.median(times)
        ratios = f"{_ratio(base, times):.1f} | {_ratio(full, times):.1f} | {_ratio(times, least):.1f}"
        lines.append(f"| {name} | {ours:.2f} | {1000 / ours:.0f} | {ratios} |")
    return "\n".join(lines)


def _ratio(others: Sequence[float], ours: Sequence[float]) -> float:
    return statistics.median(other / own for other, own in zip(others, ours, strict=True))


def _growth(on: forms.Ground, made: Sequence[Form]) -> float:
    """Return by how many megabytes the peak of memory grew over the second half of the forms."""
    half = len(made) // 2
    for form in made[:half]:
        validated(on, form)
    before = _peak_megabytes()
    for form in made[half:]:
        validated(on, form)
    return _peak_megabytes() - before


def _peak_megabytes() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
