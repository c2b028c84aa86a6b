"""outbox/so-van-ban.xlsx: the documents that exist in, a workbook out; numbers and days that the văn thư typed in, issued numbers out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from docgen.forms.canvas import Link
from docgen.model import text
from docgen.model.periods import Period
from docgen.model.submissions import IssuedNumber
from docgen.outbox import clerk_book, typed
from docgen.outbox.clerk_book import Column, Table, Value
from docgen.outbox.typed import Cells, Mistake, Problem, Row
from docgen.outbox.views import relative

SHEET = "Sổ văn bản"
NUMBER, DAY, SENT, RESULT, KEY = "Số, ký hiệu", "Ngày ban hành", "Ngày gửi", "Kết quả", "Mã văn bản"
_INPUTS = (NUMBER, DAY, SENT)
_DAYS = (DAY, SENT)
_NOT_RECORDED = "Chưa ghi nhận"
_WRITTEN = re.compile(r"^(?:số\s*:?\s*)?(?P<number>\d{1,5})\s*(?:/\s*(?P<symbol>.+))?$", re.IGNORECASE)
_YEARS = range(2000, 2100)
_LEAD = (
    "Văn bản đã ký: ghi Số, ký hiệu (45 hay 45/KH-UBND đều được) và Ngày ban hành (ngày/tháng/năm), lưu tệp, đóng Excel.",
    "Văn bản không có ký hiệu chỉ cần ghi ngày. Văn bản khác viện dẫn văn bản này sẽ in đúng số, ngày. Chỉ ghi vào các ô màu vàng.",
)
_COLUMNS = (
    Column("TT", 5, is_centred=True),
    Column("Chương trình", 22),
    Column("Kỳ", 12),
    Column("Văn bản", 24),
    Column("Đơn vị", 20),
    Column("Tệp (bấm để mở)", 24),
    Column("Ký hiệu", 12, is_centred=True),
    Column(NUMBER, 14, is_input=True),
    Column(DAY, 12, is_input=True, is_day=True),
    Column(SENT, 12, is_input=True, is_day=True),
    Column(RESULT, 22, is_remark=True),
    Column(KEY, 10, is_hidden=True),
)


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One document that exists. `programme`, `document`, `period`, `unit` are names and codes, the titles are for people.

    `path` is relative to the workspace with `/`; `symbol` empty where the document has no number; `issued` what is recorded already.
    """

    programme: str
    document: str
    period: str
    unit: str
    programme_title: str
    title: str
    unit_name: str
    path: str
    symbol: str = ""
    issued: IssuedNumber | None = None

    @property
    def key(self) -> str:
        """Return what names the row from one writing to the next."""
        return "/".join((self.programme, self.document, self.period, self.unit))


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the văn thư's columns, by key of the row, and docgen's answers to it."""

    cells: Mapping[str, Cells]
    remarks: Mapping[str, str]


def build(rows: Sequence[RegisterRow], kept: Typed | None = None, outbox: str = "outbox") -> bytes:
    """Return the workbook. What `kept` holds stands there again; a recorded number stands in full."""
    known = kept or Typed({}, {})
    listed = [_row(row, known, outbox) for row in rows]
    gone = {key: cells for key, cells in known.cells.items() if key not in {row.key for row in rows}}
    listed += [{KEY: key, **cells, RESULT: "Văn bản của dòng này không còn."} for key, cells in gone.items()]
    table = Table(SHEET, "SỔ VĂN BẢN", _LEAD, _COLUMNS, tuple({"TT": n, **row} for n, row in enumerate(listed, 1)), "Chưa có văn bản.")
    return clerk_book.write("Sổ văn bản", (table,))


def read(data: bytes, rows: Sequence[RegisterRow]) -> tuple[IssuedNumber | Problem, ...]:
    """Return the issued documents: those with number and day, or the day alone where there is no symbol; and what is lacking elsewhere.

    Raises:
        UnreadableFileError: no workbook, or not the register.
    """
    known = {row.key: row for row in rows}
    found: list[IssuedNumber | Problem] = []
    for read in clerk_book.read_rows(data, SHEET, KEY):
        row = known.get(typed.words(read.cells.get(KEY)))
        if row is not None and any(typed.words(read.cells.get(title)) for title in _INPUTS):
            found.append(_issued(row, read, found))
    return tuple(found)


def read_typed(data: bytes) -> Typed:
    """Return what stands in the văn thư's columns now.

    Raises:
        UnreadableFileError: no workbook, or not the register.
    """
    rows = ((typed.words(row.cells.get(KEY)), row.cells) for row in clerk_book.read_rows(data, SHEET, KEY))
    inputs = {key: {title: cells[title] for title in _INPUTS if title in cells} for key, cells in rows if key}
    return Typed({key: cells for key, cells in inputs.items() if cells}, {})


def problems(found: Iterable[IssuedNumber | Problem]) -> Mapping[str, str]:
    """Return the complaints among what `read` found, by key of the row."""
    return {one.key: one.remark for one in found if isinstance(one, Problem)}


def _row(row: RegisterRow, known: Typed, outbox: str) -> Mapping[str, Value]:
    period = Period.parse(row.period)
    name = row.path.rsplit("/", 1)[-1]
    remark = known.remarks.get(row.key, "")
    recorded: dict[str, Value] = {NUMBER: row.issued.number, DAY: row.issued.day} if row.issued else {}
    typed_in = known.cells.get(row.key, {})
    said = {**typed_in, **{title: day for title in _DAYS if (day := typed.day(typed_in.get(title)))}}
    return {
        KEY: row.key,
        "Chương trình": text.capitalised(row.programme_title),
        "Kỳ": period.words if period else "cả chương trình",
        "Văn bản": row.title,
        "Đơn vị": row.unit_name,
        "Tệp (bấm để mở)": Link(name, relative(row.path, outbox)),
        "Ký hiệu": row.symbol or "(không có)",
        **({**recorded, **said} if remark else {**said, **recorded}),
        RESULT: remark or ("Đã ghi nhận." if row.issued else ""),
    }


def _issued(row: RegisterRow, read: Row, before: Sequence[IssuedNumber | Problem]) -> IssuedNumber | Problem:
    """Return what the row says, or every mistake in it.

    Args:
        before: what the rows above say.
    """
    day, number = _day(read.cells, DAY), _full_number(row, typed.words(read.cells.get(NUMBER)))
    sent = _day(read.cells, SENT) if typed.words(read.cells.get(SENT)) else None
    mistakes = [one for one in (number, day, sent) if isinstance(one, Mistake)]
    if isinstance(number, Mistake) or isinstance(day, Mistake) or mistakes:
        return Problem(row.key, read.place, tuple(mistakes), _NOT_RECORDED)
    issued = IssuedNumber(row.programme, row.document, row.period, row.unit, number, day)
    same = (one for one in before if isinstance(one, IssuedNumber) and (one.number, one.day.year) == (number, day.year))
    if number and any(same):
        taken = Mistake(NUMBER, f"số {number} đã ghi cho một văn bản khác trong năm {day.year}")
        return Problem(row.key, read.place, (taken,), _NOT_RECORDED)
    return issued


def _day(cells: Cells, title: str) -> date | Mistake:
    said, day, name = typed.words(cells.get(title)), typed.day(cells.get(title)), title.lower()
    if not said:
        return Mistake(title, f"chưa ghi {name}")
    if day is None or day.year not in _YEARS:
        return Mistake(title, f"{name} “{text.shortened(said)}” không rõ, ghi theo ngày/tháng/năm, ví dụ 01/12/2026")
    return day


def _full_number(row: RegisterRow, said: str) -> str | Mistake:
    """Return number and symbol as the document prints them: `05/KH-UBND`.

    Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 3, điểm c: a number below 10 is written with a leading 0.
    """
    if not row.symbol:
        return Mistake(NUMBER, "văn bản này không có số, ký hiệu, chỉ ghi ngày; xóa ô này") if said else ""
    match = _WRITTEN.match(said)
    if not said:
        return Mistake(NUMBER, "chưa ghi số")
    if match is None or int(match["number"]) == 0:
        return Mistake(NUMBER, f"số “{text.shortened(said)}” không rõ, ghi ví dụ 45 hoặc 45/{row.symbol}")
    symbol = "".join((match["symbol"] or row.symbol).split())
    if text.key(symbol) != text.key(row.symbol):
        return Mistake(NUMBER, f"ký hiệu “{text.shortened(symbol)}” khác ký hiệu của văn bản này ({row.symbol})")
    return f"{int(match['number']):02d}/{row.symbol}"
