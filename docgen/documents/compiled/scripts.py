"""A recorded template in, its parts as functions of the values out; what Jinja is handed for each part."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from jinja2 import Environment, Template
from lxml import etree

from docgen.documents.compiled.code import Call, Script, compile_script
from docgen.documents.compiled.lanes import NotCompilableError
from docgen.documents.compiled.outline import END, PEG, Outline
from docgen.documents.compiled.pieces import before_pegs
from docgen.documents.compiled.proof import Place, check_places, places
from docgen.documents.compiled.recording import Recording
from docgen.ooxml.package import parse

Prepare = Callable[[str, etree._Element, Mapping[int, Place]], tuple[str, Mapping[int, Call]]]
"""A part (its name, its tree, where its pegs stand) in; how it is written, and how the value at each peg is, out."""


@dataclass(frozen=True, slots=True)
class ScriptedPart:
    """One part that changes: run one after another, `templates` list its pieces. `xml`: the part with its pegs."""

    name: str
    templates: tuple[Template, ...]
    xml: str


def scripted_parts(recording: Recording, environment: Environment, prepare: Prepare, *, is_paired: bool) -> tuple[ScriptedPart, ...]:
    """Return the parts of `recording` that print something.

    Raises:
        NotCompilableError: what is printed may be moved, or changed, after Jinja.
    """
    made = [
        _scripted(name, data, recording, environment, prepare, is_paired)
        for name, data in recording.package.parts.items()
        if "\ue010".encode() in data
    ]
    if sum(len(PEG.findall(part.xml)) for part in made) != len(recording.outliner.pegs):
        raise NotCompilableError("a tag in a part that is not saved")
    return tuple(made)


def _scripted(name: str, data: bytes, recording: Recording, environment: Environment, prepare: Prepare, is_paired: bool) -> ScriptedPart:
    root = parse(data)
    found = places(root)
    outlines = _outlines(found, recording.outlines)
    check_places(found, [number for outline in outlines for number in outline.numbers], recording.outliner.pegs)
    xml, calls = prepare(name, root, found)
    before = before_pegs(xml)
    templates = []
    for outline in outlines:
        pieces = before if outline is outlines[-1] else {**before, END: []}
        mates = recording.outliner.values
        script = Script(pieces, calls, {n: mates[c.mate] for n, c in calls.items() if c.mate is not None}, is_paired)
        templates.append(compile_script(environment, outline, script))
    return ScriptedPart(name, tuple(templates), xml)


def _outlines(found: Mapping[int, Place], outlines: Sequence[Outline]) -> list[Outline]:
    """Return the outlines whose pegs stand in one part, in the order of the part."""
    chosen: list[Outline] = []
    for number in found:
        outline = next(o for o in outlines if number in o.numbers)
        if outline not in chosen:
            chosen.append(outline)
    return chosen
