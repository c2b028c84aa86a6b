"""The styles of a paper: a style's name in, what it and all it is based on say out, table styles cell by cell; each resolved once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from docgen.nd30.reading.layers import ParagraphLayer, RunLayer, paragraph_layer, run_layer
from docgen.nd30.reading.names import W, child_value

_LONGEST_CHAIN = 40


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """One style as it is written: what it says itself. `conditions`: what a table style says of parts of a table, by their type."""

    id: str
    kind: str
    name: str
    based_on: str
    link: str
    run: RunLayer
    paragraph: ParagraphLayer
    element: etree._Element
    conditions: dict[str, tuple[ParagraphLayer, RunLayer]] = field(default_factory=dict)


@dataclass
class StyleSheet:
    """All styles of a paper, and its defaults."""

    defaults_run: RunLayer = field(default_factory=RunLayer)
    defaults_paragraph: ParagraphLayer = field(default_factory=ParagraphLayer)
    by_id: dict[str, Style] = field(default_factory=dict)
    default_ids: dict[str, str] = field(default_factory=dict)
    _chains: dict[tuple[str, str], tuple[Style, ...]] = field(default_factory=dict)
    _runs: dict[tuple[str, str], RunLayer] = field(default_factory=dict)

    @classmethod
    def of(cls, root: etree._Element | None) -> StyleSheet:
        """Return the styles in the part that has `root`."""
        sheet = cls()
        if root is None:
            return sheet
        sheet.defaults_run = run_layer(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        sheet.defaults_paragraph = paragraph_layer(root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr"))
        for element in root.iterfind(W + "style"):
            style = _style(element)
            sheet.by_id.setdefault(style.id, style)
            if element.get(W + "default", "0") in ("1", "true", "on"):
                sheet.default_ids[style.kind] = style.id
        return sheet

    def chosen(self, kind: str, id: str) -> str:
        """Return `id` when it is a style of `kind`, else the id of the default style of `kind`, or ""."""
        style = self.by_id.get(id)
        if style is not None and style.kind == kind:
            return id
        return self.default_ids.get(kind, "Normal" if kind == "paragraph" and "Normal" in self.by_id else "")

    def name(self, id: str) -> str:
        """Return the name that people see of style `id`."""
        style = self.by_id.get(id)
        return style.name if style else ""

    def chain(self, kind: str, id: str) -> tuple[Style, ...]:
        """Return the styles that `id` is based on, the farthest first, and itself last."""
        known = self._chains.get((kind, id))
        if known is None:
            known = self._chains[kind, id] = self._followed(kind, id)
        return known

    def run(self, kind: str, id: str) -> RunLayer:
        """Return what the chain of style `id` says of letters."""
        known = self._runs.get((kind, id))
        if known is None:
            known = RunLayer()
            for style in self.chain(kind, id):
                known = {**known, **style.run}
            self._runs[kind, id] = known
        return known

    def character(self, id: str) -> RunLayer:
        """Return what the character style `id` says; for a paragraph style, the character style linked to it."""
        style = self.by_id.get(id)
        if style is None:
            return RunLayer()
        if style.kind != "character":
            id = style.link
        return self.run("character", id)

    def _followed(self, kind: str, id: str) -> tuple[Style, ...]:
        chain: list[Style] = []
        while id in self.by_id and len(chain) < _LONGEST_CHAIN:
            style = self.by_id[id]
            if style.kind != kind or style in chain:
                break
            chain.append(style)
            id = style.based_on
        return tuple(reversed(chain))


def conditional(chain: Sequence[Style], conditions: Sequence[str]) -> tuple[ParagraphLayer, RunLayer]:
    """Return what table styles say of the paragraphs and letters of a cell to which `conditions` apply, the strongest last."""
    paragraph, run = ParagraphLayer(), RunLayer()
    for style in chain:
        paragraph, run = {**paragraph, **style.paragraph}, {**run, **style.run}
    for condition in conditions:
        for style in chain:
            if condition in style.conditions:
                more_paragraph, more_run = style.conditions[condition]
                paragraph, run = {**paragraph, **more_paragraph}, {**run, **more_run}
    return paragraph, run


def _style(element: etree._Element) -> Style:
    return Style(
        id=element.get(W + "styleId", ""),
        kind=element.get(W + "type", "paragraph"),
        name=child_value(element, "name"),
        based_on=child_value(element, "basedOn"),
        link=child_value(element, "link"),
        run=run_layer(element.find(W + "rPr")),
        paragraph=paragraph_layer(element.find(W + "pPr")),
        element=element,
        conditions={
            part.get(W + "type", ""): (paragraph_layer(part.find(W + "pPr")), run_layer(part.find(W + "rPr")))
            for part in element.iterfind(W + "tblStylePr")
        },
    )
