"""The fonts of a theme: `minorHAnsi` in, the face Word takes for Latin letters out."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from docgen.nd30.reading.names import A

_KINDS = {"hAnsi": "latin", "HAnsi": "latin", "Ascii": "latin", "ascii": "latin", "EastAsia": "ea", "Bidi": "cs"}


@dataclass(frozen=True, slots=True)
class Theme:
    """The faces of a theme by "major" or "minor" and "latin", "ea", "cs"."""

    faces: dict[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def of(cls, root: etree._Element | None) -> Theme:
        """Return the theme whose part has `root`."""
        faces: dict[tuple[str, str], str] = {}
        scheme = root.find(f"{A}themeElements/{A}fontScheme") if root is not None else None
        for size in ("major", "minor"):
            for kind in ("latin", "ea", "cs"):
                font = scheme.find(f"{A}{size}Font/{A}{kind}") if scheme is not None else None
                if font is not None:
                    faces[size, kind] = font.get("typeface", "")
        return cls(faces)

    def face(self, name: str) -> str:
        """Return the face that `name` ("minorHAnsi", "majorEastAsia") stands for, or ""."""
        size = name[:5]
        return self.faces.get((size, _KINDS.get(name[5:], "latin")), "")
