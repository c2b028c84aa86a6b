"""Files that were seen in the inbox and went before they could be taken: noted as an event, told for a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from docgen.model import wording
from docgen.model.disk import storable
from docgen.pipeline.office import Office

if TYPE_CHECKING:
    from docgen.inbox.settle import Sighting

VANISHED = "seen_not_captured"
_TOLD_FOR = timedelta(days=1)
_MOST_TOLD = 20


def note(office: Office, sighting: Sighting) -> None:
    """Record that the file of `sighting` went before it could be taken."""
    text = (
        f"Tệp “{storable(sighting.path)}” thấy lúc {wording.moment(sighting.not_after)} nhưng đã bị xóa hoặc chuyển đi trước khi nhận "
        "(người gửi, hoặc phần mềm diệt vi-rút); chưa có gì được ghi nhận từ tệp này."
    )
    office.dataset.events.append(VANISHED, office.now, text=text)


def lately(office: Office) -> Iterator[str]:
    """Yield a sentence for each file that went within a day before it could be taken."""
    for event in office.dataset.events.of_kind(VANISHED, _MOST_TOLD):
        if abs(office.now - event.at) < _TOLD_FOR:
            yield event.text
