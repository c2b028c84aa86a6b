"""What the clerk typed into docgen's own workbooks and what became of it, from one reading to the next."""

from __future__ import annotations

from dataclasses import dataclass, field

from docgen.outbox import register, tasks


@dataclass
class Clerk:
    """What stands in the clerk's columns of the two workbooks. `has_read`: they have been read since docgen started."""

    tasks: tasks.Typed = field(default_factory=tasks.Typed)
    register: register.Typed = field(default_factory=lambda: register.Typed({}, {}))
    has_read: bool = False
