"""A workspace in, what on this machine would stop docgen from working on it out; mends nothing itself."""

from __future__ import annotations

import platform
import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from docgen.cluster.lock import is_held
from docgen.dataset.integrity import damage, file_of
from docgen.dataset.store import open_dataset
from docgen.inbox.watch import Waker
from docgen.model.disk import FAULT_WORDS, fault_of
from docgen.model.errors import DatasetError, DefinitionError, SettingsError
from docgen.model.programme import Programme
from docgen.operate.checks import Check, check_history, check_watcher
from docgen.programme.catalogue import Catalogue, read_catalogue
from docgen.settings import FILE_NAME, TIME_ZONE, Workspace
from docgen.system import Disk, disk_of

OLDEST_PYTHON = (3, 11)
_LEAST_FREE_BYTES = 500 * 1024 * 1024
_MOST_SKEW_SECONDS = 120
_EARLIEST_YEAR = 2024
_SHOWN = 5
_STATE = "dữ liệu (.docgen)"
_PROBE = ".docgen-tmp-doctor"
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts", "/Library/Fonts", "C:/Windows/Fonts")
_FONTS = ("times*.ttf", "Times*.ttf", "LiberationSerif*.ttf", "Tinos*.ttf")


def examine(workspace: Workspace) -> tuple[Check, ...]:
    """Look at everything that docgen needs on this machine; nothing is left changed."""
    return tuple(_checks(workspace))


def _checks(workspace: Workspace) -> Iterator[Check]:
    yield check_python(sys.version_info[:2])
    yield Check(FILE_NAME, True, f"đọc được, cơ quan ban hành là {workspace.settings.agency.name}.")
    yield from _check_folders(workspace)
    yield check_apart({name: path for name, path, _ in _folders(workspace)})
    yield check_local(workspace.state, disk_of(workspace.state))
    yield check_free(_free_bytes(workspace.state))
    yield check_dataset(workspace.dataset_url)
    yield check_history(workspace.dataset_url)
    yield check_watcher(workspace.state, datetime.now(UTC))
    yield _check_alone(workspace.state)
    yield from _check_definitions(workspace)
    yield check_clock(datetime.now(UTC))
    yield check_share_clock(workspace.inbox)
    yield _check_today(workspace)
    yield _check_watching(workspace.inbox)
    yield _check_fonts(Path(folder).expanduser() for folder in _FONT_FOLDERS)


def check_python(version: tuple[int, int]) -> Check:
    """Say whether this Python is new enough."""
    words = f"phiên bản {version[0]}.{version[1]} ({platform.system()})."
    return Check("Python", version >= OLDEST_PYTHON, words, "Cài Python 3.11 trở lên từ python.org, rồi cài lại docgen.")


def check_apart(folders: dict[str, Path]) -> Check:
    """Say whether the folders lie apart, links followed: what docgen writes must not come back as input."""
    real = {name: path.resolve() for name, path in folders.items()}
    inside = [
        f"{inner} nằm trong {outer}" for outer, a in real.items() for inner, b in real.items() if inner != outer and b.is_relative_to(a)
    ]
    if not inside:
        return Check("Các thư mục tách rời", True, "không thư mục nào nằm trong thư mục khác.")
    return Check(
        "Các thư mục tách rời", False, "; ".join(inside) + ".", f"Sửa mục [folders] trong {FILE_NAME} để các thư mục tách rời nhau."
    )


def check_local(state: Path, disk: Disk) -> Check:
    """Say whether the dataset's folder is on a disk of this machine: on a share a database gets damaged."""
    name = "Thư mục dữ liệu trên máy này"
    if disk is Disk.NETWORK:
        mend = f"Đặt mục state của [folders] trong {FILE_NAME} là một thư mục trên ổ đĩa của chính máy chạy docgen, rồi chép dữ liệu sang."
        return Check(name, False, f"“{state}” nằm trên thư mục mạng, dữ liệu có thể hỏng.", mend)
    return Check(name, True, "ổ đĩa của máy." if disk is Disk.LOCAL else "không xác định được loại ổ đĩa; không đặt ở thư mục mạng.")


def check_free(free_bytes: int) -> Check:
    """Say whether there is room for the dataset to grow."""
    words = f"còn trống {free_bytes // (1024 * 1024):,} MB.".replace(",", ".")
    return Check("Dung lượng ổ đĩa", free_bytes >= _LEAST_FREE_BYTES, words, "Giải phóng ít nhất 500 MB trên ổ đĩa chứa dữ liệu.")


def check_dataset(url: str) -> Check:
    """Say whether the dataset opens and is whole. One that is not there yet is not made."""
    name, file = "Dữ liệu", file_of(url)
    if file is not None and not file.exists():
        return Check(name, True, "chưa có; sẽ được tạo ở lần chạy đầu.")
    try:
        found = damage(url)
        open_dataset(url).close()
    except DatasetError as error:
        return Check(name, False, str(error), "Không xóa tệp dữ liệu. Khôi phục từ bản sao lưu gần nhất, hoặc gọi người quản trị máy.")
    if found:
        mend = "Dừng docgen, giữ nguyên tệp dữ liệu, khôi phục từ bản sao lưu gần nhất."
        return Check(name, False, f"tệp dữ liệu bị hỏng ({found[0]}).", mend)
    return Check(name, True, "mở được, không hỏng.")


def check_clock(now: datetime) -> Check:
    """Say whether the machine knows the time of Vietnam and its clock is plausible."""
    name, mend = "Đồng hồ", "Đặt lại ngày giờ của máy và bật tự động lấy giờ qua mạng."
    try:
        local = now.astimezone(ZoneInfo(TIME_ZONE.key))
    except ZoneInfoNotFoundError:
        return Check(name, False, f"máy thiếu dữ liệu múi giờ {TIME_ZONE.key}.", "Cài gói tzdata của Python rồi chạy lại.")
    return Check(name, local.year >= _EARLIEST_YEAR, f"{local:%H} giờ {local:%M} phút, ngày {local:%d/%m/%Y}, giờ Việt Nam.", mend)


def check_programme(programme: Programme, folder: Path, signatories: Iterable[str]) -> tuple[Check, ...]:
    """Say whether the templates that `programme` names lie in `folder`, and whether its signatories are known."""
    known = set(signatories)
    templates = sorted({spec.template for spec in programme.documents if not (folder / spec.template).is_file()})
    signers = sorted({spec.signatory for spec in programme.documents if spec.signatory and spec.signatory not in known})
    return (
        _absent(
            f"Mẫu văn bản của {programme.name}",
            templates,
            "đủ tệp mẫu.",
            f"Chép tệp mẫu vào thư mục “{folder.name}”, hoặc sửa cột template ở tờ documents.",
        ),
        _absent(
            f"Người ký của {programme.name}",
            signers,
            f"đã khai đủ trong {FILE_NAME}.",
            f"Thêm mục [signatories.<tên>] vào {FILE_NAME}, hoặc sửa cột signatory ở tờ documents.",
        ),
    )


def _absent(name: str, missing: list[str], fine: str, mend: str) -> Check:
    return Check(name, not missing, f"thiếu {', '.join(missing)}." if missing else fine, mend if missing else "")


def _folders(workspace: Workspace) -> tuple[tuple[str, Path, bool], ...]:
    """Return name, path, and whether docgen writes there, of each folder."""
    return (
        ("inbox", workspace.inbox, True),
        ("outbox", workspace.outbox, True),
        ("templates", workspace.templates, False),
        (_STATE, workspace.state, True),
    )


def _check_folders(workspace: Workspace) -> Iterator[Check]:
    for name, path, is_written in _folders(workspace):
        if not path.is_dir():
            # The state folder and the dataset in it are made by the first run.
            made = name == _STATE
            mend = f"Tạo thư mục “{path}”, kết nối lại thư mục chung, hoặc sửa mục [folders] trong {FILE_NAME}."
            yield Check(f"Thư mục {name}", made, "chưa có; sẽ được tạo ở lần chạy đầu." if made else f"không thấy “{path}”.", mend)
        else:
            yield check_writable(name, path) if is_written else _check_readable(name, path)


def check_writable(name: str, folder: Path) -> Check:
    """Say whether docgen may write into `folder`, by writing."""
    probe = folder / _PROBE
    try:
        probe.write_bytes(b"docgen")
        probe.unlink()
    except OSError as error:
        mend = f"Cho tài khoản chạy docgen quyền đọc, ghi, xóa trong “{folder}”."
        return Check(f"Thư mục {name}", False, f"không ghi được vào “{folder}”: {FAULT_WORDS[fault_of(error)]}.", mend)
    return Check(f"Thư mục {name}", True, "đọc và ghi được.")


def _check_readable(name: str, folder: Path) -> Check:
    try:
        next(folder.iterdir(), None)
    except OSError as error:
        mend = f"Cho tài khoản chạy docgen quyền đọc “{folder}”."
        return Check(f"Thư mục {name}", False, f"không đọc được “{folder}”: {FAULT_WORDS[fault_of(error)]}.", mend)
    return Check(f"Thư mục {name}", True, "đọc được.")


def _free_bytes(folder: Path) -> int:
    """Return the room on the disk of `folder`, or of the nearest folder above it that exists."""
    existing = next((path for path in (folder, *folder.parents) if path.exists()), Path(folder.anchor))
    return shutil.disk_usage(existing).free


def _check_alone(state: Path) -> Check:
    try:
        held = is_held(state)
    except SettingsError as error:
        return Check("Một chương trình mỗi lúc", False, str(error), "Đặt thư mục state trên ổ đĩa của chính máy này.")
    return Check(
        "Một chương trình mỗi lúc", True, "một docgen khác đang làm việc ở đây." if held else "không có docgen nào khác đang chạy."
    )


def _check_definitions(workspace: Workspace) -> Iterator[Check]:
    name = "Đơn vị và chương trình"
    try:
        catalogue = read_catalogue(workspace.templates)
    except SettingsError as error:
        yield Check(name, False, str(error), f"Chép lại tệp đó, hoặc sửa mục templates của [folders] trong {FILE_NAME}.")
        return
    except DefinitionError as error:
        messages = [finding.message for finding in error.findings] or [str(error)]
        rest = f" … và {len(messages) - _SHOWN} chỗ khác" if len(messages) > _SHOWN else ""
        yield Check(name, False, "; ".join(messages[:_SHOWN]) + rest, "Chạy “docgen lint” để xem từng chỗ, sửa bằng Excel rồi lưu lại.")
        return
    yield _check_catalogue(name, catalogue)
    for programme in catalogue.programmes.values():
        yield from check_programme(programme, workspace.templates / programme.name, workspace.settings.signatories)


def _check_catalogue(name: str, catalogue: Catalogue) -> Check:
    units, programmes = len(catalogue.units.all), len(catalogue.programmes)
    mend = "Ghi đơn vị vào templates/units.xlsx; mỗi chương trình là một thư mục trong templates có programme.xlsx."
    return Check(name, bool(units and programmes), f"{units} đơn vị, {programmes} chương trình.", mend)


def check_share_clock(inbox: Path) -> Check:
    """Say how far the clock of the disk that holds `inbox` is from ours: a new file shows it."""
    probe, name = inbox / _PROBE, "Giờ của thư mục nhận biểu"
    try:
        before = time.time()
        probe.write_bytes(b"docgen")
        skew_seconds = probe.stat().st_mtime - before
        probe.unlink()
    except OSError as error:
        return Check(name, True, f"không đo được: {FAULT_WORDS[fault_of(error)]}.")
    if abs(skew_seconds) <= _MOST_SKEW_SECONDS:
        return Check(name, True, "khớp với giờ của máy này.")
    words = f"lệch {round(abs(skew_seconds) / 60)} phút so với máy này; docgen tính hạn gửi theo giờ của máy này."
    return Check(name, False, words, "Bật tự động lấy giờ qua mạng trên cả hai máy.")


def _check_today(workspace: Workspace) -> Check:
    today = workspace.settings.today
    if today is None:
        return Check("Ngày làm việc", True, "theo đồng hồ của máy.")
    words = f"cố định là ngày {today:%d/%m/%Y} để chạy thử; khi dùng thật, xóa dòng today trong {FILE_NAME}."
    return Check("Ngày làm việc", True, words)


def _check_watching(inbox: Path) -> Check:
    name = "Theo dõi thư mục nhận biểu"
    if not inbox.is_dir():
        return Check(name, False, "chưa thử được vì không thấy thư mục.", "Tạo hoặc kết nối lại thư mục nhận biểu.")
    with Waker((inbox,)) as waker:
        is_on = waker.is_hint_on
    clock_only = "máy không báo khi có tệp mới; docgen vẫn tự xem lại thư mục theo nhịp đã đặt (scan_seconds)."
    return Check(name, True, "máy báo ngay khi có tệp mới." if is_on else clock_only)


def _check_fonts(folders: Iterable[Path]) -> Check:
    found = any(next(folder.rglob(pattern), None) for folder in folders if folder.is_dir() for pattern in _FONTS)
    advice = "không thấy Times New Roman hoặc phông tương đương; văn bản vẫn đúng, chỉ khác khi xem hoặc đổi sang PDF trên máy này."
    return Check("Phông chữ", True, "có Times New Roman hoặc phông tương đương." if found else advice)
