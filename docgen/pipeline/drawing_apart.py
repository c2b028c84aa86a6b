"""Many documents drawn by processes on all cores: wanted documents in, the same with what was drawn out, in their order; writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from operator import attrgetter

from docgen.cluster import crew
from docgen.cluster.crew import Crew
from docgen.model.digest import sha256
from docgen.model.errors import TemplateError
from docgen.outbox import drawing
from docgen.outbox.desk import Desk
from docgen.outbox.drawing import Drawn, Wanted
from docgen.outbox.sketching import Handed, Order, Sketch, drawer, prepare_drawing

WORTH = 500
"""From how many documents on further processes are started: each needs half a second to begin, and is handed the states of all units."""


@dataclass(frozen=True, slots=True)
class Drawers:
    """Processes that draw. `least`: from how many documents on they are told what to draw from."""

    crew: Crew[Order, Sketch | None]
    least: int


@contextmanager
def drawers(expected: int, processes: int = 0) -> Iterator[Drawers | None]:
    """Begin the processes that are to draw up to `expected` documents, while these are looked up; None where they are worth no other.

    Args:
        processes: how many are to work, this one too; 0: as many as there are cores, and no other for few documents.
    """
    number = processes or (crew.cores() if expected >= WORTH else 1)
    if number == 1:
        yield None
        return
    with crew.crew(prepare_drawing, number - 1) as begun:
        yield Drawers(begun, 0 if processes else WORTH)


def drawn(desk: Desk, wants: Sequence[Wanted], is_forced: bool, drawers: Drawers | None) -> Iterator[tuple[Wanted, Drawn | None]]:
    """Yield each of `wants`, as one of `drawers` drew it; None leaves it to the caller, who then also learns what is wrong."""
    if drawers is None or len(wants) < drawers.least:
        yield from ((want, None) for want in wants)
        return
    issued = {want.programme.name: desk.issued(want.programme) for want in wants}
    handed = Handed(desk.workspace, wants, issued, desk.calendar, desk.now)
    orders = _orders(desk, wants, is_forced)
    sketches = drawers.crew.answers((handed.packed(),), orders, drawer(handed), attrgetter("is_whole"))
    for want, sketch in zip(wants, sketches, strict=True):
        yield want, _finished(desk, want, sketch)


def _orders(desk: Desk, wants: Sequence[Wanted], is_forced: bool) -> Iterator[Order]:
    known = {(r.programme, r.document, r.period, r.unit): r.fingerprint for r in desk.dataset.papers.all()}
    for place, want in enumerate(wants):
        name = want.programme.name, want.spec.name, want.period_code, want.unit_code
        yield Order(place, "" if is_forced else known.get(name, ""), is_whole=not want.unit)


def _finished(desk: Desk, want: Wanted, sketch: Sketch | None) -> Drawn | None:
    """Return what was drawn; None where the caller has to draw it: it failed, or its template has been saved since."""
    if sketch is None:
        return None
    try:
        template = drawing.template_of(desk.workspace, want)
    except TemplateError:
        return None
    if sha256(template) != sketch.template:
        return None
    data = sketch.data
    fill = (lambda: data) if data is not None else partial(_filled_here, desk, want)
    return Drawn(sketch.name, sketch.fingerprint, sketch.has_figures, template, fill)


def _filled_here(desk: Desk, want: Wanted) -> bytes:
    """Return the document drawn in this process: its file is gone although nothing has changed."""
    return drawing.draw(desk.workspace, want, desk.issued(want.programme), desk.calendar, desk.now).fill()
