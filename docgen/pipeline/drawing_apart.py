"""Many documents drawn by processes on all cores: wanted documents in, the same with what was drawn out, in their order; writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from docgen.cluster import crew
from docgen.model.consolidated import PeriodState
from docgen.model.digest import sha256
from docgen.model.errors import TemplateError
from docgen.model.periods import Period
from docgen.outbox import drawing, papers
from docgen.outbox.drawing import Drawn, Wanted
from docgen.outbox.papers import Desk
from docgen.pipeline.log import isolated
from docgen.pipeline.office import Office, look_in
from docgen.settings import open_workspace

WORTH = 500
"""From how many documents on further processes are started: each needs a second or two to begin."""


@dataclass(frozen=True, slots=True)
class Order:
    """One document to draw, by names. `known`: the fingerprint of its inputs when it was made last; the same again needs no bytes."""

    programme: str
    document: str
    period: str
    unit: str
    known: str


@dataclass(frozen=True, slots=True)
class Sketch:
    """What a process drew. `template`: the hash of what it was made from; `data` is None where nothing has changed."""

    name: str
    fingerprint: str
    has_figures: bool
    template: str
    data: bytes | None


def drawn(desk: Desk, wants: Sequence[Wanted], is_forced: bool, processes: int = 0) -> Iterator[tuple[Wanted, Drawn | None]]:
    """Yield each of `wants`, drawn where that was worth another process; None leaves it to the caller, who then also learns what is wrong.

    Args:
        processes: how many to use; 0: as many as there are cores, and none for few documents.
    """
    processes = processes or (crew.cores() if len(wants) >= WORTH else 1)
    if processes == 1:
        yield from ((want, None) for want in wants)
        return
    known = {(r.programme, r.document, r.period, r.unit): r.fingerprint for r in desk.dataset.papers.all()}
    names = ((w.programme.name, w.spec.name, w.period_code, w.unit_code) for w in wants)
    orders = (Order(*name, "" if is_forced else known.get(name, "")) for name in names)
    sketches = crew.answers(prepare_drawing, (desk.workspace.root, desk.now), orders, processes)
    for want, sketch in zip(wants, sketches, strict=True):
        yield want, _finished(desk, want, sketch)


def prepare_drawing(root: Path, now: datetime) -> Callable[[Order], Sketch | None]:
    """Return what draws one document after another in a process of its own, which keeps the workspace open to look at."""
    stack = ExitStack()
    return _Drawing(stack.enter_context(look_in(open_workspace(root), now)), stack)


class _Drawing:
    """What a process keeps from one document to the next: the office, its periods as they stood when it began, the numbers issued."""

    def __init__(self, office: Office, stack: ExitStack) -> None:
        self._office, self._stack = office, stack
        self._states: dict[tuple[str, str], PeriodState] = {}
        self._issued: dict[str, drawing.IssuedNumbers] = {}

    def __call__(self, order: Order) -> Sketch | None:
        about = f"document {order.programme}/{order.document} {order.period} {order.unit}"
        try:
            return isolated(about, partial(self._draw, order), lambda: None)
        except TemplateError:
            return None

    def _draw(self, order: Order) -> Sketch | None:
        want = self._wanted(order)
        if want is None:
            return None
        office = self._office
        if order.programme not in self._issued:
            self._issued[order.programme] = papers.issued_numbers(office.dataset, want.programme)
        made = drawing.draw(office.workspace, want, self._issued[order.programme], office.calendar, office.now)
        data = None if made.fingerprint == order.known else made.fill()
        return Sketch(made.name, made.fingerprint, made.has_figures, sha256(made.template), data)

    def _wanted(self, order: Order) -> Wanted | None:
        programme = self._office.catalogue.programmes[order.programme]
        spec, period = programme.document(order.document), Period.parse(order.period)
        if spec is None:
            return None
        if period is None:
            return Wanted(programme, spec)
        key = order.programme, order.period
        if key not in self._states:
            self._states[key] = self._office.state(programme, period, at_lock=True)
        state = self._states[key]
        return Wanted(programme, spec, state, state.state_of(order.unit) if order.unit else None)


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
