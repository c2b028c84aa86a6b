"""A workspace in, every mistake in its definitions and templates out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from docgen.dataset.store import open_dataset
from docgen.documents import specimen
from docgen.documents.fill import fill_text, lane
from docgen.documents.lint import lint
from docgen.forms import own_form
from docgen.model import folders
from docgen.model.errors import DatasetError, DefinitionError, SettingsError, TemplateError, UnreadableFileError
from docgen.model.findings import Finding, error, warning
from docgen.model.programme import DocumentSpec, Programme
from docgen.programme.catalogue import read_catalogue
from docgen.programme.reading import FILE_NAME, find_cell
from docgen.programme.whole_checks import Surroundings
from docgen.settings import Workspace


def lint_workspace(workspace: Workspace, named: str | None) -> tuple[Finding, ...]:
    """Return what is wrong in units.xlsx, in each programme.xlsx and in each template, with its place.

    Raises:
        SettingsError: no programme is called `named`.
    """
    try:
        catalogue = read_catalogue(workspace.templates, partial(_around, workspace))
    except DefinitionError as wrong:
        return wrong.findings or (error("dinh_nghia", str(wrong)),)
    programmes = tuple(catalogue.programmes.values())
    if named is not None:
        found = catalogue.find(named)
        if found is None:
            raise SettingsError(f"Không có chương trình “{named}” trong thư mục mẫu. Hiện có: {', '.join(catalogue.programmes)}.")
        programmes = (found,)
    findings: list[Finding] = []
    for programme in programmes:
        definition = catalogue.files[f"{programme.name}/{FILE_NAME}"]
        findings += _own_form(workspace, programme)
        for spec in programme.documents:
            findings += [*_template(workspace, programme, spec), *_file_name(workspace, programme, spec, definition)]
    return tuple(findings)


def _own_form(workspace: Workspace, programme: Programme) -> Iterator[Finding]:
    """Yield what the agency's own form lacks, and what was found by a label only, to be looked at."""
    place = f"{programme.name}/{folders.OWN_FORM}"
    try:
        located = own_form.locate((workspace.templates / programme.name / folders.OWN_FORM).read_bytes(), programme)
    except FileNotFoundError:
        return
    except (OSError, UnreadableFileError) as wrong:
        yield error("bieu_rieng", f"Không đọc được biểu của cơ quan: {wrong}", "Lưu lại tệp thành .xlsx.", label=place)
        return
    for missed in located.missed:
        name, words = f"dg_{missed.field.name}", missed.field.label
        why = f"nhãn này có ở {len(missed.places)} chỗ: {', '.join(missed.places)}" if missed.places else "không có nhãn này trong biểu"
        mend = f"Chọn ô trả lời, gõ {name} vào ô tên (Name Box) ở góc trái trên của Excel, bấm Enter; hoặc sửa nhãn cho đúng chữ."
        yield error("bieu_rieng", f"Không tìm thấy ô của “{words}” ({name}): {why}.", mend, label=place, found=words)
    for name in located.by_label:
        area, asked = located.names[f"dg_{name}"], programme.field_by_name[name]
        yield warning("bieu_rieng", f"“{asked.label}” (dg_{name}): theo nhãn, đơn vị ghi vào ô này.", cell=area.top_left, label=place)
    named = sum(name.startswith("dg_") and not name.startswith("dg__") for name in located.names) - len(located.by_label)
    yield warning("bieu_rieng", f"Biểu của cơ quan: {named} ô tìm theo tên ô, {len(located.by_label)} ô tìm theo nhãn.", label=place)


def slow_templates(workspace: Workspace, named: str | None) -> tuple[tuple[str, bool], ...]:
    """Return each template that can be read, with whether docxtpl has to fill each of its documents: the same result, many times slower."""
    catalogue = read_catalogue(workspace.templates)
    wanted = [p for p in catalogue.programmes.values() if named is None or p is catalogue.find(named)]
    places = dict.fromkeys(f"{programme.name}/{spec.template}" for programme in wanted for spec in programme.documents)
    paths = ((place, workspace.templates / place) for place in places)
    return tuple((place, bool(lane(path.read_bytes()))) for place, path in paths if path.is_file())


def _around(workspace: Workspace, name: str) -> Surroundings:
    """Return what lies around the programme in folder `name`: files beside it, who may sign, and which versions of its form are out."""
    folder = workspace.templates / name
    files = frozenset(path.name for path in folder.iterdir() if path.is_file())
    return Surroundings(files, tuple(workspace.settings.signatories), _versions(workspace, name))


def _versions(workspace: Workspace, name: str) -> Mapping[str, str]:
    """Return the versions seen before; none where no dataset was made yet, or where it cannot be opened now (`docgen doctor` says why)."""
    if not workspace.state.is_dir():
        return {}
    try:
        with open_dataset(workspace.dataset_url) as dataset:
            return dataset.facts.versions(name)
    except DatasetError:
        return {}


def _file_name(workspace: Workspace, programme: Programme, spec: DocumentSpec, definition: bytes) -> Iterator[Finding]:
    """Yield what is wrong with the tags in the name of the file to be made."""
    try:
        fill_text(spec.filename, specimen.offered(spec, workspace.settings, programme))
    except SettingsError:
        return
    except TemplateError as wrong:
        cell = find_cell(definition, "documents", "filename", spec.name)
        mend = "Chỉ dùng các từ của văn bản này, ví dụ {{ ky.ten_tep }}, {{ don_vi.ten_khong_dau }}."
        label = f"{programme.name}/{FILE_NAME}"
        yield error("the_khong_lap_duoc", f"Tên tệp lập ra: {wrong}", mend, cell=cell, label=label, found=spec.filename)


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
