"""A text as people type or paste it to clean lines: encodings' traces, markdown and page numbers taken off; knows no part of a paper."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from docgen.nd30.drafting.inline import TAG
from docgen.nd30.drafting.paper import Table

_BREAKS = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f]")
_ANY_SPACE = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_HEADING_MARK = re.compile(r"^\s{0,3}#{1,6}\s+(?P<rest>.*?)\s*#*$")
_ESCAPE = re.compile(r"\\(?=[\\`*_{}\[\]()#+.!|>~-])")
_ITALIC = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])")
_BULLET = re.compile(r"^(\s*)[•●▪■◦–—‒*](?=\s)")
_TIGHT_DASH = re.compile(r"^(\s*)-(?=[^\W\d_])")
_RULER = re.compile(r"^[\s_=~─━—–*-]{1,45}$")
_PAGE_NUMBER = re.compile(r"^\s*-?\s*(?P<page>\d{1,3})\s*-?\s*$")
_LONGEST_BOLD = 6


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `text`: clean, with the marks `**` and `__`; `raw`: with its own spacing; `number`: of the line in the file, from 1.

    `table` instead of text, for a table that was read as one.
    """

    text: str
    raw: str
    number: int
    is_after_blank: bool = False
    table: Table | None = None

    @property
    def bare(self) -> str:
        """Return the text without its marks."""
        return self.text.replace("**", "").replace("__", "").strip()


def read(text: str) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """Return the lines of `text` that hold something, in NFC, without drawn lines and numbers of pages; and notes on what was left out."""
    cleaned = _ANY_SPACE.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text)))
    return _without_page_numbers(tuple(_with_bold_closed(_lines(_BREAKS.split(cleaned)))))


def line_of(text: str, number: int, *, is_after_blank: bool = False) -> Line:
    """Return the line `text` as if it had been read."""
    return Line(_folded(text), text, number, is_after_blank)


def _lines(raws: Iterable[str]) -> Iterator[Line]:
    is_after_blank = False
    for number, raw in enumerate(raws, 1):
        if not raw.strip() or (_RULER.match(raw) and "|" not in raw):
            is_after_blank = True
            continue
        text = _without_markdown(raw)
        yield Line(_folded(text), text, number, is_after_blank)
        is_after_blank = False


def _without_markdown(raw: str) -> str:
    heading = _HEADING_MARK.match(raw)
    text = heading["rest"] if heading else raw
    text = _TIGHT_DASH.sub(r"\1- ", _BULLET.sub(r"\1-", text))
    if "|" in text and text.lstrip().startswith("|"):
        return text
    return _outside_tags(text, lambda part: _ITALIC.sub(r"__\1__", _ESCAPE.sub("", part)))


def _folded(text: str) -> str:
    """Return `text` with each run of blanks as one, those within template tags kept."""
    return _outside_tags(text, lambda part: re.sub(r"\s+", " ", part)).strip()


def _outside_tags(text: str, change: Callable[[str], str]) -> str:
    parts, place = [], 0
    for tag in TAG.finditer(text):
        parts += [change(text[place : tag.start()]), tag.group()]
        place = tag.end()
    return "".join((*parts, change(text[place:])))


def _with_bold_closed(lines: Iterable[Line]) -> Iterator[Line]:
    """Close bold at each end of line and open it anew on the next, where it reaches over a few lines."""
    lines = list(lines)
    reach = 0
    for place, line in enumerate(lines):
        is_odd = line.text.count("**") % 2 == 1
        if reach and is_odd:
            reach = 0
            yield replace(line, text=f"**{line.text}")
        elif reach:
            reach -= 1
            yield replace(line, text=f"**{line.text}**")
        elif is_odd and any(other.text.count("**") % 2 for other in lines[place + 1 : place + 1 + _LONGEST_BOLD]):
            reach = _LONGEST_BOLD
            yield replace(line, text=f"{line.text}**")
        else:
            yield line


def _without_page_numbers(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """Leave out the numbers of pages 2, 3, … that a copy from a PDF brings along, each between blank lines."""
    page = 2
    kept: list[Line] = []
    is_after_number = False
    for place, line in enumerate(lines):
        found = _PAGE_NUMBER.match(line.raw)
        is_alone = line.is_after_blank and all(below.is_after_blank for below in lines[place + 1 : place + 2])
        if found and is_alone and int(found["page"]) == page:
            page, is_after_number = page + 1, True
            continue
        kept.append(replace(line, is_after_blank=True) if is_after_number else line)
        is_after_number = False
    pages = ", ".join(str(n) for n in range(2, page))
    return tuple(kept), (f"Đã bỏ số trang của văn bản gốc nằm lẫn trong nội dung: {pages}.",) if pages else ()
