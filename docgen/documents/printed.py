"""Two versions of a document in, how many of its figures differ out; knows a figure by its hidden bookmark, whoever saved the file last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from docgen.documents.marks import PREFIX, W
from docgen.documents.tags import PARTS
from docgen.model.errors import UnreadableFileError
from docgen.ooxml.package import Package

_ID, _NAME = f"{{{W}}}id", f"{{{W}}}name"


def printed_figures(document: bytes) -> Mapping[str, str]:
    """Return the text in each bookmark of a figure, by the bookmark's name.

    Raises:
        UnreadableFileError: no Word document.
    """
    package = Package.read(document)
    return {name: text for part in sorted(package.parts) if PARTS.fullmatch(part) for name, text in _figures(package.xml(part))}


def changed_figures(before: bytes, after: bytes) -> int:
    """Return how many figures of the document `after` are printed otherwise in `before`, or not at all.

    A document in which no figure can be found again (its text was copied into another one) is taken to differ in one.
    """
    now = printed_figures(after)
    try:
        then = printed_figures(before)
    except UnreadableFileError:
        then = {}
    if not now or not then:
        return 1
    return sum(then.get(name) != text for name, text in now.items())


def _figures(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield each bookmark and the text from its start to its end, in the order in which they end."""
    within: dict[str, tuple[str, list[str]]] = {}
    for element in root.iter(f"{{{W}}}bookmarkStart", f"{{{W}}}bookmarkEnd", f"{{{W}}}t"):
        if element.tag == f"{{{W}}}t":
            for _, texts in within.values():
                texts.append(element.text or "")
            continue
        identifier = str(element.get(_ID, ""))
        name = str(element.get(_NAME, ""))
        if name.startswith(PREFIX):
            within[identifier] = (name, [])
        elif identifier in within and not name:
            found, texts = within.pop(identifier)
            yield found, "".join(texts)
