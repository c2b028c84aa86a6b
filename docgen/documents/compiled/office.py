"""The vocabulary of an office in, the parts of a document out, each figure in its bookmark; the bytes that `documents.marks` gives."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from docgen.documents.compiled.code import Call, run
from docgen.documents.compiled.lanes import NotCompilableError
from docgen.documents.compiled.outline import PEG, Peg
from docgen.documents.compiled.pieces import BEGIN_RUN, BEGIN_TEXT, END_RUN, END_TEXT, emptied
from docgen.documents.compiled.proof import Place, crossing, highest_id
from docgen.documents.compiled.recording import Recording
from docgen.documents.compiled.scripts import ScriptedPart, scripted_parts
from docgen.documents.compiled.traced import TracingPen
from docgen.documents.environment import ENVIRONMENT
from docgen.documents.marks import HOLDERS, Bookmarks, W
from docgen.documents.properties import CORE, without_traces
from docgen.documents.tags import PARTS
from docgen.ooxml.entries import Skeleton, zlib_deflater
from docgen.ooxml.package import Package, parse, serialise

_T, _R, _P = f"{{{W}}}t", f"{{{W}}}r", f"{{{W}}}p"
_WORDS = re.compile("([^/\ue010]+)|(/)|\ue010([0-9]+)\ue011")
"""Letters, a slash, a tag."""

DEFLATE = zlib_deflater(6)
"""Of documents that are compared by their bytes, on this machine and the next: zlib's usual level, as `Package.write`."""


@dataclass(frozen=True, slots=True)
class OfficeTemplate:
    """A template of the office, compiled. `first_id`: the highest number of Word's marks in it."""

    skeleton: Skeleton
    parts: tuple[ScriptedPart, ...]
    hollow: tuple[Mapping[bytes, bytes], ...]
    order: tuple[int, ...]
    first_id: int


def compile_office(recording: Recording) -> OfficeTemplate:
    """Return the template of `recording`.

    Raises:
        NotCompilableError: why docxtpl has to see each document.
    """
    pegs = recording.outliner.pegs
    package = Package({name: _settled_as_is(name, data, pegs) for name, data in recording.package.parts.items()})
    first_id = max(
        (highest_id(parse(data), pegs) for name, data in package.parts.items() if PARTS.fullmatch(name) and name != CORE), default=0
    )
    parts = scripted_parts(Recording(package, recording.outliner, recording.outlines), ENVIRONMENT, _Preparer(recording), is_paired=False)
    if any(not PARTS.fullmatch(part.name) for part in parts):
        raise NotCompilableError("a tag in a part without figures")
    names = [part.name for part in parts]
    order = sorted(range(len(parts)), key=lambda n: (names[n] != "word/document.xml", names[n]))
    return OfficeTemplate(
        Skeleton.of(package, names, DEFLATE), parts, tuple(emptied(part.xml, pegs) for part in parts), tuple(order), first_id
    )


def fill_office(template: OfficeTemplate, vocabulary: Mapping[str, object]) -> tuple[bytes, Mapping[str, str]]:
    """Return the document made of `template`, and which figure stands in which bookmark.

    Raises:
        NotPlainError: what is printed must be seen by docxtpl.
        Exception: what Jinja, and what the template calls, raise.
    """
    bookmarks = Bookmarks(template.first_id)
    filled: dict[int, bytes] = {}
    for number in template.order:
        pieces: list[bytes] = []
        for script in template.parts[number].templates:
            context = script.new_context(dict(vocabulary))
            context.add, context.pen = pieces.extend, TracingPen(bookmarks)  # type: ignore[attr-defined]
            run(script, context)
        filled[number] = _closed(b"".join(pieces), template.hollow[number])
    return template.skeleton.fill([filled[n] for n in range(len(template.parts))], DEFLATE, zlib.crc32), bookmarks.figures


def _closed(data: bytes, hollow: Mapping[bytes, bytes]) -> bytes:
    for empty, short in hollow.items():
        if empty in data:
            data = data.replace(empty, short)
    return data


def _settled_as_is(name: str, data: bytes, pegs: list[Peg]) -> bytes:
    """Return a part as it is written when nothing is printed in it."""
    if not PARTS.fullmatch(name):
        return data
    root = parse(data)
    if name == CORE:
        without_traces(root, lambda text: bool(text and PEG.search(text)))
    return serialise(root)


class _Preparer:
    """Marks the runs of a part that print values."""

    def __init__(self, recording: Recording) -> None:
        self._pegs = recording.outliner.pegs
        self._has_assignments = recording.outliner.has_assignments

    def __call__(self, name: str, root: etree._Element, found: Mapping[int, Place]) -> tuple[str, Mapping[int, Call]]:
        """Return the part with its runs marked, and how each value of it is printed."""
        self._check(name, found)
        mates, risky = self._slashes(root)
        calls = {number: self._call(name, *place) for number, place in found.items() if self._pegs[number].is_value}
        crossed = crossing(dict(found), self._pegs)
        if any(element.tag != _T for element in crossed):
            raise NotCompilableError("a block that opens in one run and closes in another")
        for element in list(root.iter(_T)):
            numbers = [int(number) for number in PEG.findall(element.text or "") if self._pegs[int(number)].is_value]
            run_element = element.getparent()
            if not numbers and element not in crossed:
                continue
            if run_element is None or run_element.tag != _R or len(element):
                raise NotCompilableError("a text outside a run")
            holder = run_element.getparent()
            is_held = holder is not None and holder.tag in HOLDERS
            for number in numbers:
                arguments = f"{is_held}, {number in risky}"
                calls[number] = Call("pair", arguments, mates[number]) if number in mates else Call("value", arguments)
            _mark_run(run_element, element)
        return serialise(root).decode(), calls

    def _check(self, name: str, found: Mapping[int, Place]) -> None:
        for number, (element, attribute) in found.items():
            is_value = self._pegs[number].is_value
            if name == CORE and not is_value:
                raise NotCompilableError("a block in a property")
            if attribute and (not is_value or not PEG.fullmatch(element.get(attribute, ""))):
                raise NotCompilableError("an attribute of which a part is printed")
            if not attribute and is_value and element.tag != _T and sum(p[0] is element for p in found.values()) > 1:
                raise NotCompilableError("several tags outside a text")

    def _call(self, name: str, element: etree._Element, attribute: str) -> Call:
        if attribute:
            return Call("attribute")
        owned = name == CORE and etree.QName(element).localname in ("creator", "description")
        return Call("owned" if owned else "plain")

    def _slashes(self, root: etree._Element) -> tuple[dict[int, int], set[int]]:
        """Return which value stands before a slash and which after it, and the values of which blocks decide what stands before them."""
        mates: dict[int, int] = {}
        risky: set[int] = set()
        for paragraph in root.iter(_P):
            text = "".join(self._texts(paragraph))
            if "/" in text:
                self._note_shares(text, mates, risky)
        if mates and self._has_assignments:
            raise NotCompilableError("a set tag beside a share")
        return mates, risky

    def _note_shares(self, text: str, mates: dict[int, int], risky: set[int]) -> None:
        before: int | None = None
        between: list[Peg | None] = []
        for letters, slash, number in _WORDS.findall(text):
            peg = None if letters or slash else self._pegs[int(number)]
            if letters:
                before, between = None, []
            elif peg is None or not peg.is_value:
                between.append(peg)
            else:
                if between == [None] and before is not None:
                    mates[before] = int(number)
                elif between != [None] and any(one is None or one.loops or not one.opens for one in between):
                    risky.add(int(number))
                before, between = int(number), []

    def _texts(self, paragraph: etree._Element) -> Iterator[str]:
        """Yield the letters of a paragraph, and the edges of blocks between its runs."""
        for event, element in etree.iterwalk(paragraph, events=("start", "end")):
            text = (element.text if event == "start" else element.tail if element is not paragraph else "") or ""
            if event == "start" and element.tag == _T:
                yield text
            else:
                yield "".join(f"\ue010{n}\ue011" for n in PEG.findall(text) if not self._pegs[int(n)].is_value)


def _mark_run(run_element: etree._Element, text: etree._Element) -> None:
    """Put marks round the run, the first time, and round `text`."""
    children = [child for child in run_element if child.tag != f"{{{W}}}rPr"]
    if not (children[-1].tail or "").endswith(END_RUN):
        _check_run(run_element, children)
        _append_before(run_element, BEGIN_RUN)
        children[-1].tail = (children[-1].tail or "") + END_RUN
    _append_before(text, BEGIN_TEXT)
    text.text = f"{text.text}{END_TEXT}"


def _check_run(run_element: etree._Element, children: list[etree._Element]) -> None:
    look = run_element.findall(f"{{{W}}}rPr")
    if len(look) > 1 or (look and run_element[0] is not look[0]) or (run_element.text or "").strip():
        raise NotCompilableError("a run that begins with something else than its look")
    for child in run_element:
        if PEG.sub("", child.tail or "").strip():
            raise NotCompilableError("letters between the children of a run")
        if child.tag != _T and "\ue010" in etree.tostring(child, encoding="unicode", with_tail=False):
            raise NotCompilableError("a run that prints something beside its text")


def _append_before(element: etree._Element, mark: str) -> None:
    before, parent = element.getprevious(), element.getparent()
    if before is not None:
        before.tail = (before.tail or "") + mark
    elif parent is not None:
        parent.text = (parent.text or "") + mark
