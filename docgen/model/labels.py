"""Labels of the form's lines as they stand alone: a line that details the one above it is named together with that one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from docgen.model import text
from docgen.model.programme import Field

_PART_OF_THE_LINE_ABOVE = ("trong đó", "trong số")
_DASH = " - "
_FEWEST_LETTERS = 8


def is_part(asked: Field) -> bool:
    """Return whether a line details the one above it ("Trong đó: nữ"), as its label says."""
    return asked.label.casefold().startswith(_PART_OF_THE_LINE_ABOVE)


def standing_alone(fields: Iterable[Field]) -> Iterator[Field]:
    """Yield the `fields` of one group; those that detail a line above with `full_label` set (`Tổng số hộ - trong đó: nữ`)."""
    above = ""
    for asked in fields:
        if is_part(asked) and above:
            yield replace(asked, full_label=f"{above}{_DASH}{asked.label[:1].lower()}{asked.label[1:]}")
        else:
            above = asked.label if asked.type.is_input and not is_part(asked) else above
            yield asked


def alone(asked: Field) -> str:
    """Return the label of `asked` as it is understood away from the form; "" for some calculations."""
    return asked.full_label or asked.label


def shortened(label: str, limit: int) -> str:
    """Return `label` cut at `limit` characters; of a line that details another, that other's name is cut first."""
    above, dash, part = label.rpartition(_DASH)
    room = limit - len(dash) - len(part)
    if part.startswith(_PART_OF_THE_LINE_ABOVE) and room >= _FEWEST_LETTERS:
        return f"{text.shortened(above, room)}{dash}{part}"
    return text.shortened(label, limit)
