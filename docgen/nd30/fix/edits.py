"""Direct formatting written into the XML of a paper: alone knows the order in which Word wants properties."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from decimal import Decimal

from lxml import etree

from docgen.nd30.reading.names import VAL, W

_RUN_ORDER = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color "
    "spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
)
_PARAGRAPH_ORDER = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku "
    "wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing "
    "mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
_SECTION_ORDER = (
    "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign "
    "noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange"
)
RUN, PARAGRAPH, SECTION = (tuple(W + name for name in order.split()) for order in (_RUN_ORDER, _PARAGRAPH_ORDER, _SECTION_ORDER))
_FACES = ("ascii", "hAnsi", "eastAsia", "cs")
_THEME_FACES = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
_TWENTIETHS = 20
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def child(parent: etree._Element, name: str, order: Sequence[str]) -> etree._Element:
    """Return the child `name` of `parent`, made at its place in `order` when there is none."""
    found = parent.find(W + name)
    if found is not None:
        return found
    made = etree.Element(W + name)
    later = order[order.index(W + name) + 1 :]
    follower = next((element for element in parent if element.tag in later), None)
    if follower is None:
        parent.append(made)
    else:
        follower.addprevious(made)
    return made


def drop(element: etree._Element, attribute: str) -> None:
    """Take `attribute` off `element`, if it is there."""
    if attribute in element.attrib:
        del element.attrib[attribute]


def run_properties(run: etree._Element) -> etree._Element:
    """Return the w:rPr of `run`, made when it has none."""
    found = run.find(f"{W}rPr")
    if found is None:
        found = etree.Element(f"{W}rPr")
        run.insert(0, found)
    return found


def paragraph_properties(paragraph: etree._Element) -> etree._Element:
    """Return the w:pPr of `paragraph`, made when it has none."""
    found = paragraph.find(f"{W}pPr")
    if found is None:
        found = etree.Element(f"{W}pPr")
        paragraph.insert(0, found)
    return found


def set_size(run: etree._Element, size: Decimal) -> None:
    """Make the letters of `run` `size` points high."""
    properties = run_properties(run)
    for name in ("sz", "szCs"):
        child(properties, name, RUN).set(VAL, str(int(size * 2)))


def set_toggle(run: etree._Element, name: str, *, is_on: bool) -> None:
    """Switch bold ("b") or italic ("i") of `run`."""
    for one in (name, f"{name}Cs"):
        element = child(run_properties(run), one, RUN)
        if is_on:
            drop(element, VAL)
        else:
            element.set(VAL, "0")


def set_font(run: etree._Element, font: str) -> None:
    """Show every letter of `run` in `font`."""
    fonts = child(run_properties(run), "rFonts", RUN)
    for name in _THEME_FACES:
        drop(fonts, W + name)
    for name in _FACES:
        fonts.set(W + name, font)


def set_align(paragraph: etree._Element, align: str) -> None:
    """Lay the lines of `paragraph`."""
    child(paragraph_properties(paragraph), "jc", PARAGRAPH).set(VAL, align)


def set_indent(paragraph: etree._Element, first_line_twips: int) -> None:
    """Begin the first line of `paragraph` `first_line_twips` in, its other lines at the margin."""
    indent = child(paragraph_properties(paragraph), "ind", PARAGRAPH)
    kept = {name: value for name, value in indent.attrib.items() if name in (W + "right", W + "end")}
    indent.attrib.clear()
    values = {W + "left": "0", W + "firstLine": str(first_line_twips)}
    for name, value in {**values, **kept}.items():
        indent.set(name, value)


def set_spacing(paragraph: etree._Element, values: Mapping[str, Decimal]) -> None:
    """Set `before`, `after` (points) or `line` (in lines) of `paragraph`."""
    spacing = child(paragraph_properties(paragraph), "spacing", PARAGRAPH)
    for name, value in values.items():
        if name == "line":
            spacing.set(f"{W}line", str(int(value * 240)))
            spacing.set(f"{W}lineRule", "auto")
            continue
        spacing.set(W + name, str(int(value * _TWENTIETHS)))
        drop(spacing, f"{W}{name}Autospacing")
        drop(spacing, f"{W}{name}Lines")


def without_contextual_spacing(paragraph: etree._Element) -> None:
    """Let the spacing of `paragraph` hold between paragraphs of one style too."""
    child(paragraph_properties(paragraph), "contextualSpacing", PARAGRAPH).set(VAL, "0")


def split_run(run: etree._Element, length: int) -> bool:
    """Leave the first `length` letters in `run` and put the others into a run after it; return whether its letters stand in one text."""
    texts = [child for child in run if child.tag != f"{W}rPr"]
    if len(texts) != 1 or texts[0].tag != f"{W}t" or not texts[0].text:
        return False
    after = copy.deepcopy(run)
    run.addnext(after)
    for half, words in ((run, texts[0].text[:length]), (after, texts[0].text[length:])):
        for text in half.iterchildren(f"{W}t"):
            text.text = words
            text.set(_SPACE, "preserve")
    return True


def set_text(runs: Sequence[etree._Element], text: str) -> bool:
    """Write `text` into the first text of `runs` and empty the others; return whether there was a text to write into."""
    texts = [element for run in runs for element in run.iterchildren(f"{W}t")]
    if not texts:
        return False
    texts[0].text = text
    for element in texts[1:]:
        element.text = ""
    return True
