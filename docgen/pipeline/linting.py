"""A workspace in, every mistake in its definitions and templates out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from docgen.documents import specimen
from docgen.documents.lint import lint
from docgen.model.errors import DefinitionError, SettingsError
from docgen.model.findings import Finding, error
from docgen.model.programme import DocumentSpec, Programme
from docgen.programme.catalogue import read_catalogue
from docgen.settings import Workspace


def lint_workspace(workspace: Workspace, named: str | None) -> tuple[Finding, ...]:
    """Return what is wrong in units.xlsx, in each programme.xlsx and in each template, with its place.

    Raises:
        SettingsError: no programme is called `named`.
    """
    try:
        catalogue = read_catalogue(workspace.templates)
    except DefinitionError as wrong:
        return wrong.findings or (error("dinh_nghia", str(wrong)),)
    programmes = tuple(catalogue.programmes.values())
    if named is not None:
        found = catalogue.find(named)
        if found is None:
            raise SettingsError(f"Không có chương trình “{named}” trong thư mục mẫu. Hiện có: {', '.join(catalogue.programmes)}.")
        programmes = (found,)
    return tuple(finding for programme in programmes for spec in programme.documents for finding in _template(workspace, programme, spec))


def _template(workspace: Workspace, programme: Programme, spec: DocumentSpec) -> Iterator[Finding]:
    path = workspace.templates / programme.name / spec.template
    place = f"{programme.name}/{spec.template}"
    try:
        template = path.read_bytes()
    except OSError:
        yield error("thieu_mau", f"Không đọc được mẫu “{spec.template}”.", "Đặt tệp mẫu vào thư mục của chương trình.", label=place)
        return
    try:
        offered = specimen.offered(spec, workspace.settings, programme)
    except SettingsError as wrong:
        yield error("thieu_nguoi_ky", str(wrong), label=place)
        return
    for finding in lint(template, spec.template, offered):
        yield replace(finding, label=f"{place}: {finding.label}" if finding.label and finding.label != spec.template else place)
