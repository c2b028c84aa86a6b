"""Pages and text files that people open: templates in this folder, filled with everything escaped."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from docgen.model import wording
from docgen.model.disk import storable

_ENVIRONMENT = Environment(
    loader=PackageLoader("docgen.outbox", "pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
_ENVIRONMENT.filters |= {"moment": wording.moment, "short_moment": wording.short_moment, "day": wording.day}


def render(template: str, **values: object) -> str:
    """Return the page that `template` makes of `values`; what people typed is shown as typed, whatever it looks like.

    Bytes of a file's name that are no text stand as `\\xNN`.
    """
    return storable(_ENVIRONMENT.get_template(template).render(values))


def for_notepad(text: str) -> bytes:
    """Return `text` as Windows Notepad of any age shows it: UTF-8 with a mark, lines ended the Windows way."""
    return text.replace("\n", "\r\n").encode("utf-8-sig")
