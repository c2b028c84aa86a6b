"""A workspace in, one backup file of all that cannot be made again out, and back: the dataset, the definitions, what people wrote."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from docgen.cluster.lock import workspace_lock
from docgen.dataset import backup as copies
from docgen.dataset.store import open_dataset
from docgen.model.digest import sha256
from docgen.model.disk import FAULT_WORDS, fault_of
from docgen.model.errors import SettingsError
from docgen.operate.putting_back import put_back
from docgen.outbox import roots
from docgen.outbox.place import Placer
from docgen.settings import FILE_NAME, TIME_ZONE, Workspace, open_workspace

_PEOPLES = (".docx", ".xlsx")
_ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,9}")
_SEPARATORS = tuple(filter(None, (os.sep, os.altsep)))


@dataclass(frozen=True, slots=True)
class Saved:
    """A backup that was made. `beside`: how many files it carries beside the dataset; `left_out`: those that could not be read now."""

    file: Path
    size_bytes: int
    received: int
    beside: int
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Restored:
    """A workspace put back.

    `kept`: the dataset that was there before, under its new name; `written`: files that were not there and were put back; `different`:
    files that are there with other content, and were left alone; `for_units`: how many forms and papers units find in the inbox again.
    """

    workspace: Workspace
    taken_at: datetime
    received: int
    kept: Path | None
    written: tuple[str, ...]
    different: tuple[str, ...]
    for_units: int = 0


def back_up(workspace: Workspace, target: str | Path, now: datetime | None = None) -> Saved:
    """Write a backup of `workspace`, which may be at work meanwhile, to the new file `target`; a folder gets one named by the moment.

    What ends in no `.ending`, or in a separator, is a folder, and made where it is not there yet: the same command runs every day.

    Raises:
        SettingsError: `target` exists, or what it lies in does not.
        DatasetError: the dataset cannot be copied, or the disk refuses.
    """
    moment = now or datetime.now(TIME_ZONE)
    file = _file_at(str(target), f"docgen-{moment:%Y%m%d-%H%M%S}.sqlite")
    copies.check_there(workspace.dataset_url)
    _make_folder(file.parent, is_named=file.parent == Path(target))
    files, left_out = _beside(workspace)
    copies.back_up(workspace.dataset_url, file, files, moment)
    made = copies.read_backup(file)
    return Saved(file, file.stat().st_size, made.received, len(made.files), left_out)


def restore(root: Path, file: Path, now: datetime | None = None) -> Restored:
    """Make `root` the workspace that the backup `file` holds.

    The dataset that was there is kept under another name; files of people are put back where they are missing, and never replaced.

    Raises:
        SettingsError: docgen.toml there is wrong, or the folder cannot be written.
        DatasetBusyError: another docgen works there.
        DatasetError: `file` is no backup, is damaged or of a newer docgen.
    """
    held = copies.read_backup(file)
    for name in held.files:
        _check_below(name, file)
    written, different = [], []
    for name, data in sorted(held.files.items(), key=lambda item: item[0] != FILE_NAME):
        target = root / name
        if not target.exists():
            _write(target, data)
            written.append(name)
        elif target.read_bytes() != data:
            different.append(name)
    workspace = open_workspace(root)
    with workspace_lock(workspace.state):
        kept = copies.put_back(file, workspace.dataset_url, now or datetime.now(TIME_ZONE))
        for_units = _make_ready(workspace)
    return Restored(workspace, held.taken_at, held.received, kept, tuple(written), tuple(different), for_units)


def _file_at(target: str, name: str) -> Path:
    """Return the file that `target` means; `name` is the one that a folder gets.

    Raises:
        SettingsError: there is a file already.
    """
    path = Path(target)
    if path.is_dir() or target.endswith(_SEPARATORS) or not _ENDING.fullmatch(path.suffix):
        path /= name
    taken = next((one for one in (path, path.parent) if one.is_file()), None)
    if taken:
        raise SettingsError(f"Đã có tệp “{taken}”. Ghi tên khác, hoặc chỉ ghi tên thư mục để docgen tự đặt tên theo ngày giờ.")
    return path


def _make_folder(folder: Path, *, is_named: bool) -> None:
    """Make the folder of the backups where it was named and is not there yet; never the one it lies in, which may be a disk that is away.

    Raises:
        SettingsError: the folder is not there, or cannot be made.
    """
    away = folder.parent if is_named else folder
    if not away.is_dir():
        raise SettingsError(f"Không có thư mục “{away}”. Kết nối ổ đĩa, tạo thư mục đó, hoặc ghi nơi khác.")
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise SettingsError(f"Không tạo được thư mục “{folder}”: {FAULT_WORDS[fault_of(error)]}.") from error


def _make_ready(workspace: Workspace) -> int:
    """Let the folders of this machine be the ones docgen works with from now on, and put back what units find there; return how much."""
    with open_dataset(workspace.dataset_url) as dataset:
        placer = Placer(workspace.root, dataset)
        for folder in (workspace.inbox, workspace.outbox):
            roots.disown(placer, folder)
        return put_back(workspace.root, dataset, placer)


def _beside(workspace: Workspace) -> tuple[Mapping[str, bytes], tuple[str, ...]]:
    """Return docgen.toml, definitions, templates and what people wrote in the outbox, and the names of those that somebody holds."""
    with open_dataset(workspace.dataset_url) as dataset:
        ours = frozenset(dataset.placed.all().values())
    files, left_out = {FILE_NAME: workspace.settings_bytes}, []
    for path in _peoples_files(workspace):
        name = path.relative_to(workspace.root).as_posix()
        try:
            data = path.read_bytes()
        except OSError:
            left_out.append(name)
            continue
        if sha256(data) not in ours:
            files[name] = data
    return files, tuple(left_out)


def _peoples_files(workspace: Workspace) -> Iterator[Path]:
    """Yield the Word and Excel files that may be people's; a folder outside the workspace has a backup of its own."""
    for folder in (workspace.templates, workspace.outbox):
        if folder.is_relative_to(workspace.root):
            found = (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in _PEOPLES and not path.name.startswith(("~", ".")))
            yield from (path for path in found if path.is_file() and not path.is_symlink())


def _check_below(name: str, file: Path) -> None:
    """Refuse a backup that would write outside the workspace.

    Raises:
        SettingsError: somebody else than docgen made it.
    """
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
        raise SettingsError(f"Bản sao lưu “{file.name}” ghi đường dẫn không hợp lệ (“{name}”); không khôi phục.")


def _write(target: Path, data: bytes) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    except OSError as error:
        raise SettingsError(f"Không ghi được tệp “{target}”: {FAULT_WORDS[fault_of(error)]}.") from error
