"""The tags that stand in a template, with their paragraphs: a .docx in, texts and tags out; knows how docxtpl writes them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import TemplateError as JinjaError
from jinja2 import meta
from lxml import etree

from docgen.documents.environment import ENVIRONMENT
from docgen.documents.marks import W
from docgen.model.errors import TemplateMissingError, UnreadableFileError
from docgen.ooxml.package import Package, parse

PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml|docProps/core\.xml")
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_PREFIX = re.compile(r"^(\{[{%#])(p|tr|tc|r)(?=\s)")
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a template, as people read it. `part` is its part in the zip, `number` counts from 1 within it."""

    part: str
    number: int
    text: str

    @property
    def tags(self) -> tuple[Tag, ...]:
        """Return the tags in it, in order."""
        return tuple(parse_tag(found.group()) for found in _TAG.finditer(self.text))

    @property
    def text_beside_tags(self) -> str:
        """Return what is left of the text without its tags."""
        return _TAG.sub("", self.text)


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag. `written` as it stands; `jinja` as Jinja reads it; `scope` what docxtpl takes away with it: p, tr, tc, r or nothing."""

    written: str
    jinja: str
    scope: str

    @property
    def inner(self) -> str:
        """Return what stands between the braces."""
        return self.jinja[2:-2].strip().strip("-").strip()

    @property
    def is_block(self) -> bool:
        """Whether it is a `{% … %}`."""
        return self.jinja.startswith("{%")

    @property
    def is_comment(self) -> bool:
        """Whether it is a `{# … #}`."""
        return self.jinja.startswith("{#")


def normalised(source: str) -> str:
    """Return `source` with each tag in NFC, so that a tag typed on another machine names the same word."""
    return _TAG.sub(lambda found: unicodedata.normalize("NFC", found.group()), source)


def parse_tag(written: str) -> Tag:
    """Return the tag that `written` is."""
    plain = unicodedata.normalize("NFC", written).translate(_QUOTES)
    prefix = _PREFIX.match(plain)
    return Tag(written, _PREFIX.sub(r"\1", plain), prefix[2] if prefix else "")


@lru_cache(maxsize=64)
def paragraphs(template: bytes) -> tuple[Paragraph, ...]:
    """Return every paragraph of body, headers, footers and footnotes of `template`, and its properties (one "paragraph" each).

    Raises:
        TemplateMissingError: no .docx.
    """
    try:
        package = Package.read(template)
        if "word/document.xml" not in package.parts:
            raise TemplateMissingError("Mẫu không phải là văn bản Word (.docx).")
        parts = sorted((name for name in package.parts if PARTS.fullmatch(name)), key=lambda name: (name != "word/document.xml", name))
        return tuple(paragraph for name in parts for paragraph in _paragraphs_of(name, parse(package.parts[name])))
    except UnreadableFileError as error:
        raise TemplateMissingError("Mẫu không phải là văn bản Word (.docx) hoặc tệp đã hỏng.") from error


@lru_cache(maxsize=64)
def names_used(template: bytes) -> frozenset[str]:
    """Return the words of the vocabulary that `template` names at the head of a tag: `tong`, `ky`; tags that are malformed are left out."""
    names: set[str] = set()
    for paragraph in paragraphs(template):
        for tag in paragraph.tags:
            names |= _names_in(tag)
    return frozenset(names)


@lru_cache(maxsize=64)
def says(template: bytes, word: str) -> bool:
    """Return whether any tag of `template` has `word` in it, wherever."""
    return any(word in tag.inner for paragraph in paragraphs(template) for tag in paragraph.tags)


def standing_alone(tag: Tag) -> str:
    """Return a text in which `tag` is a whole template, so that it can be parsed without the others."""
    if not tag.is_block:
        return tag.jinja
    word = tag.inner.split(None, 1)[0] if tag.inner else ""
    around = {
        "if": ("", "{% endif %}"),
        "for": ("", "{% endfor %}"),
        "elif": ("{% if 1 %}", "{% endif %}"),
        "else": ("{% if 1 %}", "{% endif %}"),
        "endif": ("{% if 1 %}", ""),
        "endfor": ("{% for _ in () %}", ""),
        "endset": ("{% set _ %}", ""),
    }
    if word == "set" and "=" not in tag.inner:
        return tag.jinja + "{% endset %}"
    before, after = around.get(word, ("", ""))
    return before + tag.jinja + after


def _names_in(tag: Tag) -> set[str]:
    try:
        return set(meta.find_undeclared_variables(ENVIRONMENT.parse(standing_alone(tag))))
    except JinjaError:
        return set()


def _paragraphs_of(part: str, root: etree._Element) -> Iterator[Paragraph]:
    if part.startswith("docProps/"):
        for number, element in enumerate(root, start=1):
            yield Paragraph(part, number, element.text or "")
        return
    for number, element in enumerate(root.iter(f"{{{W}}}p"), start=1):
        yield Paragraph(part, number, "".join(_words_of(element)))


def _words_of(paragraph: etree._Element) -> Iterator[str]:
    for element in paragraph.iter(f"{{{W}}}t", f"{{{W}}}tab", f"{{{W}}}br"):
        yield element.text or "" if element.tag == f"{{{W}}}t" else " "
