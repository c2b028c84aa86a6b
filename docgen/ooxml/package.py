"""An Office file as its parts: bytes in, named parts out and back, with fixed times so that equal parts give equal bytes."""

from __future__ import annotations

import posixpath
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from lxml import etree

from docgen.model.errors import UnreadableFileError

FIXED_TIME = (1980, 1, 1, 0, 0, 0)
CONTENT_TYPES = "[Content_Types].xml"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_DAMAGED = (BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, struct.error, zlib.error)
_DAMAGED_WORDS = "Tệp không trọn vẹn hoặc đã hỏng."
_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_PLAIN_FLAGS = 0x806
"""Flags of an entry that change nothing for who unpacks it: how well it is packed, and that its name is UTF-8."""


@dataclass
class Package:
    """The parts of one Office file, in their order in the zip. Names are as in the zip: `xl/workbook.xml`."""

    parts: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def read(cls, data: bytes) -> Package:
        """Return the parts of the zip in `data`.

        Raises:
            UnreadableFileError: no zip, or damaged.
        """
        try:
            with ZipFile(BytesIO(data)) as archive:
                return cls({part_name(info.filename): archive.read(info) for info in archive.infolist() if not info.is_dir()})
        except _DAMAGED as error:
            raise UnreadableFileError(_DAMAGED_WORDS) from error

    @classmethod
    def open(cls, data: bytes) -> Package:
        """Return the same to be read only: each part is unpacked when it is asked for by its name.

        Raises:
            UnreadableFileError: no zip, or its directory is damaged; asking for a damaged part raises it too.
        """
        try:
            archive = ZipFile(BytesIO(data))
            return cls(_PackedParts(data, archive))
        except _DAMAGED as error:
            raise UnreadableFileError(_DAMAGED_WORDS) from error

    def write(self) -> bytes:
        """Return the parts as a zip; equal parts in equal order give equal bytes. Content types go first, as Office writes them."""
        out = BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as archive:
            for name in sorted(self.parts, key=lambda name: name != CONTENT_TYPES):
                info = ZipInfo(name, FIXED_TIME)
                info.compress_type = ZIP_DEFLATED
                info.external_attr = 0o600 << 16
                info.create_system = 3  # on every system, so that equal parts give equal bytes
                archive.writestr(info, self.parts[name])
        return out.getvalue()

    def xml(self, name: str) -> etree._Element:
        """Return the root element of part `name`.

        Raises:
            UnreadableFileError: no such part, or not well-formed.
        """
        try:
            return parse(self.parts[name])
        except KeyError as error:
            raise UnreadableFileError(f"Tệp thiếu phần “{name}”.") from error

    def named(self, name: str) -> str:
        """Return `name` as the zip spells it (Office does not mind case), or as it is when there is no such part."""
        if name in self.parts:
            return name
        folded = name.casefold()
        return next((part for part in self.parts if part.casefold() == folded), name)

    def put(self, name: str, root: etree._Element) -> None:
        """Replace or add part `name` by the serialised `root`."""
        self.parts[name] = serialise(root)

    def relationships(self, part: str) -> Iterator[tuple[str, str, str]]:
        """Yield (id, type, name of the target part) of each internal relationship of `part` ("" for the package itself)."""
        name = self.named(relationships_name(part))
        if name not in self.parts:
            return
        for relation in self.xml(name):
            if relation.get("TargetMode") != "External":
                target = relation.get("Target", "")
                folder = "" if target.startswith("/") else posixpath.dirname(part)
                path = posixpath.normpath(posixpath.join(folder, target.lstrip("/")))
                yield relation.get("Id", ""), relation.get("Type", ""), self.named(path)

    def relate(self, part: str, type: str, target: str) -> str:
        """Add a relationship from `part` to the part `target`; return its id."""
        name = relationships_name(part)
        root = self.xml(name) if name in self.parts else etree.Element(f"{{{_RELATIONSHIPS}}}Relationships")
        used = {relation.get("Id") for relation in root}
        identifier = next(f"rId{n}" for n in range(1, len(used) + 2) if f"rId{n}" not in used)
        etree.SubElement(root, f"{{{_RELATIONSHIPS}}}Relationship", Id=identifier, Type=type, Target=f"/{target}")
        self.put(name, root)
        return identifier

    def unrelate(self, part: str, identifier: str) -> None:
        """Remove the relationship `identifier` of `part`, if it is there."""
        name = relationships_name(part)
        if name not in self.parts:
            return
        root = self.xml(name)
        for relation in root.findall(f"{{{_RELATIONSHIPS}}}Relationship"):
            if relation.get("Id") == identifier:
                root.remove(relation)
        if len(root):
            self.put(name, root)
        else:
            del self.parts[name]

    def remove(self, part: str) -> None:
        """Remove `part`, its relationships and what is said of its type; who relates to it is not asked."""
        self.parts.pop(part, None)
        self.parts.pop(relationships_name(part), None)
        root = self.xml(CONTENT_TYPES)
        for override in root.findall(f"{{{_TYPES}}}Override"):
            if override.get("PartName", "").casefold() == f"/{part}".casefold():
                root.remove(override)
        self.put(CONTENT_TYPES, root)

    def declare(self, part: str, content_type: str) -> None:
        """Say what type `part` is in the list of content types."""
        root = self.xml(CONTENT_TYPES)
        for override in root.iterfind(f"{{{_TYPES}}}Override"):
            if override.get("PartName") == f"/{part}":
                override.set("ContentType", content_type)
                break
        else:
            etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=f"/{part}", ContentType=content_type)
        self.put(CONTENT_TYPES, root)

    def declare_extension(self, extension: str, content_type: str) -> None:
        """Say what type parts with `extension` (no dot) are, unless it is said already."""
        root = self.xml(CONTENT_TYPES)
        if not any(d.get("Extension", "").lower() == extension for d in root.iterfind(f"{{{_TYPES}}}Default")):
            root.insert(0, etree.Element(f"{{{_TYPES}}}Default", Extension=extension, ContentType=content_type))
            self.put(CONTENT_TYPES, root)


class _PackedParts(dict[str, bytes]):
    """Parts by name, unpacked when asked for; a part that was not is not in the values of the dict itself."""

    def __init__(self, data: bytes, archive: ZipFile) -> None:
        self._data, self._archive = data, archive
        self._waiting = {part_name(info.filename): info for info in archive.infolist() if not info.is_dir()}
        super().__init__(dict.fromkeys(self._waiting, b""))

    def __getitem__(self, name: str) -> bytes:
        info = self._waiting.get(name)
        if info is None:
            return super().__getitem__(name)
        try:
            self[name] = _unpacked(self._data, info) or self._archive.read(info)
        except _DAMAGED as error:
            raise UnreadableFileError(_DAMAGED_WORDS) from error
        del self._waiting[name]
        return super().__getitem__(name)


def _unpacked(data: bytes, info: ZipInfo) -> bytes:
    """Return the content of an entry that is plainly deflated and whole; nothing where the library has to look more closely."""
    start = info.header_offset + _LOCAL.size
    if info.compress_type != ZIP_DEFLATED or info.flag_bits & ~_PLAIN_FLAGS or data[start - _LOCAL.size : start][:4] != b"PK\x03\x04":
        return b""
    *_, name_length, extra_length = _LOCAL.unpack_from(data, info.header_offset)
    name = data[start : start + name_length]
    start += name_length + extra_length
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    content = unpacker.decompress(data[start : start + info.compress_size], info.file_size + 1)
    is_whole = unpacker.eof and len(content) == info.file_size and zlib.crc32(content) == info.CRC
    return content if is_whole and name == info.orig_filename.encode() else b""


def unpacked_bytes(data: bytes) -> int:
    """Return how large the parts of the Office file `data` are together, as its directory says.

    Raises:
        UnreadableFileError: no zip, or damaged.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            return sum(info.file_size for info in archive.infolist())
    except _DAMAGED as error:
        raise UnreadableFileError(_DAMAGED_WORDS) from error


def part_name(entry: str) -> str:
    """Return the name of the part in the zip entry called `entry`: some programs write `xl\\workbook.xml`."""
    return entry.replace("\\", "/")


def relationships_name(part: str) -> str:
    """Return the name of the part that holds the relationships of `part`."""
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def parse(data: bytes) -> etree._Element:
    """Return the root element of `data`, read without entities, DTDs or network.

    Raises:
        UnreadableFileError: not well-formed.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_blank_text=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableFileError("Nội dung bên trong tệp đã hỏng.") from error


def serialise(root: etree._Element) -> bytes:
    """Return `root` as the bytes of a part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def without_times(data: bytes) -> bytes:
    """Return the Office file `data` rewritten with fixed times, so that equal parts give equal bytes."""
    return Package.read(data).write()
