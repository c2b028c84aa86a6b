"""A template and a vocabulary in, a Word document out: by the compiled template, or by docxtpl's own steps with the same result."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import TracebackType
from zipfile import BadZipFile

from docx.opc.exceptions import OpcError
from jinja2 import TemplateSyntaxError

from docgen.documents.compiled.lanes import NotCompilableError, NotPlainError
from docgen.documents.compiled.office import OfficeTemplate, compile_office, fill_office
from docgen.documents.compiled.recording import RENDERING_ERRORS, CrossedError, PartError, record, render
from docgen.documents.environment import ENVIRONMENT, TOKENS, Tokens, has_token
from docgen.documents.figures import UnprintableError
from docgen.documents.marks import Bookmarks, highest_id, settle
from docgen.documents.properties import CORE, without_traces
from docgen.documents.tags import PARTS, normalised
from docgen.model import text
from docgen.model.errors import TemplateMissingError, TemplateTagError, UnreadableFileError
from docgen.ooxml.package import Package

_NO_DOCUMENT = (BadZipFile, OpcError, OSError, KeyError, UnreadableFileError)
_CROSSED = (
    "Mẫu có thẻ mở và thẻ đóng không cùng cấp: một thẻ {% if %} hoặc {% for %} mở ở đoạn, ô hoặc dòng này nhưng đóng ở đoạn, "
    "ô hoặc dòng khác. Dùng {%p … %} cho đoạn, {%tr … %} cho dòng của bảng."
)
_PARAGRAPH = re.compile(r"<w:p([ >])")
_SHOWN_TAGS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


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

    What a value holds is text, whatever it looks like: docxtpl's own steps see only a token in its place.

    Raises:
        TemplateMissingError: not a .docx.
        TemplateTagError: a tag is malformed, or `vocabulary` does not offer it.
    """
    return _filled_at_once(template, vocabulary) or fill_by_docxtpl(template, vocabulary)


def fill_text(source: str, vocabulary: Mapping[str, object]) -> str:
    """Return the text `source`, with its tags, filled from `vocabulary`: a file name, a message.

    Raises:
        TemplateTagError: a tag is malformed, or `vocabulary` does not offer it.
    """
    tokens = Tokens()
    try:
        filled = ENVIRONMENT.from_string(normalised(source)).render({**vocabulary, TOKENS: tokens})
    except RENDERING_ERRORS as error:
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


def lane(template: bytes) -> str:
    """Return why `template` is filled by docxtpl's own steps each time, or nothing: it was compiled."""
    compiled = _compiled(template)
    return compiled if isinstance(compiled, str) else ""


def fill_by_docxtpl(template: bytes, vocabulary: Mapping[str, object]) -> Filled:
    """Return what `fill_traced` returns, by docxtpl's own steps: the reference that the compiled template is held against.

    Raises:
        TemplateMissingError: not a .docx.
        TemplateTagError: a tag is malformed, or `vocabulary` does not offer it.
    """
    tokens = Tokens()
    return _settled(_rendered(template, {**vocabulary, TOKENS: tokens}), tokens)


@lru_cache(maxsize=64)
def _compiled(template: bytes) -> OfficeTemplate | str:
    """Return `template` compiled, or why it cannot be; once in each process."""
    try:
        return compile_office(record(template, ENVIRONMENT))
    except NotCompilableError as refused:
        return str(refused)
    except (*_NO_DOCUMENT, *RENDERING_ERRORS, PartError, CrossedError) as error:
        return f"{type(error).__name__}"


def _filled_at_once(template: bytes, vocabulary: Mapping[str, object]) -> Filled | None:
    """Return the document, or None where docxtpl has to say what it is, or what is wrong."""
    compiled = _compiled(template)
    if isinstance(compiled, str):
        return None
    try:
        return Filled(*fill_office(compiled, vocabulary))
    except (NotPlainError, *RENDERING_ERRORS):
        return None


def _rendered(template: bytes, context: Mapping[str, object]) -> Package:
    try:
        return render(template, context, ENVIRONMENT, is_strict=True)
    except PartError as failed:
        assert isinstance(failed.__cause__, Exception)
        raise TemplateTagError(_with_place(failed.__cause__, failed.source)) from failed.__cause__
    except CrossedError as error:
        raise TemplateTagError(_CROSSED) from error
    except _NO_DOCUMENT as error:
        raise TemplateMissingError("Mẫu không phải là văn bản Word (.docx) hoặc tệp đã hỏng.") from error
    except RENDERING_ERRORS as error:
        raise TemplateTagError(f"Mẫu có thẻ chưa dùng được: {said_of(error)}.") from error


def _settled(package: Package, tokens: Tokens) -> Filled:
    roots = {name: package.xml(name) for name in package.parts if PARTS.fullmatch(name)}
    bookmarks = Bookmarks(max((highest_id(root) for name, root in roots.items() if name != CORE), default=0))
    for name in sorted(roots, key=lambda name: (name != "word/document.xml", name)):
        if name == CORE:
            without_traces(roots[name], has_token)
        settle(roots[name], tokens, bookmarks)
        package.put(name, roots[name])
    return Filled(package.write(), bookmarks.figures)


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
