"""What would stop docgen from working, found on real folders."""

import json
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from docgen.cluster.lock import workspace_lock
from docgen.dataset.store import open_dataset
from docgen.model.periods import PeriodType, Schedule
from docgen.model.programme import DocumentSpec, ForEach, Programme
from docgen.operate import doctor
from docgen.operate.checks import Check, send_canary
from docgen.operate.doctor import examine
from docgen.pipeline import condition
from docgen.settings import Agency, Folders, Settings, Signatory, Workspace
from docgen.system import Disk
from tests.programs import open_to_all, without_root

AGENCY = Agency(
    name="Ủy ban nhân dân xã Mẫu",
    short_name="UBND xã Mẫu",
    administrative_unit="xã Mẫu",
    place="Mẫu",
    superior="Sở Mẫu",
    desk="Phòng Mẫu",
    heading=["ỦY BAN NHÂN DÂN", "XÃ MẪU"],
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    for name in ("inbox", "outbox", "templates", ".docgen"):
        (tmp_path / name).mkdir()
    return Workspace(tmp_path, Settings(agency=AGENCY, signatories={"ubnd": Signatory(lines=["CHỦ TỊCH"])}))


def found(workspace: Workspace) -> Mapping[str, Check]:
    return {check.name: check for check in examine(workspace)}


def files(workspace: Workspace) -> list[Path]:
    return [path for path in workspace.root.rglob("*") if path.is_file()]


def test_a_new_workspace_lacks_only_its_definitions(workspace: Workspace) -> None:
    wrong = [check for check in examine(workspace) if not check.ok]

    assert [check.name for check in wrong] == ["Đơn vị và chương trình"]
    assert "units.xlsx" in wrong[0].message


def test_looking_leaves_nothing_behind(workspace: Workspace) -> None:
    examine(workspace)

    assert files(workspace) == []


def test_every_check_that_fails_says_how_to_mend_it(tmp_path: Path) -> None:
    wrong = [check for check in examine(Workspace(tmp_path, Settings(agency=AGENCY, signatories={}))) if not check.ok]

    assert {check.name for check in wrong} >= {"Thư mục inbox", "Thư mục outbox", "Thư mục templates"}
    assert all(check.mend and check.message.endswith((".", ")")) for check in wrong)


def test_folders_inside_one_another_are_found_behind_a_link(workspace: Workspace) -> None:
    (workspace.root / "inbox" / "sub").mkdir()
    workspace.outbox.rmdir()
    try:
        workspace.outbox.symlink_to(workspace.root / "inbox" / "sub", target_is_directory=True)
    except OSError:
        pytest.skip("this account may not make links on this system")

    assert found(workspace)["Các thư mục tách rời"].message == "outbox nằm trong inbox."


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of folders are set in another way on Windows")
def test_a_folder_that_cannot_be_written_is_found(workspace: Workspace) -> None:
    open_to_all(workspace.root)
    workspace.outbox.chmod(0o555)

    with without_root():
        check = found(workspace)["Thư mục outbox"]

    workspace.outbox.chmod(0o700)
    assert (check.ok, "không có quyền" in check.message) == (False, True)


def test_a_dataset_that_works_is_said_to(workspace: Workspace) -> None:
    open_dataset(workspace.dataset_url).close()

    assert found(workspace)["Dữ liệu"] == Check("Dữ liệu", True, "mở được, không hỏng.")


def scribble(path: Path) -> None:
    path.write_bytes(b"not a database, not at all" * 100)


def tear(path: Path) -> None:
    """Tear a page out of the middle of the tables."""
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE torn (a, b)")
        connection.executemany("INSERT INTO torn VALUES (?, ?)", [(number, "x" * 500) for number in range(200)])
        connection.execute("CREATE INDEX torn_a ON torn (a)")
    connection.close()
    data = bytearray(path.read_bytes())
    middle = data.index(b"x" * 500) // 4096 * 4096
    data[middle : middle + 4096] = os.urandom(4096)
    path.write_bytes(data)


@pytest.mark.parametrize("spoil", [pytest.param(scribble, id="another file in its place"), pytest.param(tear, id="a torn page")])
def test_a_dataset_that_is_damaged_is_found(workspace: Workspace, spoil: Callable[[Path], None]) -> None:
    open_dataset(workspace.dataset_url).close()
    spoil(workspace.state / "dataset.sqlite")

    check = found(workspace)["Dữ liệu"]

    assert (check.ok, "hỏng" in check.message, "sao lưu" in check.mend) == (False, True, True)


def test_another_docgen_at_work_is_no_fault(workspace: Workspace) -> None:
    with workspace_lock(workspace.state):
        during = found(workspace)["Một chương trình mỗi lúc"]

    assert during == Check("Một chương trình mỗi lúc", True, "một docgen khác đang làm việc ở đây.")


def test_a_pinned_day_is_told(tmp_path: Path) -> None:
    pinned = Settings(agency=AGENCY, signatories={}, today=date(2026, 12, 2), folders=Folders())

    check = found(Workspace(tmp_path, pinned))["Ngày làm việc"]

    assert (check.ok, "02/12/2026" in check.message) == (True, True)


def test_a_folder_whose_clock_is_wrong_is_found(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() - 7200)

    check = doctor.check_share_clock(workspace.inbox)

    assert (check.ok, check.message.startswith("lệch 120 phút")) == (False, True)


@pytest.mark.parametrize(
    ("check", "expected"),
    [
        pytest.param(doctor.check_python((3, 10)), False, id="an old Python"),
        pytest.param(doctor.check_python((3, 11)), True, id="the oldest Python"),
        pytest.param(doctor.check_free(10 * 1024 * 1024), False, id="a disk nearly full"),
        pytest.param(doctor.check_free(10**10), True, id="a disk with room"),
        pytest.param(doctor.check_local(Path("x"), Disk.NETWORK), False, id="P16 the dataset on a share"),
        pytest.param(doctor.check_local(Path("x"), Disk.LOCAL), True, id="the dataset here"),
        pytest.param(doctor.check_local(Path("x"), Disk.UNKNOWN), True, id="the dataset who knows where"),
        pytest.param(doctor.check_clock(datetime(1970, 1, 1, tzinfo=UTC)), False, id="a clock without battery"),
        pytest.param(doctor.check_clock(datetime(2026, 11, 29, tzinfo=UTC)), True, id="a clock that goes"),
        pytest.param(doctor.check_dataset("khong-phai-dia-chi"), False, id="no address of a database"),
    ],
)
def test_each_thing_is_judged(check: Check, expected: bool) -> None:
    assert check.ok == expected


def programme(*documents: DocumentSpec) -> Programme:
    schedule = Schedule(PeriodType.YEAR, ("11-30",))
    return Programme("nuoc-sach", "NS", "Nước sạch", "1", "0" * 16, "", "Nước sạch", "Nước sạch", "2026-2030", schedule, (), (), documents)


def test_templates_and_signatories_that_documents_name_must_exist(tmp_path: Path) -> None:
    (tmp_path / "bc.docx").touch()
    documents = [
        DocumentSpec("bc", "Báo cáo", "bc.docx", ForEach.PERIOD, "bao-cao", "Bao cao", signatory="ubnd"),
        DocumentSpec("kh", "Kế hoạch", "kh.docx", ForEach.PROGRAMME, "ke-hoach", "Ke hoach", signatory="bi_thu"),
    ]

    templates, signers = doctor.check_programme(programme(*documents), tmp_path, ["ubnd"])

    assert [(check.ok, check.message) for check in (templates, signers)] == [(False, "thiếu kh.docx."), (False, "thiếu bi_thu.")]


def test_a_programme_with_everything_is_fine(tmp_path: Path) -> None:
    assert [check.ok for check in doctor.check_programme(programme(), tmp_path, [])] == [True, True]


def test_a_log_that_somebody_changed_is_found(workspace: Workspace) -> None:
    with open_dataset(workspace.dataset_url) as dataset:
        for number in range(3):
            dataset.events.append("note", datetime(2026, 11, 20, tzinfo=UTC), text=f"event {number}")
    whole = found(workspace)["Nhật ký"]
    with sqlite3.connect(workspace.state / "dataset.sqlite") as connection:
        guards = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'events'").fetchall()
        for (name,) in guards:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE events SET text = 'changed' WHERE seq = 2")
    connection.close()

    assert (whole.ok, found(workspace)["Nhật ký"].ok) == (True, False)


def test_a_watcher_that_went_without_a_word_is_found(workspace: Workspace) -> None:
    never = found(workspace)["Chương trình trông thư mục"]
    now = datetime.now(UTC)
    (workspace.state / condition.NAME).write_text(json.dumps(condition.Health(now, now).as_json()), "utf-8")
    gone = found(workspace)["Chương trình trông thư mục"]
    (workspace.state / condition.NAME).write_text(json.dumps(condition.Health(now, now, is_stopped=True).as_json()), "utf-8")
    stopped = found(workspace)["Chương trình trông thư mục"]

    assert (never.ok, gone.ok, stopped.ok) == (True, False, True)
    assert "đã dừng đột ngột" in gone.message


def test_a_canary_is_not_sent_where_no_watcher_works(workspace: Workspace) -> None:
    check = send_canary(workspace.state, 0.1)

    assert (check.ok, "không chạy" in check.message) == (False, True)
