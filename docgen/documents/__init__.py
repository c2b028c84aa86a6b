"""Vocabulary and templates in, Word documents out. `Template` serves other programs too: it needs no workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docgen.documents.template import Template

__all__ = ["Template"]


def __getattr__(name: str) -> object:
    """Return `Template`, loaded when it is first asked for: most of docgen does without."""
    if name == "Template":
        from docgen.documents.template import Template

        return Template
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
