"""What the pages and the clerk's workbooks show, gathered as plain values; links between files of one workspace."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import quote

from docgen.dataset.events import Event
from docgen.dataset.papers import PaperRecord
from docgen.model.consolidated import PeriodState
from docgen.model.moves import Move
from docgen.model.submissions import Act, Decision, IssuedNumber
from docgen.settings import Agency


@dataclass(frozen=True, slots=True)
class HeldFile:
    """One file that waits for a person. The words are empty where the file does not tell.

    `path`: where the file lies now, relative to the workspace with `/`. `figures`: how much of it could be read, and
    what accepting it would change.
    """

    decision: Decision
    path: str
    unit: str = ""
    programme: str = ""
    period: str = ""
    figures: str = ""


@dataclass(frozen=True, slots=True)
class FileLink:
    """One more file worth opening (the consolidated workbook). `path` is relative to the workspace; `programme` a folder's name."""

    title: str
    path: str
    programme: str = ""
    period: str = ""
    written_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MovedFigure:
    """A figure that has changed since a person edited, or issued, a document. `period`: in words."""

    title: str
    unit: str
    period: str
    path: str
    move: Move
    is_issued: bool = False


@dataclass(frozen=True, slots=True)
class PaperNotice:
    """What a person should know of a document that docgen leaves alone, as a clause. `path`: of the file it is about."""

    title: str
    unit: str
    period: str
    path: str
    what: str


@dataclass(frozen=True, slots=True)
class StatusView:
    """Everything that outbox/index.html shows at one moment.

    `states`: periods shown in full, in the order of the page; `past`: earlier ones, newest first. `alarms`: whole sentences.
    `pinned_today`: the day that docgen.toml pins, if it does. `outbox`: the folder of the page relative to the workspace.
    `unit_names`: for events of units. `canary`: how docgen's own test of the way in went, a sentence or nothing.
    `formless`: the latest files that belong to no form and wait for nobody.
    """

    agency: Agency
    updated_at: datetime
    states: tuple[PeriodState, ...] = ()
    past: tuple[PeriodState, ...] = ()
    held: tuple[HeldFile, ...] = ()
    papers: tuple[PaperRecord, ...] = ()
    notices: tuple[PaperNotice, ...] = ()
    issued: tuple[IssuedNumber, ...] = ()
    files: tuple[FileLink, ...] = ()
    alarms: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    unit_names: Mapping[str, str] = field(default_factory=dict)
    pinned_today: date | None = None
    outbox: str = "outbox"
    canary: str = ""
    formless: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskView:
    """Everything that outbox/viec-can-xu-ly.xlsx shows: what waits, the periods that can be locked, figures that have changed in documents
    which docgen leaves alone and what else is to be known of those, and what was decided lately.
    """

    held: tuple[HeldFile, ...] = ()
    states: tuple[PeriodState, ...] = ()
    done: tuple[Act, ...] = ()
    unit_names: Mapping[str, str] = field(default_factory=dict)
    outbox: str = "outbox"
    moved: tuple[MovedFigure, ...] = ()
    notices: tuple[PaperNotice, ...] = ()


def link(path: str, folder: str) -> str:
    """Return what a page in `folder` writes to reach `path`; both relative to the workspace, or absolute where docgen.toml says so."""
    if PurePosixPath(path).is_absolute():
        return PurePosixPath(path).as_uri()
    if PureWindowsPath(path).is_absolute():
        return PureWindowsPath(path).as_uri()
    return quote(relative(path, folder), errors="surrogateescape")


def relative(path: str, folder: str) -> str:
    """Return the way from `folder` to `path`; an absolute path stays as it is."""
    if PurePosixPath(path).is_absolute() or PureWindowsPath(path).is_absolute():
        return path
    return posixpath.relpath(path, folder or ".")
