"""The end of a paper: recipients and signature, side by side in a table, parted by tabs, or one below the other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docgen.nd30.recognise.components import Component
from docgen.nd30.recognise.heading_words import is_date
from docgen.nd30.recognise.lines import Line, Piece
from docgen.nd30.recognise.phrases import is_recipients_head
from docgen.nd30.recognise.sheet import Sheet
from docgen.nd30.recognise.spelling import bare, spelled, words

_WITH_SIGN = re.compile(r"(TM|T/M|T\.M|KT|K/T|K\.T|TL|T/L|T\.L|TUQ|T/UQ|Q)\s*[.:]\s*\S|(T/M|K/T|T/L)\s+\S|(TM|KT|TL|TUQ)\s+\S")
_SMALL_POWER = re.compile(
    r"(tm|t/m|kt|k/t|tl|t/l|tuq)\s?[./]?\s*(?=ủy ban|uỷ ban|ubnd|chủ tịch|trưởng|giám đốc|chánh|hiệu trưởng|ban)", re.IGNORECASE
)
_POST = words(
    """chủ tịch|phó chủ tịch|quyền chủ tịch|trưởng|phó trưởng|giám đốc|phó giám đốc|tổng giám đốc|phó tổng giám đốc|chánh
    |phó chánh|hiệu trưởng|phó hiệu trưởng|bí thư|phó bí thư|cục trưởng|phó cục trưởng|chi cục trưởng|phó chi cục trưởng
    |vụ trưởng|phó vụ trưởng|viện trưởng|phó viện trưởng|bộ trưởng|thứ trưởng|thủ tướng|phó thủ tướng|tổ trưởng|tổ phó
    |đội trưởng|phó đội trưởng|trạm trưởng|phó trạm trưởng|chủ nhiệm|phó chủ nhiệm|chủ tọa|chủ trì|thư ký|người lập
    |người ghi|người viết|người báo cáo|người đề nghị|người làm đơn|đại diện|bên a|bên b|kế toán|thủ trưởng|phó thủ trưởng
    |chỉ huy|chỉ huy trưởng|chính trị viên|ủy viên|xác nhận|hội trưởng|phó ban|tổng thư ký|thẩm phán|công chức|cán bộ
    |phụ trách|người được|người ủy quyền|người nhận|chủ đầu tư|nhà thầu|kiểm soát|thẩm định|hạt trưởng|quản đốc
    |tổng cục trưởng"""
)
_HONOUR = re.compile(
    r"(gs|pgs|ts|ths|th\.s|bs|ks|cn|ck\w*|ds|đại tá|thượng tá|trung tá|thiếu tá|đại úy|đại uý|thượng úy|trung úy|ông|bà)[.,\s]", re.I
)
_NAME = re.compile(r"[A-ZĐÀ-Ỹ][^\W\d_]*(\s+[A-ZĐÀ-Ỹ][^\W\d_]*){1,6}")
_TAG = re.compile(r"\{\{.*\}\}")
_KEPT = re.compile(r"[-–—−]?\s*Lưu\s*:?\s*VT[^.]*\.", re.IGNORECASE)
_DASHES = tuple("-–—−+*")
_DRAFTER = re.compile(r"[A-ZĐ]{1,6}\s?\.?\s?\(?\d{1,4}\)?\s?(b|bản)?\.?")
_LONG = 160
_TAIL = 60


def note_closing(sheet: Sheet, lines: Sequence[Line]) -> None:
    """Note recipients and signature among `lines`, those of one paper after its heading and title.

    Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 7 and 9.
    """
    lines = _outside_grids(sheet, lines)
    start = _start(sheet, lines)
    if start is None:
        return
    closing = _with_date(sheet, lines, _with_rows(lines, start))
    tables = {line.paragraph.place.table for line in closing if line.in_table and _is_mark(line)}
    closing = _without_rest(closing, tables)
    by_cell: dict[tuple[object, ...], list[Line]] = {}
    for line in closing:
        key = line.box if line.in_table and line.paragraph.place.table in tables else ("body",)
        if not line.in_table or line.paragraph.place.table in tables:
            by_cell.setdefault(key, []).append(line)
    heads = {line.cell for line in closing if line.in_table and is_recipients_head(line.text)}
    for key, cell in by_cell.items():
        if key == ("body",):
            _note_open(sheet, cell)
        else:
            _note_cell(sheet, cell, _is_below(cell[0], heads))


def is_power(text: str) -> bool:
    """Return whether `text` begins with TM., KT., TL., TUQ. or Q. as in a signature."""
    if len(text) < 100 and _WITH_SIGN.match(text) and text[:12].upper() == text[:12]:
        return True
    return len(text) < 50 and bool(_SMALL_POWER.match(text))


def is_post(text: str) -> bool:
    """Return whether `text` is the post of one who signs, in capitals."""
    return (
        len(text) < 90 and text.upper() == text and bool(_POST.match(spelled(text))) and ":" not in text and not text.endswith((";", "."))
    )


def is_small_post(line: Line, text: str) -> bool:
    """Return whether `text` is the post of one who signs, in small letters: bold, alone, in a cell or in the middle."""
    stands_out = line.is_bold and (line.in_table or line.is_aside)
    return stands_out and len(text) < 40 and not re.search(r"[:;.,\d]", text) and bool(_POST.match(spelled(text)))


def is_name(text: str) -> bool:
    """Return whether `text` can be a person's name (or the tag that will print one)."""
    if _TAG.fullmatch(text):
        return True
    plain = text
    while honour := _HONOUR.match(plain):
        plain = plain[honour.end() :].strip()
    return len(text) < 50 and bool(_NAME.fullmatch(plain)) and not _POST.match(spelled(plain))


def _outside_grids(sheet: Sheet, lines: Sequence[Line]) -> Sequence[Line]:
    """Return `lines` without those in ruled tables, unless such a table holds recipients or someone's power to sign."""
    signed = {line.cell[0] for line in lines if is_recipients_head(line.text) or is_power(line.text)}
    return [line for line in lines if line.cell[0] not in sheet.ruled or line.cell[0] in signed]


def _start(sheet: Sheet, lines: Sequence[Line]) -> int | None:
    """Return the place in `lines` where recipients or signature begin."""
    open_lines = [(place, line) for place, line in enumerate(lines) if sheet.is_free(line) and not line.is_blank]
    heads = [place for place, line in open_lines if any(is_recipients_head(piece.text) for piece in line.pieces())]
    ends = [place for place, line in open_lines if line.text.rstrip(" ”\"'").endswith(("./.", "/."))]
    floor = ends[-1] if ends and (not heads or ends[-1] < heads[-1]) else 0
    marks = [place for place, line in open_lines if place >= floor and _is_mark(line) and _stands_alone(line)]
    marks = [place for place in marks if _few_follow(open_lines, place, heads)]
    places = [*_head(lines, heads), *marks[:1]]
    return min(places) if places else None


def _head(lines: Sequence[Line], heads: Sequence[int]) -> Sequence[int]:
    """Return which of `heads` ("Nơi nhận:") belongs to the signature: the first that has one beside or near it, else the last."""
    for head in heads:
        table = lines[head].paragraph.place.table
        near = [line for line in lines[max(0, head - 10) : head + _TAIL] if not table or line.paragraph.place.table == table]
        if any(is_power(piece.text) or is_post(piece.text) for line in near for piece in line.pieces()):
            return [head]
    return heads[-1:]


def _is_mark(line: Line) -> bool:
    return any(_is_signing(line, piece.text) or is_recipients_head(piece.text) for piece in line.pieces())


def _is_signing(line: Line, text: str) -> bool:
    return is_power(text) or is_post(text) or is_small_post(line, text)


def _stands_alone(line: Line) -> bool:
    return line.is_bold or line.is_aside or line.in_table or any(piece.is_aside for piece in line.pieces()) or is_power(line.text)


def _few_follow(lines: Sequence[tuple[int, Line]], place: int, heads: Sequence[int]) -> bool:
    """Return whether too little text follows for `place` to be anything but the end (or its recipients do follow)."""
    if heads and 0 <= heads[-1] - place < _TAIL and sum(len(line.text) > _LONG for at, line in lines if place < at < heads[-1]) == 0:
        return True
    return sum(len(line.text) > _LONG and not line.in_table for at, line in lines if at > place) <= 2


def _with_rows(lines: Sequence[Line], start: int) -> Sequence[Line]:
    """Return `lines` from `start`, with the cells before it in its row, and the capitals above it in its own cell."""
    first = lines[start]
    while start and first.in_table and lines[start - 1].cell[:2] == first.cell[:2]:
        before = lines[start - 1]
        if before.cell == first.cell and not (before.is_capital and before.is_bold and len(before.text) < _LONG):
            break
        start -= 1
    return lines[start:]


def _with_date(sheet: Sheet, lines: Sequence[Line], closing: Sequence[Line]) -> Sequence[Line]:
    """Return `closing`; a place-and-date line right above it is noted."""
    above = [line for line in lines if line.index < closing[0].index and line.text][-1:]
    if above and sheet.is_free(above[0]) and above[0].is_aside and is_date(above[0].text):
        sheet.note(above[0], Component.DATE, 0.5)
    return closing


def _without_rest(closing: Sequence[Line], tables: set[int]) -> Sequence[Line]:
    """Return `closing` without the text below its last table: a name right there belongs to it, lists on further pages do not."""
    last = max((place for place, line in enumerate(closing) if line.paragraph.place.table in tables), default=len(closing))
    for place, line in enumerate(closing[last + 1 :], last + 1):
        is_name_below = is_name(line.text) and not line.is_capital
        if not (line.is_blank or line.in_table or is_name_below or _is_mark(line)):
            return closing[:place]
    return closing


def _is_below(line: Line, heads: set[tuple[int, int, int]]) -> bool:
    return any(line.cell[0] == table and line.cell[2] == cell and line.cell[1] > row for table, row, cell in heads)


def _note_cell(sheet: Sheet, cell: Sequence[Line], is_listing: bool) -> None:
    """Note the lines of one cell; `is_listing` when the cell above it begins the recipients."""
    signing: list[tuple[Line, Piece, bool]] = []
    is_kept = False
    for line in cell:
        if not sheet.is_free(line) or line.is_blank:
            continue
        rows = line.rows()
        for row in rows:
            piece = row if len(rows) > 1 else None
            if is_recipients_head(row.text):
                is_listing = True
                _note_head(sheet, line, row, piece)
            elif is_listing and not (is_power(row.text) or (line.is_bold and _is_signing(line, row.text))):
                is_rest = is_kept and not row.text.startswith(_DASHES) and recipient(row.text) is Component.RECIPIENT
                sheet.note(line, Component.OTHER if is_rest else recipient(row.text), 1.0, piece)
                is_kept = is_kept or bool(_KEPT.match(row.text))
            else:
                is_listing = False
                signing.append((line, row, len(rows) > 1))
    _note_signature(sheet, signing)


def _note_head(sheet: Sheet, line: Line, row: Piece, piece: Piece | None) -> None:
    """Note "Nơi nhận:", and the recipients typed after it on the same row."""
    colon = line.raw.find(":", row.start, row.end)
    if colon >= 0 and len(bare(line.raw[colon + 1 : row.end])) > 1:
        sheet.note(line, Component.RECIPIENTS_HEAD, 1.0, Piece(row.start, colon + 1, line.raw[row.start : colon + 1].strip()))
        rest = Piece(colon + 1, row.end, line.raw[colon + 1 : row.end].strip())
        sheet.note(line, recipient(rest.text), 1.0, rest)
    else:
        sheet.note(line, Component.RECIPIENTS_HEAD, 1.0, piece)


def recipient(text: str) -> Component:
    """Return whether a line below "Nơi nhận:" names a recipient or the drafter."""
    return Component.DRAFTER if _DRAFTER.fullmatch(text) else Component.RECIPIENT


def _note_open(sheet: Sheet, lines: Sequence[Line]) -> None:
    """Note recipients and signature that stand in no table: parts at the left and at the right, or blocks below one another."""
    signing: list[tuple[Line, Piece, bool]] = []
    is_listing = False
    for line in lines:
        if not sheet.is_free(line) or line.is_blank:
            continue
        pieces = line.pieces()
        is_right = len(pieces) == 1 and line.is_aside and not line.text.startswith("-")
        for piece in pieces:
            part = piece if len(pieces) > 1 else None
            if is_recipients_head(piece.text):
                is_listing = True
                _note_head(sheet, line, piece, part)
            elif is_date(piece.text):
                sheet.note(line, Component.DATE, 0.5, part)
            elif piece.is_aside or _is_signing(line, piece.text) or (signing and is_right and len(piece.text) < 90):
                signing.append((line, piece, part is not None))
            elif is_listing and len(piece.text) < _LONG:
                sheet.note(line, recipient(piece.text), 1.0, part)
            elif signing and (is_name(piece.text) or piece.text.startswith("(")):
                signing.append((line, piece, part is not None))
    _note_signature(sheet, signing)


def _note_signature(sheet: Sheet, signing: Sequence[tuple[Line, Piece, bool]]) -> None:
    """Note power, post and name; the name is the last one that can be."""
    names = [place for place, (_, piece, _) in enumerate(signing) if is_name(piece.text) and not is_power(piece.text)]
    for place, (line, piece, is_part) in enumerate(signing):
        confidence = 1.0
        if is_power(piece.text):
            component = Component.POWER
        elif place in names and (place == names[-1] or not piece.is_capital):
            component = Component.NAME
            confidence = 0.8 if piece.is_capital else 1.0
        elif piece.is_capital and len(piece.text) < 90 and not piece.text.startswith("("):
            component = Component.TITLE
        elif is_small_post(line, piece.text):
            component, confidence = Component.TITLE, 0.8
        elif is_date(piece.text):
            component, confidence = Component.DATE, 0.5
        else:
            component, confidence = Component.OTHER, 0.5
        sheet.note(line, component, confidence, piece if is_part else None)
