"""Whom a unit calls and where it takes its form, as messages name them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Office:
    """The desk that collects the forms. `forms_folder` is where blank forms lie, as a unit sees the path."""

    desk: str = "đầu mối tổng hợp của xã"
    contact_name: str = ""
    phone: str = ""
    forms_folder: str = "_1-lay-bieu-mau"

    @property
    def call(self) -> str:
        """Return desk and telephone: `Phòng Văn hóa - Xã hội, 0912345678`."""
        return ", ".join(part for part in (self.desk, self.phone) if part)
