"""The XML round the cells of a sheet in, which prefixes hold among them and what is merged out; remembers what many files have."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from docgen.model.errors import UnreadableFileError

_NONE = b"<sheetData/>"
_ROOT = re.compile(rb"<([A-Za-z_][A-Za-z0-9_.:-]*)(?:\s[^<>]*)?>")
_KEPT_BYTES = 48 * 1024
"""What stands before and after the cells is remembered up to this size: many files have the same."""


@dataclass(frozen=True, slots=True)
class Shell:
    """What stands round the cells of a sheet, or in a part of it. `prefixes`: those of namespaces that hold among the cells."""

    prefixes: frozenset[str | None]
    merges: tuple[str, ...]


def shell_of(head: bytes, tail: bytes, parse: Callable[[bytes], etree._Element]) -> Shell | None:
    """Return what stands round the cells; None where it is no XML, or holds cells itself.

    The two sides are read apart, each within the sheet's root element: what follows the cells (lists, conditions, print set-up) is the
    most of it, and the same in many files.
    """
    opening = _ROOT.search(head)
    if opening is None:
        return None
    closing = b"</" + opening[1] + b">"
    before = _remembered_part(head + _NONE + closing, parse)
    after = _remembered_part(opening[0] + _NONE + tail, parse)
    return Shell(before.prefixes, before.merges + after.merges) if before and after else None


def _remembered_part(data: bytes, parse: Callable[[bytes], etree._Element]) -> Shell | None:
    return (_known_part_of_shell if len(data) <= _KEPT_BYTES else _part_of_shell)(data, parse)


def _part_of_shell(data: bytes, parse: Callable[[bytes], etree._Element]) -> Shell | None:
    try:
        root = parse(data)
    except UnreadableFileError:
        return None
    # Without a namespace it is no sheet, and the careful reading finds no cells in it.
    if not str(root.tag).startswith("{") or next(root.iter("{*}row", "{*}c"), None) is not None:
        return None
    return Shell(frozenset(root.nsmap), tuple(item.get("ref", "") for item in root.iter("{*}mergeCell")))


_known_part_of_shell = lru_cache(maxsize=256)(_part_of_shell)
