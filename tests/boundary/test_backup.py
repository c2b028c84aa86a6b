"""A backup: made while others write, checked, put back; nothing that was there before is deleted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import docx
import pytest

from docgen.cluster.lock import workspace_lock
from docgen.dataset import backup as copies
from docgen.dataset.store import open_dataset
from docgen.model.digest import sha256
from docgen.model.errors import DatasetBusyError, DatasetError, DatasetOutdatedError, DocgenError, SettingsError
from docgen.model.folders import ROOT_MARKER
from docgen.model.submissions import Zone
from docgen.operate.backup import back_up, restore
from docgen.operate.init import init
from docgen.settings import Workspace, open_workspace
from tests.bench import NOW, Bench, make
from tests.unit.dataset.commune import NOON

REPORT = Path("outbox") / "binh-dang-gioi" / "nam-2026" / "bao-cao" / "BC xa - nam-2026.docx"
LATER = datetime(2026, 11, 23, 9, 30, 15, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Return a workspace with one file received."""
    made, _ = init(tmp_path / "xa")
    take(made, "one.xlsx", b"one")
    return made


def take(workspace: Workspace, name: str, data: bytes) -> None:
    with open_dataset(workspace.dataset_url) as dataset:
        dataset.captures.take(name, data, NOON, NOON, Zone.DROP, "")


def received(workspace: Workspace) -> set[str]:
    with open_dataset(workspace.dataset_url) as dataset:
        return {receipt.path for receipt in dataset.captures.undecided()}


def test_a_backup_restored_into_an_empty_folder_is_the_workspace(workspace: Workspace, tmp_path: Path) -> None:
    letter = workspace.outbox / "tờ trình.docx"
    letter.write_bytes(b"written by the clerk")
    saved = back_up(workspace, tmp_path, LATER)

    restored = restore(tmp_path / "máy mới", saved.file, LATER)

    assert saved.file.name == "docgen-20261123-093015.sqlite"
    assert received(restored.workspace) == {"one.xlsx"}
    assert (restored.kept, restored.different, restored.received) == (None, (), 1)
    for name in ("docgen.toml", "templates/units.xlsx", "outbox/tờ trình.docx"):
        assert (restored.workspace.root / name).read_bytes() == (workspace.root / name).read_bytes(), name


def test_restoring_keeps_the_dataset_that_was_there_and_every_file_of_people(workspace: Workspace, tmp_path: Path) -> None:
    saved = back_up(workspace, tmp_path / "sao luu.sqlite", LATER)
    take(workspace, "two.xlsx", b"two")
    settings = workspace.root / "docgen.toml"
    settings.write_text(settings.read_text("utf-8") + "\n# changed since\n", "utf-8")
    changed = settings.read_bytes()

    restored = restore(workspace.root, saved.file, LATER)

    assert received(workspace) == {"one.xlsx"}
    assert (settings.read_bytes(), restored.different) == (changed, ("docgen.toml",))
    assert restored.kept == workspace.state / "dataset-truoc-khoi-phuc-20261123-093015.sqlite"
    with open_dataset(f"sqlite:///{restored.kept.as_posix()}") as before:
        assert {receipt.path for receipt in before.captures.undecided()} == {"one.xlsx", "two.xlsx"}


def test_a_damaged_dataset_can_be_replaced_by_a_backup(workspace: Workspace, tmp_path: Path) -> None:
    saved = back_up(workspace, tmp_path, LATER)
    dataset = workspace.state / "dataset.sqlite"
    dataset.write_bytes(b"\xff" * 5000)

    restored = restore(workspace.root, saved.file, LATER)

    assert received(workspace) == {"one.xlsx"}
    assert restored.kept is not None
    assert restored.kept.read_bytes() == b"\xff" * 5000


def _files(root: Path) -> dict[str, str]:
    found = (path for folder in ("inbox", "outbox") for path in (root / folder).rglob("*") if path.is_file() and path.name != ROOT_MARKER)
    return {path.relative_to(root).as_posix(): sha256(path.read_bytes()) for path in found}


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """Return a workspace in the middle of its year: a form taken, one returned, two held, a report edited that has new figures since."""
    bench = make(tmp_path_factory.mktemp("nam") / "xa", "T01", "T02", "T04")
    bench.drop("mot.xlsx", bench.filled("T01"))
    bench.process(with_papers=True)
    report = docx.Document(str(bench.root / REPORT))
    report.add_paragraph("Câu do cán bộ viết thêm.")
    report.save(str(bench.root / REPORT))
    bench.drop("mot lan hai.xlsx", bench.filled("T01", so_ho=301))
    bench.drop("sai.xlsx", bench.filled("T02", so_ho="mười"))
    for number in (260, 261):
        bench.drop(f"{number}.xlsx", bench.filled("T04", so_ho=number))
    bench.process(with_papers=True)
    return bench


def test_what_people_must_find_is_all_there_after_a_restore_and_one_run(year: Bench, tmp_path: Path) -> None:
    saved = back_up(open_workspace(year.root), tmp_path / "sao luu", NOW)
    elsewhere = Bench(tmp_path / "máy khác")

    restored = restore(elsewhere.root, saved.file, NOW)
    forms = [path for path in _files(elsewhere.root) if "/_1-lay-bieu-mau/" in path]
    elsewhere.process(with_papers=True)

    lost = {path: digest for path, digest in _files(year.root).items() if _files(elsewhere.root).get(path) != digest}
    assert len(forms) == 3
    assert restored.for_units == 3 + len(list((year.inbox / "_5-van-ban-cua-don-vi").iterdir()))
    assert any("(số liệu mới)" in path for path in _files(elsewhere.root))
    assert all("/_3-da-tiep-nhan/" in path for path in lost), lost
    assert {"sai.xlsx"} < set(elsewhere.names("_4-can-sua-gui-lai"))


def test_the_names_that_the_clerk_gave_documents_are_kept_after_a_restore_and_followed(year: Bench, tmp_path: Path) -> None:
    bench, elsewhere = year.copied_to(tmp_path / "xa"), Bench(tmp_path / "máy khác")
    hers = (bench.root / REPORT).rename(bench.root / REPORT.with_name("BC chot.docx"))
    letter = next((bench.root / "outbox").rglob("CV yeu cau*.docx"))
    renamed = letter.rename(letter.with_name("CV gui cac thon.docx"))
    bench.process(with_papers=True)
    saved = back_up(open_workspace(bench.root), tmp_path / "sao luu", NOW)

    restore(elsewhere.root, saved.file, NOW)
    elsewhere.process(with_papers=True)
    once = _papers(elsewhere.root)
    elsewhere.process(with_papers=True)

    assert {hers.name, renamed.name} < {Path(path).name for path in once}
    assert once == _papers(bench.root)
    assert _papers(elsewhere.root) == once


def _papers(root: Path) -> dict[str, str]:
    return {path: digest for path, digest in _files(root).items() if path.endswith(".docx")}


def test_a_restore_puts_nothing_back_where_everything_still_lies(year: Bench, tmp_path: Path) -> None:
    bench = year.copied_to(tmp_path / "xa")
    before = _files(bench.root)
    saved = back_up(open_workspace(bench.root), tmp_path / "sao luu", NOW)

    restored = restore(bench.root, saved.file, NOW)
    bench.process(with_papers=True)

    assert (restored.for_units, _files(bench.root)) == (0, before)


@pytest.fixture
def busy_writer(workspace: Workspace) -> Iterator[list[str]]:
    """Let another thread take files as fast as it can; the list has the names of those it has taken."""
    taken: list[str] = []
    stop = Event()

    def write() -> None:
        with open_dataset(workspace.dataset_url) as dataset:
            while not stop.is_set():
                name = f"drop {len(taken)}.xlsx"
                dataset.captures.take(name, name.encode() * 1000, NOON, NOON, Zone.DROP, "")
                taken.append(name)

    writer = Thread(target=write)
    writer.start()
    yield taken
    stop.set()
    writer.join()


def test_a_backup_while_files_are_taken_holds_all_that_had_been_taken(workspace: Workspace, busy_writer: list[str], tmp_path: Path) -> None:
    while len(busy_writer) < 5:
        Event().wait(0.01)
    before = set(busy_writer)

    saved = back_up(workspace, tmp_path, LATER)

    restored = restore(tmp_path / "khac", saved.file, LATER)
    assert before | {"one.xlsx"} <= received(restored.workspace)


def test_a_backup_is_one_file_and_leaves_no_other(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "sao luu"
    folder.mkdir()

    saved = back_up(workspace, folder, LATER)
    copies.read_backup(saved.file)

    assert list(folder.iterdir()) == [saved.file]


def test_a_file_that_exists_is_never_replaced_by_a_backup(workspace: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "quan trong.sqlite"
    target.write_bytes(b"somebody's")

    with pytest.raises(SettingsError, match="Đã có tệp"):
        back_up(workspace, target, LATER)

    assert target.read_bytes() == b"somebody's"


@pytest.mark.parametrize(
    "name", [pytest.param("sao luu", id="no ending"), pytest.param("xa.bak/", id="a separator"), pytest.param("nam 2026.11", id="a date")]
)
def test_the_same_daily_command_makes_its_folder_once_and_a_file_each_day(workspace: Workspace, tmp_path: Path, name: str) -> None:
    place = f"{tmp_path}/{name}"

    days = [back_up(workspace, place, LATER + timedelta(days=day)).file for day in (0, 1)]

    assert [file.name for file in days] == ["docgen-20261123-093015.sqlite", "docgen-20261124-093015.sqlite"]
    assert sorted(Path(place).iterdir()) == days


def test_a_file_where_the_folder_of_backups_should_be_is_told_and_kept(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "sao luu").write_bytes(b"somebody's")

    with pytest.raises(SettingsError, match=r"Đã có tệp “.*sao luu”"):
        back_up(workspace, tmp_path / "sao luu", LATER)

    assert (tmp_path / "sao luu").read_bytes() == b"somebody's"


@pytest.mark.parametrize("name", ["o mang/sao luu", "o mang/xa.sqlite"])
def test_a_disk_that_is_away_is_not_made_as_a_folder_here(workspace: Workspace, tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingsError, match=r"Không có thư mục “.*o mang”"):
        back_up(workspace, tmp_path / name, LATER)

    assert not (tmp_path / "o mang").exists()


def test_a_workspace_that_never_ran_has_nothing_to_back_up(tmp_path: Path) -> None:
    workspace, _ = init(tmp_path / "moi")

    with pytest.raises(DatasetError, match="chưa chạy lần nào"):
        back_up(workspace, tmp_path, LATER)


def test_restoring_is_refused_while_docgen_works_there(workspace: Workspace, tmp_path: Path) -> None:
    saved = back_up(workspace, tmp_path, LATER)

    with workspace_lock(workspace.state), pytest.raises(DatasetBusyError):
        restore(workspace.root, saved.file, LATER)

    assert received(workspace) == {"one.xlsx"}


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:20_000])


def not_a_database(file: Path) -> None:
    file.write_bytes(b"PK\x03\x04 not a database" * 50)


def plain_dataset(file: Path) -> None:
    change(file, "DELETE FROM facts WHERE kind LIKE 'backup %'")


def newer(file: Path) -> None:
    change(file, "UPDATE alembic_version SET version_num = '9999'")


def elsewhere(file: Path) -> None:
    change(file, "UPDATE facts SET name = '../ngoai/x.docx' WHERE name = 'templates/units.xlsx' AND kind LIKE 'backup %'")


def change(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as raw, raw:
        raw.execute(statement)


@pytest.mark.parametrize(
    ("spoil", "error", "words"),
    [
        pytest.param(cut, DatasetError, "hỏng", id="cut short"),
        pytest.param(not_a_database, DatasetError, "không phải bản sao lưu", id="no database"),
        pytest.param(plain_dataset, DatasetError, "docgen backup", id="a dataset, no backup"),
        pytest.param(newer, DatasetOutdatedError, "mới hơn", id="of a newer docgen"),
        pytest.param(elsewhere, SettingsError, "không hợp lệ", id="writes outside the workspace"),
        pytest.param(Path.unlink, DatasetError, "Không thấy tệp", id="no file"),
    ],
)
def test_what_is_no_good_backup_changes_nothing(
    workspace: Workspace, tmp_path: Path, spoil: object, error: type[DocgenError], words: str
) -> None:
    saved = back_up(workspace, tmp_path, LATER)
    assert callable(spoil)
    spoil(saved.file)
    target = tmp_path / "trong"

    with pytest.raises(error, match=words):
        restore(target, saved.file, LATER)

    assert not target.exists()
