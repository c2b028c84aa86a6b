"""How our values stand in columns: moments as UTC text, text from outside with every character kept; knows what databases refuse."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from sqlalchemy import Dialect, String, Text
from sqlalchemy.types import TypeDecorator

from docgen.settings import TIME_ZONE

_PLANE = 0x100000
_NUL_STANDS_FOR = 0x10D7FF
_REFUSED = re.compile("[\x00\ud800-\udfff]")
_STAND_INS = re.compile("[\U0010d7ff-\U0010dfff]")


class AnyText(TypeDecorator[str]):
    """Text from outside. UTF-8 refuses lone surrogates (in undecodable file names), PostgreSQL NUL too: private-use characters stand in."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return `value` as it is stored."""
        return value if value is None or (value.isascii() and "\0" not in value) else _REFUSED.sub(_stand_in, value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Return the stored `value` as it was given."""
        return value if value is None or value.isascii() else _STAND_INS.sub(_original, value)


class Moment(TypeDecorator[datetime]):
    """An aware moment as ISO text in UTC, always as long, so that text order is time order; read back in the office's time zone."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Return `value` as it is stored."""
        return None if value is None else moment_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Return the stored `value` as an aware moment."""
        return None if value is None else datetime.fromisoformat(value).astimezone(TIME_ZONE)


def moment_text(moment: datetime) -> str:
    """Return `moment` as text: UTC, microseconds always there.

    Raises:
        ValueError: `moment` has no time zone; nobody could say when that was.
    """
    if moment.tzinfo is None:
        raise ValueError(f"a moment without time zone: {moment!r}")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _stand_in(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(_PLANE + code if code else _NUL_STANDS_FOR)


def _original(match: re.Match[str]) -> str:
    code = ord(match[0])
    return "\0" if code == _NUL_STANDS_FOR else chr(code - _PLANE)
