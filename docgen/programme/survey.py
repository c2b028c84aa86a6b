"""Sheet `survey` in, groups of fields out: what opens and closes, and that no name is used twice."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field

from docgen.model import text
from docgen.model.labels import standing_alone
from docgen.model.programme import Field, FieldType, Group
from docgen.programme.fields import FieldReader, Place, words
from docgen.programme.workbook import Cell, Line, Sheet

NEEDED = ("type", "name", "label")
_FRAMES = ("begin_group", "end_group", "begin_repeat", "end_repeat")
_TYPE_WORDS = {"int": "integer", "calculation": "calculate", "string": "text"}


@dataclass
class _Frame:
    """A group being read. `kind` is "group", "repeat", or "" for fields that stand in no group."""

    kind: str
    line: Line | None
    place: Place
    label: str = ""
    fields: list[Field] = field(default_factory=list)

    def group(self) -> Group:
        name = self.place.repeat or self.place.group
        return Group(name, self.label, tuple(standing_alone(self.fields)), is_repeat=self.kind == "repeat")


def read_survey(sheet: Sheet, reader: FieldReader) -> tuple[Group, ...]:
    """Return the groups of the survey, in the order of the sheet."""
    reader.mistakes.columns(sheet, NEEDED)
    survey = _Survey(reader)
    for line in sheet.lines:
        survey.take(line)
    return survey.end()


class _Survey:
    def __init__(self, reader: FieldReader) -> None:
        self._reader = reader
        self._mistakes = reader.mistakes
        self._groups: list[Group] = []
        self._frame = _Frame("", None, Place())
        self._names: dict[str, Cell] = {}

    def take(self, line: Line) -> None:
        """Read one row."""
        written = text.folded(line.text("type"))
        if not written:
            if line.text("name") or line.text("label"):
                self._mistakes.add(line.cell("type"), "Dòng này chưa có loại (cột type).", f"Ghi một trong: {_type_names()}.")
            return
        frame = written.casefold().replace(" ", "_")
        if frame in _FRAMES:
            action, kind = frame.split("_")
            self._begin(line, kind) if action == "begin" else self._end(line, kind)
            return
        type, list_name = self._type(line, written)
        if type is None:
            self._reader.unread.add(line.text("name"))
        else:
            self._take_field(line, type, list_name)

    def end(self) -> tuple[Group, ...]:
        """Return all groups; one that was never closed is a mistake."""
        if self._frame.line is not None:
            name = self._frame.place.repeat or self._frame.place.group
            kind = self._frame.kind
            self._mistakes.add(self._frame.line.cell("type"), f"“{name}” mở mà không đóng.", f"Thêm dòng end_{kind} ở cuối.")
        self._close()
        return tuple(self._groups)

    def _type(self, line: Line, written: str) -> tuple[FieldType | None, str]:
        first, _, rest = written.partition(" ")
        name = _TYPE_WORDS.get(first.casefold(), first.casefold())
        if name not in tuple(FieldType) or (rest and not name.startswith("select_")):
            meant = _meant(written)
            mend = f"Có phải định viết “{meant}”? " if meant else ""
            self._mistakes.add(line.cell("type"), f"Không có loại “{written}”.", f"{mend}Các loại dùng được: {_type_names()}.")
            return None, ""
        return FieldType(name), rest.strip()

    def _take_field(self, line: Line, type: FieldType, list_name: str) -> None:
        read = self._reader.read(line, type, list_name, self._frame.place)
        self._claim(line.cell("name"), read.name)
        self._frame.fields.append(read)

    def _begin(self, line: Line, kind: str) -> None:
        if self._frame.line is not None:
            self._mistakes.add(line.cell("type"), "Nhóm hoặc bảng không lồng trong nhóm khác.", "Đóng nhóm trước rồi mới mở nhóm này.")
        self._close()
        name = self._reader.name(line.cell("name"))
        self._claim(line.cell("name"), name)
        label = text.folded(line.text("label"))
        if not label:
            self._mistakes.add(line.cell("label"), f"Nhóm “{name}” chưa có nhãn.", "Ghi nhãn ở cột label.")
        is_repeat = kind == "repeat"
        relevant = self._reader.formulas.read(line.cell("relevant"), "relevant", name)
        place = Place(name, name if is_repeat else "", relevant, words(line.cell("applies_to")))
        self._frame = _Frame(kind, line, place, label)

    def _end(self, line: Line, kind: str) -> None:
        if self._frame.line is None or self._frame.kind != kind:
            self._mistakes.add(line.cell("type"), f"Dòng end_{kind} không có dòng begin_{kind} tương ứng.", "Xóa dòng này.")
        self._close()
        self._frame = _Frame("", None, Place())

    def _close(self) -> None:
        if self._frame.line is not None or self._frame.fields:
            self._groups.append(self._frame.group())
        self._frame = _Frame("", None, Place())

    def _claim(self, cell: Cell, name: str) -> None:
        """Names are unique without regard to case, over fields, groups and tables: Excel and templates know them so."""
        if not name:
            return
        first = self._names.setdefault(name.casefold(), cell)
        if first is not cell:
            reason = f"Tên “{name}” đã dùng ở ô {first.ref.cell} (không phân biệt chữ hoa, chữ thường)."
            self._mistakes.add(cell, reason, "Đổi một trong hai tên.", name)


def _meant(written: str) -> str:
    """Return the type that `written` looks like ("select one gioi", "interger"), or ""."""
    words = re.sub(r"(?i)^(select)[ -]?(one|multiple)\b", lambda match: f"{match[1]}_{match[2]}", written).split(" ")
    near = difflib.get_close_matches(words[0].casefold(), (*FieldType, *_FRAMES), n=1, cutoff=0.75)
    return " ".join((near[0], *words[1:])) if near else ""


def _type_names() -> str:
    return ", ".join((*FieldType, *_FRAMES))
