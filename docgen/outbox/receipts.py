"""The slip that answers a file: one decision in, its text, its printable page and its short message out; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docgen.forms.return_note import Line, lines
from docgen.model import folders, labels, text, wording
from docgen.model.findings import Finding
from docgen.model.submissions import Outcome
from docgen.outbox import pages, short_messages, tally, words
from docgen.outbox.returning import group_by_field
from docgen.outbox.slip_facts import SlipFacts
from docgen.validate import messages

_CLOSING = "Phiếu này xác nhận đã nhận số liệu, không thay cho báo cáo bằng văn bản có chữ ký (nếu có yêu cầu)."
_TITLES = {
    Outcome.ACCEPTED: "PHIẾU TIẾP NHẬN BIỂU SỐ LIỆU",
    Outcome.RETURNED: "PHIẾU TRẢ LẠI BIỂU SỐ LIỆU",
    Outcome.HELD: "PHIẾU NHẬN TỆP, CHỜ XÁC MINH",
    Outcome.DUPLICATE: "PHIẾU BÁO TỆP ĐÃ NHẬN TRƯỚC ĐÓ",
    Outcome.QUARANTINED: "PHIẾU BÁO TỆP KHÔNG AN TOÀN",
}
_WHOLE_FILE = "PHIẾU TRẢ LẠI TỆP"
_REHEARSAL = "KẾT QUẢ GỬI THỬ"


@dataclass(frozen=True, slots=True)
class Part:
    """Some lines of a slip under a heading (which may be empty)."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip. `rows` are label and value, `name` is without extension.

    `banner` is the sentence above everything, a rehearsal's; that one has no `number`.
    """

    name: str
    agency: str
    desk: str
    banner: str
    title: str
    number: str
    rows: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    lookup_code: str
    short: str

    @property
    def text(self) -> str:
        """Return the slip as plain text, to be pasted into a message."""
        printed = [self.agency, self.desk, "", *([self.banner, ""] if self.banner else []), self.title]
        printed += [*([f"Số tiếp nhận: {self.number}"] if self.number else []), "", *(f"{label}: {value}" for label, value in self.rows)]
        for part in self.parts:
            printed += ["", *([part.heading] if part.heading else []), *part.lines]
        printed += [f"Mã tra cứu: {self.lookup_code}", "", "Bản ngắn để chép vào tin nhắn:", self.short]
        return "\n".join(printed) + "\n"

    @property
    def html(self) -> str:
        """Return the slip as a page that prints on A4."""
        return pages.render("slip.html.j2", slip=self)

    @property
    def files(self) -> dict[str, bytes]:
        """Return the files to put beside the unit's own: name to bytes."""
        return {f"{self.name}.txt": pages.for_notepad(self.text), f"{self.name}.html": self.html.encode()}


def build(facts: SlipFacts) -> Slip | None:
    """Return the slip that answers the file of `facts`, or None for a file that gets no answer (no input, not whole yet)."""
    if not facts.is_answered:
        return None
    return Slip(
        name=facts.file_name,
        agency=facts.agency.name.upper(),
        desk=facts.agency.desk.upper(),
        banner=_banner(facts),
        title=_title(facts),
        number=facts.reception_number,
        rows=tuple(_rows(facts)),
        parts=tuple(_parts(facts)),
        lookup_code=facts.lookup_code,
        short=short_messages.build(facts),
    )


def state_words(facts: SlipFacts) -> str:
    """Return the state as slips print it, with the interval's benefit of the doubt told.

    The machine may have slept across the deadline: then the file came at some time between two looks, and it counts as on time.
    """
    decision, dates = facts.decision, facts.dates
    if decision.days_late:
        return f"Sau thời hạn {decision.days_late} ngày"
    first_seen = decision.receipt.not_after
    if dates is None or not dates.deadline.days_late(wording.local_day(first_seen)):
        return "Đúng hạn"
    before = decision.receipt.not_before
    since = f" từ {wording.moment(before)}" if before else ""
    return f"Đúng hạn (máy tiếp nhận tạm ngừng{since} đến {wording.moment(first_seen)}; tính theo thời điểm có lợi cho đơn vị)"


def _title(facts: SlipFacts) -> str:
    if facts.is_rehearsal:
        return _REHEARSAL
    if facts.withdrawn:
        return "PHIẾU BÁO RÚT LẠI SỐ LIỆU"
    return _WHOLE_FILE if facts.is_whole_file else _TITLES[facts.outcome]


def _banner(facts: SlipFacts) -> str:
    if not facts.is_rehearsal:
        return ""
    return f"GỬI THỬ - KHÔNG GHI NHẬN. Biểu này {facts.result}. Để gửi chính thức, chép tệp vào thư mục ngoài cùng."


def _rows(facts: SlipFacts) -> Iterator[tuple[str, str]]:
    if facts.unit:
        yield "Đơn vị gửi", facts.unit.name
    if facts.programme:
        yield "Biểu", f"{facts.programme.title} ({words.form_number(facts.programme)})"
    if facts.period:
        yield "Kỳ báo cáo", _period_words(facts)
    yield "Tên tệp", text.shortened(facts.decision.receipt.file_name, 120)
    yield "Thời điểm thử" if facts.is_rehearsal else "Thời điểm nhận", facts.received
    if facts.unit and facts.period and not facts.is_rehearsal:
        yield "Lần gửi", f"thứ {facts.decision.times_sent}{_replaced(facts)}"
    yield "Tình trạng", _state_row(facts)
    if facts.withdrawn:
        return
    if facts.decided:
        yield "Xã quyết định", facts.decided
    if facts.entered:
        yield "Nhập hộ", f"{facts.entered.author}, {facts.entered_from}. {words.READ_AGAIN}"
    if facts.outcome is Outcome.RETURNED and facts.dates and not facts.is_rejected:
        left = words.remaining(facts.dates.deadline, wording.local_day(facts.decision.decided_at))
        yield "Hạn gửi", f"{words.until(facts.dates.deadline)} ({left})"
    if facts.signed and not facts.is_rehearsal:
        names = wording.listed(text.shortened(receipt.file_name) for receipt in facts.signed)
        yield "Bản ký", f"{names} (gửi trước biểu, được lưu kèm)"
    if facts.outcome is Outcome.ACCEPTED:
        yield from _counts(facts)


def _period_words(facts: SlipFacts) -> str:
    assert facts.period is not None
    covers = f" (số liệu từ {wording.day(facts.dates.data_from)} đến {wording.day(facts.dates.data_to)})" if facts.dates else ""
    return f"{facts.period.words}{covers}"


def _replaced(facts: SlipFacts) -> str:
    decision = facts.decision
    if decision.revision < 2 or decision.replaced_received_at is None:
        return ""
    changed = words.changed_fields(decision.changed_fields, facts.programme) if facts.programme else ""
    return f" ({wording.listed((f'thay bản nhận lúc {wording.moment(decision.replaced_received_at)}', changed))})"


def _state_row(facts: SlipFacts) -> str:
    if facts.withdrawn:
        return f"Xã đã rút lại số liệu này lúc {wording.moment(facts.withdrawn.at)}"
    if facts.is_rehearsal:
        return text.capitalised(facts.result)
    if facts.outcome is Outcome.ACCEPTED:
        return state_words(facts)
    return words.of_decision(facts.decision).for_unit


def _counts(facts: SlipFacts) -> Iterator[tuple[str, str]]:
    if facts.programme and facts.unit and facts.decision.verdict.answers:
        count = tally.of(facts.programme, facts.unit, facts.decision.verdict.answers)
        yield "Số chỉ tiêu đã ghi", f"{count.known}/{count.asked}; để trống: {count.blank}; không phát sinh: {count.nothing_arose}"
    yield "Lưu ý cần xem lại", str(len(facts.decision.verdict.warnings))


def _parts(facts: SlipFacts) -> Iterator[Part]:
    match facts.outcome:
        case _ if facts.withdrawn:
            yield Part("Lý do:", (facts.withdrawn.reason, _standing_now(facts), _help(facts)))
        case Outcome.ACCEPTED:
            yield from _accepted_parts(facts)
        case Outcome.RETURNED:
            yield from _returned_parts(facts)
        case Outcome.HELD if facts.is_rehearsal:
            why = f"Nếu gửi chính thức, tệp {facts.result}."
            yield Part("", (why, "Đây là gửi thử: chưa có gì được ghi nhận.", _help(facts)))
        case Outcome.HELD:
            yield Part("Lý do chờ xác minh:", tuple(f"- {f.comment or f.message}" for f in _answering(facts)))
            stays = "Số liệu hiện hành của đơn vị (nếu có) giữ nguyên."
            yield Part("", (f"{words.meanwhile(facts.decision.verdict)} {stays}", _help(facts)))
        case _:
            yield Part("", (*_file_answer(facts), _help(facts)))


def _accepted_parts(facts: SlipFacts) -> Iterator[Part]:
    verdict = facts.decision.verdict
    if verdict.warnings:
        yield Part("Các lưu ý (không phải gửi lại nếu số liệu đúng):", _finding_lines(facts, verdict.warnings))
    if figures := facts.first_figures:
        heading = "Một số số liệu đọc được:" if facts.is_rehearsal else "Một số số liệu đã ghi nhận:"
        yield Part(heading, tuple(f"{label}: {value}" for label, value in figures))
    if not facts.is_rehearsal:
        again = "Nếu số liệu trên chưa đúng, sửa trong biểu và gửi lại; bản gửi sau thay bản gửi trước cho đến khi xã khóa số liệu."
        yield Part("", (again, _CLOSING))


def _returned_parts(facts: SlipFacts) -> Iterator[Part]:
    verdict = facts.decision.verdict
    in_cells = tuple(finding for finding in verdict.errors if finding.cell is not None)
    if words.whole_file_findings(verdict):
        yield Part("", _file_answer(facts))
    if in_cells:
        yield Part(f"Phải sửa {words.cells_to_mend(verdict)} ô:", _finding_lines(facts, in_cells))
        yield Part("Cách làm:", _how_to(facts))
    if verdict.warnings:
        yield Part("Lưu ý, đề nghị xem lại (không bắt buộc):", _finding_lines(facts, verdict.warnings))
    standing = () if facts.is_rehearsal else (_standing(facts),)
    yield Part("", (*(sentence for sentence in standing if sentence), _help(facts)))


def _how_to(facts: SlipFacts) -> tuple[str, ...]:
    place, last = folders.TO_MEND, "Lưu tệp ngay tại chỗ rồi đóng Excel là gửi lại xong (hoặc chép vào thư mục ngoài cùng như lần đầu)."
    if facts.is_rehearsal:
        place, last = folders.REHEARSAL, "Lưu tệp ngay tại chỗ để thử lại; hết lỗi thì chép tệp vào thư mục ngoài cùng để gửi chính thức."
    return (
        f"1. Mở tệp đã đánh dấu ở thư mục {place}, xem tờ CẦN SỬA; ô phải sửa được tô màu cam và có chú thích.",
        "2. Sửa ngay trong tệp đó; không phải lập lại biểu, không phải xóa tờ CẦN SỬA. Các ô khác giữ nguyên.",
        f"3. {last}",
    )


def _standing(facts: SlipFacts) -> str:
    """Return what stands of this unit although this file was not taken."""
    if facts.unit is None or facts.period is None:
        return ""
    if not facts.standing:
        return "Đơn vị chưa có số liệu được tiếp nhận ở kỳ này."
    until = "" if facts.is_rejected else " cho đến khi bản sửa được tiếp nhận"
    return f"Số liệu đơn vị đã được nhận trước đó ({facts.standing}) vẫn giữ nguyên{until}."


def _standing_now(facts: SlipFacts) -> str:
    """Return which figures count after these were taken back."""
    if facts.standing:
        return f"Số liệu nhận trước đó ({facts.standing}) lại được dùng."
    return "Đơn vị không còn số liệu ở kỳ này; đề nghị gửi lại biểu."


def _file_answer(facts: SlipFacts) -> tuple[str, ...]:
    """Return title and content of what is said about the file as a whole."""
    if facts.outcome is Outcome.DUPLICATE and not _answering(facts):
        return ("Tệp này đã nhận trước đó; số liệu không thay đổi. Không cần gửi lại.",)
    return tuple(
        f"{finding.label}. {finding.message}" if finding.label else finding.message for finding in _answering(facts) if finding.cell is None
    )


def _answering(facts: SlipFacts) -> Sequence[Finding]:
    verdict = facts.decision.verdict
    return verdict.errors or verdict.findings


def _finding_lines(facts: SlipFacts, findings: Sequence[Finding]) -> tuple[str, ...]:
    printed = lines(findings, group_by_field(facts.programme))
    return tuple(f"{number}. {_line_words(line)}" for number, line in enumerate(printed, 1))


def _line_words(line: Line) -> str:
    where = wording.listed((f"ô {line.address.partition('!')[2]}" if line.address else "", labels.shortened(line.label, 120)), ", ")
    example = f"Ví dụ: {line.example}." if line.example else ""
    said = wording.listed((line.reason, line.mend, example, f"(mã lỗi: {line.code})"), " ")
    return text.capitalised(text.folded(f"{where}{_found(line)}: {said}" if where else said))


def _found(line: Line) -> str:
    """Return what stands in the cell, unless the reason says so itself."""
    if not line.found or line.found in line.reason:
        return ""
    return f" (đang {line.found})" if line.found == messages.BLANK else f" (đang ghi “{text.shortened(line.found)}”)"


def _help(facts: SlipFacts) -> str:
    return f"Cần giúp: {facts.help_words}."
