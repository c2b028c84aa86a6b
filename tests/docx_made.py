"""Small .docx templates written by hand, docxtpl's own result for them, and a comparison of two documents part by part."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from docgen.ooxml.package import CONTENT_TYPES, Package

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE = (
    f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>{title}</dc:title></cp:coreProperties>"
)


def paragraph(*runs: str, look: str = "") -> str:
    """Return a paragraph of `runs`, each a run of its own."""
    return "<w:p>" + "".join(run(words, look) for words in runs) + "</w:p>"


def run(words: str, look: str = "") -> str:
    """Return a run."""
    return f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{words}</w:t></w:r>'


def table(*rows: tuple[str, ...], columns: int = 0) -> str:
    """Return a table whose cells are paragraphs of one run."""
    grid = '<w:gridCol w:w="2000"/>' * (columns or max(len(row) for row in rows))
    lines = "".join("<w:tr>" + "".join(cell(words) for words in row) + "</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"


def cell(words: str) -> str:
    """Return a cell of a table."""
    return f'<w:tc><w:tcPr><w:tcW w:w="2000"/></w:tcPr>{paragraph(words)}</w:tc>'


def docx(*body: str, header: str = "", footer: str = "", footnotes: str = "", title: str = "") -> bytes:
    """Return a .docx with the given paragraphs and tables."""
    parts = {"header": header, "footer": footer, "footnotes": footnotes}
    there = {name: xml for name, xml in parts.items() if xml}
    relations = "".join(f'<Relationship Id="{n}" Type="{_RELATIONS}/{n}" Target="{n}.xml"/>' for n in there)
    core = f'<Relationship Id="c" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>' if title else ""
    types = "".join(f'<Override PartName="/word/{n}.xml" ContentType="{_TYPES}.{n}+xml"/>' for n in there)
    types += f'<Override PartName="/docProps/core.xml" ContentType="{_CORE_TYPE}"/>' if title else ""
    types += f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>'
    rels = f'<Relationships xmlns="{_PACKAGE}/relationships">'
    references = "".join(f'<w:{n}Reference w:type="default" r:id="{n}"/>' for n in ("header", "footer") if n in there)
    made = {
        CONTENT_TYPES: f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="{_CORE_TYPE.replace("core-properties", "relationships")}"/>{types}</Types>',
        "_rels/.rels": f'{rels}<Relationship Id="d" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/>{core}</Relationships>',
        "word/document.xml": f"<w:document {SPACES}><w:body>{''.join(body)}<w:sectPr>{references}</w:sectPr></w:body></w:document>",
        "word/_rels/document.xml.rels": f"{rels}{relations}</Relationships>",
    }
    roots = {"header": "hdr", "footer": "ftr", "footnotes": "footnotes"}
    made |= {f"word/{n}.xml": f"<w:{roots[n]} {SPACES}>{xml}</w:{roots[n]}>" for n, xml in there.items()}
    if title:
        made["docProps/core.xml"] = _CORE.format(title=title)
    return Package({name: xml.encode() for name, xml in made.items()}).write()


def by_docxtpl(template: bytes, values: Mapping[str, object]) -> bytes:
    """Return what docxtpl makes, used as its documentation says, but sandboxed and strict."""
    document, out = DocxTemplate(BytesIO(template)), BytesIO()
    document.render(dict(values), SandboxedEnvironment(autoescape=True, undefined=StrictUndefined), autoescape=True)
    document.save(out)
    return out.getvalue()


def canonical(document: bytes) -> dict[str, bytes]:
    """Return the parts of `document` in canonical XML; the time at which python-docx makes properties up is left out."""
    return {name: _canonical(data) if name.endswith((".xml", ".rels")) else data for name, data in Package.read(document).parts.items()}


def _canonical(data: bytes) -> bytes:
    root = etree.fromstring(data)
    for element in root.iter("{http://purl.org/dc/terms/}modified"):
        element.text = ""
    made: bytes = etree.tostring(root, method="c14n2")
    return made
