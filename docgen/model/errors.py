"""What stops the program: exceptions whose message is ready to be shown; knows nothing of where they arise.

* DocgenError                 its message is ready to be shown
  x SettingsError             exit 2: docgen.toml, a folder or the environment is wrong
  x UnreadableFileError       exit 1: this file cannot go on; the others can
  x TemplateError             exit 1: this template cannot be used; the others can
    + TemplateMissingError    no file, or not a .docx
    + TemplateTagError        a tag is malformed, or the vocabulary does not offer it
  x DefinitionError           exit 1: programme.xlsx or units.xlsx has mistakes; carries all of them as findings
  x DatasetError              exit 2
    + DatasetBusyError        worth another try later
    + DatasetOutdatedError    made by another version; says which command mends it
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docgen.model.findings import Finding


class DocgenError(Exception):
    """What went wrong, in one Vietnamese sentence ready to be shown."""

    exit_code = 1


class SettingsError(DocgenError):
    """docgen.toml, a folder or the environment is wrong."""

    exit_code = 2


class UnreadableFileError(DocgenError):
    """This file cannot go on; the others can. `code` is the finding that answers it (`tep_hong`: damaged; `qua_lon`: too large)."""

    def __init__(self, message: str, code: str = "tep_hong") -> None:
        super().__init__(message)
        self.code = code


class TemplateError(DocgenError):
    """This template cannot be used; the others can."""


class TemplateMissingError(TemplateError):
    """No file, or not a .docx."""


class TemplateTagError(TemplateError):
    """A tag is malformed, or the vocabulary does not offer it."""


class DefinitionError(DocgenError):
    """A workbook that defines a programme or the units has mistakes; all of them are in `findings`."""

    def __init__(self, message: str, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(message)
        self.findings = findings


class DatasetError(DocgenError):
    """The dataset cannot be used."""

    exit_code = 2


class DatasetBusyError(DatasetError):
    """Another program holds the dataset; worth another try later."""


class DatasetOutdatedError(DatasetError):
    """The dataset was made by another version."""
