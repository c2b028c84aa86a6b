"""A document's properties in, what they tell of the template's maker taken away; knows which they are."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

CORE = "docProps/core.xml"
_CHANGING = ("lastModifiedBy", "revision", "created", "modified", "lastPrinted", "version")
_OF_THE_WRITER = ("creator", "description")


def without_traces(core: etree._Element, is_printed: Callable[[str | None], bool]) -> None:
    """Drop who saved the template last, and when: the document was made by nobody at no time of the clock.

    Args:
        is_printed: whether a text of a property comes from a tag.
    """
    for element in list(core):
        name = etree.QName(element).localname
        if name in _CHANGING or (name in _OF_THE_WRITER and not is_printed(element.text)):
            core.remove(element)
