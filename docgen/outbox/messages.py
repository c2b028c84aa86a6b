"""outbox/…/tin-nhan-nhac.txt: the reminder to paste into the commune's chat, and whom to call; one period in, its text out."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.model import folders, wording
from docgen.model.consolidated import PeriodState, UnitState, UnitStatus
from docgen.outbox import words
from docgen.settings import Agency, Contact

_CLOSE_DAYS = 3


def text(state: PeriodState, agency: Agency, contact: Contact) -> str:
    """Return the reminder that fits the day and the list for calling; "" when no unit is left to remind, or the figures are locked."""
    if not state.unfinished or state.closed_at:
        return ""
    call = contact.phone or agency.desk
    title, *messages = _messages(state, agency, call)
    lines = [title, "\n\n".join(messages), "", "DANH SÁCH GỌI ĐIỆN", *_calls(state)]
    return "\n".join(lines) + "\n"


def _messages(state: PeriodState, agency: Agency, call: str) -> Iterator[str]:
    days = (state.dates.deadline.on_time_until - state.today).days
    form = f"{words.form_number(state.programme)} {state.period.words}"
    if days < 0:
        yield "TIN NHẮN NHẮC TỪNG ĐƠN VỊ"
        yield from (
            f"Đã quá hạn gửi {form}. Đề nghị đồng chí phụ trách báo cáo của {unit.unit.name_in_sentence} gửi trong ngày hôm nay, "
            f"hoặc gọi {call} để được hỗ trợ nhập số liệu. Trân trọng!"
            for unit in state.unfinished
        )
    elif days > _CLOSE_DAYS:
        yield "TIN NHẮN NHẮC CHUNG"
        yield (
            f"Kính gửi các đồng chí, {agency.desk} thông báo: hạn gửi {form} là {words.until(state.dates.deadline)}. Đến nay đã có "
            f"{len(state.accepted)}/{len(state.asked)} đơn vị gửi. Đề nghị các đơn vị còn lại hoàn thành sớm. "
            f"Biểu của từng đơn vị ở thư mục {folders.TAKE_FORMS}. Trân trọng!"
        )
    else:
        yield "TIN NHẮN NHẮC CHUNG"
        left = f"còn {days:02d} ngày đến hạn" if days else "hôm nay là hạn"
        yield f"{agency.desk} nhắc: {left} gửi {form}. {_lists(state)}Vướng mắc xin gọi {call}. Trân trọng!"


def _lists(state: PeriodState) -> str:
    silent = wording.listed(s.unit.name for s in state.unfinished if s.status is UnitStatus.NOT_SENT)
    to_mend = wording.listed(_with_cells(s) for s in state.unfinished if s.status is UnitStatus.RETURNED)
    sent = f"Các đơn vị chưa gửi: {silent}. " if silent else ""
    mend = f"Các đơn vị có biểu trả lại cần sửa: {to_mend}. " if to_mend else ""
    return sent + mend


def _with_cells(state: UnitState) -> str:
    return f"{state.unit.name} ({state.open_errors} ô)" if state.open_errors else state.unit.name


def _calls(state: PeriodState) -> Iterator[str]:
    for number, unit in enumerate(state.unfinished, 1):
        said = words.of_unit(unit, state.dates.deadline, state.today).for_clerk
        person = wording.listed((unit.unit.head_title, unit.unit.head_name), " ")
        phone = f"điện thoại {unit.unit.phone}" if unit.unit.phone else "chưa có số điện thoại"
        yield f"{number}. {wording.listed((unit.unit.name, person, phone, said), ', ')}. Kết quả gọi: ……"
