"""Wanted documents drawn in a process of its own: what it was handed in, sketches out; needs no dataset, and writes nothing."""

from __future__ import annotations

import copyreg
import pickle
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from io import BytesIO
from operator import attrgetter
from typing import Any

from docgen.model.digest import sha256
from docgen.model.values import Answer
from docgen.outbox.drawing import IssuedNumbers, Wanted, draw
from docgen.programme.calendar import WorkingCalendar
from docgen.settings import Workspace
from docgen.system import without_collecting


def _as_call(kind: type[Any]) -> Callable[[Any], tuple[type[Any], tuple[Any, ...]]]:
    """Return what packs an object of `kind` as the call that makes it: half the time that a dataclass with slots takes by itself."""
    values = attrgetter(*(field.name for field in fields(kind)))
    return lambda one: (kind, values(one))


_OFTEN: Mapping[type, Callable[[Any], tuple[type[Any], tuple[Any, ...]]]] = {Answer: _as_call(Answer)}
"""The kind of which there are some forty objects for each unit."""


@dataclass(frozen=True, slots=True)
class Handed:
    """What a process draws from: the very states of the one that asks. `issued`: the numbers typed, by programme."""

    workspace: Workspace
    wants: Sequence[Wanted]
    issued: Mapping[str, IssuedNumbers]
    calendar: WorkingCalendar
    now: datetime

    @without_collecting()
    def packed(self) -> bytes:
        """Return it as what goes to another process; each state that several documents share is in it once."""
        packed = BytesIO()
        pickler = pickle.Pickler(packed, pickle.HIGHEST_PROTOCOL)
        pickler.dispatch_table = {**copyreg.dispatch_table, **_OFTEN}
        pickler.dump(self)
        return packed.getvalue()


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


@without_collecting()
def prepare_drawing(packed: bytes) -> Callable[[Order], Sketch | None]:
    """Return what draws one document after another of those `packed`; None for one that cannot be drawn."""
    return drawer(pickle.loads(packed))


def drawer(handed: Handed) -> Callable[[Order], Sketch | None]:
    """Return what draws one document after another of those `handed`; None for one that cannot be drawn."""

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
