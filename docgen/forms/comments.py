"""Remarks in cells (Excel's notes): docgen's are added beside those of people, and taken away again without touching theirs."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from lxml import etree

from docgen.forms import note_shapes
from docgen.forms.open_book import WORKSHEET_ORDER, OpenBook, insert_in_order
from docgen.forms.read_cells import position
from docgen.forms.style_edits import with_namespace

AUTHOR = "docgen"
HEADING = "Cần sửa (docgen):"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_THREADED = "tc="
_LOOK = '<sz val="9"/><color indexed="81"/><rFont val="Tahoma"/><family val="2"/>'


def add(book: OpenBook, part: str, root: etree._Element, text_by_cell: Mapping[str, str]) -> None:
    """Write a remark into each cell of `text_by_cell` (`E14`) of the worksheet `part`, whose tree `root` gets what it needs.

    A remark of a person in the same cell stays, ours is written below it. A cell with a conversation (threaded comments) is left alone.
    """
    name, comments = _comments(book, part)
    author = _author(book, comments)
    listed = comments.find(book.tag("commentList"))
    if listed is None:
        listed = etree.SubElement(comments, book.tag("commentList"))
    existing = {comment.get("ref", ""): comment for comment in listed}
    fresh = {}
    for cell, words in text_by_cell.items():
        if cell not in existing:
            listed.append(_comment(book, cell, author, words))
            fresh[cell] = words
        elif not _author_of(book, comments, existing[cell]).startswith(_THREADED):
            _append_runs(book, existing[cell], words)
    listed[:] = sorted(listed, key=lambda comment: position(comment.get("ref", "")) or (0, 0))
    book.package.put(name, comments)
    _add_shapes(book, part, root, fresh)


def remove(book: OpenBook, part: str, root: etree._Element) -> bool:
    """Take docgen's remarks out of the worksheet `part`; return whether `root` changed or a remark went."""
    found = book.related(part, "comments")
    if found is None:
        return False
    identifier, name = found
    comments = book.package.xml(name)
    gone = [comment.get("ref", "") for comment in list(comments.iter(book.tag("comment"))) if _withdraw(book, comments, comment)]
    cut = [comment for comment in comments.iter(book.tag("comment")) if _cut(book, comment)]
    if not gone and not cut:
        return False
    book.package.put(name, comments)
    _remove_shapes(book, part, root, gone)
    if not len(comments.findall(f"{book.tag('commentList')}/{book.tag('comment')}")):
        book.package.remove(name)
        book.package.unrelate(part, identifier)
    return True


def _comments(book: OpenBook, part: str) -> tuple[str, etree._Element]:
    """Return name and tree of the comments of the worksheet `part`, made when it has none."""
    found = book.related(part, "comments")
    if found is not None:
        return found[1], book.package.xml(found[1])
    name = book.free_name(posixpath.join(posixpath.dirname(book.main), "comments{}.xml"))
    root = etree.fromstring(f'<comments xmlns="{book.namespace}"/>')
    etree.SubElement(root, book.tag("authors"))
    etree.SubElement(root, book.tag("commentList"))
    book.package.put(name, root)
    book.package.declare(name, _TYPE)
    book.package.relate(part, book.relationship_type("comments"), name)
    return name, root


def _author(book: OpenBook, comments: etree._Element) -> str:
    authors = comments.find(book.tag("authors"))
    if authors is None:
        authors = etree.Element(book.tag("authors"))
        comments.insert(0, authors)
    names = [author.text or "" for author in authors]
    if AUTHOR not in names:
        etree.SubElement(authors, book.tag("author")).text = AUTHOR
        names.append(AUTHOR)
    return str(names.index(AUTHOR))


def _author_of(book: OpenBook, comments: etree._Element, comment: etree._Element) -> str:
    names = [author.text or "" for author in comments.iterfind(f"{book.tag('authors')}/{book.tag('author')}")]
    index = comment.get("authorId", "")
    return names[int(index)] if index.isdigit() and int(index) < len(names) else ""


def _comment(book: OpenBook, cell: str, author: str, words: str) -> etree._Element:
    comment = etree.Element(book.tag("comment"), ref=cell, authorId=author, shapeId="0")
    holder = etree.SubElement(comment, book.tag("text"))
    holder.extend(_runs(book, HEADING, words))
    return comment


def _append_runs(book: OpenBook, comment: etree._Element, words: str) -> None:
    holder = comment.find(book.tag("text"))
    if holder is None:
        return
    plain = holder.find(book.tag("t"))
    if plain is not None:
        run = etree.SubElement(holder, book.tag("r"))
        run.append(plain)
    for run in _runs(book, f"\n{HEADING}", words):
        holder.append(run)


def _runs(book: OpenBook, heading: str, words: str) -> Iterator[etree._Element]:
    yield _run(book, heading, "<b/>")
    yield _run(book, f"\n{words}", "")


def _run(book: OpenBook, words: str, weight: str) -> etree._Element:
    run = with_namespace(f"<r><rPr>{weight}{_LOOK}</rPr><t/></r>", book.namespace)
    holder = run[-1]
    holder.text = words
    holder.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def _texts(book: OpenBook, comment: etree._Element) -> list[etree._Element]:
    return [
        *comment.iterfind(f"{book.tag('text')}/{book.tag('t')}"),
        *comment.iterfind(f"{book.tag('text')}/{book.tag('r')}/{book.tag('t')}"),
    ]


def _withdraw(book: OpenBook, comments: etree._Element, comment: etree._Element) -> bool:
    """Remove `comment` when it is docgen's own (by its author, or by its heading after another program rewrote it)."""
    said = "".join(holder.text or "" for holder in _texts(book, comment)).lstrip()
    if _author_of(book, comments, comment) != AUTHOR and not said.startswith(HEADING):
        return False
    comment.getparent().remove(comment)  # type: ignore[union-attr]
    return True


def _cut(book: OpenBook, comment: etree._Element) -> bool:
    """Cut what docgen wrote below a person's remark."""
    holders = _texts(book, comment)
    said = "".join(holder.text or "" for holder in holders)
    left = said.find(HEADING)
    if left < 0:
        return False
    left = len(said[:left].rstrip())
    for holder in holders:
        words = holder.text or ""
        holder.text, left = words[: max(left, 0)], left - len(words)
        run = holder.getparent()
        if not holder.text and run is not None and run.getparent() is not None and etree.QName(run).localname == "r":
            run.getparent().remove(run)  # type: ignore[union-attr]
    return True


def _drawing(book: OpenBook, part: str, root: etree._Element) -> tuple[etree._Element, str, str] | None:
    """Return the `legacyDrawing` element of the worksheet, its relationship and the part of its shapes; None when it has none."""
    element = root.find(book.tag("legacyDrawing"))
    if element is None:
        return None
    identifier = book.identifier(element)
    name = book.target(part, identifier)
    return (element, identifier, name) if name else None


def _add_shapes(book: OpenBook, part: str, root: etree._Element, text_by_cell: Mapping[str, str]) -> None:
    if not text_by_cell:
        return
    found = _drawing(book, part, root)
    if found is None:
        name = book.free_name(posixpath.join(posixpath.dirname(book.main), "drawings", "vmlDrawing{}.vml"))
        shapes = note_shapes.empty(book.package.parts)
        book.package.declare_extension("vml", _VML_TYPE)
        identifier = book.package.relate(part, book.relationship_type("vmlDrawing"), name)
        element = etree.Element(book.tag("legacyDrawing"))
        element.set(f"{{{book.relationship_namespace}}}id", identifier)
        insert_in_order(root, element, WORKSHEET_ORDER)
    else:
        name = found[2]
        shapes = note_shapes.parse(book.package.parts[name])
    grid = note_shapes.Grid.of(book, root)
    for cell, words in text_by_cell.items():
        note_shapes.add(shapes, grid, position(cell) or (1, 1), words)
    book.package.parts[name] = note_shapes.serialise(shapes)


def _remove_shapes(book: OpenBook, part: str, root: etree._Element, cells: list[str]) -> None:
    found = _drawing(book, part, root)
    if found is None or not cells:
        return
    element, identifier, name = found
    shapes = note_shapes.parse(book.package.parts[name])
    note_shapes.remove(shapes, [place for cell in cells if (place := position(cell))])
    if note_shapes.has_shapes(shapes):
        book.package.parts[name] = note_shapes.serialise(shapes)
        return
    root.remove(element)
    book.package.remove(name)
    book.package.unrelate(part, identifier)
