"""Wanted documents drawn in a process of its own: what it was handed in, sketches out; needs no dataset, and writes nothing."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from docgen.model.digest import sha256
from docgen.outbox.drawing import IssuedNumbers, Wanted, draw
from docgen.programme.calendar import WorkingCalendar
from docgen.settings import Workspace


@dataclass(frozen=True, slots=True)
class Handed:
    """What a process draws from: the very states of the one that asks. `issued`: the numbers typed, by programme."""

    workspace: Workspace
    wants: Sequence[Wanted]
    issued: Mapping[str, IssuedNumbers]
    calendar: WorkingCalendar
    now: datetime

    def packed(self) -> bytes:
        """Return it as what goes to another process; each state that several documents share is in it once."""
        return pickle.dumps(self, pickle.HIGHEST_PROTOCOL)


@dataclass(frozen=True, slots=True)
class Order:
    """One document to draw. `place`: among those handed.

    `known`: the fingerprint of its inputs when it was made last; the same again needs no bytes.
    `is_whole`: whether it tells of all units, and so takes as long as the documents of many.
    """

    place: int
    known: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Sketch:
    """What a process drew. `template`: the hash of what it was made from; `data` is None where nothing has changed."""

    name: str
    fingerprint: str
    has_figures: bool
    template: str
    data: bytes | None


def prepare_drawing(packed: bytes) -> Callable[[Order], Sketch | None]:
    """Return what draws one document after another of those `packed`; None for one that cannot be drawn."""
    handed: Handed = pickle.loads(packed)

    def sketched(order: Order) -> Sketch | None:
        try:
            return _sketched(handed, order)
        except Exception:  # noqa: BLE001 - the caller draws it again, and tells or logs there what is wrong
            return None

    return sketched


def _sketched(handed: Handed, order: Order) -> Sketch:
    want = handed.wants[order.place]
    drawn = draw(handed.workspace, want, handed.issued[want.programme.name], handed.calendar, handed.now)
    data = None if drawn.fingerprint == order.known else drawn.fill()
    return Sketch(drawn.name, drawn.fingerprint, drawn.has_figures, sha256(drawn.template), data)
