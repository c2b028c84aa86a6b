"""The sheet on which each stage of recognition notes what a paragraph is; alone knows how notes become components."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from docgen.model.text import folded
from docgen.nd30.recognise.components import Component, Found
from docgen.nd30.recognise.lines import Line, Piece

_ONE_PER_ROW = (Component.SUPERIOR, Component.AGENCY, Component.RECIPIENT)


@dataclass(frozen=True, slots=True)
class Note:
    """What a part of a paragraph is; `piece` is None for the whole of it."""

    component: Component
    piece: Piece | None
    confidence: float


@dataclass
class Sheet:
    """The lines of a paper and what is known of them so far. `annex_of`: in which annex a line stands, 0 for the main text.

    `ruled`: the numbers of tables whose lines are drawn.
    """

    lines: tuple[Line, ...]
    ruled: frozenset[int] = frozenset()
    notes: dict[int, list[Note]] = field(default_factory=dict)
    annex_of: dict[int, int] = field(default_factory=dict)

    def note(self, line: Line, component: Component, confidence: float = 1.0, piece: Piece | None = None) -> None:
        """Note that `line`, or a `piece` of it, is `component`."""
        self.notes.setdefault(line.index, []).append(Note(component, piece, confidence))

    def is_free(self, line: Line) -> bool:
        """Return whether nothing is known of `line` yet."""
        return line.index not in self.notes

    def free(self, lines: Iterable[Line]) -> tuple[Line, ...]:
        """Return those of `lines` of which nothing is known yet."""
        return tuple(line for line in lines if self.is_free(line))

    def is_a(self, line: Line, *components: Component) -> bool:
        """Return whether a part of `line` is one of `components`."""
        return any(note.component in components for note in self.notes.get(line.index, ()))

    def annex(self, line: Line) -> int:
        """Return in which annex `line` stands, 0 for the main text."""
        return self.annex_of.get(line.index, 0)

    def found(self, lines: Sequence[Line]) -> tuple[Found, ...]:
        """Return the components of `lines` in their order; neighbouring parts that are the same become one,
        but each line of a list stays apart."""
        return tuple(found for line in lines for found in self._found(line))

    def _found(self, line: Line) -> Iterable[Found]:
        notes = _joined(self.notes.get(line.index, [Note(Component.OTHER, None, 0.5)]))
        for note in notes:
            if len(notes) == 1 or note.piece is None:
                yield Found(note.component, line.paragraph, note.confidence, annex=self.annex(line))
                return
            start, end = line.source(note.piece.start, note.piece.end)
            text = folded(line.paragraph.raw_text[start:end])
            yield Found(note.component, line.paragraph, note.confidence, text, start, end, self.annex(line))


def _joined(notes: Sequence[Note]) -> list[Note]:
    ordered = sorted(notes, key=lambda note: note.piece.start if note.piece else 0)
    joined: list[Note] = []
    for note in ordered:
        last = joined[-1] if joined else None
        is_same = last is not None and last.component is note.component
        if is_same and last and last.piece and note.piece and (note.component not in _ONE_PER_ROW or note.piece.is_aside):
            piece = Piece(last.piece.start, note.piece.end, f"{last.piece.text} {note.piece.text}", last.piece.is_aside)
            joined[-1] = Note(note.component, piece, min(last.confidence, note.confidence))
        elif not (last and last.piece is None):
            joined.append(note)
    return joined
