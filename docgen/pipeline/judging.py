"""A receipt in, a verdict out: screen, read, identify, validate; a pure function of the recorded bytes, the definitions and the dataset."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath

from docgen.forms import confirmations, form_copies, likely, reading
from docgen.forms.census import Census, read_census
from docgen.forms.form_copies import FormCopy
from docgen.forms.reading import FormReading
from docgen.forms.seal import is_genuine
from docgen.inbox.capture import TooLarge, Untaken
from docgen.inbox.screen import screen
from docgen.inbox.settle import Waiting, Why
from docgen.model import folders, text, wording
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
    Why.NOT_LOCAL: "Tệp mới có tên, nội dung còn trên đám mây (OneDrive); sẽ nhận khi máy của đơn vị chép xong.",
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
    doubts = (screening.finding,) if screening.finding else ()
    if screening.outcome not in (None, Outcome.HELD):
        return Verdict(screening.outcome, doubts, unit=_folder_unit(office, receipt))
    try:
        census = read_census(data, screening.parts, lambda words: likely.is_ours(words, office.catalogue.programmes.values()))
        verdict = _judge_form(office, receipt, census, desk)
    except UnreadableFileError as error:
        finding = messages.unreadable(getattr(error, "code", "") or "tep_hong", str(error))
        return Verdict(Outcome.RETURNED, (*doubts, finding), unit=_folder_unit(office, receipt))
    if screening.outcome is Outcome.HELD:
        return replace(verdict, outcome=Outcome.HELD, findings=(*doubts, *verdict.findings))
    return replace(verdict, findings=(*verdict.findings, *doubts))


def judge_for(office: Office, receipt: Receipt, programme: Programme, unit: Unit, period: Period, base: int = 0) -> Verdict:
    """Return what the file of `receipt` comes to as a form of `unit` for `period`, filled from revision `base`, as a person has said.

    Raises:
        UnreadableFileError: the file is no form that can be read.
    """
    census = read_census(office.dataset.captures.bytes_of(receipt.sha256))
    read = _read(office, census, programme, unit, period)
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
        return _with_answers(office, identity, census)
    programme, unit, period = identity.programme, identity.unit, identity.period
    copies = form_copies.find(census, programme)
    verdict = Verdict(Outcome.ACCEPTED, (), programme.name, unit.code, period.code, identity.seal.base)
    if any(copy.unit_text and text.key(copy.unit_text) != text.key(reading.printed_unit(census)) for copy in copies):
        return replace(verdict, outcome=Outcome.RETURNED, findings=(messages.many_units(desk),))
    read = _read(office, census, programme, unit, period)
    new = confirmations.noted(_new_findings(office, programme, unit, period, read), confirmations.confirmed(census))
    findings = (*read.findings, *new)
    verdict = replace(verdict, findings=findings, answers=read.answers)
    if read.is_empty and not read.missing_names:
        return replace(verdict, outcome=Outcome.RETURNED, findings=(messages.blank_form(),))
    held = (*read.held, *_filled_twice(census, copies))
    if held:
        return replace(verdict, outcome=Outcome.HELD, findings=(*held, *findings))
    if verdict.errors:
        return replace(verdict, outcome=Outcome.RETURNED)
    turned = [finding for finding in findings if finding.code == messages.OLD_ENCODING]
    if turned and not office.dataset.decisions.has_accepted_with(unit.code, messages.OLD_ENCODING):
        return replace(verdict, outcome=Outcome.HELD, findings=(messages.old_encoding(turned), *findings))
    return verdict


def _filled_twice(census: Census, copies: Sequence[FormCopy]) -> Iterator[Finding]:
    """Yield a doubt for each further sheet that is this form of this period, filled differently: nobody knows which one is meant."""
    period = reading.printed_period(census)
    for copy in copies:
        if copy.differing and text.key(copy.period_text) == text.key(period):
            yield messages.two_sheets_filled(form_copies.main_sheet(census), copy.sheet, copy.differing)


def _evidence(office: Office, receipt: Receipt, census: Census) -> Evidence:
    seal = reading.read_seal(census)
    proved = seal is not None and is_genuine(seal, office.dataset.facts.keys())
    return Evidence(
        seal=seal,
        is_genuine=proved,
        folder_unit=receipt.folder_unit,
        file_stem=PurePosixPath(receipt.file_name).stem,
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


def _with_answers(office: Office, verdict: Verdict, census: Census) -> Verdict:
    """Return a verdict with what the form says: for the person who decides, or for the new form that replaces an old one."""
    programme = office.catalogue.programmes.get(verdict.programme)
    unit, period = office.catalogue.units.find(verdict.unit), Period.parse(verdict.period)
    is_old = any(finding.code == messages.OLD_FORM for finding in verdict.findings)
    if not (verdict.outcome is Outcome.HELD or is_old) or programme is None or unit is None or period is None:
        return verdict
    read = _read(office, census, programme, unit, period)
    if is_old:
        return replace(verdict, answers=read.answers)
    findings = (*read.findings, *_new_findings(office, programme, unit, period, read))
    return replace(verdict, answers=read.answers, findings=(*verdict.findings, *findings))


def _read(office: Office, census: Census, programme: Programme, unit: Unit, period: Period) -> FormReading:
    return reading.read_form(census, programme, unit, office.dates(programme, period), office.today)


def _new_findings(office: Office, programme: Programme, unit: Unit, period: Period, read: FormReading) -> tuple[Finding, ...]:
    """Return the findings of the form's own rules, about cells that have no finding yet."""
    spoken_for = {finding.cell for finding in read.findings if finding.cell and finding.is_error}
    return tuple(f for f in rule_findings(office, programme, unit, period, read.answers) if f.cell not in spoken_for)


def _folder_unit(office: Office, receipt: Receipt) -> str:
    unit = office.catalogue.units.find(receipt.folder_unit) if receipt.folder_unit else None
    return unit.code if unit else ""
