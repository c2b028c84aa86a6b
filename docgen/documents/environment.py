"""The Jinja of templates: sandboxed, strict, with our filters only; a value printed becomes a token, replaced once the XML is made."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from jinja2 import Template, Undefined, pass_context
from jinja2.exceptions import UndefinedError
from jinja2.filters import FILTERS
from jinja2.runtime import Context, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from docgen.documents import figures, filters
from docgen.documents.figures import Chosen, Figure, Printed, UnprintableError
from docgen.documents.records import ABSENT, Record, path_of, word_of

TOKENS = "docgen tokens"
"""The context entry that holds the texts printed; no tag can name it, for the space."""

_TOKEN = re.compile("\ue000([0-9]+)\ue001")
_SHARE = re.compile("\ue000([0-9]+)\ue001/(?=\ue000([0-9]+)\ue001)")


class Tokens:
    """The texts printed while one document is filled. In Jinja's output each is a number between two private-use characters.

    So neither Jinja nor docxtpl ever sees what a unit typed, and it cannot be taken for a tag or for XML.
    """

    def __init__(self) -> None:
        self.texts: list[Printed] = []

    def hold(self, text: Printed) -> str:
        """Keep `text`; return its token."""
        self.texts.append(text)
        return f"\ue000{len(self.texts) - 1}\ue001"

    def split(self, text: str) -> list[str | Printed]:
        """Return `text` as plain stretches and the texts its tokens stand for."""
        parts: list[str | Printed] = []
        for index, part in enumerate(_TOKEN.split(text)):
            if index % 2 and int(part) < len(self.texts):
                parts.append(self.texts[int(part)])
            elif part and not index % 2:
                parts.append(part)
        return parts

    def spare_marks(self, text: str) -> None:
        """Leave one sign of incompleteness in `21 (*)/44 (*)`, after the second, wherever two tokens stand so in `text`."""
        for found in _SHARE.finditer(text):
            first, second = (self.texts[int(index)] if int(index) < len(self.texts) else Printed("") for index in found.groups())
            if first.mark and second.mark:
                self.texts[int(found[1])] = Printed(first.bare, first.key)

    def replaced(self, text: str) -> str:
        """Return `text` with each token replaced by its text."""
        self.spare_marks(text)
        return "".join(part if not isinstance(part, Printed) else figures.printable(part) for part in self.split(text))


def has_token(text: str | None) -> bool:
    """Return whether something was printed in `text`."""
    return text is not None and "\ue000" in text


class _Unknown(StrictUndefined):
    """A word that is not offered: any use of it is a mistake, said in Vietnamese."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        if isinstance(self._undefined_obj, Record):
            return f"“{path_of(self._undefined_obj)}” không có từ “{self._undefined_name}”"
        if isinstance(self._undefined_obj, Figure):
            return f"số liệu “{self._undefined_obj.key}” không có từ “{self._undefined_name}”"
        return f"không có từ “{self._undefined_name}” trong từ vựng của văn bản này"


class TemplateEnvironment(SandboxedEnvironment):
    """Jinja as templates may use it."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=_Unknown, finalize=_print)
        self.filters = {name: FILTERS[name] for name in filters.KEPT} | dict(filters.OWN)
        self.globals = {name: self.globals[name] for name in ("namespace", "range")}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return what stands behind `obj.attribute` in a template."""
        if isinstance(obj, Record) and not attribute.startswith("_"):  # what the sandbox would do, in fewer steps: records are all there is
            found = word_of(obj, attribute)
            return self.undefined(obj=obj, name=attribute) if found is ABSENT else found
        if isinstance(obj, Figure):
            return obj.words().get(attribute, self.undefined(obj=obj, name=attribute))
        if isinstance(obj, Chosen):
            return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return what stands behind `obj[argument]` in a template."""
        return self.getattr(obj, argument) if isinstance(obj, Figure) else super().getitem(obj, argument)

    def from_string(self, source: Any, globals: Any = None, template_class: Any = None) -> Template:
        """Return `source` compiled; the same source is compiled once."""
        return _compiled(self, source)


@lru_cache(maxsize=256)
def _compiled(environment: TemplateEnvironment, source: str) -> Template:
    return SandboxedEnvironment.from_string(environment, source)


@pass_context
def _print(context: Context, value: object) -> object:
    if isinstance(value, Undefined):
        raise UndefinedError(value._undefined_message)
    if value is None:
        raise UnprintableError("giá trị rỗng (None) không in được")
    if isinstance(value, Markup) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    hold: Callable[[Printed], str] = context[TOKENS].hold
    return "".join(hold(piece) for piece in figures.pieces(value))


ENVIRONMENT = TemplateEnvironment()
