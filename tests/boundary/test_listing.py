"""A list as a sheet: one that is longer than a sheet may be says what it leaves out."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

from docgen.forms import listing
from docgen.forms.canvas import Book
from docgen.forms.listing import Heading, Listing


def _cells(most: int, rows: int, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Return the first column below the head, of a sheet that may hold `most` of `rows` rows."""
    monkeypatch.setattr(listing, "MOST_ROWS", most)
    book = Book()
    listing.write(book, Listing("Tờ", "DANH SÁCH", "Mọi dòng", (Heading("Tên", 20),), ([f"dòng {n}"] for n in range(1, rows + 1))))
    sheet = openpyxl.load_workbook(BytesIO(book.finish()))["Tờ"]
    return [cell.value for cell in sheet["A"][4:]]


def test_a_list_longer_than_a_sheet_says_how_many_rows_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    *rows, last = _cells(3, 5, monkeypatch)

    assert rows == ["dòng 1", "dòng 2", "dòng 3"]
    assert str(last).startswith("Còn 2 dòng nữa, tờ bảng tính không chứa hết.")


def test_a_list_as_long_as_a_sheet_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _cells(3, 3, monkeypatch) == ["dòng 1", "dòng 2", "dòng 3"]
