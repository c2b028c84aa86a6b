"""How much one sheet of an honest form can hold: counted in its bytes, before anything is made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from docgen.model.errors import UnreadableFileError

TOO_LARGE = "qua_lon"
MAX_FILLED_CELLS = 200_000
MAX_MERGES = 20_000
_MAX_RULES = 20_000
_MAX_TEXT = 64 * 1024 * 1024
"""Characters of all texts together: a few words that very many cells refer to can fill any memory."""
_LARGE_BYTES = 4 * 1024 * 1024
TOO_MANY_CELLS = "Tệp có quá nhiều ô có nội dung. Xóa các dòng, cột thừa hoặc chép số liệu sang biểu mới rồi gửi lại."
TOO_MANY_MERGES = "Tệp gộp quá nhiều ô. Chép số liệu sang biểu mới rồi gửi lại."
_TOO_MANY_RULES = "Tệp có quá nhiều quy tắc kiểm tra hoặc định dạng có điều kiện. Chép số liệu sang biểu mới rồi gửi lại."
_TOO_MUCH_TEXT = "Tệp có quá nhiều chữ lặp lại. Chép số liệu sang biểu mới rồi gửi lại."
_MARKS = (
    (b"<v>", MAX_FILLED_CELLS, TOO_MANY_CELLS),
    (b"<is>", MAX_FILLED_CELLS, TOO_MANY_CELLS),
    (b"<mergeCell ", MAX_MERGES, TOO_MANY_MERGES),
    (b"<dataValidation ", _MAX_RULES, _TOO_MANY_RULES),
    (b"<cfRule ", _MAX_RULES, _TOO_MANY_RULES),
)
_EMPTY_CELL = re.compile(rb'<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]{1,5}")? ?/>')
_CELL_WITHOUT_ADDRESS = re.compile(rb"<c(?: (?!r=)|>|/)")


def judge_sheet(data: bytes) -> None:
    """Refuse a sheet that holds more than any form.

    Raises:
        UnreadableFileError: it does.
    """
    for mark, most, words in _MARKS:
        if len(data) > most * len(mark) and data.count(mark) > most:
            raise UnreadableFileError(words, TOO_LARGE)


def judge_texts(indexes: Iterable[str], strings: Sequence[str]) -> None:
    """Refuse a sheet whose cells refer to so much shared text that nobody could hold it.

    Raises:
        UnreadableFileError: they do.
    """
    if not strings or max(map(len, strings)) * MAX_FILLED_CELLS <= _MAX_TEXT:
        return
    judge_length(sum(len(strings[int(index)]) for index in indexes if index))


def judge_length(characters: int) -> None:
    """Refuse a sheet with so many characters of text.

    Raises:
        UnreadableFileError: they are too many.
    """
    if characters > _MAX_TEXT:
        raise UnreadableFileError(_TOO_MUCH_TEXT, TOO_LARGE)


def without_empty_cells(data: bytes) -> bytes:
    """Return a large sheet without the cells that hold a style and nothing else; not where a cell's place depends on those before it."""
    if len(data) < _LARGE_BYTES or _CELL_WITHOUT_ADDRESS.search(data):
        return data
    return _EMPTY_CELL.sub(b"", data)
