"""The consolidated workbook of a period, by units: CPU and peak memory of writing it, the state itself left out; writes its page section.

`python -m bench.consolidated [UNITS…]`. Each size in a process of its own; units share what they said: the memory is the writer's.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from dataclasses import replace
from datetime import timedelta

from bench import forms, page
from bench.grown import NOW
from bench.judged import validated
from docgen.dataset.consolidate import period_state
from docgen.dataset.store import open_dataset
from docgen.forms import export
from docgen.model.consolidated import PeriodState, UnitState, UnitStatus
from docgen.model.submissions import Receipt, Revision
from docgen.model.units import Unit
from docgen.system import collect_seldom

SIZES = (300, 3_000, 30_000)
_UNITS_GIVEN = 22


def main() -> None:
    """Measure each size, print the table and put it into docs/performance.md."""
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(_measured(int(sys.argv[2]))))
        return
    lines = []
    for units in map(int, sys.argv[1:] or SIZES):
        command = [sys.executable, "-m", "bench.consolidated", "--one", str(units)]
        made = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        lines.append(f"| {units:,} | {made['seconds']:.2f} | {made['megabytes']:.0f} | {made['bytes'] / 1e6:.2f} |".replace(",", "."))
        print(lines[-1], flush=True)
    section = f"""## Bảng tổng hợp

Ghi bảng tổng hợp của một kỳ (mỗi đơn vị một dòng, kèm các tờ chỉ tiêu, bảng, ghi chú, thiếu số liệu, nguồn). Từng dòng rời bộ nhớ khi
ghi xong (XlsxWriter, constant_memory). Bộ nhớ: mức cao nhất tăng thêm trong lúc ghi, không kể số liệu đã đọc. Chạy lại: `make bench`.

| số đơn vị | giây CPU | MB tăng thêm | MB của tệp |
|---:|---:|---:|---:|
{chr(10).join(lines)}
"""
    print(section)
    page.put("bảng tổng hợp", section)


def _measured(units: int) -> dict[str, float]:
    collect_seldom()
    state = _state(units)
    before, begun = _peak_megabytes(), time.process_time()
    data = export.to_xlsx(state)
    return {"seconds": time.process_time() - begun, "megabytes": _peak_megabytes() - before, "bytes": len(data)}


def _state(count: int) -> PeriodState:
    """Return a period in which `count` units have sent, each what one of a few forms says."""
    on = forms.ground()
    said = [(form.unit, validated(on, form)) for form in forms.filled(on, _UNITS_GIVEN)]
    with open_dataset("sqlite://") as dataset:
        empty = period_state(dataset, on.programme, on.period, on.units, on.dates, forms.TODAY)
    states = []
    for number in range(count):
        unit, answers = said[number % len(said)]
        own = Unit(f"X{number}", f"{unit.name} {number}", unit.type)
        at = NOW - timedelta(days=1)
        receipt = Receipt(number + 1, f"{own.code}.xlsx", "0" * 64, 1, None, at)
        revision = Revision(on.programme.name, own.code, on.period.code, 1, 0, receipt, at, answers)
        states.append(UnitState(own, UnitStatus.ACCEPTED, revision, times_sent=1))
    groups = (replace(empty.groups[0], states=tuple(states)),)
    return replace(empty, states=tuple(states), groups=groups)


def _peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
