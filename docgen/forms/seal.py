"""The seal of an issued form: facts and key in, one line of text out and back; it alone knows how a form proves where it came from."""

from __future__ import annotations

import base64
import hmac
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from urllib.parse import quote, unquote

from docgen.model.programme import Programme
from docgen.model.submissions import Seal

_MARK = "docgen1"
_PLAIN = " !#$&'()*+,/:;=?@[]"
_PARTS = 9
_NUMBER = re.compile(r"[0-9]{1,9}")


def issue(programme: Programme, unit: str, period: str, base: int, key_id: str, secret: bytes) -> Seal:
    """Return the seal of the form of `programme` for the unit and period with these codes, signed with the key `key_id`.

    Args:
        base: the accepted revision that the form was filled from, 0 for a blank one.
    """
    unsigned = Seal(programme.form_id, programme.version, programme.fingerprint, unit, period, base, key_id, "")
    return replace(unsigned, mac=_mac(unsigned, secret))


def encode(seal: Seal) -> str:
    """Return `seal` as one line: `docgen1|bdg|2026.1|<fingerprint>|T01|2026|0|<key>|<mac>`."""
    return f"{_canonical(seal)}|{seal.mac}"


@lru_cache(maxsize=64)
def decode(text: str) -> Seal | None:
    """Return the seal that `text` holds, or None when it is none; says nothing about whether it is genuine."""
    parts = text.strip().split("|")
    if len(parts) != _PARTS or parts[0] != _MARK or not _NUMBER.fullmatch(parts[6]):
        return None
    form_id, version, fingerprint, unit, period, base, key_id, mac = (unquote(part) for part in parts[1:])
    return Seal(form_id, version, fingerprint, unit, period, int(base), key_id, mac)


def is_genuine(seal: Seal, keys: Mapping[str, bytes]) -> bool:
    """Return whether `seal` was made with one of `keys` (by id) and not a letter of it was changed since."""
    secret = keys.get(seal.key_id)
    return secret is not None and hmac.compare_digest(seal.mac.encode(), _mac(seal, secret).encode())


def _canonical(seal: Seal) -> str:
    values = (seal.form_id, seal.version, seal.fingerprint, seal.unit, seal.period, str(seal.base), seal.key_id)
    return "|".join((_MARK, *(quote(value, safe=_PLAIN) for value in values)))


def _mac(seal: Seal, secret: bytes) -> str:
    digest = hmac.digest(secret, _canonical(seal).encode(), "sha256")
    return base64.b32encode(digest).decode().rstrip("=")
