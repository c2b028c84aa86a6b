"""The budgets of the tree hold: no file, function or import outgrows its room."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PRODUCT = sorted((ROOT / "docgen").rglob("*.py"))
MOST_LINES_OF_A_MODULE = 300
MOST_LINES_OF_A_FUNCTION = 50
ONE_DOOR = {"docxtpl": 1, "watchdog": 1, "alembic": 1, "lark": 1, "xlsxwriter": 2, "python_calamine": 1, "pypdfium2": 1}
# Columns of units.xlsx and words of the template vocabulary that the sample happens to use as field names too.
WORDS_OF_THE_DESIGN = {"dien_thoai", "ngay_chot"}
HEAVY = ("docxtpl", "docx", "openpyxl", "xlsxwriter", "alembic", "holidays", "num2words", "watchdog", "lark", "pypdfium2")
HEAVY_FOR_STATUS = (*HEAVY, "pandas", "jinja2", "lxml", "python_calamine", "rich", "docgen.forms.census", "docgen.documents.fill")
MOST_MODULES_FOR_STATUS = 460


@pytest.mark.parametrize("path", PRODUCT, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_keeps_to_its_budget(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MOST_LINES_OF_A_MODULE


@pytest.mark.parametrize("path", PRODUCT, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_function_keeps_to_its_budget(path: Path) -> None:
    long = [name for name, lines in _functions(path) if lines > MOST_LINES_OF_A_FUNCTION]

    assert long == []


@pytest.mark.parametrize("library", ONE_DOOR)
def test_a_foreign_library_comes_in_through_few_doors(library: str) -> None:
    doors = {
        path
        for path in PRODUCT
        if "migrations" not in path.parts and re.search(rf"^\s*(?:import|from) {library}\b", path.read_text("utf-8"), re.M)
    }

    assert len(doors) <= ONE_DOOR[library], sorted(str(path.relative_to(ROOT)) for path in doors)


@pytest.mark.parametrize(
    "folder", sorted(path.parent for path in (ROOT / "templates").glob("*/programme.xlsx")), ids=lambda path: path.name
)
def test_no_line_of_python_knows_a_shipped_programme(folder: Path) -> None:
    from docgen.programme.reading import parse_programme

    programme = parse_programme(folder.name, (folder / "programme.xlsx").read_bytes())
    names = {folder.name} | {field.name for field in programme.fields} | {indicator.name for indicator in programme.indicators}
    names |= {document.key for document in programme.documents} | {group.name for group in programme.groups}
    telling = {name for name in names if "_" in name or "-" in name} - WORDS_OF_THE_DESIGN

    known = {
        (str(path.relative_to(ROOT)), name)
        for path in PRODUCT
        for name in telling
        if re.search(rf"(?<![\w]){re.escape(name)}(?![\w])", path.read_text("utf-8"))
    }

    assert known == set()


def test_one_module_knows_what_differs_between_operating_systems() -> None:
    asking = re.compile(r"sys\.platform|os\.name\b|platform\.system\(\) *[!=]=|getwindowsversion")

    assert [path.name for path in PRODUCT if asking.search(path.read_text("utf-8"))] == ["system.py"]


def test_asking_for_help_loads_no_heavy_library() -> None:
    code = f"import sys, docgen.cli.main; print([m for m in {HEAVY!r} if m in sys.modules])"

    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout.strip()

    assert loaded == "[]"


def test_status_loads_no_library_that_it_does_not_use(tmp_path: Path) -> None:
    run = "from docgen.cli.main import run; run(['--workspace', sys.argv[1], {!r}])"
    code = f"import sys; {run}; print([m for m in {HEAVY_FOR_STATUS!r} if m in sys.modules], len(sys.modules), file=sys.stderr)"

    def loaded(command: str) -> str:
        words = [sys.executable, "-c", code.format(command), str(tmp_path)]
        return subprocess.run(words, capture_output=True, text=True, check=True, cwd=ROOT).stderr.splitlines()[-1]

    subprocess.run(
        [sys.executable, "-c", f"import sys; from docgen.cli.main import run; run(['init', {str(tmp_path)!r}])"], check=True, cwd=ROOT
    )
    loaded("status")  # the first one reads the definitions, and remembers them
    heavy, count = loaded("status").rsplit(" ", 1)

    assert heavy == "[]"
    assert int(count) < MOST_MODULES_FOR_STATUS


def test_no_file_speaks_of_a_machine_or_a_registry() -> None:
    forbidden = re.compile(
        "|".join((r"/ro" + "ot/", r"/wo" + "rk/", r"files\.pythonhos" + "ted", r"pypi\.o" + "rg", r"registry\.npm" + "js"))
    )
    texts = [p for p in ROOT.rglob("*") if p.suffix in {".py", ".md", ".toml", ".txt", ".lock", ".cfg"} and not _is_foreign(p)]

    assert [str(p.relative_to(ROOT)) for p in texts if forbidden.search(p.read_text("utf-8"))] == []


def _is_foreign(path: Path) -> bool:
    return any(part.startswith(".") or part in ("build", "demo", "node_modules") for part in path.relative_to(ROOT).parts)


def _functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1
