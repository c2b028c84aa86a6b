"""A text source to the .docx it describes: what the sample's templates are made by."""

from __future__ import annotations

from docgen.nd30.drafting.draft import draft
from docgen.nd30.drafting.source import parse


def draft_source(text: str) -> bytes:
    """Return the .docx that the text source `text` describes; equal sources give equal bytes.

    Raises:
        SourceError: a line of the source cannot be read.
    """
    return draft(parse(text))
