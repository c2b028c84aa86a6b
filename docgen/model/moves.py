"""A figure of a document that has changed since the document was edited or issued."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Move:
    """What the figure is about, what it was and is now. `is_kept`: a person wrote something else there, which stays."""

    label: str
    before: str
    after: str
    is_kept: bool = False
