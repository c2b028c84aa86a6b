"""What templates/ defined when it was read last, kept in a file: read anew only when a definition, or docgen itself, has changed."""

from __future__ import annotations

import hashlib
import io
import json
import os
import pickle
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path

from docgen.programme import calendar
from docgen.programme.catalogue import Catalogue, definition_files, read_catalogue

FILE_NAME = "definitions.cache"
HOLIDAYS_NAME = "holidays.cache"
_OURS = ("docgen.model.", "docgen.programme.catalogue")
_OTHERS = {("decimal", "Decimal"), ("datetime", "date"), ("builtins", "frozenset")}
_KEY_BYTES = 64


def read_remembered(templates: Path, state: Path) -> Catalogue:
    """Return what the folder `templates` defines: as remembered in the folder `state`, or read from the workbooks and remembered there.

    Raises:
        SettingsError: units.xlsx is missing, or a workbook cannot be read.
        DefinitionError: a workbook has mistakes.
    """
    files = definition_files(templates)
    key, path = _key(files), state / FILE_NAME
    kept = _kept(path, key)
    if kept is not None:
        return Catalogue(kept.units, kept.programmes, files)
    catalogue = read_catalogue(templates)
    _put(path, key + pickle.dumps(Catalogue(catalogue.units, catalogue.programmes, {}), protocol=5))
    return catalogue


def recall_holidays(state: Path) -> None:
    """Take the public holidays that were looked up before from the folder `state`."""
    try:
        kept = json.loads((state / HOLIDAYS_NAME).read_bytes())
        if kept["version"] == version("holidays"):
            calendar.remember_years({int(year): (_days(off), _days(worked)) for year, (off, worked) in kept["years"].items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return


def keep_holidays(state: Path) -> None:
    """Keep the public holidays that were looked up in the folder `state`, if some were: the library that knows them is slow to load."""
    if calendar.has_looked_up():
        years = {year: [sorted(day.isoformat() for day in days) for days in pair] for year, pair in calendar.known_years().items()}
        _put(state / HOLIDAYS_NAME, json.dumps({"version": version("holidays"), "years": years}).encode())


def _days(written: Iterable[str]) -> frozenset[date]:
    return frozenset(date.fromisoformat(day) for day in written)


def _put(path: Path, data: bytes) -> None:
    """Write what is worth remembering; a folder that cannot be written is left alone."""
    try:
        beside = path.with_name(f"{path.name}.{os.getpid()}")
        beside.write_bytes(data)
        beside.replace(path)
    except OSError:
        return


def _kept(path: Path, key: bytes) -> Catalogue | None:
    """Return what `path` holds under `key`; None where it holds something else, or is damaged."""
    try:
        data = path.read_bytes()
        found = _Reader(io.BytesIO(data[_KEY_BYTES:])).load() if data[:_KEY_BYTES] == key else None
    except (OSError, pickle.UnpicklingError, ValueError, TypeError, EOFError, AttributeError, ImportError, IndexError, KeyError):
        return None
    return found if isinstance(found, Catalogue) else None


class _Reader(pickle.Unpickler):
    """Makes values of docgen's own types only: a file that somebody else wrote can run nothing."""

    def find_class(self, module: str, name: str) -> object:
        if "." not in name and (module.startswith(_OURS) or (module, name) in _OTHERS):
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")


def _key(files: Mapping[str, bytes]) -> bytes:
    """Return what tells whether reading again would give the same: the definitions, and the program that reads them."""
    made = hashlib.sha256(f"{version('docgen')}|{sys.version}|".encode())
    package = Path(__file__).parents[1]
    for source in sorted((*package.glob("model/*.py"), *package.glob("programme/**/*.py"))):
        stat = source.stat()
        made.update(f"{source.name} {stat.st_size} {stat.st_mtime_ns}|".encode())
    for path, data in files.items():
        made.update(path.encode() + hashlib.sha256(data).digest())
    return made.hexdigest().encode()
