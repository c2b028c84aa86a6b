"""Tokens in Word's XML become text: each figure in its own hidden bookmark, line breaks as Word keeps them; knows runs and bookmarks."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from docgen.documents.environment import Tokens, has_token
from docgen.documents.figures import Printed, printable

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
PREFIX = "_dg_"
HOLDERS = {f"{{{W}}}{name}" for name in ("p", "hyperlink", "ins", "smartTag", "sdtContent", "fldSimple")}
_BREAKS = re.compile(r"([\n\t])")
_BREAK_TAGS = {"\n": "br", "\t": "tab"}


class Bookmarks:
    """The bookmarks of one document: which figure each holds. Names come from what is printed and how often it was printed before.

    So the same figure at the same place has the same name in every version of the document.
    """

    def __init__(self, first_id: int) -> None:
        self.figures: dict[str, str] = {}
        self._next_id = first_id
        self._times: dict[str, int] = {}

    def take(self, key: str) -> tuple[str, str]:
        """Return the id and name of a new bookmark for the figure `key`."""
        times = self._times[key] = self._times.get(key, 0) + 1
        name = f"{PREFIX}{hashlib.sha256(key.encode()).hexdigest()[:20]}_{times}"
        self.figures[name] = key
        self._next_id += 1
        return str(self._next_id), name


def highest_id(root: etree._Element) -> int:
    """Return the highest number in `root` that marks of Word (bookmarks, comments, changes) go by, or 0."""
    found = (element.get(f"{{{W}}}id", "") for element in root.iter(etree.Element))
    return max((int(number) for number in found if number.isdigit()), default=0)


def settle(root: etree._Element, tokens: Tokens, bookmarks: Bookmarks) -> None:
    """Replace every token below `root`, in place."""
    text_name, run_name = f"{{{W}}}t", f"{{{W}}}r"
    for paragraph in root.iter(f"{{{W}}}p"):
        tokens.spare_marks("".join(text.text or "" for text in paragraph.iter(text_name)))
    runs = {text.getparent(): None for text in root.iter(text_name) if has_token(text.text)}
    for run in runs:
        if run is not None and run.tag == run_name:
            _settle_run(run, tokens, bookmarks)
    for element in root.iter(etree.Element):
        _settle_plain(element, tokens)


def text_elements(text: str) -> Iterator[etree._Element]:
    """Yield what prints `text` in a run: line breaks and tabs as Word keeps them."""
    for part in _BREAKS.split(text):
        if part in _BREAK_TAGS:
            yield etree.Element(f"{{{W}}}{_BREAK_TAGS[part]}")
        elif part:
            element = etree.Element(f"{{{W}}}t", {_SPACE: "preserve"})
            element.text = part
            yield element


def _settle_plain(element: etree._Element, tokens: Tokens) -> None:
    if has_token(element.text):
        element.text = tokens.replaced(element.text or "")
    if has_token(element.tail):
        element.tail = tokens.replaced(element.tail or "")
    for name, value in element.attrib.items():
        if has_token(str(value)):
            element.set(name, " ".join(tokens.replaced(str(value)).split()))


def _settle_run(run: etree._Element, tokens: Tokens, bookmarks: Bookmarks) -> None:
    parent = run.getparent()
    if parent is None:
        return
    made = _Pieces(run)
    for child in list(run):
        if child.tag == f"{{{W}}}rPr":
            continue
        if child.tag != f"{{{W}}}t" or not has_token(child.text):
            made.keep(child)
            continue
        for part in tokens.split(child.text or ""):
            key = part.key if isinstance(part, Printed) and parent.tag in HOLDERS else ""
            made.write(printable(part), bookmarks.take(key) if key else None)
    place = parent.index(run)
    made.end()
    parent.remove(run)
    for offset, element in enumerate(made.elements):
        parent.insert(place + offset, element)


class _Pieces:
    """The runs and bookmarks that one run falls into; each run looks like the first."""

    def __init__(self, run: etree._Element) -> None:
        self.elements: list[etree._Element] = []
        self._look = run.find(f"{{{W}}}rPr")
        self._run = self._new_run()
        self._text = ""

    def keep(self, child: etree._Element) -> None:
        """Put `child`, as it is, into the present run."""
        self._flush()
        child.tail = None
        self._run.append(child)

    def write(self, text: str, bookmark: tuple[str, str] | None) -> None:
        """Write `text`; within a bookmark of its own where one is given."""
        if bookmark is None:
            self._text += text
            return
        identifier, name = bookmark
        self._close()
        self.elements.append(_mark("bookmarkStart", id=identifier, name=name))
        self._text = text
        self._close()
        self.elements.append(_mark("bookmarkEnd", id=identifier))

    def end(self) -> None:
        """Finish the last run; a run that had nothing in it stays, for its look."""
        if self.elements:
            self._close()
        else:
            self._flush()
            self.elements.append(self._run)

    def _close(self) -> None:
        self._flush()
        if any(child.tag != f"{{{W}}}rPr" for child in self._run):
            self.elements.append(self._run)
            self._run = self._new_run()

    def _flush(self) -> None:
        self._run.extend(text_elements(self._text))
        self._text = ""

    def _new_run(self) -> etree._Element:
        run = etree.Element(f"{{{W}}}r", nsmap={"w": W})
        if self._look is not None:
            run.append(deepcopy(self._look))
        return run


def _mark(tag: str, **attributes: str) -> etree._Element:
    return etree.Element(f"{{{W}}}{tag}", {f"{{{W}}}{name}": value for name, value in attributes.items()})
