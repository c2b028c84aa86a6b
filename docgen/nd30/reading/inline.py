"""What stands in one paragraph: runs of letters, fields, breaks, drawings; keeps track of fields that go on over paragraphs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from docgen.nd30.reading.document import RunFormat, TextRun
from docgen.nd30.reading.drawings import Drawn
from docgen.nd30.reading.names import MC, M, W
from docgen.nd30.reading.numerals import symbol
from docgen.nd30.reading.unwrapping import chosen, content

_DRAWINGS = frozenset((W + "drawing", W + "pict", W + "object"))
_PLAIN = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-", W + "softHyphen": "\u00ad"}
_PAGE_BREAKS = ("page", "column")
_LONGEST_INSTRUCTION = 400


@dataclass
class Fields:
    """Complex fields that are open. Each: whether its instruction is still being read."""

    open: list[bool] = field(default_factory=list)
    instructions: list[str] = field(default_factory=list)

    @property
    def in_instruction(self) -> bool:
        """Return whether letters here belong to an instruction."""
        return any(self.open)

    def mark(self, kind: str) -> str | None:
        """Note a w:fldChar of `kind`; return the instruction that is complete now, or None."""
        if kind == "begin":
            self.open.append(True)
            self.instructions.append("")
            return None
        if not self.open:
            return None
        is_new = self.open[-1]
        said = self.instructions[-1]
        if kind == "separate":
            self.open[-1] = False
        elif kind == "end":
            self.open.pop()
            self.instructions.pop()
        return said if is_new else None

    def add(self, text: str) -> None:
        """Add to the instruction that is being read."""
        if self.open and self.open[-1]:
            self.instructions[-1] = (self.instructions[-1] + text)[:_LONGEST_INSTRUCTION]

    def close_instructions(self) -> None:
        """Give up instructions that no paragraph ended: what follows is text."""
        self.open = [False] * len(self.open)


@dataclass
class Inline:
    """What was found in one paragraph. `page_marks`: how many pages Word last began within it, in it `starts` before any text."""

    runs: list[TextRun] = field(default_factory=list)
    drawn: Drawn = field(default_factory=Drawn)
    fields: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    has_page_break: bool = False
    pages_before: int = 0
    pages_within: int = 0


@dataclass
class InlineReader:
    """Reads one paragraph after another. `look`: how letters with some w:rPr look in the paragraph."""

    look: Callable[[etree._Element | None, str], RunFormat]
    open_fields: Fields
    found: Inline = field(default_factory=Inline)

    def read(self, paragraph: etree._Element) -> Inline:
        """Return what stands in `paragraph`."""
        for element in content(paragraph):
            tag = element.tag
            if tag == W + "r":
                self._read_run(element)
            elif tag == W + "fldSimple":
                self._note_field(element.get(W + "instr", ""))
            elif tag in (M + "oMath", M + "oMathPara"):
                self._read_formula(element)
        self.open_fields.close_instructions()
        return self.found

    def _read_run(self, run: etree._Element) -> None:
        text = "".join(self._letters(run))
        if text:
            self.found.runs.append(TextRun(text, self.look(run.find(W + "rPr"), text), run))

    def _letters(self, run: etree._Element) -> Iterator[str]:
        for element in _children(run):
            tag = element.tag
            if tag == W + "t":
                if not self.open_fields.in_instruction:
                    yield element.text or ""
            elif tag in _PLAIN:
                yield _PLAIN[tag]
            elif tag in _DRAWINGS:
                self.found.drawn.add(element)
            elif tag in _OTHERS:
                yield _OTHERS[tag](self, element)

    def _break(self, element: etree._Element) -> str:
        if element.get(W + "type", "") in _PAGE_BREAKS:
            self.found.has_page_break = True
        return "\n"

    def _symbol(self, element: etree._Element) -> str:
        try:
            code = int(element.get(W + "char", "")[:6], 16)
        except ValueError:
            return ""
        return symbol(code, element.get(W + "font", ""))

    def _field_mark(self, element: etree._Element) -> str:
        said = self.open_fields.mark(element.get(W + "fldCharType", ""))
        if said is not None:
            self._note_field(said)
        return ""

    def _instruction(self, element: etree._Element) -> str:
        self.open_fields.add(element.text or "")
        return ""

    def _page_number(self, _: etree._Element) -> str:
        self._note_field("PAGE")
        return ""

    def _page_mark(self, _: etree._Element) -> str:
        if self.found.runs:
            self.found.pages_within += 1
        else:
            self.found.pages_before += 1
        return ""

    def _note(self, element: etree._Element) -> str:
        self.found.notes.append((etree.QName(element).localname, element.get(W + "id", "")))
        return ""

    def _note_field(self, instruction: str) -> None:
        words = instruction.split()
        if words:
            self.found.fields.append(words[0].upper())

    def _read_formula(self, formula: etree._Element) -> None:
        for run in formula.iter(M + "r"):
            text = "".join(part.text or "" for part in run.iterchildren(M + "t"))
            if text:
                self.found.runs.append(TextRun(text, self.look(run.find(W + "rPr"), text), run))


_OTHERS: Mapping[str, Callable[[InlineReader, etree._Element], str]] = {
    W + "br": InlineReader._break,
    W + "sym": InlineReader._symbol,
    W + "fldChar": InlineReader._field_mark,
    W + "instrText": InlineReader._instruction,
    W + "pgNum": InlineReader._page_number,
    W + "lastRenderedPageBreak": InlineReader._page_mark,
    W + "footnoteReference": InlineReader._note,
    W + "endnoteReference": InlineReader._note,
}


def _children(run: etree._Element) -> Iterator[etree._Element]:
    for element in run:
        if element.tag == MC + "AlternateContent":
            yield from chosen(element)
        elif element.tag == W + "ruby":
            yield from (letters for base in element.iterchildren(W + "rubyBase") for letters in base.iter(W + "t"))
        elif isinstance(element.tag, str):
            yield element
