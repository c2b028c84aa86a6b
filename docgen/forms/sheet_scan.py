"""The cells of a sheet by one regular expression, where the XML is as plain as programs write it; knows no meaning of what it finds.

What is scanned is proved on the way: every character among the cells belongs to a known token, and what stands round them is parsed as XML.
Where that does not hold the answer is None, and the sheet is read element by element (`sheet_xml`), which also words every mistake.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from docgen.forms.sheet_shell import shell_of

_MAX_BYTES = 8 * 1024 * 1024
_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_PROLOG = re.compile(
    rb"(?:<\?xml version=[\"']1\.0[\"'](?: encoding=[\"'](?:UTF|utf)-8[\"'])?(?: standalone=[\"'](?:yes|no)[\"'])? ?\?>)?\s*<[A-Za-z]"
)
_SHORT = 1_000
_SHORT_SHEET = 8_192
_NEVER_IN_XML = b"\xef\xbf"
"""Begins the two characters beyond the controls that XML forbids, and some rare ones that are read more carefully for it."""
_CHARS = r"[^<&>\x00-\x08\x0b-\x1f]*+"
"""No control characters, no carriage returns (a parser would change them), no `]]>`."""
_VALUE = r"\"[^\"<&\x00-\x1f]*+\""
_TEXT = rf"{_CHARS}(?:&(?:#(?:[1-9][0-9]{{2,3}}|[1-4][0-9]{{4}}|9|10|3[2-9]|[4-9][0-9])|amp|lt|gt|quot|apos);{_CHARS})*+"
_RUN = rf"<t(?: xml:space=\"preserve\")?>{_TEXT}</t>"
_PLAIN_RUN = rf"<t(?: xml:space=\"preserve\")?>({_TEXT})</t>"
_LOOK = rf"<rPr>(?:<[A-Za-z]++(?: (?:val|rgb|theme|indexed)={_VALUE})? ?/>)*+</rPr>"
_RUNS = rf"(?:<r>(?:{_LOOK})?+{_RUN}</r>)++"
_FORMULA = rf"<f(?: aca=\"(?:false|true)\")?(?: t=\"(?:shared|array)\")?(?: ref={_VALUE})?(?: si=\"[0-9]*+\")?(?: ?/>|>{_TEXT}</f>)"
_EMPTY = r"(?:<c r=\"[A-Z]{1,2}+[1-9][0-9]{0,5}+\"(?: s=\"[0-9]{1,5}+\")?+(?: t=\"(?:n|s|str)\")?+(?: ?/>|></c>))*+"
_TOKEN = re.compile(
    r"<c r=\"([A-Z]{1,2}+)([1-9][0-9]{0,5}+)\"(?: s=\"([0-9]{1,5}+)\")?+(?: t=\"(?:(inlineStr)|(n|s|str|b|e))\")?+>"
    rf"(?(4)<is>(?:{_PLAIN_RUN}|({_RUNS}))</is>|({_FORMULA})?+(?:<v>({_TEXT})</v>|<v ?/>)?+)</c>{_EMPTY}"
    rf"|(</row>)?<row r=\"([1-9][0-9]{{0,5}}+)\"((?: [A-Za-z0-9:]++={_VALUE})*+) ?(/?)>{_EMPTY}"
    r"|(</row>)"
    r"|([^<]++|<[^>]*+>?)"
)
_STRING = re.compile(rf"<si>(?:{_PLAIN_RUN}|({_RUNS}))</si>|([^<]++|<[^>]*+>?)")
_STRINGS_OPEN = re.compile(
    rb"(?:<\?xml version=\"1\.0\" encoding=\"(?:UTF|utf)-8\"(?: standalone=\"(?:yes|no)\")?\?>\s*)?"
    rb"<sst((?: xmlns=\"http://(?:schemas\.openxmlformats\.org/spreadsheetml/2006|purl\.oclc\.org/ooxml/spreadsheetml)/main\""
    rb"| (?:count|uniqueCount)=\"[0-9]*+\"){1,3})>"
)
_STRINGS_CLOSE = b"</sst>"
_RUN_TEXT = re.compile(r"<t(?: [^>]*+)?>([^<]*+)</t>")
_ATTRIBUTE = re.compile(r" ([A-Za-z0-9:]+)=\"([^\"]*)\"")
_ENTITY = re.compile(r"&(?:#([0-9]+)|([a-z]+));")
_NUMBER = re.compile(r"-?[0-9]{1,20}(?:\.[0-9]{1,20})?(?:[Ee][+-]?[0-9]{1,2})?").fullmatch
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


RawCell = tuple[str, str, str, bool]
"""A filled cell as the file writes it: attributes `t` and `s`, the text of its value (references and all), whether it has a formula."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What stands in a sheet. `doubtful`: cells that may prove blank when their text is cleaned. `merges`: as written.

    `has_runs`: the text of some cell is parted into stretches, which may have fonts of their own.
    """

    cells: dict[tuple[int, int], RawCell]
    doubtful: tuple[tuple[int, int], ...]
    hidden_rows: frozenset[int]
    merges: tuple[str, ...]
    has_runs: bool


def scan(data: bytes, visible_strings: Mapping[str, bool], parse: Callable[[bytes], etree._Element]) -> Scan | None:
    """Return what stands in the sheet `data`; None where it is not written plainly, or anything at all is odd.

    Args:
        visible_strings: for each shared string, by its number as cells name it, whether something of it surely remains when it is cleaned.
        parse: reads the XML round the cells.
    """
    start, end = data.find(_OPEN), data.rfind(_CLOSE)
    if not 0 < start < end or len(data) > _MAX_BYTES or not _PROLOG.match(data) or b"<!" in data[:start]:
        return None
    inner = _plain(data[start + len(_OPEN) : end])
    found = (_known_take if len(inner) <= _SHORT_SHEET else _take)(inner) if inner is not None else None
    if found is None:
        return None
    doubtful, shell = _doubtful(found, visible_strings), shell_of(data[:start], data[end + len(_CLOSE) :], parse)
    if doubtful is None or shell is None or not found.prefixes <= shell.prefixes:
        return None
    return Scan(dict(found.cells), tuple(doubtful), frozenset(found.hidden), shell.merges, found.has_runs)


def scan_strings(data: bytes) -> list[str] | None:
    """Return the shared strings in `data`, rich text joined; None where they are not written plainly."""
    head, end = _STRINGS_OPEN.match(data), len(data) - len(_STRINGS_CLOSE)
    if head is None or len(data) > _MAX_BYTES or not data.endswith(_STRINGS_CLOSE) or _has_twins(head[1].decode()):
        return None
    inner = _plain(data[head.end() : end])
    if inner is None:
        return None
    found = _STRING.findall(inner)
    if any(unknown for _, _, unknown in found):
        return None
    texts = (text if not runs else "".join(_RUN_TEXT.findall(runs)) for text, runs, _ in found)
    return [*map(resolved, texts)] if "&" in inner else [*texts]


def resolved(text: str) -> str:
    """Return `text` as the file writes it with its character references resolved."""
    if "&" not in text:
        return text
    return _short_resolved(text) if len(text) <= _SHORT else _resolved(text)


def _resolved(text: str) -> str:
    return _ENTITY.sub(_character, text)


_short_resolved = lru_cache(maxsize=2048)(_resolved)
"""Some programs write every letter beyond ASCII as a reference, and labels stand in every form again."""


def is_visible(text: str) -> bool:
    """Return whether something of `text` surely remains when it is cleaned; what is doubtful has to be looked at."""
    first = text[:1]
    return first.isalnum() or ("!" <= first <= "~" and first not in "_&")


def _plain(inner: bytes) -> str | None:
    """Return `inner` as text; None where it holds what an XML parser would change, or refuse."""
    if _NEVER_IN_XML[:1] in inner and _NEVER_IN_XML in inner:  # the first byte alone is rare, and found much quicker
        return None
    try:
        return inner.decode()
    except UnicodeDecodeError:
        return None


@dataclass(slots=True)
class _Found:
    """What the tokens came to so far."""

    cells: dict[tuple[int, int], RawCell] = field(default_factory=dict)
    doubtful: list[tuple[int, int]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    prefixes: set[str] = field(default_factory=set)
    has_runs: bool = False


def _take(inner: str) -> _Found | None:
    """Return what stands in `inner`, the text of `sheetData`; None at the first token that is not understood."""
    found, is_open, count = _Found(), False, 0
    cells = found.cells
    rows: dict[str, list[str]] = {}
    tokens = _TOKEN.findall(inner)
    for column, row, style, inline, kind, words, runs, formula, value, before, number, attributes, alone, _, unknown in tokens:
        if column:
            text = value or words
            if runs:
                text, found.has_runs = "".join(_RUN_TEXT.findall(runs)), True
            if not text and not formula:
                continue
            is_sure = kind == "s" or _KINDS[inline or kind](text)
            if is_sure is None or not is_open:
                return None
            place = int(row), _number_of(column)
            cells[place] = inline or kind, style, text, formula != ""
            count += 1
            if not is_sure:
                found.doubtful.append(place)
        elif number:
            if is_open is not (before != ""):
                return None
            rows.setdefault(attributes, []).append(number)
            is_open = not alone
        elif unknown or not is_open:
            return None
        else:  # the end of a row
            is_open = False
    return None if is_open or len(cells) < count or not _note_rows(found, rows) else found


def _note_rows(found: _Found, rows: Mapping[str, Sequence[str]]) -> bool:
    """Note what the attributes of rows say, given as written with the numbers of the rows that have them; False where they are odd."""
    for attributes, numbers in rows.items():
        noted = _row_attributes(attributes)
        if noted is None:
            return False
        is_hidden, prefixes = noted
        if is_hidden:
            found.hidden.update(map(int, numbers))
        found.prefixes |= prefixes
    return True


_known_take = lru_cache(maxsize=64)(_take)
"""The sheets beside the one that is filled in are the same in many forms."""


def _doubtful(found: _Found, visible_strings: Mapping[str, bool]) -> Sequence[tuple[int, int]] | None:
    """Return the cells that may prove blank; None where one names a string that is not there, or not as programs write it."""
    named = {text for kind, _, text, _ in found.cells.values() if kind == "s" and text}
    unsure = {index for index in named if not visible_strings.get(index)}
    if not unsure:
        return found.doubtful
    if any(index not in visible_strings for index in unsure):
        return None
    return [*found.doubtful, *(place for place, (kind, _, text, _) in found.cells.items() if kind == "s" and text in unsure)]


def _is_sure_number(value: str) -> bool | None:
    return True if not value or _NUMBER(value) else None


def _is_sure_truth(value: str) -> bool | None:
    return True if value in ("", "0", "1") else None


def _is_sure_error(value: str) -> bool | None:
    return True if value[:1] in ("", "#") and value == value.strip() else None


_KINDS: Mapping[str, Callable[[str], bool | None]] = {
    "": _is_sure_number,
    "n": _is_sure_number,
    "b": _is_sure_truth,
    "e": _is_sure_error,
    "str": is_visible,
    "inlineStr": is_visible,
}
"""For each kind of cell: whether something of its value surely remains when it is cleaned; None when it has to be read more carefully."""


def _has_twins(attributes: str) -> bool:
    names = [name for name, _ in _ATTRIBUTE.findall(attributes)]
    return len(set(names)) < len(names)


@lru_cache(maxsize=1024)
def _row_attributes(attributes: str) -> tuple[bool, frozenset[str]] | None:
    """Return whether they hide the row, and the prefixes they use; None when one stands there twice."""
    found = _ATTRIBUTE.findall(attributes)
    values = dict(found)
    if len(values) < len(found) or "r" in values or any(name.count(":") > 1 or name.startswith(("xmlns", ":")) for name in values):
        return None
    return values.get("hidden") in ("1", "true"), frozenset(name.split(":")[0] for name in values if ":" in name)


@lru_cache(maxsize=1024)
def _number_of(column: str) -> int:
    return ord(column) - 64 if len(column) == 1 else (ord(column[0]) - 64) * 26 + ord(column[1]) - 64


def _character(match: re.Match[str]) -> str:
    return chr(int(match[1])) if match[1] else _ENTITIES[match[2]]
