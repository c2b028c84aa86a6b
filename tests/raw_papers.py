"""Word files made from raw XML: a body and what belongs to it in, the bytes of a .docx out."""

from __future__ import annotations

from collections.abc import Mapping

from docgen.ooxml.package import CONTENT_TYPES, Package

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    }.items()
)
PAGE = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701"/></w:sectPr>'
NORMAL = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ROOTS = {"header": "hdr", "footer": "ftr"}


def paper(body: str, parts: Mapping[str, str] | None = None, section: str = PAGE) -> bytes:
    """Return a .docx whose text is `body`.

    `parts`: the inner XML of other parts by kind ("styles", "numbering", "settings", "theme1", "footnotes", "header1", "footer2"); the
    id of a relationship is the name.
    """
    texts = {
        CONTENT_TYPES: _content_types(parts or {}),
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_RELATIONSHIPS}">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"{_HEAD}<w:document {NAMESPACES}><w:body>{body}{section}</w:body></w:document>",
    }
    relationships = ""
    for name, content in (parts or {}).items():
        kind = name.rstrip("0123456789")
        texts[f"word/{name}.xml"] = _part(kind, content)
        relationships += f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{name}.xml"/>'
    texts["word/_rels/document.xml.rels"] = f'{_HEAD}<Relationships xmlns="{_RELATIONSHIPS}">{relationships}</Relationships>'
    return Package({name: text.encode() for name, text in texts.items()}).write()


def styles(*more: str, run: str = "", paragraph: str = "") -> str:
    """Return the inner XML of a styles part: the defaults' `run` and `paragraph` properties, Normal, and `more` styles."""
    defaults = f"<w:docDefaults><w:rPrDefault><w:rPr>{run}</w:rPr></w:rPrDefault>" + (
        f"<w:pPrDefault><w:pPr>{paragraph}</w:pPr></w:pPrDefault></w:docDefaults>"
    )
    has_normal = any('w:styleId="Normal"' in style for style in more)
    return defaults + ("" if has_normal else NORMAL) + "".join(more)


def style(id: str, run: str = "", paragraph: str = "", *, kind: str = "paragraph", based_on: str = "", more: str = "") -> str:
    """Return a w:style called as its id."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    own = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    own += f"<w:rPr>{run}</w:rPr>" if run else ""
    default = ' w:default="1"' if id == "Normal" else ""
    return f'<w:style w:type="{kind}"{default} w:styleId="{id}"><w:name w:val="{id}"/>{base}{own}{more}</w:style>'


def p(text: str = "", properties: str = "", run: str = "") -> str:
    """Return a w:p with one run."""
    own = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{own}{r(text, run) if text else ''}</w:p>"


def r(text: str, properties: str = "") -> str:
    """Return a w:r."""
    own = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{own}<w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: tuple[str, ...], properties: str = "", widths: tuple[int, ...] = ()) -> str:
    """Return a w:tbl whose cells hold the given blocks."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    written = "".join(f"<w:tr>{row}</w:tr>" for row in cells)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{written}</w:tbl>"


def _part(kind: str, content: str) -> str:
    if kind == "theme":
        return f'{_HEAD}<a:theme {NAMESPACES} name="Office"><a:themeElements>{content}</a:themeElements></a:theme>'
    root = _ROOTS.get(kind, kind)
    return f"{_HEAD}<w:{root} {NAMESPACES}>{content}</w:{root}>"


def _content_types(parts: Mapping[str, str]) -> str:
    overrides = f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    for name in parts:
        kind = name.rstrip("0123456789")
        type = "application/vnd.openxmlformats-officedocument.theme+xml" if kind == "theme" else f"{_WORD}.{kind}+xml"
        overrides += f'<Override PartName="/word/{name}.xml" ContentType="{type}"/>'
    return (
        f'{_HEAD}<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
