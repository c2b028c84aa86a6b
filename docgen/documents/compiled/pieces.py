"""A part whose tags are pegs in, what is written before each peg out: bytes as they are, and calls of the pen."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from docgen.documents.compiled.code import Call
from docgen.documents.compiled.lanes import NotCompilableError
from docgen.documents.compiled.outline import END, STRUCTURE, Peg
from docgen.documents.figures import printable

BEGIN_RUN, BEGIN_TEXT, END_TEXT, END_RUN = "\ue012a\ue013", "\ue012b\ue013", "\ue012c\ue013", "\ue012d\ue013"
"""What stands before a run that prints values, before each text of it, at the end of the text, and at the end of the run."""

_LOOK = re.compile(r"<w:rPr(?:/>|.*?</w:rPr>)", re.DOTALL)
_CLOSES = {"c": "</w:t>", "d": "</w:r>"}
_EMPTIED = re.compile("<([A-Za-z][\\w:]*)((?: [^<>\ue010]*)?)>\ue010([0-9]+)\ue011")

Before = dict[str, list[bytes | Call]]


def before_pegs(xml: str) -> Before:
    """Return what `xml` writes before each peg, by the peg's number, and after the last one."""
    reader = _Reader()
    place = 0
    for found in STRUCTURE.finditer(xml):
        reader.take(xml[place : found.start()])
        place = found.end()
        if found[1] is not None:
            reader.next_peg(found[1])
        else:
            reader.mark(found[2])
    reader.take(xml[place:])
    reader.next_peg(END)
    return reader.before


def emptied(xml: str, pegs: Sequence[Peg]) -> Mapping[bytes, bytes]:
    """Return how each element that a block may leave empty is written then: lxml writes `<w:t/>`."""
    return {
        f"<{name}{attributes}></{name}>".encode(): f"<{name}{attributes}/>".encode()
        for name, attributes, number in _EMPTIED.findall(xml)
        if not pegs[int(number)].is_value
    }


class _Reader:
    """Goes through the serialised part; knows whether it is within a run that prints values."""

    def __init__(self) -> None:
        self.before: Before = {}
        self._pieces: list[bytes | Call] = []
        self._state = ""
        self._skip = ""

    def next_peg(self, name: str) -> None:
        """Give what was gathered to the peg `name`."""
        if self._state in ("a", "b"):
            raise NotCompilableError("a tag where a run or a text begins")
        self.before[name], self._pieces = self._pieces, []

    def mark(self, kind: str) -> None:
        """Note that a run or a text begins or ends here."""
        if kind == "c":
            self._pieces.append(Call("end_text"))
        elif kind == "d":
            self._pieces.append(Call("end_run"))
        self._skip = _CLOSES.get(kind, "")
        self._state = {"a": "a", "b": "b", "c": "run", "d": ""}[kind]

    def take(self, xml: str) -> None:
        """Take a stretch without pegs."""
        if self._skip:
            xml, self._skip = xml.removeprefix(self._skip), ""
        if self._state == "a":
            look = _LOOK.search(xml)
            opening, rest = (xml[: look.end()], xml[look.end() :]) if look else _after_tag(xml)
            self._pieces.append(Call("begin_run", f"{opening!r}, {look[0] if look else ''!r}"))
            self._state = "run"
            self.take(rest)
        elif self._state == "b":
            opening, rest = _after_tag(xml)
            self._pieces.append(Call("begin_text", repr(opening)))
            self._state = "text"
            self.take(rest)
        elif xml and self._state:
            if self._state == "text" and (printable(xml) != xml or "\n" in xml or "\t" in xml):
                raise NotCompilableError("line ends within a text")
            self._pieces.append(Call("text" if self._state == "text" else "keep", repr(xml)))
        elif xml:
            self._pieces.append(xml.encode())


def _after_tag(xml: str) -> tuple[str, str]:
    end = xml.index(">") + 1
    return xml[:end], xml[end:]
