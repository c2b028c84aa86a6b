"""A thousand filled forms: the sample programme's blank forms, filled with different values the way Excel and openpyxl save them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

from docgen.forms import blank, seal
from docgen.model.periods import Period
from docgen.model.programme import PeriodDates, Programme
from docgen.model.units import Unit, Units
from docgen.ooxml.package import Package
from docgen.operate.play import Drop, fill, read_play
from docgen.programme.calendar import WorkingCalendar, period_dates
from docgen.programme.catalogue import read_catalogue
from docgen.settings import open_workspace

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 20)
_SECRET = b"k" * 32
_STRINGS, _SHEET = "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"
_CELL = r'(<c r="{}"(?: s="[0-9]+")?)(?: t="n")?(?: ?/>|>.*?</c>)'
_DAY_0 = date(1899, 12, 30)
_LARGE = 1_000


@dataclass(frozen=True)
class Ground:
    """What the forms are made from and judged by."""

    programme: Programme
    units: Units
    period: Period
    dates: PeriodDates
    keys: Mapping[str, bytes]


@dataclass(frozen=True)
class Form:
    """One filled form: the file, and whose it is."""

    data: bytes
    unit: Unit


def ground() -> Ground:
    """Return the sample programme and its units."""
    catalogue, play = read_catalogue(ROOT / "templates"), read_play()
    programme = catalogue.programmes[play.programme]
    period = Period.parse(play.period)
    if period is None:
        raise ValueError(play.period)
    return Ground(
        programme,
        catalogue.units,
        period,
        period_dates(programme.schedule, period, WorkingCalendar(frozenset(), frozenset())),
        {"k1": _SECRET},
    )


def filled(on: Ground, count: int) -> Iterator[Form]:
    """Yield `count` filled forms, no two alike: every other one as openpyxl saves it, the rest with what Excel leaves as it was."""
    drops = [drop for drop in read_play().drops if drop.expect == "accepted" and drop.answers]
    settings = open_workspace(ROOT).settings
    made: dict[str, tuple[bytes, bytes]] = {}
    for number in range(count):
        drop, turn = drops[number % len(drops)], number // len(drops)
        unit = on.units.find(drop.unit)
        if unit is None:
            raise ValueError(drop.unit)
        if unit.code not in made:
            sealed = seal.issue(on.programme, unit.code, on.period.code, 0, "k1", _SECRET)
            issued = blank.write_blank(on.programme, unit, on.period, on.dates, settings.agency, settings.contact, sealed)
            made[unit.code] = issued, fill(issued, replace(drop, answers={}, rows={}))
        yield Form(typed(made[unit.code][turn % 2], _varied(drop, turn)), unit)


def _varied(drop: Drop, turn: int) -> Drop:
    """Return the answers of `drop`, each figure moved by the same factor, so that parts stay below their totals."""

    def varied(value: object) -> object:
        if isinstance(value, int):
            return value * (1 + turn % 4) if value < _LARGE else value + turn * _LARGE
        return f"{value} {turn}" if isinstance(value, str) and "Mẫu" in value else value

    rows = {name: [{k: varied(v) for k, v in row.items()} for row in lines] for name, lines in drop.rows.items()}
    return replace(drop, answers={k: varied(v) for k, v in drop.answers.items()}, rows=rows)  # type: ignore[arg-type]


def typed(saved: bytes, drop: Drop) -> bytes:
    """Return the workbook with the answers typed in: cells of the sheet changed, words put into the shared strings, all else left."""
    package = Package.read(saved)
    names = dict(re.findall(r'<definedName name="dg_(\w+)"[^>]*>[^<!]*!\$([A-Z]+\$[0-9]+)', package.parts["xl/workbook.xml"].decode()))
    typed = {names[name].replace("$", ""): value for name, value in drop.answers.items()}
    for lines in drop.rows.values():
        for index, line in enumerate(lines):
            for name, value in line.items():
                column, row = names[name].split("$")
                typed[f"{column}{int(row) + index}"] = value
    sheet, strings = package.parts[_SHEET].decode(), package.parts.get(_STRINGS, b"").decode()
    words: list[str] = []
    for address, value in typed.items():
        content = _content(value, strings, words)
        sheet, changed = re.subn(_CELL.format(address), lambda cell, content=content: f"{cell[1]}{content}</c>", sheet, count=1)  # type: ignore[misc]
        if not changed:
            raise ValueError(f"no cell {address}")
    package.parts[_SHEET] = sheet.encode()
    if strings:
        package.parts[_STRINGS] = strings.replace("</sst>", "".join(words) + "</sst>").encode()
    return package.write()


def _content(value: object, strings: str, words: list[str]) -> str:
    """Return what follows the style in a cell that holds `value`; a text goes to `words`, after the shared `strings`, if any."""
    if isinstance(value, date):
        return f"><v>{(value - _DAY_0).days}</v>"
    if not isinstance(value, str):
        return f"><v>{value}</v>"
    if not strings:
        return f' t="inlineStr"><is><t>{escape(value)}</t></is>'
    words.append(f"<si><t>{escape(value)}</t></si>")
    return f' t="s"><v>{strings.count("</si>") + strings.count("<si/>") + len(words) - 1}</v>'
