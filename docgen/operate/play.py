"""The part of the units in the demo: play.toml and issued forms in, filled workbooks out; knows how people fill a form in Excel."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib.resources import files
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from docgen.settings import TIME_ZONE

Typed = str | int | date


@dataclass(frozen=True, slots=True)
class Drop:
    """One file that a unit drops. `expect` is the outcome that the play must come to; `saying` tells people what is special about it.

    `resend`: the very file sent before. `without_seal`: copied into another workbook, so that the seal is lost.
    """

    at: datetime
    unit: str
    expect: str
    saying: str = ""
    resend: bool = False
    without_seal: bool = False
    answers: Mapping[str, Typed] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Mapping[str, Typed]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Play:
    """The whole play: for which programme and period, when the forms are issued, what is dropped, and the day it ends on."""

    programme: str
    period: str
    today: date
    forms_issued: datetime
    drops: tuple[Drop, ...]


def read_play() -> Play:
    """Return the play that comes with docgen, its drops in order of time."""
    raw = _raw_play()
    drops = [Drop(**{**drop, "at": drop["at"].replace(tzinfo=TIME_ZONE)}) for drop in raw["drop"]]
    issued = raw["forms_issued"].replace(tzinfo=TIME_ZONE)
    return Play(raw["programme"], raw["period"], raw["today"], issued, tuple(sorted(drops, key=lambda drop: drop.at)))


def sample_programme() -> str:
    """Return the folder of the programme that is played: of all that are shipped, the one a new workspace begins with."""
    return str(_raw_play()["programme"])


def fill(blank: bytes, drop: Drop) -> bytes:
    """Return the issued form `blank` as the unit of `drop` fills and saves it."""
    workbook = load_workbook(BytesIO(blank), rich_text=True)
    for name, typed in drop.answers.items():
        sheet, cell = _cell(workbook, name)
        sheet[cell] = typed
    for rows in drop.rows.values():
        for index, row in enumerate(rows):
            for name, typed in row.items():
                sheet, first = _cell(workbook, name)
                sheet[first].offset(row=index).value = typed
    if drop.without_seal:
        del workbook[_cell(workbook, "seal")[0].title]
        del workbook.defined_names["dg_seal"]
    saved = BytesIO()
    workbook.save(saved)
    return saved.getvalue()


def _raw_play() -> dict[str, Any]:
    return tomllib.loads((files("docgen.operate") / "sample" / "play.toml").read_text("utf-8"))


def _cell(workbook: Workbook, name: str) -> tuple[Worksheet, str]:
    """Return the sheet and the first cell of the defined name of field `name`."""
    sheet, place = next(iter(workbook.defined_names[f"dg_{name}"].destinations))
    return workbook[sheet], place.replace("$", "").split(":")[0]
