"""Plain values in, the parts of a document out: a part's values are checked, escaped and encoded at once, between pieces that are ready."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from jinja2 import Environment, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree
from markupsafe import Markup, escape

from docgen.documents.compiled.code import Call, run
from docgen.documents.compiled.lanes import NotCompilableError, NotPlainError
from docgen.documents.compiled.outline import PEG
from docgen.documents.compiled.proof import Place
from docgen.documents.compiled.recording import Recording
from docgen.documents.compiled.scripts import ScriptedPart, scripted_parts

CORE = "docProps/core.xml"
_LONGEST_PROPERTY = 255
_LONGEST = 8_000_000
_CONTROLS = bytes(range(1, 32))
_SPECIAL = "{}\ufffe\uffff"
_BRACES_BESIDE = re.compile("(?:[{}]_?|%_)\ue010|\ue011(?:_?[{}])")
_ENTITY = re.compile("&(amp|lt|gt|quot|apos|#34|#39);")
_CHARACTER = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "#34": '"', "#39": "'"}


class PlainEnvironment(SandboxedEnvironment):
    """Jinja as docxtpl's users know it: sandboxed, escaping, strict."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)

    def word(self, obj: Any, name: str) -> Any:
        """Return `obj.name` where `name` is no word of a dict's own."""
        if type(obj) is dict:
            try:
                return obj[name]
            except KeyError:
                pass
        return self.getattr(obj, name)


def plain_parts(recording: Recording, environment: Environment) -> tuple[ScriptedPart, ...]:
    """Return the parts of `recording` as functions of plain values.

    Raises:
        NotCompilableError: why docxtpl has to see each document.
    """

    def prepare(name: str, root: etree._Element, found: Mapping[int, Place]) -> tuple[str, Mapping[int, Call]]:
        limits = _property_limits(recording) if name == CORE else {}
        calls = {
            number: Call("attribute") if attribute else Call("property", str(limits[number]))
            for number, (_, attribute) in found.items()
            if recording.outliner.pegs[number].is_value and (attribute or name == CORE)
        }
        return recording.package.parts[name].decode(), calls

    if any(_BRACES_BESIDE.search(outline.text) for outline in recording.outlines):
        raise NotCompilableError("a brace beside a tag")
    return scripted_parts(recording, environment, prepare, is_paired=True)


def fill_part(part: ScriptedPart, environment: Environment, values: Mapping[str, object]) -> bytes:
    """Return `part` filled with `values`.

    Raises:
        NotPlainError: docxtpl would treat a value specially.
        Exception: what Jinja, and what the template calls, raise.
    """
    pieces: list[Any] = []
    for template in part.templates:
        context = template.new_context(dict(values))
        context.add, context.pen = pieces.extend, _Pen  # type: ignore[attr-defined]
        run(template, context)
    pieces[1::2] = _escaped(pieces[1::2])
    return b"".join(pieces)


def check_whole(values: Mapping[str, object]) -> None:
    """Refuse values that can be gone through only once: docxtpl may need them after this room."""
    if any(hasattr(value, "__next__") for value in values.values()):
        raise NotPlainError("an iterator")


class _Pen:
    """Writes values that stand elsewhere than in a text of the part."""

    @staticmethod
    def attribute(value: object) -> bytes:
        """Return a value that stands in an attribute."""
        return _escaped((_text_of(value),))[0].replace(b'"', b"&quot;")

    @staticmethod
    def property(value: object, most: int) -> bytes:
        """Return a value of a property; docxtpl escapes it once more, and python-docx refuses a long one."""
        words = str(escape(_text_of(value)))
        if len(words) > most:
            raise NotPlainError("a long property")
        return _escaped((words,))[0]


def _property_limits(recording: Recording) -> Mapping[int, int]:
    """Return how long the value at each peg may be, so that no property grows too long."""
    return {
        number: (_LONGEST_PROPERTY - len(PEG.sub("", outline.text))) // len(outline.numbers)
        for outline in recording.outlines
        for number in outline.numbers
    }


def _escaped(values: Iterable[object]) -> list[bytes]:
    """Return each value as it stands in XML.

    Raises:
        NotPlainError: docxtpl would treat one of them specially: a line end, a tab, a brace, markup.
    """
    values = list(values)
    if not values:
        return []
    words: list[Any] = values if set(map(type, values)) == {str} else [_text_of(value) for value in values]
    joined = "\0".join(words)
    if len(joined) > _LONGEST or any(character in joined for character in _SPECIAL):
        raise NotPlainError("a brace, or what is no character")
    # On bytes: they are searched four to twenty times as fast as letters beyond Latin.
    made = joined.encode()
    if any(map(made.__contains__, _CONTROLS)):
        raise NotPlainError("a control character")
    made = made.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
    parts = made.split(b"\0")
    if len(parts) != len(words):
        raise NotPlainError("a control character")
    return parts


def _text_of(value: object) -> str:
    if hasattr(value, "__html__"):
        return _text_of_markup(value)
    return str(value)


def _text_of_markup(value: object) -> str:
    """Return the letters of text that is escaped already.

    Raises:
        NotPlainError: it is XML: a RichText, an image, a subdocument.
    """
    words = str(value)
    if type(value) is not Markup or "<" in words or ">" in words or len(_ENTITY.findall(words)) != words.count("&"):
        raise NotPlainError("markup")
    return _ENTITY.sub(lambda found: _CHARACTER[found[1]], words)
