"""The remarks (Excel's notes) of one sheet in, what people wrote in them by cell out; those of docgen itself say nothing new."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from docgen.forms.comments import AUTHOR, HEADING
from docgen.forms.read_cells import position
from docgen.model import text

_MOST = 1_000
_LONGEST = 200


def remarks(root: etree._Element) -> Mapping[tuple[int, int], str]:
    """Return what people remarked in the comments part `root`, by (row, column)."""
    authors = [author.text or "" for author in root.iterfind("{*}authors/{*}author")]
    found = {}
    for comment in root.findall("{*}commentList/{*}comment")[:_MOST]:
        number, place = comment.get("authorId", ""), position(comment.get("ref", ""))
        author = authors[int(number)] if number.isdecimal() and int(number) < len(authors) else ""
        said = "".join(part.text or "" for part in comment.iter("{*}t")).partition(HEADING)[0]
        words = text.shortened(said.removeprefix(f"{author}:"), _LONGEST)
        if place is not None and words and author != AUTHOR:
            found[place] = words
    return found
