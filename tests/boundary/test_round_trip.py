"""Whatever definition people write and whatever they fill in: what is read back is what was typed, whichever program saved the form."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests import programs
from tests.random_forms import Sample, differences, filled_form, samples

FEW, MANY = 50, 500
SHEET_LIBRARIES = programs.ROOT / "build" / "spreadsheets"
_SCRIPTS = Path(__file__).parents[1] / "spreadsheets"


@settings(max_examples=FEW, deadline=None, suppress_health_check=list(HealthCheck))
@given(sample=samples())
def test_what_is_filled_in_with_openpyxl_is_read_back(sample: Sample) -> None:
    assert differences(sample, filled_form(sample)) == []


@pytest.mark.soak
@settings(max_examples=MANY, deadline=None, suppress_health_check=list(HealthCheck))
@given(sample=samples())
def test_what_is_filled_in_with_openpyxl_is_read_back_many_times(sample: Sample) -> None:
    assert differences(sample, filled_form(sample)) == []


def by_libre_office(sources: Sequence[Path], folder: Path) -> list[Path]:
    return programs.converted(sources, folder, "xlsx")


def by_script(script: str) -> Callable[[Sequence[Path], Path], list[Path]]:
    def resaved(sources: Sequence[Path], folder: Path) -> list[Path]:
        programs.npm_package(SHEET_LIBRARIES)
        folder.mkdir()
        command = [programs.program("node", "nodejs"), str(_SCRIPTS / script), str(SHEET_LIBRARIES), str(folder), *map(str, sources)]
        subprocess.run(command, check=True, capture_output=True, timeout=600)
        return [folder / source.name for source in sources]

    return resaved


PROGRAMS = pytest.mark.parametrize(
    "resaved",
    [
        pytest.param(by_libre_office, id="LibreOffice"),
        pytest.param(by_script("sheetjs.cjs"), id="SheetJS"),
        pytest.param(by_script("exceljs.cjs"), id="ExcelJS"),
    ],
)


@pytest.mark.e2e
@PROGRAMS
def test_what_another_program_saved_is_read_back(resaved: Callable[[Sequence[Path], Path], list[Path]], tmp_path: Path) -> None:
    check(resaved, tmp_path, FEW)


@pytest.mark.soak
@PROGRAMS
def test_what_another_program_saved_is_read_back_many_times(resaved: Callable[[Sequence[Path], Path], list[Path]], tmp_path: Path) -> None:
    check(resaved, tmp_path, MANY)


def check(resaved: Callable[[Sequence[Path], Path], list[Path]], folder: Path, count: int) -> None:
    """Fill `count` forms, let the program save all of them in one call, and read them."""
    drawn = draw(count)
    sources = []
    for number, sample in enumerate(drawn):
        sources.append(folder / f"{number}.xlsx")
        sources[-1].write_bytes(filled_form(sample))

    saved = resaved(sources, folder / "saved")

    found = {path.name: wrong for sample, path in zip(drawn, saved, strict=True) if (wrong := differences(sample, path.read_bytes()))}
    assert found == {}


def draw(count: int) -> list[Sample]:
    """Return `count` samples, the same ones each time."""
    drawn: list[Sample] = []

    @settings(
        max_examples=count,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(sample=samples())
    def collect(sample: Sample) -> None:
        drawn.append(sample)

    collect()
    return drawn[:count]
