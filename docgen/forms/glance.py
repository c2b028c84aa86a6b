"""The first words of a large workbook that names no cell of ours, so that it need not be read whole to know that it is no form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import islice

from lxml import etree

from docgen.ooxml.prolog import has_doctype

LARGE_BYTES = 3 * 1024 * 1024
"""Smaller sheets are read whole in no time."""
_MOST = 5_000


def words(strings: bytes, sheets: Iterable[bytes]) -> frozenset[str]:
    """Return the first texts in the shared strings, and in the cells of each sheet, as the file has them."""
    inline = (found for sheet in sheets for found in islice(_texts(sheet, "{*}is"), _MOST))
    return frozenset((*islice(_texts(strings, "{*}si"), _MOST), *inline))


def _texts(part: bytes, tag: str) -> Iterator[str]:
    """Yield the texts of the elements `tag` until the part ends, or is found damaged: what comes then nobody misses."""
    if not part or has_doctype(part):
        return
    parser = etree.iterparse(BytesIO(part), tag=(tag, "{*}row"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    rows = 0
    try:
        for _, element in parser:
            if element.tag.endswith("}row"):
                rows += 1
                element.clear()
                if rows > _MOST:
                    return
            else:
                yield "".join(piece.text or "" for piece in element.iter("{*}t"))
    except etree.XMLSyntaxError:
        return
