"""A template and the words it is offered in, every mistake in its tags out, with its paragraph; knows what can be wrong with a tag."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from jinja2 import TemplateSyntaxError, nodes

from docgen.documents.environment import ENVIRONMENT
from docgen.documents.figures import Figure
from docgen.documents.fill import fill, said_of
from docgen.documents.records import Listing, Record, is_listed, names_of, path_of
from docgen.documents.tags import Paragraph, Tag, paragraphs, standing_alone
from docgen.model import text
from docgen.model.errors import TemplateMissingError, TemplateTagError
from docgen.model.findings import Finding, error

_UNKNOWN = object()
_STRAY = re.compile(r"\{\s*\{|\}\s*\}|\{\s*%|%\s*\}")
_LOOP_WORDS = ("index", "index0", "revindex", "revindex0", "first", "last", "length", "cycle", "depth", "previtem", "nextitem", "changed")
_OPENS = {"for": "endfor", "if": "endif"}
_WHOLE_TAGS = {"p": "đoạn", "tr": "dòng của bảng", "tc": "ô của bảng"}


def lint(template: bytes, template_name: str, offered: Mapping[str, object] | Collection[str]) -> tuple[Finding, ...]:
    """Return every mistake in the tags of `template`.

    `offered`: the vocabulary with values, none of whose lists is empty (`specimen.offered`); or the words alone, then what stands behind
    their dots is not checked.
    """
    try:
        read = paragraphs(template)
    except TemplateMissingError as missing:
        return (error("mau_khong_doc_duoc", f"{template_name}: {missing}", label=template_name),)
    words = dict(offered) if isinstance(offered, Mapping) else dict.fromkeys(offered, _UNKNOWN)
    checker = _Checker(template_name, words)
    for part in dict.fromkeys(paragraph.part for paragraph in read):
        checker.check_part([paragraph for paragraph in read if paragraph.part == part])
    if not checker.findings and isinstance(offered, Mapping):
        checker.try_to_fill(template)
    return tuple(checker.findings)


@dataclass
class _Checker:
    """Walks the tags of one template in order. `scopes`: for each block still open its word, its paragraph, and the words it adds."""

    template_name: str
    words: dict[str, object]
    findings: list[Finding] = field(default_factory=list)
    scopes: list[tuple[str, Paragraph, dict[str, object]]] = field(default_factory=list)
    added: dict[str, object] = field(default_factory=dict)

    def check_part(self, read: list[Paragraph]) -> None:
        """Check the paragraphs of one part; what a block opens must be closed in it."""
        self.scopes, self.added = [], {}
        for paragraph in read:
            self._check_paragraph(paragraph)
        for word, opened, _ in self.scopes:
            self._say("the_chua_dong", opened, f"lệnh “{word}” mở ở đây mà không có “{_OPENS[word]}” ở phía sau")

    def try_to_fill(self, template: bytes) -> None:
        """Fill the template as a last check: some mistakes show only then."""
        try:
            fill(template, self.words)
        except (TemplateTagError, TemplateMissingError) as mistake:
            self.findings.append(error("the_khong_lap_duoc", f"{self.template_name}: {mistake}", label=self.template_name))

    def _check_paragraph(self, paragraph: Paragraph) -> None:
        if _STRAY.search(paragraph.text_beside_tags):
            self._say("the_viet_do", paragraph, "dấu ngoặc của thẻ không đủ đôi: {{ … }} hoặc {% … %} phải nằm trọn trong một đoạn")
        whole = next((tag for tag in paragraph.tags if tag.scope in _WHOLE_TAGS), None)
        if whole is not None and whole.scope == "p" and paragraph.text_beside_tags.strip():
            self._say("doan_co_chu_thua", paragraph, "thẻ này bỏ cả đoạn khi lập; chữ khác trong đoạn sẽ mất", whole.written)
        for tag in paragraph.tags:
            if not tag.is_comment:
                self._check_tag(tag, paragraph)

    def _check_tag(self, tag: Tag, paragraph: Paragraph) -> None:
        word = tag.inner.split(None, 1)[0] if tag.is_block and tag.inner else ""
        if word in ("endif", "endfor") or word in ("else", "elif"):
            self._check_closing(word, tag, paragraph)
        try:
            tree = ENVIRONMENT.parse(standing_alone(tag))
        except TemplateSyntaxError as mistake:
            self._say("the_sai_cu_phap", paragraph, said_of(mistake), tag.written)
            return
        if word in _OPENS:
            self.scopes.append((word, paragraph, {}))
        for node in tree.body:
            self._visit(node, tag, paragraph)

    def _check_closing(self, word: str, tag: Tag, paragraph: Paragraph) -> None:
        top = self.scopes[-1][0] if self.scopes else ""
        fits = top == word[3:] if word.startswith("end") else top == "if" or (word == "else" and top == "for")
        if not fits:
            expected = f"đang chờ “{_OPENS[top]}”" if top else "phía trước không có lệnh mở"
            self._say("the_khong_khop", paragraph, f"lệnh “{word}” không khớp: {expected}", tag.written)
        elif word.startswith("end"):
            self.scopes.pop()

    def _visit(self, node: nodes.Node, tag: Tag, paragraph: Paragraph) -> None:
        if isinstance(node, nodes.For):
            element = _element(self._value(node.iter, tag, paragraph))
            if isinstance(node.target, nodes.Name) and self.scopes:
                self.scopes[-1][2].update({node.target.name: element, "loop": dict.fromkeys(_LOOP_WORDS, _UNKNOWN)})
            if node.test is not None:
                self._value(node.test, tag, paragraph)
        elif isinstance(node, nodes.Assign):
            value = self._value(node.node, tag, paragraph)
            if isinstance(node.target, nodes.Name):
                self.added[node.target.name] = value
        elif isinstance(node, nodes.If):
            self._value(node.test, tag, paragraph)
            for other in node.elif_:
                self._visit(other, tag, paragraph)
        elif isinstance(node, nodes.AssignBlock) and isinstance(node.target, nodes.Name):
            self.added[node.target.name] = _UNKNOWN
        else:
            for child in node.iter_child_nodes():
                self._value(child, tag, paragraph)

    def _value(self, node: nodes.Node, tag: Tag, paragraph: Paragraph) -> object:
        """Return what `node` stands for, as far as it can be told; say what is unknown on the way."""
        if isinstance(node, nodes.Name):
            return self._word(node.name, tag, paragraph)
        if isinstance(node, nodes.Getattr):
            return self._behind_dot(self._value(node.node, tag, paragraph), node.attr, tag, paragraph)
        if isinstance(node, nodes.Getitem):
            return self._behind_bracket(node, tag, paragraph)
        if isinstance(node, nodes.Filter):
            return self._filtered(node, tag, paragraph)
        for child in node.iter_child_nodes():
            self._value(child, tag, paragraph)
        return _UNKNOWN

    def _word(self, name: str, tag: Tag, paragraph: Paragraph) -> object:
        for _, _, scope in reversed(self.scopes):
            if name in scope:
                return scope[name]
        known = {**self.words, **self.added}
        if name in known:
            return known[name]
        if name not in ENVIRONMENT.globals:
            self._say("tu_khong_co", paragraph, f"không có từ “{name}” trong từ vựng của văn bản này", tag.written, _near(name, known))
        return _UNKNOWN

    def _behind_dot(self, value: object, name: str, tag: Tag, paragraph: Paragraph) -> object:
        known = _words_behind(value)
        if known is None:
            return _UNKNOWN
        if name in known:
            return value[name] if isinstance(value, Record | dict) else value.words()[name] if isinstance(value, Figure) else _UNKNOWN
        owner = path_of(value) if isinstance(value, Record) else value.key if isinstance(value, Figure) else "loop"
        self._say("tu_khong_co", paragraph, f"“{owner}” không có từ “{name}”", tag.written, _near(name, known))
        return _UNKNOWN

    def _behind_bracket(self, node: nodes.Getitem, tag: Tag, paragraph: Paragraph) -> object:
        value = self._value(node.node, tag, paragraph)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._behind_dot(value, node.arg.value, tag, paragraph)
        if isinstance(node.arg, nodes.Slice):
            return value
        self._value(node.arg, tag, paragraph)
        return _element(value)

    def _filtered(self, node: nodes.Filter, tag: Tag, paragraph: Paragraph) -> object:
        if node.name not in ENVIRONMENT.filters:
            self._say("bo_loc_khong_co", paragraph, f"không có bộ lọc “{node.name}”", tag.written, _near(node.name, ENVIRONMENT.filters))
        value = self._value(node.node, tag, paragraph) if node.node is not None else _UNKNOWN
        for argument in node.args:
            self._value(argument, tag, paragraph)
        keeps = node.name in ("selectattr", "rejectattr", "select", "reject", "list", "reverse", "sort", "unique")
        return value if keeps else _element(value) if node.name in ("first", "last") else _UNKNOWN

    def _say(self, code: str, paragraph: Paragraph, reason: str, tag: str = "", mend: str = "") -> None:
        about = f"thẻ “{text.folded(tag)}”: " if tag else ""
        place = f"{_part_words(paragraph.part)}đoạn {paragraph.number} “{text.shortened(paragraph.text, 120)}”"
        finding = error(
            code, f"{self.template_name}, {place}: {about}{reason}.", mend, label=self.template_name, found=tag or paragraph.text
        )
        if finding not in self.findings:
            self.findings.append(finding)


def _words_behind(value: object) -> Collection[str] | None:
    if isinstance(value, Record):
        return names_of(value)
    if isinstance(value, Figure):
        return tuple(value.words())
    return value if isinstance(value, dict) else None


def _element(value: object) -> object:
    if isinstance(value, Listing) and value:
        return value[0]
    return next(iter(value), _UNKNOWN) if isinstance(value, Record) and is_listed(value) else _UNKNOWN


def _near(name: str, known: Collection[str]) -> str:
    """Return a hint at the words that look like `name`."""
    near = get_close_matches(name, known, n=3, cutoff=0.75)
    return f"Có thể là: {', '.join(near)}." if near else ""


def _part_words(part: str) -> str:
    if part.startswith("word/header"):
        return "đầu trang, "
    if part.startswith("word/footer"):
        return "chân trang, "
    return {"word/footnotes.xml": "chú thích cuối trang, ", "docProps/core.xml": "thuộc tính của tệp, "}.get(part, "")
