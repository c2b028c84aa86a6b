"""The heading of a paper: motto, agency, number, place and date, wherever they sit above the type's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from docgen.nd30.reading.document import Story
from docgen.nd30.recognise.agencies import is_agency, names
from docgen.nd30.recognise.components import Component
from docgen.nd30.recognise.heading_words import Part, is_country, is_motto, parts_of
from docgen.nd30.recognise.levels import level_of
from docgen.nd30.recognise.lines import Line, Piece
from docgen.nd30.recognise.phrases import is_addressed, is_basis, is_recipients_head
from docgen.nd30.recognise.sheet import Sheet
from docgen.nd30.recognise.spelling import bare
from docgen.nd30.recognise.types import names_type

_MARKS = (Component.COUNTRY, Component.MOTTO, Component.NUMBER, Component.PARTY_HEAD)
_LOOKED_AT = 80
_TEXT = 130
_LONGEST = 500
_SUBJECT_LINES = 5


@dataclass(frozen=True, slots=True)
class _Cut:
    """One part of one line of the heading."""

    line: Line
    piece: Piece
    component: Component | None
    is_whole: bool


def heading_starts(lines: Sequence[Line]) -> tuple[int, ...]:
    """Return the places in `lines` where the country's name stands (the motto, when that is all there is)."""
    starts = [place for place, line in enumerate(lines) if _may_hold_country(line) and _has(line, Component.COUNTRY)]
    starts += [place for place, (one, other) in enumerate(pairwise(lines)) if _is_torn(one, other)]
    return tuple(sorted(starts)) or tuple(place for place, line in enumerate(lines[:_LOOKED_AT]) if _has(line, Component.MOTTO))


def note_heading(sheet: Sheet, lines: Sequence[Line]) -> int:
    """Note the components of the heading with which `lines` begin; return how many lines it takes."""
    length = _length(lines)
    cuts = [cut for line in lines[:length] if not (line.is_blank or names_type(line)) for cut in _cut(line)]
    if not any(cut.component in (*_MARKS, Component.DATE) for cut in cuts):
        return 0
    cuts = _joined(cuts)
    length = _last_of_heading(lines[:length], cuts)
    cuts = _about([cut for cut in cuts if cut.line in lines[:length]])
    chosen = _with_agency(cuts)
    for cut in chosen:
        component = cut.component or Component.OTHER
        confidence = 1.0 if cut.component else 0.5
        sheet.note(cut.line, component, confidence, None if cut.is_whole else cut.piece)
    _note_drawn(sheet, lines[:length])
    return length


def note_strays(sheet: Sheet) -> None:
    """Note the country's name and the motto where they stand outside any heading, each as a line of its own."""
    for line in sheet.free(sheet.lines):
        if is_country(line.text):
            sheet.note(line, Component.COUNTRY, 0.7)
        elif is_motto(line.text):
            sheet.note(line, Component.MOTTO, 0.7)


def _is_torn(one: Line, other: Line) -> bool:
    """Return whether `one` and `other` are the two halves of the country's name."""
    return len(one.text) < 40 and len(other.text) < 40 and "" not in (one.text, other.text) and is_country(f"{one.text} {other.text}")


def _may_hold_country(line: Line) -> bool:
    """Return whether it is worth while to look for the country's name in `line`."""
    if len(line.text) > _LONGEST:
        return False
    letters = bare(line.text)
    return "hoaxahoi" in letters or "xhcn" in letters or (line.index < _LOOKED_AT and "ch" in letters and len(letters) > 20)


def _has(line: Line, component: Component) -> bool:
    return any(part == component for _, part in parts_of(line))


def _cut(line: Line) -> list[_Cut]:
    parts: Sequence[Part] = parts_of(line)
    return [_Cut(line, piece, component, len(parts) == 1) for piece, component in parts]


def _length(lines: Sequence[Line]) -> int:
    """Return how many of `lines` stand before the type's name or the first words of the text."""
    first = next((place for place, line in enumerate(lines[:_LOOKED_AT]) if _has(line, Component.COUNTRY)), None)
    table = lines[first].paragraph.place.table if first is not None else 0
    for place, line in enumerate(lines[:_LOOKED_AT]):
        is_beside = table and line.cell[:2] == lines[first or 0].cell[:2] and line.cell != lines[first or 0].cell
        if line.is_blank or is_beside:
            continue
        if (first is None or place > first) and _ends(line):
            return place
        if first is not None and place < first and _is_text(line) and not line.in_table:
            continue
    return min(len(lines), _LOOKED_AT)


def _ends(line: Line) -> bool:
    if is_addressed(line) or is_recipients_head(line.text) or names_type(line):
        return True
    if is_basis(line.text) and not line.in_table:
        return True
    return _is_text(line) or (not line.in_table and level_of(line) not in (None, Component.DASH))


def _is_text(line: Line) -> bool:
    return len(line.text) > _TEXT and not any(component in (*_MARKS, Component.DATE) for _, component in parts_of(line))


def _joined(cuts: list[_Cut]) -> list[_Cut]:
    """Return `cuts` with the country's name and the motto known even when each is parted between two lines."""
    for one, (first, second) in enumerate(pairwise(cuts)):
        if first.component is None and second.component is None:
            both = f"{first.piece.text} {second.piece.text}"
            found = Component.COUNTRY if is_country(both) else Component.MOTTO if is_motto(both) else None
            if found:
                cuts[one] = _Cut(first.line, first.piece, found, first.is_whole)
                cuts[one + 1] = _Cut(second.line, second.piece, found, second.is_whole)
    return cuts


def _last_of_heading(lines: Sequence[Line], cuts: Sequence[_Cut]) -> int:
    """Return how many of `lines` the heading takes: to its last sure part and the rest of that table."""
    known = [cut.line for cut in cuts if cut.component is not None]
    last = max(line.index for line in known)
    tables = {line.paragraph.place.table for line in known if line.in_table}
    taken = 0
    for count, line in enumerate(lines, 1):
        is_boxed = line.paragraph.place.story is Story.TEXT_BOX and not line.is_blank and len(line.text) < _TEXT
        if line.index <= last or (line.in_table and line.paragraph.place.table in tables) or (is_boxed and count <= taken + 1):
            taken = count
    while taken < len(lines) and lines[taken].is_rule:
        taken += 1
    return taken + _rest_of_subject(lines[taken:], [cut for cut in cuts if cut.line.index == last])


def _rest_of_subject(lines: Sequence[Line], last: Sequence[_Cut]) -> int:
    """Return how many of `lines` go on with a "V/v …" that ends the heading in no table: those up to the next empty one."""
    if not any(cut.component is Component.SUBJECT_LETTER and not cut.line.in_table for cut in last):
        return 0
    return next((place for place, line in enumerate(lines[:_SUBJECT_LINES]) if line.is_blank or line.in_table or line.is_capital), 0)


def _about(cuts: list[_Cut]) -> list[_Cut]:
    """Return `cuts` in which what goes on after "V/v" in the same cell belongs to it."""
    going: _Cut | None = None
    result: list[_Cut] = []
    for cut in cuts:
        if cut.component is Component.SUBJECT_LETTER:
            going = cut
        elif going and cut.component is None and not cut.piece.is_capital and _continues(going, cut):
            cut = _Cut(cut.line, cut.piece, Component.SUBJECT_LETTER, cut.is_whole)  # noqa: PLW2901
        elif cut.component not in (None, Component.DATE):
            going = None
        result.append(cut)
    return result


def _continues(one: _Cut, other: _Cut) -> bool:
    if one.line.in_table or one.line.paragraph.place.story is Story.TEXT_BOX:
        return one.line.box == other.line.box
    return not other.piece.is_aside and other.line.index - one.line.index <= _SUBJECT_LINES


def _with_agency(cuts: Sequence[_Cut]) -> list[_Cut]:
    """Return `cuts` in which the names of superior and issuer are known.

    Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 2.
    """
    chosen = _names_among(cuts)
    boundary = _boundary(chosen)
    issuer = {id(cut): Component.AGENCY if place >= boundary else Component.SUPERIOR for place, cut in enumerate(chosen)}
    lines = _line_owners(cuts)
    return [_Cut(cut.line, cut.piece, issuer.get(id(cut)) or lines.get(id(cut)) or cut.component, cut.is_whole) for cut in cuts]


def _names_among(cuts: Sequence[_Cut]) -> list[_Cut]:
    country = next((cut.line for cut in cuts if cut.component in (Component.COUNTRY, Component.MOTTO, Component.PARTY_HEAD)), None)
    numbers = [cut.line for cut in cuts if cut.component is Component.NUMBER]
    names = [cut for cut in cuts if cut.component is None and _may_be_name(cut, country, numbers)]
    beside = [cut for cut in names if country is not None and country.in_table and cut.line.cell[0] == country.cell[0]]
    return beside or names


def _may_be_name(cut: _Cut, country: Line | None, numbers: Sequence[Line]) -> bool:
    text = cut.piece.text
    if (
        not any(c.isalpha() for c in text)
        or bare(text).startswith(("duthao", "mauso", "phuluc", "bieuso", "bieumau"))
        or text.startswith("(")
    ):
        return False
    if country is not None and country.in_table and cut.line.in_table:
        is_same_cell = cut.line.box == country.box and len({id(cut.line), id(country)}) == 2
        if is_same_cell:
            return cut.piece.is_capital and is_agency(text)
        if cut.line.paragraph.place.table == country.paragraph.place.table and (not numbers or cut.line.index < numbers[0].index):
            return cut.piece.is_capital or is_agency(text) or cut.line.is_bold
    if numbers and cut.line.index > numbers[0].index and not is_agency(text):
        return False
    return cut.piece.is_capital


def _boundary(chosen: Sequence[_Cut]) -> int:
    """Return at which place the issuer's name begins: where the bold lines begin, if a name can begin there, else at the last name."""
    counts = names([cut.piece.text for cut in chosen])
    if not counts:
        return 0
    bold = [_is_bold(cut) for cut in chosen]
    if True in bold and False in bold:
        first = bold.index(True)
        if all(bold[first:]) and (first == 0 or counts[first] != counts[first - 1]):
            return first
    return counts.index(counts[-1])


def _is_bold(cut: _Cut) -> bool:
    if cut.is_whole:
        return cut.line.is_bold
    start, end = cut.line.source(cut.piece.start, cut.piece.end)
    begin, bold = 0, 0
    for run in cut.line.paragraph.runs:
        overlap = max(0, min(end, begin + len(run.text)) - max(start, begin))
        bold += overlap if run.format.bold else 0
        begin += len(run.text)
    return bold * 10 >= (end - start) * 8


def _line_owners(cuts: Sequence[_Cut]) -> dict[int, Component]:
    """Return which line made of signs belongs to the motto: the one in its cell, or at the right."""
    owners: dict[int, Component] = {}
    before: Component | None = None
    mottos = [cut.line for cut in cuts if cut.component in (Component.MOTTO, Component.COUNTRY, Component.PARTY_HEAD)]
    for cut in cuts:
        if cut.component is Component.AGENCY_LINE:
            is_alone = sum(other.line is cut.line for other in cuts) == 1
            is_after = before in (Component.MOTTO, Component.COUNTRY) and is_alone and not cut.line.in_table
            is_right = cut.piece.is_aside or is_after
            is_below = any(_is_same_column(cut.line, motto) for motto in mottos)
            owners[id(cut)] = Component.MOTTO_LINE if is_right or is_below else Component.AGENCY_LINE
        before = cut.component
    return owners


def _is_same_column(one: Line, other: Line) -> bool:
    return one.in_table and one.cell[0] == other.cell[0] and one.cell[2] == other.cell[2]


def _note_drawn(sheet: Sheet, lines: Sequence[Line]) -> None:
    """Note the empty paragraphs of the heading that carry a drawn line, by what stands above them in their cell."""
    for place, line in enumerate(lines):
        if line.text or not line.paragraph.lines or not sheet.is_free(line):
            continue
        above = [other for other in lines[:place] if other.text and (other.box == line.box or _is_same_column(other, line))]
        is_motto = bool(above) and sheet.is_a(above[-1], Component.MOTTO, Component.COUNTRY)
        is_agency_above = bool(above) and sheet.is_a(above[-1], Component.AGENCY, Component.SUPERIOR)
        if is_motto or is_agency_above:
            sheet.note(line, Component.MOTTO_LINE if is_motto else Component.AGENCY_LINE)
