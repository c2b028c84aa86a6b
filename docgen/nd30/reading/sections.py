"""The page set-up of a section: a w:sectPr in, sizes in points out; knows what Word takes when something is not said."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from lxml import etree

from docgen.nd30.reading.document import HeaderKind
from docgen.nd30.reading.names import R, W, child_is_on, child_value, points, whole

# Word's own page when a paper does not say: Letter with margins of an inch.
_WIDTH, _HEIGHT, _MARGIN, _HEADER = Decimal(612), Decimal(792), Decimal(72), Decimal(36)
_ZERO = Decimal()
_COLUMN_GAP = Decimal(36)
_MOST_COLUMNS = 45
_KINDS = {str(kind): kind for kind in HeaderKind}


@dataclass(frozen=True, slots=True)
class PageSetUp:
    """What one w:sectPr says. `references`: parts by (is header, kind). Units: points."""

    width: Decimal
    height: Decimal
    top: Decimal
    bottom: Decimal
    left: Decimal
    right: Decimal
    gutter: Decimal
    header: Decimal
    footer: Decimal
    title_page: bool
    number_start: int | None
    number_format: str
    kind: str
    columns: int
    column_width: Decimal
    references: dict[tuple[bool, HeaderKind], str]


def page_set_up(element: etree._Element | None) -> PageSetUp:
    """Return the page set-up that `element` (a w:sectPr, or none) says."""
    size, margins, numbers = (element.find(W + name) if element is not None else None for name in ("pgSz", "pgMar", "pgNumType"))
    width, height = _of(size, "w", _WIDTH), _of(size, "h", _HEIGHT)
    left, right = _of(margins, "left", _MARGIN), _of(margins, "right", _MARGIN)
    gutter = _of(margins, "gutter", _ZERO)
    columns, column_width = _columns(element, max(width - left - right - gutter, _ZERO))
    return PageSetUp(
        width=width,
        height=height,
        top=abs(_of(margins, "top", _MARGIN)),
        bottom=abs(_of(margins, "bottom", _MARGIN)),
        left=left,
        right=right,
        gutter=gutter,
        header=_of(margins, "header", _HEADER),
        footer=_of(margins, "footer", _HEADER),
        title_page=child_is_on(element, "titlePg"),
        number_start=whole(numbers.get(W + "start")) if numbers is not None else None,
        number_format=numbers.get(W + "fmt", "decimal") if numbers is not None else "decimal",
        kind=child_value(element, "type", "nextPage"),
        columns=columns,
        column_width=column_width,
        references=_references(element),
    )


def _of(element: etree._Element | None, name: str, default: Decimal) -> Decimal:
    said = points(element.get(W + name)) if element is not None else None
    return default if said is None else said


def _columns(element: etree._Element | None, width: Decimal) -> tuple[int, Decimal]:
    columns = element.find(W + "cols") if element is not None else None
    count = min(whole(columns.get(W + "num")) or 1, _MOST_COLUMNS) if columns is not None else 1
    if columns is None or count < 2:
        return 1, width
    first = columns.find(W + "col")
    if first is not None and columns.get(W + "equalWidth") in ("0", "false", "off"):
        return count, _of(first, "w", width / count)
    return count, max((width - _of(columns, "space", _COLUMN_GAP) * (count - 1)) / count, _ZERO)


def _references(element: etree._Element | None) -> dict[tuple[bool, HeaderKind], str]:
    found: dict[tuple[bool, HeaderKind], str] = {}
    for is_header, name in ((True, "headerReference"), (False, "footerReference")):
        for reference in element.iterfind(W + name) if element is not None else ():
            kind = _KINDS.get(reference.get(W + "type", "default"))
            if kind is not None:
                found[is_header, kind] = reference.get(R + "id", "")
    return found
