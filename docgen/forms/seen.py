"""What a person sees in a cell beside its value: an old font, a remark, a stroke through it, a formula; a cell in, findings out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from docgen.forms import values
from docgen.forms.census import Census
from docgen.forms.read_cells import Area, Cell
from docgen.model.findings import Finding
from docgen.validate import messages
from docgen.validate.messages import Spot


def told(census: Census, area: Area, cell: Cell, spot: Spot) -> Iterator[Finding]:
    """Yield what there is to say about `cell`, the first one of `area`, whatever its value means."""
    if cell.has_formula and cell.is_calculated and not cell.is_blank:
        yield messages.formula_in_answer(_with_what_stands_there(census, cell, spot))
    yield from turned(cell, spot)
    if said := census.remark(area):
        yield messages.remarked(replace(spot, found=said))
    if cell.struck and cell.struck == cell.text:
        yield messages.struck_through(_with_what_stands_there(census, cell, spot))


def _with_what_stands_there(census: Census, cell: Cell, spot: Spot) -> Spot:
    return replace(spot, found=values.display(cell, census.is_1904))


def turned(cell: Cell, spot: Spot) -> Iterator[Finding]:
    """Yield how a text of the years before Unicode was turned."""
    if cell.turned is not None:
        before = cell.turned
        yield messages.turned_to_unicode(replace(spot, found=before.text), cell.text, before.encodings, before.lost)
