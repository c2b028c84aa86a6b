"""The sheets of viec-can-xu-ly.xlsx: what waits, periods and units, what was decided; a view in, rows out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docgen.forms.canvas import Link
from docgen.model import text, wording
from docgen.model.consolidated import PeriodState, UnitState, UnitStatus
from docgen.model.periods import Period
from docgen.outbox import words
from docgen.outbox.act_words import act_words
from docgen.outbox.clerk_book import Column, Table, Value
from docgen.outbox.typed import Cells
from docgen.outbox.views import HeldFile, MovedFigure, TaskView, relative

FILES = "Việc cần xử lý"
PERIODS = "Kỳ báo cáo và đơn vị"
MOVED = "Số liệu đã đổi"
NOTICES = "Văn bản cần xem"
DONE = "Đã quyết định"

NUMBER, KEY, RESULT = "TT", "Mã việc", "Kết quả"
DECISION, REASON, AUTHOR = "Quyết định (chọn)", "Lý do quyết định (bắt buộc)", "Người quyết định"
ACCEPT, REJECT, OF_OTHER_UNIT = "Chấp nhận", "Trả lại", "Của đơn vị khác: "
LOCK, UNLOCK, EXEMPT, NOT_EXEMPT = "Khóa số liệu", "Mở khóa số liệu", "Miễn báo cáo", "Bỏ miễn báo cáo"
WITHDRAW, ENTERED = "Rút lại số liệu", "Nhập hộ: "
SOURCES = ("bản giấy", "điện thoại", "tin nhắn")
"""From what a person of the office types a form on behalf of a unit."""
ABOUT_FILE, ABOUT_PERIOD, ABOUT_UNIT, ABOUT_FIGURES = "tep", "ky", "dv", "so"
UNIT, STATE, REASON_TO_WAIT = "Đơn vị", "Tình trạng", "Lý do chờ"

_MOST_DONE = 50
_GONE = "Việc này không còn chờ quyết định; xóa nội dung đã ghi ở dòng này nếu không cần nữa."
_HOW_TO = (
    "Chọn ở cột Quyết định, ghi lý do, lưu tệp (Ctrl+S), đóng Excel: việc được thực hiện trong khoảng 1 phút. Chỉ ghi vào các ô màu vàng.",
    "Dòng đã ghi mà vẫn còn ở đây là chưa thực hiện được: xem cột Kết quả.",
)
_WHICH = (
    f"Dòng cả kỳ: {LOCK}, {UNLOCK}. Dòng đơn vị chưa có số liệu: {EXEMPT}, {NOT_EXEMPT}. "
    f"Dòng đơn vị đã có số liệu: {WITHDRAW}; biểu do xã gõ hộ thì chọn {ENTERED}…, ghi rõ nhận của ai, ngày nào ở cột lý do."
)
_CLERKS = (
    Column(REASON, 22, is_input=True),
    Column(AUTHOR, 14, is_input=True),
    Column(RESULT, 22, is_remark=True),
    Column(KEY, 10, is_hidden=True),
)
_PERIOD_COLUMNS = (
    Column(NUMBER, 5, is_centred=True),
    Column("Chương trình", 22),
    Column("Kỳ", 12),
    Column(UNIT, 22),
    Column(STATE, 24),
    Column(DECISION, 16, is_input=True, choices=(LOCK, UNLOCK, EXEMPT, NOT_EXEMPT, WITHDRAW, *(f"{ENTERED}{s}" for s in SOURCES))),
    *_CLERKS,
)
_ABOUT_MOVED = (
    "Văn bản đã sửa tay giữ nguyên; bản ghép số mới đặt bên cạnh, tên có “(số liệu mới)”. Chỗ giữ theo đồng chí có chú thích trong bản đó.",
    "Văn bản đã phát hành không đổi theo số mới; cần đính chính thì lập văn bản mới.",
)
_MOVED_COLUMNS = (
    Column(NUMBER, 5, is_centred=True),
    Column("Văn bản", 26),
    Column(UNIT, 20),
    Column("Kỳ, tệp (bấm để mở)", 24),
    Column("Số liệu", 38),
    Column("Trước", 12, is_centred=True),
    Column("Nay", 12, is_centred=True),
    Column("Tình trạng", 24),
)
_ABOUT_NOTICES = ("docgen không tự xóa, không tự chuyển những gì đồng chí đã sửa, đã chép; các tệp dưới đây do đồng chí quyết định.",)
_NOTICE_COLUMNS = (
    Column(NUMBER, 5, is_centred=True),
    Column("Văn bản", 26),
    Column(UNIT, 20),
    Column("Kỳ", 14),
    Column("Tệp (bấm để mở)", 26),
    Column("Cần biết", 62),
)
_DONE_COLUMNS = (
    Column("Lúc", 18),
    Column("Việc", 30),
    Column(UNIT, 22),
    Column("Kỳ", 16),
    Column("Lý do", 44),
    Column(AUTHOR, 20),
)

Row = Mapping[str, Value]


def tables(view: TaskView, typed: Mapping[str, Cells], remarks: Mapping[str, str]) -> tuple[Table, ...]:
    """Return the sheets; what was typed stands in its row again, rows that wait for nothing any more go last."""
    files = _numbered(_with_typed([_file_row(held, view) for held in view.held], typed, remarks, (ABOUT_FILE,)))
    periods = _numbered(_with_typed(list(_period_rows(view)), typed, remarks, (ABOUT_PERIOD, ABOUT_UNIT, ABOUT_FIGURES)))
    return (
        Table(FILES, "VIỆC CẦN XỬ LÝ", _HOW_TO, _file_columns(view), files, "Không có việc cần xử lý.", _no_forms(view)),
        Table(
            PERIODS,
            "KHÓA SỐ LIỆU, MIỄN BÁO CÁO, RÚT LẠI SỐ LIỆU, NHẬP HỘ",
            (*_HOW_TO, _WHICH),
            _PERIOD_COLUMNS,
            periods,
            "Chưa có kỳ báo cáo nào.",
        ),
        Table(MOVED, "SỐ LIỆU ĐÃ ĐỔI TRONG VĂN BẢN ĐÃ SỬA TAY, ĐÃ PHÁT HÀNH", _ABOUT_MOVED, _MOVED_COLUMNS, _moved_rows(view), "Không có."),
        Table(NOTICES, "VĂN BẢN CẦN XEM", _ABOUT_NOTICES, _NOTICE_COLUMNS, _notice_rows(view), "Không có."),
        Table(DONE, "ĐÃ QUYẾT ĐỊNH (50 việc gần nhất)", (), _DONE_COLUMNS, _done_rows(view), "Chưa có quyết định nào."),
    )


def _file_columns(view: TaskView) -> tuple[Column, ...]:
    choices = (ACCEPT, REJECT, *(f"{OF_OTHER_UNIT}{name}" for name in view.unit_names.values()))
    return (
        Column(NUMBER, 5, is_centred=True),
        Column(UNIT, 16),
        Column("Tệp (bấm để mở)", 22),
        Column("Nhận lúc", 12),
        Column(REASON_TO_WAIT, 30),
        Column("Số liệu liên quan", 30),
        Column(DECISION, 16, is_input=True, choices=choices, is_strict=False),
        *_CLERKS,
    )


def _no_forms(view: TaskView) -> Mapping[int, tuple[str, ...]]:
    """Return what is offered in the rows of files that are no form of ours: nothing of them can be accepted."""
    return {row: (REJECT,) for row, held in enumerate(view.held) if held.decision.verdict.is_no_form}


def _file_row(held: HeldFile, view: TaskView) -> Row:
    receipt = held.decision.receipt
    name = text.shortened(receipt.file_name, 120)
    return {
        KEY: f"{ABOUT_FILE}:{held.decision.id}",
        UNIT: held.unit or "Chưa rõ đơn vị",
        "Tệp (bấm để mở)": Link(name, relative(held.path, view.outbox)) if held.path else name,
        "Nhận lúc": wording.moment(receipt.not_after),
        REASON_TO_WAIT: words.reason_for_waiting(held.decision.verdict),
        "Số liệu liên quan": held.figures,
    }


def _period_rows(view: TaskView) -> Iterator[Row]:
    for state in view.states:
        common = {"Chương trình": text.capitalised(state.programme.short_name or state.programme.title), "Kỳ": state.period.words}
        where = f"{state.programme.name}/{state.period.code}"
        locked = f"Đã khóa lúc {wording.moment(state.closed_at)}" if state.closed_at else "Chưa khóa"
        received = f"đã tiếp nhận {len(state.accepted)}/{len(state.asked)} đơn vị"
        yield {**common, KEY: f"{ABOUT_PERIOD}:{where}", UNIT: "(cả kỳ)", STATE: f"{locked}; {received}"}
        for unit in state.states:
            is_accepted = unit.status is UnitStatus.ACCEPTED and unit.revision is not None
            key = (
                f"{ABOUT_FIGURES}:{unit.revision.decision_id}"
                if is_accepted and unit.revision
                else f"{ABOUT_UNIT}:{where}/{unit.unit.code}"
            )
            yield {**common, KEY: key, UNIT: unit.unit.name, STATE: _state(unit, state)}


def _state(unit: UnitState, state: PeriodState) -> str:
    return words.of_unit(unit, state.dates.deadline, state.today).for_clerk


def _with_typed(rows: list[Row], typed: Mapping[str, Cells], remarks: Mapping[str, str], about: tuple[str, ...]) -> Iterator[Row]:
    known = set()
    for row in rows:
        key = str(row[KEY])
        known.add(key)
        yield {**row, **typed.get(key, {}), RESULT: remarks.get(key, "")}
    for key, cells in typed.items():
        if key not in known and key.partition(":")[0] in about:
            yield {KEY: key, **cells, RESULT: _GONE}


def _numbered(rows: Iterator[Row]) -> tuple[Row, ...]:
    return tuple({NUMBER: number, **row} for number, row in enumerate(rows, 1))


def _moved_rows(view: TaskView) -> tuple[Row, ...]:
    return _numbered(
        {
            "Văn bản": moved.title,
            UNIT: moved.unit,
            "Kỳ, tệp (bấm để mở)": Link(moved.period, relative(moved.path, view.outbox)),
            "Số liệu": moved.move.label,
            "Trước": moved.move.before,
            "Nay": moved.move.after,
            "Tình trạng": _became(moved),
        }
        for moved in sorted(view.moved, key=lambda moved: not moved.move.is_kept)
    )


def _notice_rows(view: TaskView) -> tuple[Row, ...]:
    return _numbered(
        {
            "Văn bản": notice.title,
            UNIT: notice.unit,
            "Kỳ": notice.period,
            "Tệp (bấm để mở)": Link(notice.path.rsplit("/", 1)[-1], relative(notice.path, view.outbox)),
            "Cần biết": text.capitalised(f"{notice.what}."),
        }
        for notice in view.notices
    )


def _became(moved: MovedFigure) -> str:
    if moved.is_issued:
        return "Văn bản đã phát hành, giữ nguyên"
    return "Giữ theo đồng chí, có chú thích" if moved.move.is_kept else "Đã thay trong bản (số liệu mới)"


def _done_rows(view: TaskView) -> tuple[Row, ...]:
    newest = sorted(view.done, key=lambda act: act.at, reverse=True)[:_MOST_DONE]
    return tuple(
        {
            "Lúc": wording.moment(act.at),
            "Việc": act_words(act),
            UNIT: view.unit_names.get(act.unit, act.unit),
            "Kỳ": period.words if (period := Period.parse(act.period)) else "",
            "Lý do": act.reason,
            AUTHOR: act.author,
        }
        for act in newest
    )
