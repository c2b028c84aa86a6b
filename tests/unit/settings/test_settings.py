"""docgen.toml: what is right is read, what is wrong is told with its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from docgen import settings
from docgen.model.errors import SettingsError
from docgen.settings import Workspace, find_root, parse

RIGHT = """
[agency]
name = "Ủy ban nhân dân xã Mẫu"
short_name = "UBND xã Mẫu"
administrative_unit = "xã Mẫu"
place = "Mẫu"
heading = ["ỦY BAN NHÂN DÂN", "XÃ MẪU"]
superior = "Sở Nội vụ"
desk = "Phòng Văn hóa - Xã hội"

[signatories.chu_tich]
lines = ["CHỦ TỊCH"]
"""


def test_what_is_left_out_has_its_default() -> None:
    read = parse(RIGHT.encode())

    assert (read.folders.inbox, read.inbox.per_unit, read.inbox.settle_seconds, read.inbox.max_megabytes) == ("inbox", False, 1.0, 25)
    assert (read.today, read.signatories["chu_tich"].name, read.contact.phone) == (None, "", "")


def test_a_byte_order_mark_of_notepad_is_no_mistake() -> None:
    assert parse(b"\xef\xbb\xbf" + RIGHT.encode()).agency.place == "Mẫu"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(RIGHT.replace('place = "Mẫu"\n', ""), "mục “agency.place”: thiếu mục này", id="missing"),
        pytest.param(RIGHT + "[inbox]\nper_unit = 1\n", "mục “inbox.per_unit”: phải là true hoặc false", id="wrong kind"),
        pytest.param(RIGHT + "[inbok]\n", "mục “inbok”: không có mục nào tên như thế", id="unknown section"),
        pytest.param(
            RIGHT + "[calendar]\ntoday = 2026-11-29\n", "mục “today” phải đứng ở đầu tệp, trước mọi dòng có ngoặc vuông", id="in a section"
        ),
        pytest.param("today = 'mai'\n" + RIGHT, "mục “today”: phải là ngày", id="no date"),
        pytest.param("today = '2026-12-02'\n" + RIGHT, "mục “today”: phải là ngày", id="a day as text"),
        pytest.param(RIGHT.replace('["CHỦ TỊCH"]', "[]"), "mục “signatories.chu_tich.lines”: phải có ít nhất 1 dòng", id="too few"),
        pytest.param(RIGHT.replace('["CHỦ TỊCH"]', '"CHỦ TỊCH"'), "mục “signatories.chu_tich.lines”: phải là danh sách", id="no list"),
        pytest.param(RIGHT + "[inbox]\nsettle_seconds = 0\n", "mục “inbox.settle_seconds”: nhỏ nhất là 0,1", id="too small"),
        pytest.param(RIGHT + "[inbox]\ncanary_hour = 24\n", "mục “inbox.canary_hour”: lớn nhất là 23", id="too large"),
        pytest.param("reminders = 2\n" + RIGHT, "mục “reminders”: phải là một mục riêng", id="no section"),
        pytest.param("today = {}\n" + RIGHT, "mục “today”: phải là ngày", id="a section for a day"),
        pytest.param(RIGHT + "[inbox.max_megabytes]\nn = 1\n", "mục “inbox.max_megabytes”: phải là số nguyên", id="a section for a number"),
        pytest.param(RIGHT + "[calendar.days_off]\n", "mục “calendar.days_off”: phải là danh sách", id="a section for a list"),
        pytest.param("[agency\n", "sai cú pháp ở dòng 1, cột 8: thiếu ngoặc đóng", id="no toml"),
        pytest.param("today = 2026-02-30\n", "sai cú pháp ở dòng 1, cột 9: không có ngày như thế", id="no such day"),
        pytest.param(RIGHT + "[agency]\n", "sai cú pháp ở dòng 13, cột 8: mục này đã ghi ở chỗ khác", id="a section twice"),
        pytest.param(
            RIGHT + '[folders]\ninbox = "C:\\Users"\n', "sai cú pháp ở dòng 14, cột 14: trong ngoặc kép không ghi dấu", id="a path"
        ),
        pytest.param('[agency]\nname = "Ủy ban\n', "sai cú pháp ở dòng 2, cột 15: thiếu dấu ngoặc kép đóng", id="an open text"),
        pytest.param("today = hôm nay\n", "sai cú pháp ở dòng 1, cột 9: mỗi dòng viết tên = giá trị", id="no value"),
        pytest.param(f"today = {'[' * 9_000}", "sai cú pháp: mỗi dòng viết tên = giá trị", id="brackets without end"),
        pytest.param(f"today = {'9' * 9_000}", "sai cú pháp: mỗi dòng viết tên = giá trị", id="a number without end"),
    ],
)
def test_a_mistake_is_told_with_its_place(text: str, said: str) -> None:
    with pytest.raises(SettingsError, match=r"docgen\.toml") as raised:
        parse(text.encode())

    assert said in str(raised.value)


def test_all_mistakes_are_told_at_once() -> None:
    wrong = RIGHT.replace('place = "Mẫu"\n', "").replace('desk = "Phòng', 'desc = "Phòng') + "[inbox]\nper_unit = 1\nmax_megabytes = 0\n"

    with pytest.raises(SettingsError) as raised:
        parse(wrong.encode())

    assert str(raised.value) == (
        "docgen.toml: mục “agency.desc”: không có mục nào tên như thế; mục “agency.place”: thiếu mục này; "
        "mục “agency.desk”: thiếu mục này; mục “inbox.per_unit”: phải là true hoặc false; mục “inbox.max_megabytes”: nhỏ nhất là 1."
    )


def test_another_encoding_is_told() -> None:
    with pytest.raises(SettingsError, match="UTF-8"):
        parse(RIGHT.encode("utf-16"))


def test_a_pinned_day_is_eight_in_the_morning_in_vietnam(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path, parse(("today = 2026-12-02\n" + RIGHT).encode()))

    assert (workspace.now().date(), workspace.now().isoformat()) == (date(2026, 12, 2), "2026-12-02T08:00:00+07:00")


@pytest.mark.parametrize("folder", ["inbox/outbox", "inbox"])
def test_folders_inside_one_another_are_refused(tmp_path: Path, folder: str) -> None:
    (tmp_path / "docgen.toml").write_text(RIGHT + f'[folders]\noutbox = "{folder}"\n', "utf-8")

    with pytest.raises(SettingsError, match="tách rời"):
        settings.open_workspace(tmp_path)


def test_the_workspace_is_named_or_taken_from_the_environment_or_here(tmp_path: Path) -> None:
    assert find_root(tmp_path, {"DOCGEN_WORKSPACE": "khac"}) == tmp_path
    assert find_root(None, {"DOCGEN_WORKSPACE": "khac"}) == Path("khac")
    assert find_root(None, {}) == Path.cwd()


def test_why_a_file_cannot_be_read_is_told_in_vietnamese(tmp_path: Path) -> None:
    (tmp_path / settings.FILE_NAME).mkdir()

    with pytest.raises(SettingsError, match=r"Không đọc được .*: hệ điều hành báo lỗi"):
        settings.open_workspace(tmp_path)
