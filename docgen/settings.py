"""docgen.toml and the environment, read once: who issues the documents, where the folders are, when "today" is."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, TypeAlias, get_args, get_origin
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta, Struct, structs

from docgen.model.disk import FAULT_WORDS, fault_of
from docgen.model.errors import SettingsError

TIME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FILE_NAME = "docgen.toml"

_OWN_KINDS = (date, datetime)
"""What TOML has by itself: a text never stands for a day."""
_KINDS = {
    "str": "phải là chữ đặt trong ngoặc kép",
    "int": "phải là số nguyên",
    "float": "phải là số",
    "bool": "phải là true hoặc false",
    "date": "phải là ngày, ví dụ 2026-12-02",
    "array": "phải là danh sách trong ngoặc vuông",
    "object": "phải là một mục riêng, ví dụ [inbox]",
}
_LIMITS = {
    "of length >=": "phải có ít nhất {} dòng",
    "of length <=": "phải có nhiều nhất {} dòng",
    ">=": "nhỏ nhất là {}",
    "<=": "lớn nhất là {}",
}
_SYNTAX = {
    "twice|overwrite|[Dd]uplicate|redefine|mutate": "mục này đã ghi ở chỗ khác rồi, bỏ bớt một chỗ",
    "Invalid date": "không có ngày như thế; ngày viết như 2026-12-02",
    "Unclosed|Expected ']": "thiếu ngoặc đóng",
    "Unescaped|hex value|scalar value": "trong ngoặc kép không ghi dấu \\, dùng dấu / thay vào",
    "Unterminated|Illegal character": "thiếu dấu ngoặc kép đóng, hoặc có ký tự lạ",
}
_AT = re.compile(r"at line (\d+), column (\d+)")
_EXPECTED = re.compile(r"Expected `(\w+)(?: \| null)?`(?: (.*=) ([\d.]+))?")

Lines: TypeAlias = Annotated[list[str], Meta(min_length=1)]


class _Section(Struct, frozen=True, forbid_unknown_fields=True):
    pass


class Agency(_Section, frozen=True):
    """Who issues the documents."""

    name: str
    short_name: str
    administrative_unit: str
    place: str
    superior: str
    desk: str
    heading: Annotated[list[str], Meta(min_length=1, max_length=3)]


class Contact(_Section, frozen=True):
    """Whom a unit calls."""

    name: str = ""
    title: str = ""
    phone: str = ""
    email: str = ""


class Signatory(_Section, frozen=True):
    """Who signs: the lines above the signature, and the name below it."""

    lines: Lines
    name: str = ""


class Folders(_Section, frozen=True):
    """Where things are, relative to the workspace."""

    inbox: str = "inbox"
    outbox: str = "outbox"
    templates: str = "templates"
    state: str = ".docgen"


class Inbox(_Section, frozen=True):
    """How files are taken. Units: seconds, minutes, MB as named."""

    per_unit: bool = False
    settle_seconds: Annotated[float, Meta(ge=0.1, le=600)] = 1.0
    scan_seconds: Annotated[float, Meta(ge=0.2, le=600)] = 2.0
    patience_minutes: Annotated[float, Meta(ge=0, le=1440)] = 30
    max_megabytes: Annotated[int, Meta(ge=1, le=200)] = 25
    canary_hour: Annotated[int, Meta(ge=0, le=23)] | None = 6


class Dataset(_Section, frozen=True):
    """Where the dataset is; empty = SQLite in the state folder."""

    url: str = ""


class Calendar(_Section, frozen=True):
    """Days off beside weekends and public holidays, and weekend days that are worked (swapped)."""

    days_off: list[date] = []
    working_days: list[date] = []


class Reminders(_Section, frozen=True):
    """What a reminder grants: so many working days more, until this hour."""

    extra_working_days: Annotated[int, Meta(ge=0, le=60)] = 2
    until: str = "16 giờ 30 phút"


class Settings(_Section, frozen=True):
    """The whole of docgen.toml."""

    agency: Agency
    signatories: dict[str, Signatory]
    contact: Contact = Contact()
    folders: Folders = Folders()
    inbox: Inbox = Inbox()
    dataset: Dataset = Dataset()
    calendar: Calendar = Calendar()
    reminders: Reminders = Reminders()
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
        raise SettingsError(f"Không đọc được {path}: {FAULT_WORDS[fault_of(error)]}.") from error
    workspace = Workspace(root, parse(raw), raw)
    _check_folders(workspace)
    return workspace


def parse(raw: bytes) -> Settings:
    """Return the settings that the bytes of a docgen.toml hold.

    Raises:
        SettingsError: it is no TOML, or a value is missing, unknown or of the wrong kind.
    """
    try:
        given = tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SettingsError(f"{FILE_NAME}: tệp phải lưu bằng bảng mã UTF-8.") from error
    except (ValueError, RecursionError) as error:  # more digits, or brackets, than Python takes in, besides what is no TOML
        raise SettingsError(f"{FILE_NAME}: {_syntax(str(error))}.") from error
    try:
        return msgspec.convert(given, Settings, builtin_types=_OWN_KINDS)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{FILE_NAME}: {'; '.join(_mistakes(Settings, given))}.") from error


def _syntax(said: str) -> str:
    """Return in Vietnamese what Python `said` of a file that is no TOML, and where."""
    reasons = (words for pattern, words in _SYNTAX.items() if re.search(pattern, said))
    reason = next(reasons, "mỗi dòng viết tên = giá trị, giá trị là chữ thì đặt trong ngoặc kép")
    found = _AT.search(said)
    place = " ở dòng {}, cột {}".format(*found.groups()) if found else ""
    return f"sai cú pháp{place}: {reason}"


def _mistakes(section: type[Struct], given: Mapping[str, object], above: str = "") -> Iterator[str]:
    """Yield every mistake in what is `given` for `section`, with its place; the sections below it are looked through too."""
    fields = {field.name: field for field in structs.fields(section)}
    yield from (_unknown(above, name) for name in given if name not in fields)
    for name, field in fields.items():
        if name in given:
            yield from _mistakes_at(f"{above}{name}", field.type, given[name])
        elif field.required:
            yield f"mục “{above}{name}”: thiếu mục này"


def _unknown(above: str, name: str) -> str:
    if above and name in Settings.__struct_fields__:
        return f"mục “{name}” phải đứng ở đầu tệp, trước mọi dòng có ngoặc vuông; đang nằm dưới [{above.rstrip('.')}]"
    return f"mục “{above}{name}”: không có mục nào tên như thế"


def _mistakes_at(place: str, kind: object, given: object) -> Iterator[str]:
    if isinstance(given, dict) and isinstance(kind, type) and issubclass(kind, Struct):
        yield from _mistakes(kind, given, f"{place}.")
    elif isinstance(given, dict) and get_origin(kind) is dict:
        for name, below in given.items():
            yield from _mistakes_at(f"{place}.{name}", get_args(kind)[1], below)
    else:
        try:
            msgspec.convert(given, kind, builtin_types=_OWN_KINDS)
        except msgspec.ValidationError as error:
            yield f"mục “{place}”: {_reason(str(error))}"


def _reason(said: str) -> str:
    """Return in Vietnamese what msgspec `said` of one value."""
    found = _EXPECTED.match(said)
    if not found:
        return said
    kind, limit, amount = found.groups()
    return _LIMITS[limit].format(amount.removesuffix(".0").replace(".", ",")) if limit else _KINDS[kind]


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
