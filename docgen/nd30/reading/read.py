"""The bytes of any .docx in, the paper as Word would show it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from docgen.nd30.reading.document import Document, HeaderKind, Paragraph, Section, Story
from docgen.nd30.reading.effective import Looks
from docgen.nd30.reading.names import W, child_is_on
from docgen.nd30.reading.numbering import Numbering
from docgen.nd30.reading.opening import open_docx
from docgen.nd30.reading.parts import Parts
from docgen.nd30.reading.sections import PageSetUp
from docgen.nd30.reading.story import Counter, StoryReader, set_ups_of
from docgen.nd30.reading.styles import StyleSheet
from docgen.nd30.reading.theme import Theme

_CHANGES = tuple(W + name for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange"))
_PAGE_MARK = b"lastRenderedPageBreak"


def read(data: bytes) -> Document:
    """Return the paper in `data`.

    Raises:
        UnreadableFileError: no .docx, damaged, locked or made to harm; the message says what it is and what to do.
    """
    parts = Parts.open(open_docx(data))
    settings = parts.one("settings")
    styles = parts.one("styles")
    looks = Looks(StyleSheet.of(styles), Theme.of(parts.one("theme")), Numbering.of(parts.one("numbering"), styles))
    counter = Counter(knows_pages=_PAGE_MARK in parts.package.parts[parts.main])
    set_ups = set_ups_of(parts.body)
    body = StoryReader(looks, parts.main, Story.BODY, counter, tuple(set_up for set_up, _ in set_ups))
    paragraphs = body.read(parts.body)
    even_and_odd = child_is_on(settings, "evenAndOddHeaders")
    margins = _Margins(parts, looks, counter, has_even=even_and_odd)
    return Document(
        paragraphs=paragraphs,
        sections=tuple(margins.section(index, *set_up) for index, set_up in enumerate(set_ups, start=1)),
        tables=tuple(body.tables),
        package=parts.package,
        even_and_odd=even_and_odd,
        has_tracked_changes=next(parts.body.iter(*_CHANGES), None) is not None,
        footnotes=_footnotes(parts, looks, counter, set_ups[0][0], body.notes),
        roots=parts.roots,
    )


@dataclass
class _Margins:
    """Builds sections in order: a header or footer that a section does not have is that of the one before."""

    parts: Parts
    looks: Looks
    counter: Counter
    has_even: bool

    def __post_init__(self) -> None:
        self._inherited: dict[tuple[bool, HeaderKind], tuple[Paragraph, ...]] = {}

    def section(self, index: int, set_up: PageSetUp, element: etree._Element | None) -> Section:
        """Return section `index`."""
        for key, identifier in set_up.references.items():
            self._inherited[key] = self._read(identifier, set_up, index, is_header=key[0])
        return Section(
            index=index,
            width=set_up.width,
            height=set_up.height,
            landscape=set_up.width > set_up.height,
            top=set_up.top,
            bottom=set_up.bottom,
            left=set_up.left,
            right=set_up.right,
            gutter=set_up.gutter,
            header=set_up.header,
            footer=set_up.footer,
            title_page=set_up.title_page,
            number_start=set_up.number_start,
            number_format=set_up.number_format,
            kind=set_up.kind,
            headers=self._shown(set_up, is_header=True),
            footers=self._shown(set_up, is_header=False),
            element=element,
        )

    def _shown(self, set_up: PageSetUp, *, is_header: bool) -> Mapping[HeaderKind, tuple[Paragraph, ...]]:
        kinds = [HeaderKind.DEFAULT]
        if set_up.title_page:
            kinds.append(HeaderKind.FIRST)
        if self.has_even:
            kinds.append(HeaderKind.EVEN)
        return {kind: self._inherited.get((is_header, kind), ()) for kind in kinds}

    def _read(self, identifier: str, set_up: PageSetUp, index: int, *, is_header: bool) -> tuple[Paragraph, ...]:
        part = self.parts.part_of(identifier)
        root = self.parts.root(part) if part else None
        if part is None or root is None:
            return ()
        story = Story.HEADER if is_header else Story.FOOTER
        return StoryReader(self.looks, part, story, self.counter, (set_up,), index).read(root)


def _footnotes(parts: Parts, looks: Looks, counter: Counter, set_up: PageSetUp, notes: Sequence[tuple[str, str]]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of the footnotes and endnotes to which `notes` refer, in the order of reference."""
    found: list[Paragraph] = []
    for kind in ("footnote", "endnote"):
        root = parts.one(f"{kind}s")
        if root is None:
            continue
        by_id = {element.get(W + "id", ""): element for element in root.iterfind(W + kind)}
        reader = StoryReader(looks, parts.name_of(root), Story.FOOTNOTE, counter, (set_up,))
        for name, identifier in notes:
            if name == f"{kind}Reference" and identifier in by_id:
                found += reader.read(by_id[identifier])
    return tuple(found)
