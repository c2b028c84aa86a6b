"""The values of one document in, the runs that print them out: each figure in its bookmark, as `documents.marks` writes it into a tree."""

from __future__ import annotations

import re

from jinja2 import Undefined
from markupsafe import Markup

from docgen.documents import figures
from docgen.documents.compiled.lanes import NotPlainError
from docgen.documents.figures import Printed, printable
from docgen.documents.marks import Bookmarks

_BREAKS = re.compile("([\n\t])")
_BREAK_TAGS = {"\n": "<w:br/>", "\t": "<w:tab/>"}


class TracingPen:
    """Writes the runs of one document, one after another; what each method returns stands at that place of the part."""

    def __init__(self, bookmarks: Bookmarks) -> None:
        self._bookmarks = bookmarks
        self._opening = self._look = self._text_opening = ""
        self._original: list[str] = []
        self._elements: list[str] = []
        self._run = self._pending = ""
        self._text: list[str | tuple[str, str]] = []
        self._text_has_value = self._has_value = self._is_marked = self._may_share = False

    def begin_run(self, opening: str, look: str) -> bytes:
        """Begin a run. `opening`: its tag and its look as they stand in the template."""
        self._opening, self._look = opening, look
        self._original, self._elements, self._run, self._pending, self._has_value = [], [], "", "", False
        return b""

    def keep(self, xml: str) -> bytes:
        """Write a child of the run that prints nothing, as it is."""
        self._original.append(xml)
        self._flush()
        self._run += xml
        return b""

    def begin_text(self, opening: str) -> bytes:
        """Begin a text of the run."""
        self._text_opening, self._text, self._text_has_value = opening, [], False
        return b""

    def text(self, xml: str) -> bytes:
        """Write letters of the template."""
        self._text.append(xml)
        return b""

    def value(self, value: object, is_held: bool, is_risky: bool) -> bytes:
        """Write a value. `is_held`: a bookmark may stand here. `is_risky`: with a slash between, it may follow the value before it."""
        if type(value) is int:
            self._text.append(str(value))
            return b""
        pieces = _pieces(value)
        self._see(pieces, is_risky)
        for piece in pieces:
            self._hold(piece, is_held)
        return b""

    def pair(self, value: object, mate: object, is_held: bool, is_risky: bool) -> bytes:
        """Write a value that stands before a slash and `mate`: where both are incomplete, only the mate says so."""
        if type(value) is int or type(mate) is int:
            return self.value(value, is_held, is_risky)
        pieces, following = _pieces(value), _pieces(mate)
        if not (pieces and following) and (self._is_marked or any(piece.mark for piece in pieces)):
            raise NotPlainError("nothing is printed beside a slash")  # what stands beside it then is further away
        self._see(pieces, is_risky)
        for number, piece in enumerate(pieces, start=1):
            is_spared = bool(number == len(pieces) and following and following[0].mark and piece.mark)
            self._hold(Printed(piece.bare, piece.key) if is_spared else piece, is_held)
        return b""

    def end_text(self) -> bytes:
        """End a text of the run."""
        if not self._text_has_value:
            letters = "".join(str(part) for part in self._text)
            self.keep(f"{self._text_opening}{letters}</w:t>" if letters else f"{self._text_opening[:-1]}/>")
            return b""
        for part in self._text:
            if isinstance(part, str):
                self._pending += part
            else:
                self._mark(*part)
        return b""

    def end_run(self) -> bytes:
        """End the run; return it, or what it fell into."""
        if not self._has_value:
            inner = "".join(self._original)
            return f"{self._opening}{inner}</w:r>".encode() if inner or self._look else f"{self._opening[:-1]}/>".encode()
        if self._elements:
            self._close()
        else:
            self._flush()
            inner = self._look + self._run
            self._elements.append(f"<w:r>{inner}</w:r>" if inner else "<w:r/>")
        return "".join(self._elements).encode()

    @staticmethod
    def plain(value: object) -> bytes:
        """Return a value that stands in no run: a property, the words of a field."""
        if type(value) is int:
            return str(value).encode()
        pieces = _pieces(value)
        if len(pieces) > 1 and any(piece.mark for piece in pieces):
            raise NotPlainError("incomplete figures side by side")
        return _escaped("".join(printable(piece) for piece in pieces)).encode()

    @classmethod
    def owned(cls, value: object) -> bytes:
        """Return a value of a property that is dropped when it prints no value."""
        if type(value) is int or not _pieces(value):
            raise NotPlainError("a property without a value")
        return cls.plain(value)

    @staticmethod
    def attribute(value: object) -> bytes:
        """Return a value that stands in an attribute."""
        if type(value) is int:
            return str(value).encode()
        pieces = _pieces(value)
        return _escaped(" ".join("".join(printable(piece) for piece in pieces).split())).replace('"', "&quot;").encode()

    def _see(self, pieces: tuple[Printed, ...], is_risky: bool) -> None:
        """Note whether what is written last bears a sign; where the next one may share it after a slash, docxtpl has to see both.

        A value that prints nothing leaves that to the next.
        """
        self._may_share = self._may_share or is_risky
        if not pieces:
            return
        if self._may_share and self._is_marked and pieces[0].mark:
            raise NotPlainError("two incomplete figures with a slash between them")
        self._may_share, self._is_marked = False, bool(pieces[-1].mark)

    def _hold(self, piece: Printed, is_held: bool) -> None:
        self._text_has_value = self._has_value = True
        words = str(piece)
        safe = _escaped(words if words.isprintable() else printable(words))
        if piece.key and is_held:
            self._text.append((piece.key, safe))
        else:
            self._text.append(safe)

    def _mark(self, key: str, words: str) -> None:
        identifier, name = self._bookmarks.take(key)
        self._close()
        self._elements.append(f'<w:bookmarkStart w:id="{identifier}" w:name="{name}"/>')
        self._pending = words
        self._close()
        self._elements.append(f'<w:bookmarkEnd w:id="{identifier}"/>')

    def _close(self) -> None:
        self._flush()
        if self._run:
            self._elements.append(f"<w:r>{self._look}{self._run}</w:r>")
            self._run = ""

    def _flush(self) -> None:
        if self._pending:
            self._run += _text_elements(self._pending)
            self._pending = ""


def _pieces(value: object) -> tuple[Printed, ...]:
    """Return what is printed, as `documents.environment` lets Jinja print it."""
    if isinstance(value, Undefined | Markup) or value is None or (isinstance(value, int) and not isinstance(value, bool)):
        raise NotPlainError("a value without a text of its own")
    return figures.pieces(value)


def _text_elements(words: str) -> str:
    if "\n" not in words and "\t" not in words:
        return f'<w:t xml:space="preserve">{words}</w:t>'
    parts = (part for part in _BREAKS.split(words) if part)
    return "".join(_BREAK_TAGS.get(part) or f'<w:t xml:space="preserve">{part}</w:t>' for part in parts)


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
