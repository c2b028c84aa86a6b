"""A workspace of as many units as asked, all but one of which have sent: what a period looks like when the last form comes in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from bench import forms
from bench.forms import Ground
from docgen.dataset import codec, tables
from docgen.dataset.database import Database
from docgen.model.values import Answers
from docgen.operate.init import init
from docgen.operate.play import Drop, fill, read_play
from docgen.pipeline.issue import issue_forms
from docgen.pipeline.office import open_office
from docgen.settings import TIME_ZONE, Workspace, open_workspace

NOW = datetime(2026, 11, 20, 9, tzinfo=TIME_ZONE)
LAST = "T01"
PERIOD = "2026"
_AT_A_TIME = 1_000


@dataclass(frozen=True)
class Grown:
    """The workspace; the form that is still to come, filled; and the programme it is of."""

    workspace: Workspace
    form: bytes
    programme: str

    def later(self, turn: int) -> bytes:
        """Return the form with other figures, as the same unit sends it again."""
        return fill(self.form, Drop(NOW, LAST, "accepted", answers={"so_ho": 120 + turn}))


def make(root: Path, count: int) -> Grown:
    """Return a workspace in `root` with `count` units, the shipped ones and more villages; every unit but one has sent."""
    workspace, _ = init(root)
    add_units(workspace, count)
    toml = root / "docgen.toml"
    toml.write_text(toml.read_text("utf-8").replace("settle_seconds = 1.0", "settle_seconds = 0.3"), "utf-8")
    workspace = open_workspace(root)
    on = forms.ground()
    said = [_answers(on, form) for form in forms.filled(on, 88)]
    with open_office(workspace, NOW) as office:
        programme = office.programmes()[0]
        issue_forms(office, programme.name, PERIOD, LAST)
        codes = [unit.code for unit in office.catalogue.units.all if unit.code != LAST]
        issued = office.dataset.facts.form_issued(programme.name, LAST, PERIOD)
    if issued is None:
        raise ValueError("no form was issued")
    _send(workspace, programme.name, codes, said)
    play = next(drop for drop in read_play().drops if drop.unit == LAST and drop.expect == "accepted")
    return Grown(workspace, fill((root / issued).read_bytes(), play), programme.name)


def _answers(on: Ground, form: forms.Form) -> Answers:
    from bench.judged import validated

    return validated(on, form)


def add_units(workspace: Workspace, count: int) -> None:
    path = workspace.templates / "units.xlsx"
    book = load_workbook(BytesIO(path.read_bytes()))
    sheet = book["don_vi"]
    for number in range(sheet.max_row, count + 1):
        sheet.append([f"X{number}", f"Thôn Thêm {number}", "thon", "Đ", "Trưởng thôn"])
    book.save(path)


def _send(workspace: Workspace, programme: str, codes: Sequence[str], said: Sequence[Answers]) -> None:
    """Write what the pipeline records of accepted forms, a thousand units at a time."""
    database = Database(workspace.dataset_url)
    at = NOW - timedelta(days=1)
    rows = [codec.answer_rows(answers) for answers in said]
    with database.writing() as connection:
        for start in range(0, len(codes), _AT_A_TIME):
            for table, values in _rows(programme, codes[start : start + _AT_A_TIME], start + 1, rows, at).items():
                connection.execute(table.insert(), values)
    database.close()


def _rows(programme: str, codes: Sequence[str], first: int, said: Sequence[Sequence[dict[str, Any]]], at: datetime) -> dict[Any, list[Any]]:
    made: dict[Any, list[Any]] = {
        table: [] for table in (tables.blobs, tables.receipts, tables.decisions, tables.answers, tables.revisions, tables.current_revisions)
    }
    for id, code in enumerate(codes, first):
        scope = {"programme": programme, "unit": code, "period": PERIOD}
        digest = hashlib.sha256(code.encode()).hexdigest()
        made[tables.blobs].append({"sha256": digest, "size_bytes": 1, "data": b"x"})
        made[tables.receipts].append(
            {"id": id, "path": f"{code}.xlsx", "sha256": digest, "size_bytes": 1, "not_after": at, "zone": "drop", "folder_unit": ""}
        )
        verdict = {"outcome": "accepted", "findings": "[]", "base": 0, "has_answers": True, "changed_fields": "[]"}
        stands = {"placed": True, "revision": 1, "times_sent": 1, "days_late": 0, "decided_at": at}
        made[tables.decisions].append({"id": id, "receipt_id": id, **scope, **verdict, **stands})
        made[tables.answers] += ({"decision_id": id, **row} for row in _own(said[id % len(said)], id))
        number = {"number": 1, "base": 0, "accepted_at": at, "days_late": 0}
        made[tables.revisions].append({"id": id, **scope, **number, "receipt_id": id, "decision_id": id})
        made[tables.current_revisions].append({**scope, "revision_id": id})
    return made


def _own(rows: Sequence[dict[str, Any]], id: int) -> Iterator[dict[str, Any]]:
    """Yield the answers of one unit: one figure is its own, so that no two units say the same."""
    for row in rows:
        yield {**row, "value": str(1_000 + id)} if row["field"] == "so_ho" and row["kind"] == "number" else row
