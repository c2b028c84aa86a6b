"""The short message about one file, to be pasted into a chat: one decision in, at most 300 characters out."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.model import folders, labels, text, wording
from docgen.model.submissions import Outcome
from docgen.outbox import words
from docgen.outbox.slip_facts import SlipFacts

LIMIT = 300
_LABEL_LENGTHS = (60, 40, 25, 0)


def build(facts: SlipFacts) -> str:
    """Return the longest wording that fits into 300 characters; empty for a file that gets no answer."""
    if not facts.is_answered:
        return ""
    room = LIMIT - len(_REHEARSAL) if facts.is_rehearsal else LIMIT
    message = ""
    for message in _wordings(facts):  # the last one tried is cut when none fits
        if len(message) <= room:
            break
    fitting = text.shortened(message, room)
    return f"{_REHEARSAL}{fitting}" if facts.is_rehearsal else fitting


_REHEARSAL = "GỬI THỬ - KHÔNG GHI NHẬN. "


def _wordings(facts: SlipFacts) -> Iterator[str]:
    match facts.outcome:
        case _ if facts.withdrawn:
            reason = f": {facts.withdrawn.reason.rstrip('. ')}"
            head = f"{facts.agency.desk}: đã rút lại {facts.form} của {facts.sender} nhận lúc {facts.received}"
            yield f"{head}{reason}. Cần giúp xin gọi {facts.telephone}."
        case Outcome.ACCEPTED | Outcome.HELD | Outcome.DUPLICATE if facts.is_rehearsal:
            official = "Để gửi chính thức, chép tệp vào thư mục ngoài cùng."
            yield f"{facts.agency.desk}: {facts.form} của {facts.sender} {facts.result}. {official}"
        case Outcome.ACCEPTED if facts.entered:
            yield from _entered(facts)
        case Outcome.ACCEPTED:
            yield from _accepted(facts)
        case Outcome.RETURNED if words.cells_to_mend(facts.decision.verdict):
            yield from (_returned(facts, length) for length in _LABEL_LENGTHS)
        case Outcome.HELD:
            reason = words.reason_for_unit(facts.decision.verdict)
            head = f"{facts.agency.desk}: đã nhận tệp của {facts.sender} lúc {facts.received}, đang xác minh: "
            end = f". {words.meanwhile(facts.decision.verdict)}"
            yield head + reason + end
            yield f"Đã nhận tệp của {facts.sender}, đang xác minh: {reason}{end}"
            end = ". Đơn vị chưa phải gửi lại." if len(head) + len(end) + 20 > LIMIT else end
            yield head + text.shortened(reason, max(20, LIMIT - len(head) - len(end))) + end
        case _:
            yield from _whole_file(facts)


def _accepted(facts: SlipFacts) -> Iterator[str]:
    decision = facts.decision
    late = f"sau thời hạn {decision.days_late} ngày" if decision.days_late else "đúng hạn"
    warnings = len(decision.verdict.warnings)
    remark = f"Có {warnings} lưu ý cần xem lại. " if warnings else ""
    for desk in (facts.agency.desk, facts.agency.short_name):
        yield (
            f"{desk}: đã nhận {facts.form} của {facts.sender} lúc {facts.received} (lần {decision.times_sent}, {late}). "
            f"{remark}Mã tra cứu {facts.lookup_code}."
        )
    yield f"Đã nhận {facts.form} lúc {facts.received} (lần {decision.times_sent}, {late}). Mã tra cứu {facts.lookup_code}."


def _entered(facts: SlipFacts) -> Iterator[str]:
    """Yield the message that the unit answers: it told its figures by telephone and sees them here for the first time."""
    told = wording.listed(f"{label}: {value}" for label, value in facts.first_figures)
    head = f"đã nhập hộ {facts.form} của {facts.sender} {facts.entered_from}"
    end = f". {words.READ_AGAIN}. Mã tra cứu {facts.lookup_code}."
    if told:
        yield f"{facts.agency.desk}: {head}: {told}{end}"
    yield f"{facts.agency.desk}: {head}{end}"
    yield f"Đã nhập hộ {facts.form}{end}"


def _returned(facts: SlipFacts, label_length: int) -> str:
    place = folders.REHEARSAL if facts.is_rehearsal else folders.TO_MEND
    return (
        f"{facts.agency.desk}: {facts.form} của {facts.sender} cần sửa {words.cells_to_mend(facts.decision.verdict)} ô: "
        f"{_first_errors(facts, label_length)}. Tệp đã đánh dấu ở thư mục {place}. Cần giúp xin gọi {facts.telephone}."
    )


def _first_errors(facts: SlipFacts, label_length: int) -> str:
    named = {f.cell: f.label for f in reversed(facts.decision.verdict.errors) if f.cell is not None}
    cells = list(dict.fromkeys(f.cell for f in facts.decision.verdict.errors if f.cell is not None))
    shown = (
        f"{cell.cell} ({labels.shortened(named[cell], label_length)})" if label_length and named[cell] else cell.cell for cell in cells[:3]
    )
    return wording.listed(shown) + ("; …" if len(cells) > 3 else "")


def _whole_file(facts: SlipFacts) -> Iterator[str]:
    finding = facts.whole_file
    title = finding.label or finding.reason if finding else "Tệp này đã nhận trước đó; số liệu không thay đổi"
    whose = f" của {facts.sender}" if facts.unit else ""
    head = f"{facts.agency.desk}: tệp “{text.shortened(facts.decision.receipt.file_name, 60)}”{whose}: {title.rstrip('.')}."
    if finding and finding.label:
        yield f"{head} {finding.message}"
    if finding and finding.mend:
        yield f"{head} {finding.mend}"
        yield f"{head} {finding.mend.partition('. ')[0].rstrip('.')}."
    calling = f" Cần giúp xin gọi {facts.telephone}."
    yield text.shortened(head, LIMIT - len(calling)) + calling
