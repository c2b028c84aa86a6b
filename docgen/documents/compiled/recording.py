"""A template in, what docxtpl makes of it out, with values or with pegs in their places; the one module that knows docxtpl."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Environment
from jinja2 import TemplateError as JinjaError
from lxml import etree

from docgen.documents.compiled.lanes import NotCompilableError
from docgen.documents.compiled.outline import RESERVED, Outline, Outliner
from docgen.documents.compiled.proof import check_body
from docgen.documents.figures import UnprintableError
from docgen.documents.tags import normalised
from docgen.ooxml.package import Package

RENDERING_ERRORS = (JinjaError, UnprintableError, TypeError, ValueError, LookupError, ArithmeticError, AttributeError)
"""What Jinja, and what templates call, raise for a tag that cannot be used or a value that does not fit."""


class PartError(Exception):
    """Rendering one part failed; the failure is the cause. `source`: the part, as Jinja was given it."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.source = source


class CrossedError(Exception):
    """A block opens at one level of the XML and closes at another."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A document whose values are pegs, with the outline of each source that Jinja was given."""

    package: Package
    outliner: Outliner
    outlines: tuple[Outline, ...]


def record(template: bytes, environment: Environment) -> Recording:
    """Run docxtpl once on `template`, with a Jinja that prints pegs.

    Raises:
        NotCompilableError: what docxtpl does with the result depends on the values.
        PartError, CrossedError: a tag is wrong.
    """
    recorder = _Recorder(environment)
    document = _Recorded(recorder, template)
    return Recording(_filled(document, {}, recorder), recorder.outliner, tuple(recorder.outlines))


def render(template: bytes, context: Mapping[str, object], environment: Environment, *, is_strict: bool) -> Package:
    """Return the parts that docxtpl itself makes of `template`.

    Args:
        is_strict: refuse broken XML, which docxtpl mends by dropping text.

    Raises:
        PartError: Jinja failed at a part.
        CrossedError: the result is no XML, and `is_strict`.
    """
    return _filled(_Template(template, is_strict=is_strict), context, environment)


def _filled(document: DocxTemplate, context: Mapping[str, object], environment: object) -> Package:
    out = BytesIO()
    document.render(dict(context), environment, autoescape=True)
    document.save(out)
    return Package.read(out.getvalue())


class _Template(DocxTemplate):  # type: ignore[misc]
    """docxtpl's template; the work that depends on the template alone is done once."""

    def __init__(self, template: bytes, *, is_strict: bool) -> None:
        super().__init__(BytesIO(template))
        self._is_strict = is_strict

    def patch_xml(self, src_xml: str) -> str:
        return _patched(src_xml)

    def render_xml_part(self, src_xml: str, part: Any, context: dict[str, Any], jinja_env: Any = None) -> str:
        try:
            return str(super().render_xml_part(src_xml, part, context, jinja_env))
        except RENDERING_ERRORS as error:
            raise PartError(src_xml) from error

    def fix_tables(self, xml: str) -> Any:
        if self._is_strict:
            _parsed(xml)
        return super().fix_tables(xml)


class _Recorded(_Template):
    """docxtpl's template that is filled with pegs."""

    def __init__(self, recorder: _Recorder, template: bytes) -> None:
        super().__init__(template, is_strict=True)
        self._recorder = recorder

    def fix_tables(self, xml: str) -> Any:
        check_body(_parsed(xml), self._recorder.outliner.pegs)
        return super().fix_tables(xml)


@dataclass
class _Recorder:
    """Stands in for Jinja's environment where docxtpl asks for a template."""

    environment: Environment
    outliner: Outliner = field(default_factory=Outliner)
    outlines: list[Outline] = field(default_factory=list)
    autoescape: bool = True

    def from_string(self, source: str) -> Outline:
        """Return `source` laid out."""
        tree = self.environment.parse(source)
        if RESERVED.search(source) and not _is_own(source, len(self.outliner.pegs)):
            raise NotCompilableError("characters that pegs are made of")
        outline = self.outliner.outline(tree)
        if outline.numbers:
            self.outlines.append(outline)
        return outline


def _is_own(source: str, pegs: int) -> bool:
    """Return whether `source` was laid out before: docxtpl renders footnotes once for each section."""
    return pegs > 0 and source.count("\ue010") == source.count("\ue011") <= pegs


@lru_cache(maxsize=64)
def _patched(source: str) -> str:
    return normalised(str(DocxTemplate.patch_xml(None, source)))


def _parsed(xml: str) -> etree._Element:
    try:
        return etree.fromstring(xml, etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError as error:
        raise CrossedError from error
