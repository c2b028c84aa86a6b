"""A receipt in, a verdict out: screen, read, identify, validate; a pure function of the recorded bytes, the definitions and the dataset."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from docgen.forms import likely, reading
from docgen.forms.census import Census, read_census
from docgen.forms.reading import FormReading
from docgen.forms.seal import is_genuine
from docgen.inbox.capture import TooLarge, Untaken
from docgen.inbox.screen import screen
from docgen.inbox.settle import Waiting, Why
from docgen.model import folders, wording
from docgen.model.disk import FAULT_WORDS
from docgen.model.errors import UnreadableFileError
from docgen.model.findings import Finding, warning
from docgen.model.periods import Period
from docgen.model.programme import Programme
from docgen.model.submissions import Outcome, Receipt, Verdict
from docgen.model.units import Unit
from docgen.model.values import Answers
from docgen.pipeline.log import isolated
from docgen.pipeline.office import Office
from docgen.validate import answers as rules
from docgen.validate import messages
from docgen.validate.identity import Evidence, Ground, identify
from docgen.validate.messages import Office as Desk

_MEGABYTE = 1024 * 1024
_WAITING_WORDS = {
    Why.NOT_QUIET: "Tệp đang được chép vào.",
    Why.EMPTY: "Tệp còn trống, có thể đang được chép vào.",
    Why.NOT_WHOLE: "Tệp chưa chép xong.",
    Why.IN_USE: "Tệp đang mở ở máy của đơn vị; sẽ nhận sau khi đóng.",
}


def judge(office: Office, receipt: Receipt, fatal: tuple[type[Exception], ...] = ()) -> Verdict:
    """Return what the file of `receipt` comes to by itself: other files of the unit are for `deciding`.

    A file at which the program fails is held, with an honest word, and the others go on; what is `fatal` passes.
    """
    at_fault = Verdict(Outcome.HELD, (messages.software_fault(),), unit=_folder_unit(office, receipt))
    return isolated(f"file {receipt.id} ({receipt.path})", lambda: _judge(office, receipt), lambda: at_fault, fatal)


def deadly(office: Office, receipt: Receipt, death: str) -> Verdict:
    """Return the verdict on a file at which reading has ended several processes: it is set aside unread."""
    return Verdict(Outcome.QUARANTINED, (messages.deadly_file(death),), unit=_folder_unit(office, receipt))


def _judge(office: Office, receipt: Receipt) -> Verdict:
    data = office.dataset.captures.bytes_of(receipt.sha256)
    desk = desk_of(office)
    screening = screen(data, receipt.file_name, office.settings.inbox.max_megabytes * _MEGABYTE, desk)
    if screening.outcome is not None:
        findings = (screening.finding,) if screening.finding else ()
        return Verdict(screening.outcome, findings, unit=_folder_unit(office, receipt))
    try:
        return _judge_form(office, receipt, read_census(data, screening.parts), desk)
    except UnreadableFileError as error:
        finding = messages.unreadable(getattr(error, "code", "") or "tep_hong", str(error))
        return Verdict(Outcome.RETURNED, (finding,), unit=_folder_unit(office, receipt))


def judge_for(office: Office, receipt: Receipt, programme: Programme, unit: Unit, period: Period, base: int = 0) -> Verdict:
    """Return what the file of `receipt` comes to as a form of `unit` for `period`, filled from revision `base`, as a person has said.

    Raises:
        UnreadableFileError: the file is no form that can be read.
    """
    census = read_census(office.dataset.captures.bytes_of(receipt.sha256))
    desk = desk_of(office)
    read = _read(office, census, programme, unit, period, desk)
    findings = (*read.findings, *_new_findings(office, programme, unit, period, read))
    verdict = Verdict(Outcome.ACCEPTED, findings, programme.name, unit.code, period.code, base, read.answers)
    return replace(verdict, outcome=Outcome.RETURNED) if verdict.errors else verdict


def too_large(office: Office, refused: TooLarge) -> Verdict:
    """Return the verdict on a file that is not even taken."""
    size = f"{refused.size_bytes // _MEGABYTE} MB, giới hạn {refused.limit_bytes // _MEGABYTE} MB"
    return Verdict(Outcome.RETURNED, (messages.too_large(size),))


def waiting_finding(waiting: Waiting) -> Finding:
    """Return why a file waits."""
    return warning(f"cho_{waiting.why.value}", _WAITING_WORDS[waiting.why])


def unreadable_now(untaken: Untaken) -> Finding:
    """Return why a file that is there cannot be read."""
    return warning("chua_doc_duoc", f"Chưa đọc được tệp ({FAULT_WORDS[untaken.fault]}); sẽ thử lại.")


def rule_findings(office: Office, programme: Programme, unit: Unit, period: Period, answers: Answers) -> tuple[Finding, ...]:
    """Return the findings of the form's own rules about `answers`."""
    previous = office.answers_before(programme, period, unit)
    words = period.previous.words if previous and period.previous else ""
    dates, desk = office.dates(programme, period), desk_of(office)
    return rules.check(programme, unit, dates, answers, previous, office.today, office=desk, previous_words=words)


def desk_of(office: Office) -> Desk:
    """Return whom messages tell units to call."""
    contact = office.settings.contact
    return Desk(office.settings.agency.desk, contact.name, contact.phone, folders.TAKE_FORMS)


def _judge_form(office: Office, receipt: Receipt, census: Census, desk: Desk) -> Verdict:
    identity = identify(_evidence(office, receipt, census), _ground(office, desk))
    if isinstance(identity, Verdict):
        return _with_answers(office, identity, census, desk)
    programme, unit, period = identity.programme, identity.unit, identity.period
    read = _read(office, census, programme, unit, period, desk)
    findings = (*read.findings, *_new_findings(office, programme, unit, period, read))
    verdict = Verdict(Outcome.ACCEPTED, findings, programme.name, unit.code, period.code, identity.seal.base, read.answers)
    if read.is_empty and not read.missing_names:
        return replace(verdict, outcome=Outcome.RETURNED, findings=(messages.blank_form(),))
    if read.held:
        return replace(verdict, outcome=Outcome.HELD, findings=(*read.held, *findings))
    return replace(verdict, outcome=Outcome.RETURNED) if verdict.errors else verdict


def _evidence(office: Office, receipt: Receipt, census: Census) -> Evidence:
    seal = reading.read_seal(census)
    proved = seal is not None and is_genuine(seal, office.dataset.facts.keys())
    return Evidence(
        seal=seal,
        is_genuine=proved,
        folder_unit=receipt.folder_unit,
        unit_text=reading.printed_unit(census),
        period_text=reading.printed_period(census),
        field_names=census.field_names,
        likely=None if proved else likely.guess_programme(census, office.catalogue.programmes.values()),
    )


def _ground(office: Office, desk: Desk) -> Ground:
    def receiving(programme: Programme) -> tuple[Period, ...]:
        usual = office.default_period(programme)
        return (usual, *(period for period in office.live_periods(programme) if period != usual))

    def closed_on(programme: Programme, period: Period) -> date | None:
        closed_at = office.dataset.acts.closed_at(programme.name, period.code)
        return wording.local_day(closed_at) if closed_at else None

    return Ground(tuple(office.catalogue.programmes.values()), office.catalogue.units, receiving, closed_on, desk)


def _with_answers(office: Office, verdict: Verdict, census: Census, desk: Desk) -> Verdict:
    """Return a held verdict with what the form says, so that the person who decides sees it and may accept it."""
    programme = office.catalogue.programmes.get(verdict.programme)
    unit, period = office.catalogue.units.find(verdict.unit), Period.parse(verdict.period)
    if verdict.outcome is not Outcome.HELD or programme is None or unit is None or period is None:
        return verdict
    read = _read(office, census, programme, unit, period, desk)
    findings = (*read.findings, *_new_findings(office, programme, unit, period, read))
    return replace(verdict, answers=read.answers, findings=(*verdict.findings, *findings))


def _read(office: Office, census: Census, programme: Programme, unit: Unit, period: Period, desk: Desk) -> FormReading:
    return reading.read_form(census, programme, unit, office.dates(programme, period), desk, office.today)


def _new_findings(office: Office, programme: Programme, unit: Unit, period: Period, read: FormReading) -> tuple[Finding, ...]:
    """Return the findings of the form's own rules, about cells that have no finding yet."""
    spoken_for = {finding.cell for finding in read.findings if finding.cell and finding.is_error}
    return tuple(f for f in rule_findings(office, programme, unit, period, read.answers) if f.cell not in spoken_for)


def _folder_unit(office: Office, receipt: Receipt) -> str:
    unit = office.catalogue.units.find(receipt.folder_unit) if receipt.folder_unit else None
    return unit.code if unit else ""
