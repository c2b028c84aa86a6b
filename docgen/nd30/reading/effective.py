"""What Word would show: direct formatting, styles, table and defaults in, one resolved look out; alone knows which of them wins."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import cast

from lxml import etree

from docgen.nd30.figures import Align
from docgen.nd30.reading.document import ParagraphFormat, RunFormat
from docgen.nd30.reading.layers import SLOTS, TOGGLES, ParagraphLayer, RunLayer, paragraph_layer, run_layer
from docgen.nd30.reading.names import W
from docgen.nd30.reading.numbering import Numbering
from docgen.nd30.reading.styles import StyleSheet
from docgen.nd30.reading.theme import Theme

# What Word takes when nothing at all is said.
_FONT = "Times New Roman"
_SIZE = Decimal(10)
_AUTO_SPACING = Decimal(14)
_ZERO = Decimal()


@dataclass(frozen=True, slots=True)
class CellLook:
    """What the style of a table says of what stands in one of its cells. `key`: equal for equal layers."""

    key: Hashable = ()
    paragraph: ParagraphLayer = field(default_factory=ParagraphLayer)
    run: RunLayer = field(default_factory=RunLayer)


NO_CELL = CellLook()


@dataclass(frozen=True, slots=True)
class Lying:
    """A paragraph's look, its style, and its list and level (0 = none)."""

    format: ParagraphFormat
    style: str
    list: int
    level: int


@dataclass
class Looks:
    """Resolves formatting; each combination once."""

    styles: StyleSheet
    theme: Theme
    numbering: Numbering
    _runs: dict[Hashable, RunFormat] = field(default_factory=dict)
    _paragraphs: dict[Hashable, Lying] = field(default_factory=dict)
    _of_styles: dict[tuple[str, bool], tuple[ParagraphLayer, int, int]] = field(default_factory=dict)

    def paragraph(self, properties: etree._Element | None, cell: CellLook = NO_CELL) -> Lying:
        """Return how a paragraph with `properties` (its w:pPr) lies in `cell`."""
        named = properties.find(W + "pStyle") if properties is not None else None
        style = self.styles.chosen("paragraph", named.get(W + "val", "") if named is not None else "")
        direct = paragraph_layer(properties)
        key = (style, cell.key, tuple(direct.items()))
        known = self._paragraphs.get(key)
        if known is None:
            known = self._paragraphs[key] = self._lying(style, cell, direct)
        return known

    def run(self, style: str, properties: etree._Element | None, text: str, cell: CellLook = NO_CELL) -> RunFormat:
        """Return how `text` with `properties` (its w:rPr) looks in a paragraph of `style` in `cell`."""
        direct = run_layer(properties)
        is_foreign = not text.isascii() and not any(letter.isalnum() for letter in text if letter.isascii())
        key = (style, cell.key, is_foreign, tuple(direct.items()))
        known = self._runs.get(key)
        if known is None:
            known = self._runs[key] = self._format(style, cell, direct, is_foreign=is_foreign)
        return known

    def _lying(self, style: str, cell: CellLook, direct: ParagraphLayer) -> Lying:
        has_list = direct.get("num_id") != 0
        of_style, number, level = self._of_style(style, has_list=has_list)
        merged: ParagraphLayer = {**self.styles.defaults_paragraph, **cell.paragraph, **of_style}
        if has_list and ("num_id" in direct or "level" in direct):
            level = direct.get("level", level if direct.get("num_id", number) == number else 0)
            number = direct.get("num_id", number)
            merged = {**merged, **self._of_level(number, level)}
        return Lying(_paragraph_format({**merged, **direct}), style, number if has_list else 0, level)

    def _of_style(self, id: str, *, has_list: bool) -> tuple[ParagraphLayer, int, int]:
        """Return what the chain of style `id` says, and its list; a style's list indents before the style itself does."""
        known = self._of_styles.get((id, has_list))
        if known is None:
            layer, number, level = ParagraphLayer(), 0, 0
            for style in self.styles.chain("paragraph", id):
                own = style.paragraph
                if has_list and ("num_id" in own or "level" in own):
                    number = own.get("num_id", number)
                    linked = self.numbering.level_of_style(number, style.id)
                    level = own.get("level", level) if linked is None else linked
                    layer = {**layer, **self._of_level(number, level)}
                layer = {**layer, **own}
            known = self._of_styles[id, has_list] = layer, number, level
        return known

    def _of_level(self, number: int, level: int) -> ParagraphLayer:
        found = self.numbering.level(number, level)
        return found.paragraph if found else ParagraphLayer()

    def _format(self, style: str, cell: CellLook, direct: RunLayer, *, is_foreign: bool) -> RunFormat:
        layers = (cell.run, self.styles.run("paragraph", style), self.styles.character(direct.get("style", "")))
        defaults = self.styles.defaults_run
        merged: RunLayer = {**defaults, **layers[0], **layers[1], **layers[2], **direct}
        toggles = {name: _toggled(name, defaults, layers, direct) for name in TOGGLES}
        fonts = {slot: self._face(cast(str, merged[slot])) for slot in SLOTS if slot in merged}  # type: ignore[literal-required]
        font = fonts.get("hAnsi" if is_foreign else "ascii", _FONT)
        return RunFormat(
            font=font,
            size=merged.get("size", _SIZE),
            underline=merged.get("underline", False),
            color=merged.get("color", ""),
            highlight=merged.get("highlight", ""),
            fonts={slot: face for slot, face in fonts.items() if face != font},
            **toggles,
        )

    def _face(self, name: str) -> str:
        face = self.theme.face(name.removeprefix("theme:")) if name.startswith("theme:") else name
        return face or _FONT


def _toggled(name: str, defaults: RunLayer, layers: tuple[RunLayer, ...], direct: RunLayer) -> bool:
    """Return an on/off property of letters: what is said directly holds; styles of table, paragraph and letters cancel each other out.

    Where the defaults switch it on, only an off that comes last switches it off.
    """
    said = cast(bool | None, direct.get(name))
    if said is not None:
        return said
    of_styles = [cast(bool, layer[name]) for layer in layers if name in layer]  # type: ignore[literal-required]
    if defaults.get(name):
        return of_styles[-1] if of_styles else True
    return sum(of_styles) % 2 == 1


def _paragraph_format(layer: ParagraphLayer) -> ParagraphFormat:
    rule = layer.get("line_rule", "auto")
    line = layer.get("line", Decimal(240))
    auto_before, auto_after = layer.get("auto_before", False), layer.get("auto_after", False)
    return ParagraphFormat(
        align=layer.get("align", Align.LEFT),
        left=layer.get("left", _ZERO),
        right=layer.get("right", _ZERO),
        first_line=layer.get("first_line", _ZERO),
        before=_AUTO_SPACING if auto_before else layer.get("before", _ZERO),
        after=_AUTO_SPACING if auto_after else layer.get("after", _ZERO),
        line=line / (240 if rule == "auto" else 20),
        line_rule=rule,
        contextual_spacing=layer.get("contextual_spacing", False),
        auto_spacing=auto_before or auto_after,
        keep_next=layer.get("keep_next", False),
        page_break_before=layer.get("page_break_before", False),
        bottom_border=layer.get("bottom_border", False),
        top_border=layer.get("top_border", False),
    )
