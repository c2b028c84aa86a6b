"""Sheet `settings` in, the programme's own facts and its schedule out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from docgen.model import text
from docgen.model.periods import PeriodType, Schedule
from docgen.model.values import CellRef
from docgen.programme.days import DayRule, parse_day, parse_rule
from docgen.programme.mistakes import Mistakes
from docgen.programme.workbook import Cell, Line, Sheet

NEEDED = ("form_id", "form_title", "version", "period_type", "deadline", "programme_name", "programme_short_name", "programme_years")
OURS = (
    "accepts",
    "ban_hanh_kem",
    "bieu_so",
    "data_from",
    "data_to",
    "deadline_holiday",
    "deadline_rule",
    "first_data_from",
    "first_year",
    "plan_year",
    "receiver",
    "reminder_days",
    "repeat_rows",
)
_FORM_ID = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,29}", re.ASCII)
_VERSION = re.compile(r"[A-Za-z0-9._-]{1,30}", re.ASCII)
_YEARS = range(2000, 2200)


@dataclass(frozen=True, slots=True)
class ProgrammeSettings:
    """What sheet `settings` says."""

    form_id: str
    title: str
    version: str
    full_name: str
    short_name: str
    years: str
    schedule: Schedule
    form_number: str
    receiver: str
    accepts: tuple[str, ...]
    repeat_rows: int
    issued_with: str
    plan_year_offset: int
    plan_year_fixed: int | None


def read_settings(sheet: Sheet, mistakes: Mistakes) -> ProgrammeSettings:
    """Return the settings; what is wrong with them is noted."""
    if sheet.is_absent:
        return _Reader(Line(2, {}), Mistakes(mistakes.file)).read()
    mistakes.columns(sheet, NEEDED)
    if len(sheet.lines) != 1:
        place = sheet.lines[1].place if sheet.lines else CellRef(sheet.name, "A2")
        mistakes.add(place, f"Tờ “{sheet.name}” phải có đúng một dòng giá trị dưới dòng tên cột.", "Ghi mọi giá trị ở dòng 2.")
    line = sheet.lines[0] if sheet.lines else Line(2, {})
    return _Reader(line, mistakes).read()


@dataclass(frozen=True, slots=True)
class _Reader:
    line: Line
    mistakes: Mistakes

    def read(self) -> ProgrammeSettings:
        offset, fixed = self._plan_year()
        return ProgrammeSettings(
            form_id=self._code("form_id", "mã biểu (form_id)", _FORM_ID, "chữ không dấu, chữ số, dấu gạch dưới"),
            title=self._text("form_title"),
            version=self._code("version", "số bản của biểu (version)", _VERSION, "chữ không dấu, chữ số, dấu chấm, gạch nối"),
            full_name=self._text("programme_name"),
            short_name=self._text("programme_short_name"),
            years=self._text("programme_years"),
            schedule=self._schedule(),
            form_number=text.folded(self.line.text("bieu_so")),
            receiver=text.folded(self.line.text("receiver")),
            accepts=self._accepts(),
            repeat_rows=self._number("repeat_rows", range(1, 501), 30),
            issued_with=text.folded(self.line.text("ban_hanh_kem")),
            plan_year_offset=offset,
            plan_year_fixed=fixed,
        )

    def _accepts(self) -> tuple[str, ...]:
        cell = self.line.cell("accepts")
        parts = tuple(part for part in re.split(r"[\s,;]+", cell.text) if part)
        wrong = [part for part in parts if not _VERSION.fullmatch(part)]
        if wrong or cell.number is not None or cell.day is not None:
            mend = "Ghi các version cũ còn nhận, cách nhau dấu phẩy; định dạng ô là Văn bản (Text)."
            self.mistakes.add(cell, f"Không hiểu “{cell.text}” ở cột accepts.", mend)
        return parts

    def _blank(self, column: str, what: str, mend: str) -> None:
        """Note that nothing is written in a column that is there; a missing one is noted with the header."""
        if column in self.line.cells:
            self.mistakes.add(self.line.cell(column), f"Chưa ghi {what}.", mend)

    def _text(self, column: str) -> str:
        written = text.folded(self.line.text(column))
        if not written:
            self._blank(column, column, f"Ghi giá trị ở cột {column}, dòng 2.")
        return written

    def _code(self, column: str, what: str, pattern: re.Pattern[str], rule: str) -> str:
        return self.mistakes.code(self.line.cell(column), what, pattern, rule) if column in self.line.cells else ""

    def _number(self, column: str, allowed: range, default: int) -> int:
        cell = self.line.cell(column)
        if not cell.text:
            return default
        if not re.fullmatch(r"\d{1,6}", cell.text, re.ASCII) or int(cell.text) not in allowed:
            self.mistakes.add(cell, f"“{cell.text}” không dùng được ở cột {column}.", f"Ghi số nguyên từ {allowed[0]} đến {allowed[-1]}.")
            return default
        return int(cell.text)

    def _one_of(self, column: str, allowed: tuple[str, ...]) -> str:
        cell = self.line.cell(column)
        if cell.text and cell.text not in allowed:
            self.mistakes.add(cell, f"“{cell.text}” không dùng được ở cột {column}.", f"Ghi một trong: {', '.join(allowed)}.")
        return cell.text if cell.text in allowed else allowed[0]

    def _schedule(self) -> Schedule:
        cell = self.line.cell("period_type")
        if not cell.text:
            self._blank("period_type", "kỳ báo cáo (period_type)", f"Ghi một trong: {', '.join(PeriodType)}.")
        period_type = PeriodType(self._one_of("period_type", tuple(PeriodType)))
        first_year = self._number("first_year", _YEARS, 0)
        return Schedule(
            period_type=period_type,
            deadlines=self._days("deadline", period_type, is_needed=True),
            rule=self._one_of("deadline_rule", ("before", "on")),
            holiday=self._one_of("deadline_holiday", ("next_working_day", "strict")),
            data_from=", ".join(self._days("data_from", period_type)),
            data_to=", ".join(self._days("data_to", period_type)),
            first_data_from=self._day("first_data_from"),
            first_year=first_year or None,
            reminder_days=self._reminders(),
        )

    def _days(self, column: str, period_type: PeriodType, is_needed: bool = False) -> tuple[str, ...]:
        cell = self.line.cell(column)
        if not cell.text:
            if is_needed:
                self._blank(column, column, "Ghi tháng-ngày, ví dụ 11-30; hoặc +5 (5 ngày sau khi hết kỳ).")
            return ()
        if cell.day is not None and period_type is not PeriodType.ONCE:
            self._to_text(cell)
            return ()
        written = tuple(part.strip() for part in cell.text.split(","))
        rules = tuple(parse_rule(part) for part in written)
        if None in rules:
            wrong = ", ".join(part for part, rule in zip(written, rules, strict=True) if rule is None)
            mend = "Ghi tháng-ngày, ví dụ 11-30 (30 tháng 11), -1/11-16 (16/11 năm trước), +5 (5 ngày sau khi hết kỳ)."
            self.mistakes.add(cell, f"Không hiểu ngày “{wrong}” ở cột {column}.", mend)
            return ()
        return written if self._fits(cell, column, [rule for rule in rules if rule], period_type) else ()

    def _fits(self, cell: Cell, column: str, rules: list[DayRule], period_type: PeriodType) -> bool:
        """A day is said for each part of the year, or once by its distance from the period's end; a one-off period has fixed days."""
        if period_type is PeriodType.ONCE:
            if any(rule.fixed is None for rule in rules):
                self.mistakes.add(cell, f"Kỳ “once” cần ngày đầy đủ ở cột {column}.", "Ghi năm-tháng-ngày, ví dụ 2026-08-31.")
                return False
            return True
        parts = period_type.per_year
        if any(rule.fixed for rule in rules):
            self.mistakes.add(cell, f"Cột {column} không ghi năm.", "Ghi tháng-ngày, ví dụ 11-30, để dùng cho mọi năm.")
            return False
        if len(rules) != parts and not (len(rules) == 1 and rules[0].after is not None):
            self.mistakes.add(cell, f"Cột {column} cần {parts} ngày cho một năm, đang có {len(rules)}.", "Ghi các ngày cách nhau dấu phẩy.")
            return False
        return True

    def _to_text(self, cell: Cell) -> None:
        self.mistakes.add(cell, "Excel đã đổi ô này thành ngày.", "Định dạng ô là Văn bản (Text) rồi ghi lại, ví dụ 11-30.")

    def _day(self, column: str) -> date | None:
        cell = self.line.cell(column)
        day = cell.day or parse_day(cell.text)
        self.mistakes.day(cell, day)
        return day

    def _reminders(self) -> tuple[int, ...]:
        cell = self.line.cell("reminder_days")
        parts = [part.strip() for part in cell.text.split(",")] if cell.text else []
        if not all(re.fullmatch(r"[+-]?\d{1,3}", part, re.ASCII) for part in parts):
            self.mistakes.add(cell, f"Không hiểu “{cell.text}”.", "Ghi số ngày trước (-) và sau hạn, cách nhau dấu phẩy: -10, -3, 1, 5.")
            return ()
        return tuple(int(part) for part in parts)

    def _plan_year(self) -> tuple[int, int | None]:
        """`+1`: the year after the period's; `2026`: that year, until the programme owner changes it."""
        cell = self.line.cell("plan_year")
        if not cell.text:
            return 1, None
        if re.fullmatch(r"[+-]?\d", cell.text, re.ASCII):
            return int(cell.text), None
        if re.fullmatch(r"\d{4}", cell.text, re.ASCII) and int(cell.text) in _YEARS:
            return 1, int(cell.text)
        self.mistakes.add(
            cell, f"Không hiểu “{cell.text}” ở cột plan_year.", "Ghi +1 (năm sau kỳ báo cáo), 0 (cùng năm) hoặc một năm, ví dụ 2026."
        )
        return 1, None
