"""The name of bytes: their SHA-256, under which the dataset stores them and knows every file docgen put anywhere."""

from __future__ import annotations

import hashlib


def sha256(data: bytes) -> str:
    """Return the SHA-256 of `data` as 64 hex digits."""
    return hashlib.sha256(data).hexdigest()
