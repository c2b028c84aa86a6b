"""A paragraph, row or table of one document in, the same as another document styles it: styles are known by their names."""

from __future__ import annotations

from lxml import etree

from docgen.documents.marks import W
from docgen.documents.merging.stories import Stories

_TAG = f"{{{W}}}"
_STYLED = tuple(f"{_TAG}{name}" for name in ("pStyle", "rStyle", "tblStyle"))


class Styles:
    """The styles and lists of the edited document, for parts of the new version."""

    def __init__(self, edited: Stories, before: Stories, now: Stories) -> None:
        ids = {name.casefold(): id for id, name in edited.style_names().items()}
        self._ids = {id: ids.get(name.casefold()) for id, name in now.style_names().items()}
        self._has_lists = edited.numbering() == before.numbering()

    def translate(self, element: etree._Element) -> None:
        """Let `element` use the edited document's styles; what it does not have is left to its default."""
        for style in list(element.iter(*_STYLED)):
            known = self._ids.get(style.get(f"{_TAG}val", ""))
            if known is not None:
                style.set(f"{_TAG}val", known)
            else:
                _remove(style)
        if not self._has_lists:
            for numbering in list(element.iter(f"{_TAG}numPr")):
                _remove(numbering)


def _remove(element: etree._Element) -> None:
    holder = element.getparent()
    if holder is not None:
        holder.remove(element)
