"""An issued document in, whether it cites another one by the blank that stands for its number out."""

from __future__ import annotations

import re

from docgen.documents.tags import paragraphs
from docgen.model.errors import TemplateError

_BLANK = r"[ \t\u00a0.…]{2,}"


def cites_by_blank(document: bytes, symbol: str, number: str) -> bool:
    """Return whether `document` has a blank before `/symbol`, and `number` (the whole of it: `45/KH-UBND`) nowhere.

    Of one that cannot be read nobody can say that the number stands in it.
    """
    try:
        text = "\n".join(paragraph.text for paragraph in paragraphs(document))
    except TemplateError:
        return True
    has_blank = re.search(rf"{_BLANK}/{re.escape(symbol)}(?![\w-])", text)
    has_number = re.search(rf"(?<!\d){re.escape(number)}(?![\w-])", text)
    return bool(has_blank) and not has_number
