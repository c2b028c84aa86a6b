"""A .docx template with docxtpl's tags, compiled once, filled with plain values as often as needed; works without a workspace."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from unicodedata import normalize
from zipfile import BadZipFile

from docx.opc.exceptions import OpcError

from docgen.documents.compiled import plain
from docgen.documents.compiled.lanes import NotCompilableError, NotPlainError
from docgen.documents.compiled.plain import PlainEnvironment, check_whole, fill_part, plain_parts
from docgen.documents.compiled.recording import RENDERING_ERRORS, CrossedError, PartError, record, render
from docgen.documents.compiled.scripts import ScriptedPart
from docgen.model.errors import TemplateMissingError, UnreadableFileError
from docgen.ooxml.entries import Deflater, Skeleton, quick_deflater, zlib_deflater
from docgen.ooxml.package import Package, parse, serialise

_NO_DOCUMENT = (BadZipFile, OpcError, OSError, KeyError, UnreadableFileError)
_NO_TIME = "1980-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled template. It can be used by several threads at once.

    `reason`: why every document is made by docxtpl's own steps (same result, docxtpl's speed); empty when it was compiled.
    """

    source: bytes
    reason: str
    _environment: PlainEnvironment
    _parts: tuple[ScriptedPart, ...]
    _skeleton: Skeleton
    _deflate: Deflater
    _checksum: Callable[[bytes], int]
    _has_properties: bool

    @classmethod
    def compile(
        cls,
        template: str | PathLike[str] | bytes,
        *,
        filters: Mapping[str, Callable[..., object]] | None = None,
        level: int | None = None,
    ) -> Template:
        """Return `template` (a path, or the bytes of a .docx) compiled.

        Args:
            filters: filters that its tags may use, beside those of Jinja.
            level: zlib's level of compression; left out: the quickest deflate of this installation, files up to a tenth larger than zlib 6.

        Raises:
            TemplateMissingError: no .docx.
        """
        source = template if isinstance(template, bytes) else _read(Path(template))
        environment = PlainEnvironment()
        environment.filters.update(filters or {})
        deflate, checksum = quick_deflater() if level is None else (zlib_deflater(level), zlib.crc32)
        try:
            has_properties = plain.CORE in Package.read(source).parts
            parts, skeleton, reason = *_compiled(source, environment, has_properties), ""
        except (NotCompilableError, PartError, CrossedError, *RENDERING_ERRORS) as refused:
            parts, skeleton, reason = (), Skeleton((), (), 0), str(refused)[:200] or type(refused).__name__
        except _NO_DOCUMENT as error:
            raise TemplateMissingError("Mẫu không phải là văn bản Word (.docx) hoặc tệp đã hỏng.") from error
        return cls(source, reason, environment, parts, skeleton, deflate, checksum, has_properties)

    @property
    def is_compiled(self) -> bool:
        """Whether documents are made without docxtpl."""
        return not self.reason

    def render(self, values: Mapping[str, object]) -> bytes:
        """Return the document that the template and `values` make, as the bytes of a .docx: no time of the clock, entries in a fixed order.

        The parts are those that docxtpl makes, sandboxed, escaping and strict. What docxtpl treats specially (line ends and tabs, RichText,
        images, subdocuments) is left to docxtpl.

        Args:
            values: str, bool, numbers, None, and lists and dicts of them, under the names that tags use (compared in NFC).

        Raises:
            jinja2.TemplateError: a tag is malformed, or names what `values` does not have.
            Exception: what a filter raises.
        """
        named = values if all(map(str.isascii, values)) else {normalize("NFC", name): value for name, value in values.items()}
        if not self.reason:
            try:
                return self.render_compiled(named)
            except (NotPlainError, *RENDERING_ERRORS):
                pass  # docxtpl's steps give the document, or the error with docxtpl's own words
        return self.render_by_docxtpl(named)

    def render_compiled(self, values: Mapping[str, object]) -> bytes:
        """Return the document by the compiled template alone.

        Raises:
            NotPlainError: docxtpl has to see these values.
        """
        check_whole(values)
        parts = [fill_part(part, self._environment, values) for part in self._parts]
        return self._skeleton.fill(parts, self._deflate, self._checksum)

    def render_by_docxtpl(self, values: Mapping[str, object]) -> bytes:
        """Return the document by docxtpl's own steps: the reference that the compiled template is held against."""
        try:
            package = render(self.source, values, self._environment, is_strict=False)
        except PartError as failed:
            raise (failed.__cause__ or failed) from None
        if not self._has_properties:
            _without_time(package)
        return Skeleton.of(package, (), self._deflate).fill((), self._deflate, self._checksum)


def _compiled(source: bytes, environment: PlainEnvironment, has_properties: bool) -> tuple[tuple[ScriptedPart, ...], Skeleton]:
    recording = record(source, environment)
    if not has_properties:
        _without_time(recording.package)
    parts = plain_parts(recording, environment)
    return parts, Skeleton.of(recording.package, [part.name for part in parts], zlib_deflater(9))


def _without_time(package: Package) -> None:
    """Give properties that python-docx made up a fixed time."""
    if plain.CORE in package.parts:
        root = parse(package.parts[plain.CORE])
        for element in root.iter("{http://purl.org/dc/terms/}modified"):
            element.text = _NO_TIME
        package.parts[plain.CORE] = serialise(root)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise TemplateMissingError(f"Không đọc được mẫu “{path.name}”.") from error
