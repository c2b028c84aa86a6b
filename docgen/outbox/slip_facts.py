"""What a slip is about: one decision with its unit, form and period, and the words that slips and messages share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from docgen.model import text, wording
from docgen.model.findings import Finding
from docgen.model.periods import Period
from docgen.model.programme import PeriodDates, Programme
from docgen.model.submissions import Act, Decision, Outcome, Receipt, Verdict, Zone
from docgen.model.units import Unit
from docgen.outbox import tally, words
from docgen.settings import Agency, Contact

_NAMES: Mapping[Outcome, str] = {
    Outcome.ACCEPTED: "DA TIEP NHAN",
    Outcome.RETURNED: "CAN SUA",
    Outcome.HELD: "CHO XAC MINH",
    Outcome.DUPLICATE: "DA NHAN TRUOC DO",
    Outcome.QUARANTINED: "KHONG AN TOAN",
}
_NAMES_OF_REHEARSAL: Mapping[Outcome, str] = {Outcome.ACCEPTED: "KHONG PHAI SUA", Outcome.HELD: "SE PHAI CHO XAC MINH"}


@dataclass(frozen=True, slots=True)
class SlipFacts:
    """One decision, and what is known of its file. `programme`, `unit`, `period`, `dates` are None where the file does not tell.

    `accepted_before`: the decision by which this unit's figures stand although this file was not taken. `several_forms`: more than one
    programme asks this unit, so the form belongs in the file's name. `withdrawn`: the act that took the figures back; `entered`: the one
    that says who typed the form on behalf of the unit. `signed`: scans that came before the form and are kept with it.
    `named_in_file`: the other unit that the file is named for, while it waits; `held_as`: what was found when it waited,
    before a person of the office decided.
    """

    decision: Decision
    agency: Agency
    contact: Contact
    programme: Programme | None = None
    unit: Unit | None = None
    period: Period | None = None
    dates: PeriodDates | None = None
    accepted_before: Decision | None = None
    several_forms: bool = False
    withdrawn: Act | None = None
    entered: Act | None = None
    signed: tuple[Receipt, ...] = ()
    named_in_file: Unit | None = None
    held_as: Verdict | None = None

    @property
    def outcome(self) -> Outcome:
        """What became of the file."""
        return self.decision.verdict.outcome

    @property
    def is_answered(self) -> bool:
        """Whether the unit gets a slip: not for what is no input or not whole yet."""
        return self.outcome in _NAMES

    @property
    def is_rehearsal(self) -> bool:
        """Whether the unit only tried."""
        return self.decision.receipt.zone is Zone.REHEARSAL

    @property
    def received(self) -> str:
        """When the file came, in words."""
        return wording.moment(self.decision.receipt.not_after)

    @property
    def reception_number(self) -> str:
        """The running number of the slip: `0042/2026`; none for a rehearsal, of which nothing is recorded."""
        return "" if self.is_rehearsal else f"{self.decision.id:04d}/{wording.local_day(self.decision.receipt.not_after).year}"

    @property
    def lookup_code(self) -> str:
        """What a unit says on the telephone so that the clerk finds this very file: `TN0042-3F9A`."""
        return f"TN{self.decision.id:04d}-{self.decision.receipt.sha256[:4]}".upper()

    @property
    def form(self) -> str:
        """The form and the period in a sentence: `Biểu số 01/BĐG năm 2026`."""
        parts = (words.form_number(self.programme) if self.programme else "biểu", self.period.words if self.period else "")
        return wording.listed(parts, " ")

    @property
    def sender(self) -> str:
        """The unit in a sentence, or what stands for it."""
        return self.unit.name_in_sentence if self.unit else "đơn vị chưa xác định"

    @property
    def whole_file(self) -> Finding | None:
        """The finding that answers the file as a whole, when there is one."""
        found = words.whole_file_findings(self.decision.verdict)
        if found or self.outcome is Outcome.RETURNED:
            return found[0] if found else None
        return next((finding for finding in self.decision.verdict.findings if finding.cell is None), None)

    @property
    def is_whole_file(self) -> bool:
        """Whether the file is returned as a whole: no cell of it could be marked."""
        return self.outcome is Outcome.RETURNED and not words.cells_to_mend(self.decision.verdict)

    @property
    def is_rejected(self) -> bool:
        """Whether a person of the office returned the file, and so wrote what the unit is to do."""
        return self.outcome is Outcome.RETURNED and bool(self.decision.verdict.rejection)

    @property
    def standing(self) -> str:
        """Which figures stand although this file was not taken: `lần gửi thứ 1, 16 giờ 42 phút, ngày 29/11/2026`, empty when none do."""
        before = self.accepted_before
        return f"lần gửi thứ {before.times_sent}, {wording.moment(before.receipt.not_after)}" if before else ""

    @property
    def result(self) -> str:
        """What trying a form came to: `không có ô nào phải sửa`, `còn 3 ô phải sửa` or why the file cannot be used."""
        cells = words.cells_to_mend(self.decision.verdict)
        if cells and self.outcome is not Outcome.HELD:
            return f"còn {cells} ô phải sửa"
        if self.outcome in (Outcome.ACCEPTED, Outcome.DUPLICATE):
            return "không có ô nào phải sửa"
        if self.outcome is Outcome.HELD:
            return f"sẽ phải chờ xã xác minh: {words.reason_for_unit(self.decision.verdict)}"
        return f"chưa dùng được: {_title_of(self.whole_file)}"

    @property
    def entered_from(self) -> str:
        """From what the office typed the form: `theo điện thoại (Trưởng thôn đọc)`, empty when it did not."""
        source, _, rest = self.entered.reason.partition(": ") if self.entered else ("", "", "")
        return f"theo {source}{f' ({rest})' if rest else ''}" if source else ""

    @property
    def decided(self) -> str:
        """What a person of the office decided about a file that waited; empty when none did, or it was returned (that slip says why)."""
        if self.held_as is None or self.outcome is not Outcome.ACCEPTED or self.unit is None:
            return ""
        if self.held_as.unit == self.unit.code:
            return "đã xem tệp chờ xác minh và chấp nhận"
        return f"đã xem tệp chờ xác minh và ghi nhận là biểu của {self.unit.name_in_sentence}"

    @property
    def first_figures(self) -> tuple[tuple[str, str], ...]:
        """The first figures of the form, label and value; none where it could not be read."""
        said = self.decision.verdict.answers
        return tally.first_figures(self.programme, self.unit, said) if self.programme and self.unit and said else ()

    @property
    def telephone(self) -> str:
        """Whom to call, short."""
        return self.contact.phone or self.agency.desk

    @property
    def help_words(self) -> str:
        """Whom to ask for help, in full: desk, person, telephone."""
        phone = f"điện thoại {self.contact.phone}" if self.contact.phone else ""
        return wording.listed((self.agency.desk, self.contact.name, phone), ", ")

    @property
    def file_name(self) -> str:
        """The slip's name without extension: `DA TIEP NHAN - Thon Mau 01 - nam 2026 - lan 1`."""
        names = {**_NAMES, **_NAMES_OF_REHEARSAL} if self.is_rehearsal else _NAMES
        kind = "CAN GUI LAI" if self.is_whole_file else names.get(self.outcome, "PHIEU")
        kind = "XA TRA LAI" if self.is_rejected else kind
        kind = "RUT LAI SO LIEU" if self.withdrawn else kind
        parts = ["GUI THU" if self.is_rehearsal else "", kind]
        if self.unit and self.period:
            form = self.programme.form_id.upper() if self.programme and self.several_forms else ""
            number = self.lookup_code if self.is_rehearsal else f"lan {self.decision.times_sent}"
            other = f"ten tep {self.named_in_file.name_in_files}" if self.named_in_file else ""
            parts += [self.unit.name_in_files, other, form, text.without_accents(self.period.words), number]
        else:
            stem = text.without_accents(PurePosixPath(self.decision.receipt.file_name).stem)[:60]
            parts += [self.unit.name_in_files if self.unit else "", stem, self.lookup_code]
        return text.file_name(wording.listed(parts, " - "))


def _title_of(finding: Finding | None) -> str:
    if finding is None:
        return "tệp không đọc được"
    title = finding.label or finding.reason.rstrip(".")
    return title[:1].lower() + title[1:]
