"""A programme and a period in, its consolidated dataset as bytes out."""

from __future__ import annotations

from docgen.forms import export
from docgen.model.consolidated import PeriodState
from docgen.pipeline.choosing import parse_period
from docgen.pipeline.office import Office


def export_period(office: Office, named: str, period_code: str, kind: str) -> tuple[bytes, str]:
    """Return the consolidated dataset in the format `kind` (xlsx, csv, json) and the name of its file.

    Raises:
        SettingsError: no such programme or period.
    """
    programme = office.programmes(named)[0]
    state = office.state(programme, parse_period(office, programme, period_code), at_lock=True)
    return _write(state, kind), f"{export_name(state)}.{kind}"


def export_name(state: PeriodState) -> str:
    """Return the name of a consolidated file without extension: `Tong hop - nam-2026`."""
    return f"Tong hop - {state.period.file_words}"


def _write(state: PeriodState, kind: str) -> bytes:
    match kind:
        case "csv":
            return export.to_csv(state).encode("utf-8")
        case "json":
            return export.to_json(state).encode("utf-8")
    return export.to_xlsx(state)
