"""What is drawn at a paragraph: shapes of both of Word's drawing languages in, straight lines, text boxes and pictures out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from lxml import etree

from docgen.nd30.reading.document import DrawnLine
from docgen.nd30.reading.names import MC, PIC, WP, WPG, WPS, A, O, V, W, points, whole
from docgen.nd30.reading.unwrapping import chosen

_TEXT = W + "txbxContent"
_LINE_SHAPES = frozenset(("line", "straightConnector1", "lineInv"))
_FLAT_RATIO = 8
_FLAT_POINTS = Decimal(4)
_LINE_TYPES = ("_t20", "_t32")
_USUAL_INSET = Decimal("7.2")
_ONE = Decimal(1)
_VML_SHAPES = frozenset(V + name for name in ("shape", "rect", "roundrect", "polyline", "oval"))
_PICTURES = frozenset((PIC + "pic", V + "imagedata", O + "OLEObject"))


@dataclass(frozen=True, slots=True, eq=False)
class Box:
    """A text box: the element that holds its paragraphs, and how wide they may be (0 = unknown). Units: points."""

    content: etree._Element
    width: Decimal


@dataclass
class Drawn:
    """What is drawn at one paragraph."""

    lines: list[DrawnLine] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    has_picture: bool = False

    def add(self, drawing: etree._Element) -> None:
        """Add what is in `drawing`: a w:drawing, w:pict or w:object."""
        hidden = next(drawing.iter(WP + "docPr"), None)
        if hidden is not None and hidden.get("hidden") in ("1", "true"):
            return
        extent = next(drawing.iter(WP + "extent"), None)
        width = points(extent.get("cx"), "emu") if extent is not None else None
        height = points(extent.get("cy"), "emu") if extent is not None else None
        for element, scale in _shapes(drawing, width):
            if element.tag in _PICTURES:
                self.has_picture = True
            elif element.tag == WPS + "wsp":
                self._add_shape(element, scale, width, height)
            elif element.tag == V + "line":
                self._add_vml_line(element, scale)
            else:
                self._add_vml_shape(element, scale)

    def _add_shape(self, shape: etree._Element, scale: Decimal | None, width: Decimal | None, height: Decimal | None) -> None:
        """Add a DrawingML shape; alone in its drawing (`scale` None) it is as large as the drawing, in a group as large as it says."""
        properties = shape.find(WPS + "spPr")
        size = properties.find(f"{A}xfrm/{A}ext") if properties is not None else None
        if size is not None and (scale is not None or width is None):
            factor = scale or _ONE
            width, height = (_scaled(points(size.get(name), "emu"), factor) for name in ("cx", "cy"))
        for content in shape.iterfind(f"{WPS}txbx/{_TEXT}"):
            body = shape.find(WPS + "bodyPr")
            insets = (points(body.get(name), "emu") if body is not None else None for name in ("lIns", "rIns"))
            self.boxes.append(Box(content, _inner(width, *insets)))
        geometry = properties.find(A + "prstGeom") if properties is not None else None
        kind = geometry.get("prst", "") if geometry is not None else ""
        if _is_visible(properties) and _is_line(width, height, surely=kind in _LINE_SHAPES):
            self.lines.append(DrawnLine("shape", width))

    def _add_vml_line(self, line: etree._Element, scale: Decimal | None) -> None:
        ends = [[_vml_length(part, scale) or Decimal() for part in line.get(name, "").split(",")] for name in ("from", "to")]
        if line.get("stroked", "t") in ("f", "false") or any(len(end) != 2 for end in ends):
            return
        (x1, y1), (x2, y2) = ends
        width, height = abs(x2 - x1), abs(y2 - y1)
        if _is_line(width, height, surely=True):
            self.lines.append(DrawnLine("vml", width))

    def _add_vml_shape(self, shape: etree._Element, scale: Decimal | None) -> None:
        style = _style(shape)
        width, height = (_vml_length(style.get(name, ""), scale) for name in ("width", "height"))
        for content in shape.iterfind(f"{V}textbox/{_TEXT}"):
            self.boxes.append(Box(content, _inner(width, *_vml_insets(shape))))
        is_rule = shape.get(O + "hr") in ("t", "true")
        is_connector = shape.get("type", "").endswith(_LINE_TYPES) or shape.get(O + "connectortype") == "straight"
        is_blank = shape.get("stroked", "t") in ("f", "false") and shape.get("filled", "t") in ("f", "false")
        if style.get("visibility") == "hidden" or (is_blank and not is_rule) or shape.find(V + "imagedata") is not None:
            return
        if is_rule:
            self.lines.append(DrawnLine("vml", width or None))
        elif _is_line(width, height or Decimal(), surely=is_connector):
            self.lines.append(DrawnLine("vml", width))


def _shapes(drawing: etree._Element, width: Decimal | None) -> Iterator[tuple[etree._Element, Decimal | None]]:
    """Yield shapes and pictures in `drawing`, each with how much its group is scaled (None: in no group); text in them is not entered."""
    waiting: list[tuple[etree._Element, Decimal | None]] = [(drawing, None)]
    while waiting:
        element, scale = waiting.pop()
        tag = element.tag
        if tag == WPS + "wsp" or tag in _PICTURES or tag == V + "line" or tag in _VML_SHAPES:
            yield element, scale
        if tag in (WPG + "wgp", WPG + "grpSp"):
            scale = _group_scale(element, scale, width)
        elif tag == V + "group":
            scale = _vml_group_scale(element, scale)
        if isinstance(tag, str) and tag not in (_TEXT, V + "textbox", WPS + "txbx"):
            inside = chosen(element) if tag == MC + "AlternateContent" else tuple(element)
            waiting.extend((child, scale) for child in reversed(inside))


def _group_scale(group: etree._Element, outer: Decimal | None, width: Decimal | None) -> Decimal:
    form = group.find(f"{WPG}grpSpPr/{A}xfrm")
    inner = form.find(A + "chExt") if form is not None else None
    whole_ = form.find(A + "ext") if form is not None else None
    units = points(inner.get("cx"), "emu") if inner is not None else None
    if not units:
        return outer or _ONE
    shown = width if outer is None and width else None
    if shown is None and whole_ is not None:
        shown = _scaled(points(whole_.get("cx"), "emu"), outer or _ONE)
    return shown / units if shown else _ONE


def _vml_group_scale(group: etree._Element, outer: Decimal | None) -> Decimal:
    """Return how many points one unit of the group's own coordinates is."""
    units = whole(group.get("coordsize", "1000").split(",")[0]) or 1000
    shown = _vml_length(_style(group).get("width", ""), outer)
    return shown / units if shown else Decimal("0.05")


def _vml_length(text: str, scale: Decimal | None) -> Decimal | None:
    text = text.strip()
    if scale is not None and text.lstrip("+-").isdigit():
        return _scaled(points(text, "pt"), scale)
    return points(text, "px") if text else Decimal()


def _vml_insets(shape: etree._Element) -> tuple[Decimal | None, Decimal | None]:
    box = shape.find(V + "textbox")
    insets = [points(part, "px") for part in box.get("inset", "").split(",")] if box is not None else []
    return (insets + [None] * 3)[0], (insets + [None] * 3)[2]


def _style(element: etree._Element) -> Mapping[str, str]:
    pairs = (part.partition(":") for part in element.get("style", "").split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def _is_visible(properties: etree._Element | None) -> bool:
    if properties is None or properties.find(f"{A}ln/{A}noFill") is None:
        return True
    return any(properties.find(A + name) is not None for name in ("solidFill", "gradFill", "pattFill", "blipFill"))


def _is_line(width: Decimal | None, height: Decimal | None, *, surely: bool) -> bool:
    """Return whether a shape is a line that lies; only a `surely` straight one may lean a little."""
    if not width or width <= 0:
        return False
    height = abs(height or Decimal())
    return height * 4 <= width if surely else height <= _FLAT_POINTS and height * _FLAT_RATIO <= width


def _inner(width: Decimal | None, left: Decimal | None = None, right: Decimal | None = None) -> Decimal:
    if not width:
        return Decimal()
    inset = sum((_USUAL_INSET if side is None else side for side in (left, right)), Decimal())
    return max(width - inset, Decimal())


def _scaled(length: Decimal | None, scale: Decimal) -> Decimal | None:
    return None if length is None else length * scale
