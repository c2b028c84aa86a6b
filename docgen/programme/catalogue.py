"""The folder templates/ in, all units and programmes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from docgen.model.errors import DefinitionError, SettingsError
from docgen.model.findings import Finding, error
from docgen.model.programme import Programme
from docgen.model.units import Units
from docgen.programme import reading, units
from docgen.programme.mistakes import CODE, sentence


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


def read_catalogue(templates: Path) -> Catalogue:
    """Return what the folder `templates` defines.

    Raises:
        SettingsError: the folder or units.xlsx in it is missing or cannot be read.
        DefinitionError: a workbook has mistakes; those of all workbooks are told at once.
    """
    files = _definition_files(templates)
    findings: list[Finding] = []
    found_units: Units | None = None
    try:
        found_units = units.parse_units(files[units.FILE_NAME])
    except DefinitionError as mistaken:
        findings += mistaken.findings
    programmes: dict[str, Programme] = {}
    for path in (path for path in files if path != units.FILE_NAME):
        name = path.split("/")[0]
        try:
            programmes[name] = reading.parse_programme(name, files[path], found_units)
        except DefinitionError as mistaken:
            findings += mistaken.findings
    findings += _doubled(programmes)
    if findings or found_units is None:
        raise DefinitionError(sentence(findings), tuple(findings))
    return Catalogue(found_units, programmes, files)


def _definition_files(templates: Path) -> Mapping[str, bytes]:
    paths = [templates / units.FILE_NAME, *sorted(templates.glob(f"*/{reading.FILE_NAME}"))]
    files = {}
    for path in paths:
        relative = path.relative_to(templates).as_posix()
        try:
            files[relative] = path.read_bytes()
        except FileNotFoundError as missing:
            raise SettingsError(f"Không thấy tệp “{relative}” trong thư mục “{templates}”.") from missing
        except OSError as failure:
            reason = f"Không đọc được tệp “{relative}” ({failure.strerror}). Nếu đang mở bằng Excel, hãy đóng lại."
            raise SettingsError(reason) from failure
    return files


def _doubled(programmes: Mapping[str, Programme]) -> list[Finding]:
    """Two programmes with one form_id could not be told apart in a form."""
    first: dict[str, str] = {}
    findings = []
    for name, programme in programmes.items():
        other = first.setdefault(programme.form_id.casefold(), name)
        if other != name:
            reason = f"Mã biểu (form_id) “{programme.form_id}” đã dùng ở chương trình “{other}”."
            findings.append(error(CODE, reason, "Đổi form_id của một chương trình.", label=f"{name}/{reading.FILE_NAME}"))
    return findings
