"""The head of an XML part, judged before any parser sees it."""

from __future__ import annotations

import re

_ENCODING = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)")
_ROOT = re.compile(rb"<[A-Za-z_:]")
_USUAL_ENCODINGS = (b"utf-8", b"utf-16", b"utf-16le", b"utf-16be", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252")
"""Those of which every ASCII character is one byte, or that begin with a mark: a document type cannot hide in them."""
_USUAL_HEAD = re.compile(
    rb"(?:<\?xml version=[\"']1\.0[\"'](?: encoding=[\"'](?:UTF|utf)-8[\"'])?(?: standalone=[\"'](?:yes|no)[\"'])? ?\?>)?\s*<[A-Za-z]"
)
"""How nearly every part of UTF-8 begins: the root element follows at once, after the declaration if there is one."""
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


def has_doctype(part: bytes) -> bool:
    """Return whether `part` declares a document type, or hides its text in an encoding that Office never writes."""
    if _USUAL_HEAD.match(part):
        return False
    plain = part.replace(b"\0", b"") if b"\0" in part[:4] or part[:2] in _WIDE_MARKS else part
    plain = plain.lstrip(b"\xef\xbb\xbf\xff\xfe")
    encoding = _ENCODING.match(plain)
    if encoding and encoding[1].lower() not in _USUAL_ENCODINGS:
        return True
    root = _ROOT.search(plain)
    return b"<!DOCTYPE" in plain[: root.start() if root else None]
