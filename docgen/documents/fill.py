"""A template and a vocabulary in, a Word document out; the one module that knows docxtpl."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from types import TracebackType
from typing import Any
from zipfile import BadZipFile

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import TemplateError as JinjaError
from jinja2 import TemplateSyntaxError
from lxml import etree

from docgen.documents.environment import ENVIRONMENT, TOKENS, Tokens, has_token
from docgen.documents.figures import UnprintableError
from docgen.documents.marks import Bookmarks, highest_id, settle
from docgen.documents.tags import PARTS, normalised
from docgen.model import text
from docgen.model.errors import TemplateMissingError, TemplateTagError, UnreadableFileError
from docgen.ooxml.package import Package

_CORE = "docProps/core.xml"
_CHANGING = ("lastModifiedBy", "revision", "created", "modified", "lastPrinted", "version")
_OF_THE_WRITER = ("creator", "description")
_PARAGRAPH = re.compile(r"<w:p([ >])")
_SHOWN_TAGS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_RENDERING_ERRORS = (JinjaError, UnprintableError, TypeError, ValueError, LookupError, ArithmeticError, AttributeError)


@dataclass(frozen=True, slots=True)
class Filled:
    """A document made from a template. `figures` names, for each bookmark, the figure that stands in it (`tong.so_tre`)."""

    data: bytes
    figures: Mapping[str, str]


def fill(template: bytes, vocabulary: Mapping[str, object]) -> bytes:
    """Return `template` filled from `vocabulary`, as the bytes of a .docx file.

    Raises:
        TemplateMissingError: not a .docx.
        TemplateTagError: a tag is malformed, or `vocabulary` does not offer it.
    """
    return fill_traced(template, vocabulary).data


def fill_traced(template: bytes, vocabulary: Mapping[str, object]) -> Filled:
    """Return `template` filled from `vocabulary`, and which figure stands in which bookmark.

    What a value holds is text, whatever it looks like: Jinja and docxtpl see only a token in its place.

    Raises:
        TemplateMissingError: not a .docx.
        TemplateTagError: a tag is malformed, or `vocabulary` does not offer it.
    """
    tokens = Tokens()
    return _settled(_rendered(template, {**vocabulary, TOKENS: tokens}), tokens)


def fill_text(source: str, vocabulary: Mapping[str, object]) -> str:
    """Return the text `source`, with its tags, filled from `vocabulary`: a file name, a message.

    Raises:
        TemplateTagError: a tag is malformed, or `vocabulary` does not offer it.
    """
    tokens = Tokens()
    try:
        filled = ENVIRONMENT.from_string(normalised(source)).render({**vocabulary, TOKENS: tokens})
    except _RENDERING_ERRORS as error:
        raise TemplateTagError(f"“{text.shortened(source, 80)}”: {said_of(error)}.") from error
    return tokens.replaced(filled)


def said_of(error: Exception) -> str:
    """Return what `error`, raised while a template was read or filled, says; in Vietnamese."""
    said = str(error).rstrip(".")
    if isinstance(error, TemplateTagError | UnprintableError):
        return said
    for pattern, words in _REASONS:
        found = re.search(pattern, said)
        if found:
            return words.format(*found.groups())
    return said if not isinstance(error, TypeError | ValueError) else f"phép tính hoặc so sánh không làm được ({said})"


def _rendered(template: bytes, context: Mapping[str, object]) -> Package:
    out = BytesIO()
    try:
        document = _Template(BytesIO(template))
        document.render(dict(context), ENVIRONMENT, autoescape=True)
        document.save(out)
        return Package.read(out.getvalue())
    except (BadZipFile, OpcError, OSError, KeyError, UnreadableFileError) as error:
        raise TemplateMissingError("Mẫu không phải là văn bản Word (.docx) hoặc tệp đã hỏng.") from error
    except _RENDERING_ERRORS as error:
        raise TemplateTagError(f"Mẫu có thẻ chưa dùng được: {said_of(error)}.") from error


def _settled(package: Package, tokens: Tokens) -> Filled:
    roots = {name: package.xml(name) for name in package.parts if PARTS.fullmatch(name)}
    bookmarks = Bookmarks(max((highest_id(root) for name, root in roots.items() if name != _CORE), default=0))
    for name in sorted(roots, key=lambda name: (name != "word/document.xml", name)):
        if name == _CORE:
            _without_traces(roots[name])
        settle(roots[name], tokens, bookmarks)
        package.put(name, roots[name])
    return Filled(package.write(), bookmarks.figures)


def _without_traces(core: etree._Element) -> None:
    """Drop who saved the template last, and when: the document was made by nobody at no time of the clock."""
    for element in list(core):
        name = etree.QName(element).localname
        if name in _CHANGING or (name in _OF_THE_WRITER and not has_token(element.text)):
            core.remove(element)


class _Template(DocxTemplate):  # type: ignore[misc]
    """docxtpl's template; the work that depends on the template alone is done once, and broken XML is refused instead of mended."""

    def patch_xml(self, src_xml: str) -> str:
        return _patched(src_xml)

    def render_xml_part(self, src_xml: str, part: Any, context: dict[str, Any], jinja_env: Any = None) -> str:
        try:
            return str(super().render_xml_part(src_xml, part, context, jinja_env))
        except _RENDERING_ERRORS as error:
            raise TemplateTagError(_with_place(error, src_xml)) from error

    def fix_tables(self, xml: str) -> Any:
        try:
            etree.fromstring(xml, etree.XMLParser(resolve_entities=False))
        except etree.XMLSyntaxError as error:
            raise TemplateTagError(
                "Mẫu có thẻ mở và thẻ đóng không cùng cấp: một thẻ {% if %} hoặc {% for %} mở ở đoạn, ô hoặc dòng này nhưng đóng ở đoạn, "
                "ô hoặc dòng khác. Dùng {%p … %} cho đoạn, {%tr … %} cho dòng của bảng."
            ) from error
        return super().fix_tables(xml)


@lru_cache(maxsize=64)
def _patched(source: str) -> str:
    return normalised(str(DocxTemplate.patch_xml(None, source)))


def _with_place(error: Exception, source: str) -> str:
    lines = _PARAGRAPH.sub(r"\n<w:p\1", source).splitlines()
    number = _line_of(error)
    line = lines[number - 1] if number and number <= len(lines) else ""
    words = text.shortened(re.sub(r"<[^>]+>", "", line), 120)
    reason = said_of(error)
    tags = [text.folded(tag) for tag in _SHOWN_TAGS.findall(re.sub(r"<[^>]+>", "", line))]
    named = next((tag for tag in tags if any(word in tag for word in _named_in(reason))), tags[0] if len(tags) == 1 else "")
    about = f"Thẻ “{named}”: " if named else "Mẫu có thẻ chưa dùng được: "
    return f"{about}{reason}" + (f" (ở đoạn “{words}”)." if words else ".")


def _line_of(error: Exception) -> int | None:
    if isinstance(error, TemplateSyntaxError):
        return error.lineno
    lines = [trace.tb_lineno for trace in _traces(error.__traceback__) if trace.tb_frame.f_code.co_filename == "<template>"]
    return lines[-1] if lines else None


def _traces(trace: TracebackType | None) -> Iterator[TracebackType]:
    while trace is not None:
        yield trace
        trace = trace.tb_next


def _named_in(reason: str) -> list[str]:
    return re.findall("“([^”]+)”", reason)[::-1]


_REASONS = (
    (r"No filter named '(.+?)'", "không có bộ lọc “{0}”"),
    (r"No test named '(.+?)'", "không có phép thử “{0}”"),
    (r"Encountered unknown tag '(\w+)'", "không có lệnh “{0}”, hoặc lệnh này không khớp với lệnh mở đứng trước"),
    (r"unknown tag '(\w+)'", "không có lệnh “{0}”"),
    (r"Unexpected end of template.*?innermost block.*?'(\w+)'", "lệnh “{0}” mở mà chưa đóng"),
    (r"expected name or number", "sai cú pháp: thiếu tên sau dấu chấm"),
    (r"expected token '(.+?)', got '(.+?)'", "sai cú pháp: cần “{0}” nhưng gặp “{1}”"),
    (r"unexpected '(.+?)'", "sai cú pháp: thừa “{0}”"),
    (r"unexpected char '(.+?)'", "sai cú pháp: có ký tự lạ “{0}”"),
    (r"[Ee]xpected an expression", "sai cú pháp: thiếu tên cần in"),
    (r"unexpected end of template", "sai cú pháp: thẻ chưa viết hết"),
    (r"no loader", "không dùng được lệnh lấy tệp khác (include, import, extends)"),
    (r"unsafe", "không được dùng tên bắt đầu bằng dấu gạch dưới"),
)
