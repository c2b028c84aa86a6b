"""A recorded decision in, the unit's answer in its folder out: slip, taken file or marked workbook; then the dropped file is put away.

Every step may be done again: a stop between two of them is made good by the next turn.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath

from docgen.forms import returned
from docgen.inbox import capture, places
from docgen.inbox.capture import Taken, Untaken
from docgen.inbox.places import Kind, Place
from docgen.model import folders
from docgen.model.disk import Fault, fault_of, storable
from docgen.model.errors import UnreadableFileError
from docgen.model.submissions import Decision, Outcome, Receipt, Verdict, Zone
from docgen.model.text import portable_name
from docgen.outbox import receipts, returning
from docgen.outbox.place import Placer
from docgen.outbox.slip_facts import SlipFacts
from docgen.outbox.wishes import Placed
from docgen.patience import NoAnswerError
from docgen.pipeline.facts_of import name_of_sent, name_of_taken, slip_facts
from docgen.pipeline.forms_of import Filling, write_form
from docgen.pipeline.log import isolated
from docgen.pipeline.office import Office
from docgen.validate import messages

_TO_MEND = (Outcome.RETURNED, Outcome.QUARANTINED)
_MOST_NAMES = 100
_NUMBERED = re.compile(r" \(\d+\)$")
_REFUSED = "refused:"
CANARY = "canary"


@dataclass(frozen=True, slots=True)
class _File:
    """One file to put into the inbox: its folder and name, and what it is for."""

    folder: PurePosixPath
    name: str
    data: bytes
    kind: str


class Answerer:
    """Answers the units of one office. `own`: the hash of what docgen had placed in the inbox, by path below it."""

    def __init__(self, office: Office, placer: Placer, own: Mapping[str, str]) -> None:
        self._office = office
        self._placer = placer
        self._own = own
        self._inbox = office.workspace.inbox
        self._folders = places.unit_folders(office.catalogue.units)

    def answer_all(self) -> int:
        """Answer every decision that is not answered yet; return how many were. One that fails keeps none of the others waiting."""
        unplaced = self._office.dataset.decisions.unplaced()
        return sum(isolated(f"answer {d.id} ({d.receipt.path})", partial(self._answer_now, d), lambda: False) for d in unplaced)

    def refuse(self, path: str, place: Place, verdict: Verdict) -> None:
        """Put a line beside a file that is not even taken (it is too large), saying why."""
        name = f"KHONG NHAN - {PurePosixPath(path).name}.txt"
        text = "\n".join(finding.message for finding in verdict.findings)
        self._put(_File(place.folder(Kind.RETURNED), name, text.encode("utf-8-sig"), f"{_REFUSED}{storable(path)}"))

    def forget_refused(self, still_there: Collection[str]) -> None:
        """Take away what was said of files that were not taken and are gone now, or have become smaller."""
        placed = self._office.dataset.placed
        for kind in placed.kinds(_REFUSED):
            if kind.removeprefix(_REFUSED) not in still_there:
                for path in placed.of_kind(kind):
                    self._placer.remove(self._office.workspace.root / path)

    def _answer_now(self, decision: Decision) -> bool:
        """Answer, as far as the disk answers; the next turn goes on where this one stopped."""
        try:
            return self._answer(decision)
        except NoAnswerError as error:
            self._placer.not_done(self._inbox / decision.receipt.path, fault_of(error))
            return False

    def _answer(self, decision: Decision) -> bool:
        receipt, place = decision.receipt, self._place(decision.receipt)
        facts = slip_facts(self._office, decision)
        if receipt.zone is Zone.REHEARSAL:
            is_done = self._put_all(self._rehearsal(facts, place))
            self._leave_as_it_is(receipt)
        else:
            is_done = self._answer_drop(facts, place)
        if is_done:
            self._office.dataset.decisions.mark_placed(decision.id)
        return is_done

    def _answer_drop(self, facts: SlipFacts, place: Place) -> bool:
        decision = facts.decision
        taken = self._placer.ask(self._inbox, partial(capture.take_away, self._inbox, decision.receipt))
        if isinstance(taken, Untaken) and taken.fault is not Fault.GONE:
            self._placer.not_done(self._inbox / decision.receipt.path, taken.fault)
            return False
        self._placer.done(self._inbox / decision.receipt.path)
        if not decision.is_withdrawn:
            self._clear_answered(decision)
        if not self._put_all(self._files(facts, place)):
            return False
        if isinstance(taken, Taken) and self._placer.ask(self._inbox, partial(capture.remove, taken)) is not None:
            return False
        self._restore(decision, place)
        return True

    def _files(self, facts: SlipFacts, place: Place) -> Iterator[_File]:
        """Yield what the unit finds: its file as it is now to be used, and the slip."""
        decision = facts.decision
        if facts.withdrawn:
            self._clear_slips_of_taken(facts)
            yield from self._slip(facts, place.folder(Kind.TAKEN), "withdrawn")
            return
        outcome = Outcome.RETURNED if _is_unmended(decision.verdict) else decision.verdict.outcome
        folder = place.folder(Kind.RETURNED if outcome in _TO_MEND else Kind.TAKEN)
        kind = kind_of(decision, outcome)
        data = self._office.dataset.captures.bytes_of(decision.receipt.sha256)
        if decision.verdict.outcome is Outcome.RETURNED:
            yield _File(folder, name_of_sent(self._office, facts), _marked(facts, data), kind)
            yield from self._new_form(facts, folder, kind)
        elif decision.verdict.outcome in (Outcome.ACCEPTED, Outcome.HELD):
            yield _File(folder, name_of_taken(self._office, facts), data, kind)
        elif outcome is Outcome.IGNORED and facts.unit:
            yield self._signed(decision.receipt, place)
        yield from (self._signed(receipt, place) for receipt in facts.signed)
        yield from self._slip(facts, folder, kind)

    def _signed(self, receipt: Receipt, place: Place) -> _File:
        """Return a scan as it is kept with its form."""
        name, data = PurePosixPath(portable_name(receipt.file_name)), self._office.dataset.captures.bytes_of(receipt.sha256)
        return _File(place.folder(Kind.TAKEN), f"{name.stem} - ban ky{name.suffix}", data, "signed")

    def _new_form(self, facts: SlipFacts, folder: PurePosixPath, kind: str) -> Iterator[_File]:
        """Yield a form in which the unit can go on when its own is of an old version or lost cells: filled with what could be read."""
        verdict = facts.decision.verdict
        needs_one = any(finding.code in (messages.OLD_FORM, messages.BROKEN) for finding in verdict.findings)
        if needs_one and facts.programme and facts.unit and facts.period and verdict.answers:
            filling = Filling(verdict.answers, verdict.base)
            form = write_form(self._office, facts.programme, facts.unit, facts.period, filling, is_private=bool(folder.parent.parts))
            yield _File(folder, f"BIEU MOI - {form.name}", form.data, kind)

    def _rehearsal(self, facts: SlipFacts, place: Place) -> Iterator[_File]:
        folder, is_canary = place.folder(Kind.REHEARSAL), facts.decision.receipt.file_name == folders.CANARY
        kind = CANARY if is_canary else "rehearsal"
        if facts.decision.verdict.outcome is Outcome.RETURNED:
            data = self._office.dataset.captures.bytes_of(facts.decision.receipt.sha256)
            name = f"DA DANH DAU - {portable_name(facts.decision.receipt.file_name)}"
            yield _File(folder, name, _marked(facts, data), kind)
        for slip in self._slip(facts, folder, kind):
            # The unit whose form flies may have a slip of its own there.
            yield replace(slip, name=f"{folders.CANARY}{PurePosixPath(slip.name).suffix}") if is_canary else slip

    def _slip(self, facts: SlipFacts, folder: PurePosixPath, kind: str) -> Iterator[_File]:
        slip = receipts.build(facts)
        if slip is not None:
            yield from (_File(folder, name, data, kind) for name, data in slip.files.items())

    def _put_all(self, files: Iterator[_File]) -> bool:
        results = [self._put(file) for file in files]
        return all(results)

    def _put(self, file: _File) -> bool:
        """Write `file`, under another name where a person's file has that one; return whether it stands there now."""
        wanted = self._inbox / file.folder / file.name
        for number in range(1, _MOST_NAMES):
            path = wanted if number == 1 else wanted.with_stem(f"{wanted.stem} ({number})")
            placed = self._placer.write(path, file.data, file.kind)
            if placed is not Placed.KEPT:
                return placed.is_done
        return False

    def _clear_answered(self, decision: Decision) -> None:
        """Take away earlier answers that this one makes void: this file waits no more, and what was returned is mended or returned anew."""
        if decision.verdict.outcome is not Outcome.HELD:
            self._clear(_waiting(decision.receipt))
        if decision.verdict.unit and decision.verdict.outcome in (Outcome.ACCEPTED, Outcome.RETURNED):
            self._clear(kind_of(decision, Outcome.RETURNED))

    def _clear(self, kind: str) -> None:
        for path in self._office.dataset.placed.of_kind(kind):
            self._placer.remove(self._office.workspace.root / path)

    def _clear_slips_of_taken(self, facts: SlipFacts) -> None:
        """Take away the slips that said the figures were taken, now that they are taken back; slips of other drops stay."""
        taken = replace(facts, withdrawn=None)
        for path in self._office.dataset.placed.of_kind(kind_of(facts.decision, facts.outcome)):
            if _NUMBERED.sub("", PurePosixPath(path).stem) == taken.file_name:
                self._placer.remove(self._office.workspace.root / path)

    def _restore(self, decision: Decision, place: Place) -> None:
        """Put back the file that somebody saved over where docgen had placed it: a blank form, a taken file, one that is not mended yet."""
        receipt = decision.receipt
        before = self._own.get(receipt.path)
        path = self._inbox / receipt.path
        if place.kind is Kind.RETURNED and _is_unmended(decision.verdict):
            data = self._office.dataset.captures.bytes_of(receipt.sha256)
            self._put(_File(PurePosixPath(receipt.path).parent, receipt.file_name, data, kind_of(decision, Outcome.RETURNED)))
        if before and place.kind in (Kind.FORMS, Kind.TAKEN) and not self._placer.ask(path, path.exists):
            self._placer.write(path, self._office.dataset.captures.bytes_of(before), "restored")

    def _leave_as_it_is(self, receipt: Receipt) -> None:
        """Remember a rehearsed file as it lies there, so that it is answered once and not again until it changes."""
        path: Path = self._inbox / receipt.path
        self._office.dataset.placed.remember(self._placer.relative(path), receipt.sha256, "rehearsed")

    def _place(self, receipt: Receipt) -> Place:
        return places.place_of(PurePosixPath(receipt.path), self._folders)


def _marked(facts: SlipFacts, data: bytes) -> bytes:
    """Return the unit's own workbook with marks, or its bytes as they are when it is no workbook that can be marked."""
    if facts.programme is None or not any(finding.cell for finding in facts.decision.verdict.findings):
        return data
    try:
        return returned.write_returned(data, returning.return_note(facts))
    except UnreadableFileError:
        return data


def _is_unmended(verdict: Verdict) -> bool:
    """Return whether a returned form came back as it was: it still waits to be mended."""
    return verdict.outcome is Outcome.DUPLICATE and any(finding.code == messages.NOT_MENDED for finding in verdict.findings)


def kind_of(decision: Decision, outcome: Outcome) -> str:
    """Return what the dataset remembers an answer as, so that it is found again when a later answer makes it void."""
    verdict = decision.verdict
    return _waiting(decision.receipt) if outcome is Outcome.HELD else f"{outcome.value}:{verdict.programme}/{verdict.unit}/{verdict.period}"


def _waiting(receipt: Receipt) -> str:
    """Return what the answer to a file that waits is remembered as: it stands until a person has decided about this very file."""
    return f"{Outcome.HELD.value}:{receipt.id}"
