"""The other sheets of a consolidated workbook: indicators, tables, notes, what is missing, and where each figure came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from docgen.forms.canvas import CellValue
from docgen.forms.consolidated_columns import full_title, title
from docgen.forms.listing import Entry, Figure, Heading, Listing
from docgen.forms.shown import reason_words, shown
from docgen.model import text
from docgen.model.consolidated import IndicatorResult, PeriodState, UnitState, UnitStatus
from docgen.model.programme import Field, FieldType, Group
from docgen.model.values import Answer, Missing, Reason

_LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_NUMERAL = re.compile(r"^[IVXLCDM]+\.\s+")
_DAY = "dd/mm/yyyy"
_WIDTHS = {FieldType.TEXT: 44.0, FieldType.SELECT_ONE: 26.0, FieldType.DATE: 13.0}


def all_lists(state: PeriodState) -> Iterator[Listing]:
    """Yield the sheets that follow the consolidated table, in their order."""
    yield indicators(state)
    used = {"tổng hợp", "chỉ tiêu", "ghi chú", "thiếu số liệu", "nguồn"}
    for repeat in state.programme.repeats:
        name = _sheet_name(repeat.label, used)
        used.add(name.casefold())
        yield table(state, repeat, name)
    yield notes(state)
    yield missing(state)
    yield sources(state)


def indicators(state: PeriodState) -> Listing:
    """Return the indicators: on what they stand, how they compare with their target, and who is missing."""
    headings = (
        Heading("TT", 5, "center"),
        Heading("Chỉ tiêu", 46),
        Heading("Tử số", 12, "center"),
        Heading("Mẫu số", 12, "center"),
        Heading("Kết quả", 11, "center"),
        Heading("Đơn vị tính", 9, "center"),
        Heading("Mục tiêu", 10, "center"),
        Heading("Năm", 7, "center"),
        Heading("Số đơn vị có số liệu/thuộc diện", 13, "center"),
        Heading("Chưa có số liệu", 50),
    )
    rows = [_indicator_row(state, number, result) for number, result in enumerate(state.indicators.values(), 1)]
    lead = "Kết quả tính từ số gốc rồi mới làm tròn; chỉ tính các đơn vị có đủ số liệu."
    return Listing("Chỉ tiêu", f"KẾT QUẢ CÁC CHỈ TIÊU {state.period.words.upper()}", lead, headings, rows, "Chưa có chỉ tiêu.")


def table(state: PeriodState, repeat: Group, name: str) -> Listing:
    """Return all rows that units wrote into one table."""
    columns = [column for column in repeat.fields if column.type is not FieldType.NOTE]
    headings = [Heading("TT", 5, "center"), Heading("Đơn vị", 28)]
    headings += [_heading(column, state) for column in columns]
    listed = [(unit.unit.name, lines) for unit in state.states if (lines := unit.answers().rows(repeat.name))]
    numbered = enumerate(((name, line) for name, lines in listed for line in lines), 1)
    rows = (
        [str(number), name, *(_cell(line[column.name], column) if column.name in line else "" for column in columns)]
        for number, (name, line) in numbered
    )
    lead = f"{sum(len(lines) for _, lines in listed)} dòng, của {len({name for name, _ in listed})} đơn vị."
    total = ["", "Tổng cộng", *(_sum(state, column) for column in columns)] if listed else ()
    return Listing(name, f"{_plain(repeat.label)} {state.period.words}".upper(), lead, tuple(headings), rows, "Chưa có dòng nào.", total)


def notes(state: PeriodState) -> Listing:
    """Return what units wrote beside their figures."""
    headings = (
        Heading("TT", 5, "center"),
        Heading("Đơn vị", 28),
        Heading("Chỉ tiêu", 50),
        Heading("Số liệu", 16, "center"),
        Heading("Ghi chú của đơn vị", 60),
    )
    noted = ((unit, asked, answer) for unit, asked, answer in _answers(state) if answer.note)
    titles = _full_titles(state)
    rows = (
        [str(number), unit.unit.name, titles[asked.name], _cell(answer, asked), answer.note]
        for number, (unit, asked, answer) in enumerate(noted, 1)
    )
    lead = "Ghi chú được lưu, không tham gia tính toán."
    return Listing("Ghi chú", f"GHI CHÚ CỦA CÁC ĐƠN VỊ {state.period.words.upper()}", lead, headings, rows, "Không có ghi chú.")


def missing(state: PeriodState) -> Listing:
    """Return which unit lacks what, and why; a unit without any figure has one line."""
    headings = (
        Heading("TT", 5, "center"),
        Heading("Đơn vị", 28),
        Heading("Điện thoại", 15),
        Heading("Chỉ tiêu", 60),
        Heading("Lý do", 22),
        Heading("Ghi chú của đơn vị", 40),
    )
    lacking = ((unit.unit, lack) for unit in state.asked for lack in _lacks(unit, state))
    rows = ([str(number), unit.name, unit.phone, *lack] for number, (unit, lack) in enumerate(lacking, 1))
    lead = "Số liệu còn thiếu không được tính là 0."
    return Listing("Thiếu số liệu", f"SỐ LIỆU CÒN THIẾU {state.period.words.upper()}", lead, headings, rows, "Không thiếu số liệu.")


def sources(state: PeriodState) -> Listing:
    """Return for each figure the file and the cell it came from."""
    headings = (
        Heading("Đơn vị", 28),
        Heading("Chỉ tiêu", 56),
        Heading("Số liệu", 24, "center", _DAY),
        Heading("Tệp", 60),
        Heading("Ô", 12, "center"),
        Heading("Lần", 6, "center"),
    )
    titles = _full_titles(state)
    rows = (
        [
            unit.unit.name,
            titles[asked.name],
            _cell(answer, asked),
            unit.revision.receipt.file_name,
            str(answer.cell or ""),
            Decimal(unit.revision.number),
        ]
        for unit, asked, answer in _answers(state)
        if unit.revision and answer.is_known and asked.type.is_input
    )
    lead = "Mỗi số liệu: lấy từ tệp nào, ô nào, lần gửi nào."
    return Listing("Nguồn", f"NGUỒN SỐ LIỆU {state.period.words.upper()}", lead, headings, rows, "Chưa có số liệu.")


def _full_titles(state: PeriodState) -> Mapping[str, str]:
    return {asked.name: full_title(asked, state.programme) for group in state.programme.plain_groups for asked in group.fields}


def _indicator_row(state: PeriodState, number: int, result: IndicatorResult) -> list[Entry]:
    indicator = result.indicator
    return [
        str(number),
        indicator.label,
        _figure(result.numerator, is_stated=indicator.numerator is not None),
        _figure(result.denominator, is_stated=indicator.denominator is not None),
        _result(result),
        indicator.unit_of_measure,
        "" if result.target is None else result.target,
        str(indicator.target_year or ""),
        f"{result.k}/{result.n}",
        _names(state, result.missing),
    ]


def _result(result: IndicatorResult) -> Entry:
    if isinstance(result.value, Missing):
        return result.indicator.zero_text or "-" if result.zero_denominator else "…"
    return Figure(result.value, "#,##0.0") if "%" in result.indicator.unit_of_measure else result.value


def _figure(value: Decimal | Missing, is_stated: bool) -> CellValue:
    if isinstance(value, Missing):
        return "…" if is_stated else ""
    return value


def _names(state: PeriodState, lacking: Iterable[tuple[str, Reason]]) -> str:
    """Return who is missing, by reason: `chưa gửi: Thôn Mẫu 01, Thôn Mẫu 02`."""
    names = {unit.unit.code: unit.unit.name for unit in state.states}
    by_reason: dict[Reason, list[str]] = {}
    for code, reason in lacking:
        by_reason.setdefault(reason, []).append(names.get(code, code))
    return "; ".join(f"{reason_words(reason)}: {', '.join(units)}" for reason, units in by_reason.items())


def _answers(state: PeriodState) -> Iterator[tuple[UnitState, Field, Answer]]:
    for unit in state.states:
        for group in state.programme.plain_groups:
            for asked in group.fields_for(unit.unit):
                if unit.revision and asked.type is not FieldType.NOTE:
                    yield unit, asked, unit.answer_to(asked)


def _lacks(unit: UnitState, state: PeriodState) -> Iterator[tuple[str, str, str]]:
    if unit.revision is None:
        words = {UnitStatus.RETURNED: "trả lại, chờ sửa", UnitStatus.HELD: "chờ xác minh"}.get(unit.status, "chưa gửi")
        yield "Toàn bộ biểu", words, ""
        return
    for group in state.programme.plain_groups:
        for asked in group.fields_for(unit.unit):
            answer = unit.answer_to(asked)
            if asked.type.is_input and _is_lacking(asked, answer):
                yield full_title(asked, state.programme), reason_words(_reason(answer)), answer.note


def _is_lacking(asked: Field, answer: Answer) -> bool:
    """Return whether a figure is owed: one that may be left out, or that did not arise, is not."""
    return isinstance(answer.value, Missing) and answer.value.reason is not Reason.NOTHING_AROSE and (asked.required or bool(answer.note))


def _reason(answer: Answer) -> Reason:
    return answer.value.reason if isinstance(answer.value, Missing) else Reason.BLANK


def _heading(column: Field, state: PeriodState) -> Heading:
    words = title(column, state.programme)
    unit = f" ({column.unit_of_measure})" if column.unit_of_measure else ""
    number = _DAY if column.type is FieldType.DATE else ""
    align = "center" if column.type is FieldType.DATE else "left"
    return Heading(f"{words}{unit}", _WIDTHS.get(column.type, 14.0), align, number)


def _cell(answer: Answer, asked: Field) -> CellValue:
    return shown(answer.value, asked)


def _sum(state: PeriodState, column: Field) -> CellValue:
    total = state.totals.get(column.name)
    if total is None or isinstance(total.value, Missing) or not column.type.is_number:
        return ""
    return total.value


def _plain(label: str) -> str:
    return _NUMERAL.sub("", label)


def _sheet_name(label: str, used: Iterable[str]) -> str:
    words = _FORBIDDEN.sub(" ", _plain(label)).strip("' ")
    name = text.capitalised(words.lower())[:_LONGEST_NAME].strip() or "Bảng"
    taken = set(used)
    return next(n for n in (name, *(f"{name[: _LONGEST_NAME - 4]} ({i})" for i in range(2, 99))) if n.casefold() not in taken)
