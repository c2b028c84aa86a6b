"""Readable source of a definition in, a workbook that people go on editing in Excel out; the one module here that knows xlsxwriter."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from docgen.ooxml.package import without_times
from docgen.programme import markdown
from docgen.programme.markdown import SourceSheet

_TEXT = {"num_format": "@", "font_name": "Times New Roman", "font_size": 12, "valign": "top", "text_wrap": True}
_HEADER = {**_TEXT, "bold": True, "bg_color": "#D9E2F3", "bottom": 1, "text_wrap": False, "valign": "vcenter"}
_FRAME = {**_TEXT, "bold": True, "bg_color": "#F2F2F2", "text_wrap": False}
_CREATED = datetime(2026, 1, 1)
_NARROW, _WIDE = 8, 55
_MARGIN = 2
_FREE_ROWS = 500
_PAGE_WIDTH = 220


def build_workbook(source: str) -> bytes:
    """Return the workbook that the Markdown `source` writes (see `markdown.parse`): each cell text, so that codes and "-10" stay as typed.

    Raises:
        SourceError: the source is no definition.
    """
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        workbook.set_properties({"created": _CREATED})
        formats = tuple(workbook.add_format(properties) for properties in (_HEADER, _TEXT, _FRAME))
        for sheet in markdown.parse(source):
            worksheet = workbook.add_worksheet(sheet.name)
            if sheet.columns:
                _write(worksheet, sheet, *formats)
    return without_times(out.getvalue())


def _write(worksheet: Worksheet, sheet: SourceSheet, header: Format, text: Format, frame: Format) -> None:
    widths = [_width(sheet, column) for column in sheet.columns]
    for place, column in enumerate(sheet.columns):
        worksheet.set_column(place, place, widths[place], text)
        worksheet.write_string(0, place, column, header)
    for number, row in enumerate(sheet.rows, start=1):
        style = frame if _opens_or_closes(sheet, row) else text
        for place, column in enumerate(sheet.columns):
            if row.get(column):
                worksheet.write_string(number, place, row[column], style)
            elif style is frame:
                worksheet.write_blank(number, place, None, style)
    last_row, last_column = len(sheet.rows), len(sheet.columns) - 1
    worksheet.freeze_panes(1, min(2, last_column))
    worksheet.autofilter(0, 0, last_row, last_column)
    worksheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last_row + _FREE_ROWS}"})
    worksheet.set_row(0, 22)
    _set_page(worksheet, is_narrow=sum(widths) <= _PAGE_WIDTH)


def _width(sheet: SourceSheet, column: str) -> int:
    longest = max((len(row.get(column, "")) for row in sheet.rows if not _opens_or_closes(sheet, row)), default=0)
    return max(_NARROW, min(_WIDE, max(longest, len(column) + _MARGIN) + _MARGIN))


def _opens_or_closes(sheet: SourceSheet, row: dict[str, str]) -> bool:
    """Return whether `row` frames others, as XLSForm's begin and end rows do."""
    return row.get(sheet.columns[0], "").startswith(("begin_", "end_"))


def _set_page(worksheet: Worksheet, is_narrow: bool) -> None:
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.repeat_rows(0)
    if is_narrow:
        worksheet.fit_to_pages(1, 0)
