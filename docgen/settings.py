"""docgen.toml and the environment, read once: who issues the documents, where the folders are, when "today" is."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from docgen.model.errors import SettingsError

TIME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FILE_NAME = "docgen.toml"

_REASONS = {
    "missing": "thiếu mục này",
    "extra_forbidden": "không có mục nào tên như thế",
    "string_type": "phải là chữ đặt trong ngoặc kép",
    "int_type": "phải là số nguyên",
    "float_type": "phải là số",
    "bool_type": "phải là true hoặc false",
    "date_type": "phải là ngày, ví dụ 2026-12-02",
    "date_from_datetime_parsing": "phải là ngày, ví dụ 2026-12-02",
}


class _Section(BaseModel):
    # Built when docgen.toml is read, and once: each section by itself would be built again within the whole.
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


class Agency(_Section):
    """Who issues the documents."""

    name: str
    short_name: str
    administrative_unit: str
    place: str
    superior: str
    desk: str
    heading: list[str] = Field(min_length=1, max_length=3)


class Contact(_Section):
    """Whom a unit calls."""

    name: str = ""
    title: str = ""
    phone: str = ""
    email: str = ""


class Signatory(_Section):
    """Who signs: the lines above the signature, and the name below it."""

    lines: list[str] = Field(min_length=1)
    name: str = ""


class Folders(_Section):
    """Where things are, relative to the workspace."""

    inbox: str = "inbox"
    outbox: str = "outbox"
    templates: str = "templates"
    state: str = ".docgen"


class Inbox(_Section):
    """How files are taken. Units: seconds, minutes, MB as named."""

    per_unit: bool = False
    settle_seconds: float = Field(default=1.0, ge=0.1, le=600)
    scan_seconds: float = Field(default=2.0, ge=0.2, le=600)
    patience_minutes: float = Field(default=30, ge=0, le=1440)
    max_megabytes: int = Field(default=25, ge=1, le=200)
    canary_hour: int | None = Field(default=6, ge=0, le=23)


class Dataset(_Section):
    """Where the dataset is; empty = SQLite in the state folder."""

    url: str = ""


class Calendar(_Section):
    """Days off beside weekends and public holidays, and weekend days that are worked (swapped)."""

    days_off: list[date] = []
    working_days: list[date] = []


class Reminders(_Section):
    """What a reminder grants: so many working days more, until this hour."""

    extra_working_days: int = Field(default=2, ge=0, le=60)
    until: str = "16 giờ 30 phút"


class Settings(_Section):
    """The whole of docgen.toml."""

    agency: Agency
    contact: Contact = Field(default_factory=Contact)
    signatories: dict[str, Signatory]
    folders: Folders = Field(default_factory=Folders)
    inbox: Inbox = Field(default_factory=Inbox)
    dataset: Dataset = Field(default_factory=Dataset)
    calendar: Calendar = Field(default_factory=Calendar)
    reminders: Reminders = Field(default_factory=Reminders)
    today: date | None = None


class Workspace:
    """One workspace on disk: its folder and its settings. All paths are absolute here, relative in the file."""

    def __init__(self, root: Path, settings: Settings, settings_bytes: bytes = b"") -> None:
        self.root = root.resolve()
        self.settings = settings
        self.settings_bytes = settings_bytes

    @property
    def inbox(self) -> Path:
        """The units' folder."""
        return self.root / self.settings.folders.inbox

    @property
    def outbox(self) -> Path:
        """The clerk's folder."""
        return self.root / self.settings.folders.outbox

    @property
    def templates(self) -> Path:
        """The folder of units.xlsx and the programmes."""
        return self.root / self.settings.folders.templates

    @property
    def state(self) -> Path:
        """The folder of the dataset and the log; local disk."""
        return self.root / self.settings.folders.state

    @property
    def dataset_url(self) -> str:
        """The SQLAlchemy URL of the dataset."""
        return self.settings.dataset.url or f"sqlite:///{(self.state / 'dataset.sqlite').as_posix()}"

    def now(self) -> datetime:
        """Return the present moment, or eight in the morning of the day that the settings pin."""
        if self.settings.today is None:
            return datetime.now(TIME_ZONE)
        return datetime(self.settings.today.year, self.settings.today.month, self.settings.today.day, 8, tzinfo=TIME_ZONE)


def find_root(named: Path | None, environment: Mapping[str, str] = os.environ) -> Path:
    """Return the workspace folder: `named`, else DOCGEN_WORKSPACE, else the current folder."""
    return named or (Path(environment["DOCGEN_WORKSPACE"]) if environment.get("DOCGEN_WORKSPACE") else Path.cwd())


def open_workspace(root: Path) -> Workspace:
    """Return the workspace in `root`.

    Raises:
        SettingsError: no docgen.toml there, or a mistake in it, with its place; or folders that lie inside one another.
    """
    path = root / FILE_NAME
    try:
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise SettingsError(
            f"Không thấy tệp {FILE_NAME} trong thư mục “{root}”. Chạy “docgen init” để tạo nơi làm việc mới, "
            "hoặc chỉ đúng thư mục bằng --workspace."
        ) from error
    except OSError as error:
        raise SettingsError(f"Không đọc được {path}: {error.strerror}.") from error
    workspace = Workspace(root, parse(raw), raw)
    _check_folders(workspace)
    return workspace


def parse(raw: bytes) -> Settings:
    """Return the settings that the bytes of a docgen.toml hold.

    Raises:
        SettingsError: it is no TOML, or a value is missing, unknown or of the wrong kind.
    """
    try:
        return Settings.model_validate(tomllib.loads(raw.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        raise SettingsError(f"{FILE_NAME}: tệp phải lưu bằng bảng mã UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{FILE_NAME}: sai cú pháp: {error}.") from error
    except ValidationError as error:
        mistakes = "; ".join(_sentence(e["type"], e["loc"], e["msg"]) for e in error.errors())
        raise SettingsError(f"{FILE_NAME}: {mistakes}.") from error


def _sentence(kind: str, place: tuple[int | str, ...], message: str) -> str:
    where = ".".join(str(part) for part in place)
    if kind == "extra_forbidden" and len(place) > 1 and place[-1] in Settings.model_fields:
        return f"mục “{place[-1]}” phải đứng ở đầu tệp, trước mọi dòng có ngoặc vuông; đang nằm dưới [{where.rpartition('.')[0]}]"
    return f"mục “{where}”: {_REASONS.get(kind, message)}"


def _check_folders(workspace: Workspace) -> None:
    folders = {
        "inbox": workspace.inbox,
        "outbox": workspace.outbox,
        "templates": workspace.templates,
        "state": workspace.state,
    }
    for name, path in folders.items():
        for other, below in folders.items():
            if name != other and (below == path or path in below.parents):
                raise SettingsError(
                    f"{FILE_NAME}: thư mục “{other}” nằm trong thư mục “{name}”. Bốn thư mục inbox, outbox, templates, "
                    "state phải tách rời nhau."
                )
