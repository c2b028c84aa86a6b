"""New styles in a workbook's own styles part: only ever appended, and an equal one is used again."""

from __future__ import annotations

import posixpath

from lxml import etree

from docgen.forms.open_book import OpenBook, insert_in_order

_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_ORDER = ["numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors", "extLst"]
_MINIMAL = (
    '<styleSheet xmlns="{0}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


class StyleEdits:
    """The styles part of `book`, to be added to; `save` writes it back."""

    def __init__(self, book: OpenBook) -> None:
        self._book = book
        found = book.related(book.main, "styles")
        if found is None:
            self._part = posixpath.join(posixpath.dirname(book.main), "styles.xml")
            self._root = etree.fromstring(_MINIMAL.format(book.namespace))
            book.package.declare(self._part, _STYLES_TYPE)
            book.package.relate(book.main, book.relationship_type("styles"), self._part)
        else:
            self._part = found[1]
            self._root = book.package.xml(self._part)

    def save(self) -> None:
        """Write the styles back into the workbook."""
        self._book.package.put(self._part, self._root)

    def differential(self, xml: str) -> int:
        """Return the index of the differential style `xml` (`<dxf>…</dxf>`)."""
        return self._index("dxfs", xml)

    def cell(self, font: str, fill: str = "", border: str = "", alignment: str = "") -> int:
        """Return the index of the cell style made of these elements, each given as XML without namespace."""
        font_id = self._index("fonts", font)
        fill_id = self._index("fills", fill) if fill else 0
        border_id = self._index("borders", border) if border else 0
        applied = ' applyAlignment="1"' if alignment else ""
        return self._index(
            "cellXfs",
            f'<xf numFmtId="0" fontId="{font_id}" fillId="{fill_id}" borderId="{border_id}" xfId="0" applyFont="1" applyFill="1" '
            f'applyBorder="1"{applied}>{alignment}</xf>',
        )

    def _index(self, collection: str, xml: str) -> int:
        parent = self._root.find(self._book.tag(collection))
        if parent is None:
            parent = etree.Element(self._book.tag(collection))
            insert_in_order(self._root, parent, _ORDER)
        element = with_namespace(xml, self._book.namespace)
        wanted = _form(element)
        for index, child in enumerate(parent):
            if _form(child) == wanted:
                return index
        parent.append(element)
        parent.set("count", str(len(parent)))
        return len(parent) - 1


def with_namespace(xml: str, namespace: str) -> etree._Element:
    """Return the element that `xml`, written without prefix, describes in `namespace`."""
    return etree.fromstring(f'<docgen xmlns="{namespace}" xmlns:xml="http://www.w3.org/XML/1998/namespace">{xml}</docgen>')[0]


def _form(element: etree._Element) -> tuple[object, ...]:
    """Return what makes two elements equal: names, attributes and children; not prefixes or unused namespaces."""
    attributes = tuple(sorted((str(key), str(value)) for key, value in element.attrib.items()))
    return (str(element.tag), attributes, (element.text or "").strip(), *(_form(child) for child in element))
