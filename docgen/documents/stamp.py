"""A document and the fingerprint of what it was made from in, the same document with that in its properties out, and back again.

A copy that a person edited so tells which version it was made of, whoever saved it: Word and LibreOffice keep properties of others.
"""

from __future__ import annotations

from lxml import etree

from docgen.model.errors import UnreadableFileError
from docgen.ooxml.entries import with_parts
from docgen.ooxml.package import CONTENT_TYPES, Package, relationships_name

_PART = "docProps/custom.xml"
_NAME = "docgen"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_PROPERTIES = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}"
_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}lpwstr"
_EMPTY = f'<Properties xmlns="{_PROPERTIES[1:-1]}" xmlns:vt="{_TEXT[1:].partition("}")[0]}"/>'
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def stamped(document: bytes, fingerprint: str) -> bytes:
    """Return `document` with `fingerprint` in its properties; only what that changes is written anew."""
    package = Package.open(document)
    part = _part(package)
    root = package.xml(part) if part else etree.fromstring(_EMPTY)
    known = _property(root)
    if known is None:
        number = 1 + max((int(other.get("pid", "1")) for other in root), default=1)
        known = etree.SubElement(root, f"{_PROPERTIES}property", fmtid=_FORMAT, pid=str(number), name=_NAME)
        etree.SubElement(known, _TEXT)
    known[0].text = fingerprint
    package.put(part or _PART, root)
    if not part:
        package.declare(_PART, _TYPE)
        package.relate("", _RELATION, _PART)
    changed = (CONTENT_TYPES, relationships_name(""), part or _PART)
    return with_parts(document, {name: package.parts[name] for name in changed})


def stamp_of(document: bytes) -> str:
    """Return the fingerprint in the properties of `document`, or nothing."""
    try:
        package = Package.open(document)
        part = _part(package)
        known = _property(package.xml(part)) if part else None
    except UnreadableFileError:
        return ""
    return (known[0].text or "") if known is not None and len(known) else ""


def _part(package: Package) -> str:
    return next((target for _, type, target in package.relationships("") if type == _RELATION and target in package.parts), "")


def _property(root: etree._Element) -> etree._Element | None:
    return next((known for known in root if known.get("name") == _NAME), None)
