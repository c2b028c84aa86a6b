"""Why a template or a value goes to docxtpl's own steps instead; raised within this room, never shown to people."""

from __future__ import annotations


class NotCompilableError(Exception):
    """The template does what can be proved only in each document; the message says what."""


class NotPlainError(Exception):
    """A value of this document would be treated specially by docxtpl; the message says how."""
