"""The folder templates/ in, all units and programmes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.model import folders
from docgen.model.disk import FAULT_WORDS, fault_of
from docgen.model.errors import DefinitionError, SettingsError
from docgen.model.findings import Finding, error
from docgen.model.programme import Programme
from docgen.model.units import Units

if TYPE_CHECKING:
    from docgen.programme.whole_checks import Surroundings


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What templates/ defines. `programmes` by folder name; `files`: path below templates/ (with `/`) to the bytes of each definition."""

    units: Units
    programmes: Mapping[str, Programme]
    files: Mapping[str, bytes]

    def find(self, name: str) -> Programme | None:
        """Return the programme whose folder or form_id is `name` (case does not matter), or None."""
        wanted = name.casefold()
        return next((p for p in self.programmes.values() if wanted in (p.name.casefold(), p.form_id.casefold())), None)


def read_catalogue(templates: Path, around_of: Callable[[str], Surroundings] | None = None) -> Catalogue:
    """Return what the folder `templates` defines.

    Args:
        templates: the folder.
        around_of: what lies around the programme of that folder, when it shall be looked at too.

    Raises:
        SettingsError: the folder or units.xlsx in it is missing or cannot be read.
        DefinitionError: a workbook has mistakes; those of all workbooks are told at once.
    """
    # Loaded only here: they open workbooks, and what was remembered needs none.
    from docgen.programme import reading, units
    from docgen.programme.mistakes import sentence

    files = definition_files(templates)
    findings: list[Finding] = []
    found_units: Units | None = None
    try:
        found_units = units.parse_units(files[folders.UNITS])
    except DefinitionError as mistaken:
        findings += mistaken.findings
    programmes: dict[str, Programme] = {}
    for path in (path for path in files if path != folders.UNITS):
        name = path.split("/")[0]
        try:
            programmes[name] = reading.parse_programme(name, files[path], found_units, around_of(name) if around_of else None)
        except DefinitionError as mistaken:
            findings += mistaken.findings
    findings += _doubled(programmes)
    if findings or found_units is None:
        raise DefinitionError(sentence(findings), tuple(findings))
    return Catalogue(found_units, programmes, files)


def definition_files(templates: Path) -> Mapping[str, bytes]:
    """Return the bytes of units.xlsx and of each programme.xlsx, by their path below `templates`.

    Raises:
        SettingsError: one of them is missing or cannot be read.
    """
    try:
        paths = [templates / folders.UNITS, *sorted(templates.glob(f"*/{folders.PROGRAMME}"))]
    except OSError as failure:
        raise SettingsError(f"Không xem được thư mục “{templates}”: {FAULT_WORDS[fault_of(failure)]}.") from failure
    files = {}
    for path in paths:
        relative = path.relative_to(templates).as_posix()
        try:
            files[relative] = path.read_bytes()
        except FileNotFoundError as missing:
            raise SettingsError(f"Không thấy tệp “{relative}” trong thư mục “{templates}”.") from missing
        except OSError as failure:
            reason = f"Không đọc được tệp “{relative}” ({FAULT_WORDS[fault_of(failure)]}). Nếu đang mở bằng Excel, hãy đóng lại."
            raise SettingsError(reason) from failure
    return files


def _doubled(programmes: Mapping[str, Programme]) -> list[Finding]:
    """Two programmes with one form_id could not be told apart in a form."""
    from docgen.programme.mistakes import CODE

    first: dict[str, str] = {}
    findings = []
    for name, programme in programmes.items():
        other = first.setdefault(programme.form_id.casefold(), name)
        if other != name:
            reason = f"Mã biểu (form_id) “{programme.form_id}” đã dùng ở chương trình “{other}”."
            findings.append(error(CODE, reason, "Đổi form_id của một chương trình.", label=f"{name}/{folders.PROGRAMME}"))
    return findings
