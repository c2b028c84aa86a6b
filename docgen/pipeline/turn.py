"""One turn of the work: look at the inbox, capture what is at rest, judge and decide it, answer the units, project."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from docgen.inbox import capture, settle
from docgen.inbox.capture import Changed, Reader, TooLarge, Untaken
from docgen.inbox.looks import Listing, Look
from docgen.inbox.names import receipt_of
from docgen.inbox.ours import Hashes
from docgen.inbox.settle import Ready, Rest, Waiting, Why
from docgen.model.disk import FAULT_WORDS, storable
from docgen.model.submissions import Decision, Outcome, Receipt
from docgen.outbox.place import Placer
from docgen.patience import ANSWER_SECONDS, NoAnswerError
from docgen.pipeline import acting, deciding, judging, noticing, project
from docgen.pipeline.answering import Answerer
from docgen.pipeline.condition import Condition
from docgen.pipeline.judging_apart import Judge
from docgen.pipeline.log import isolated
from docgen.pipeline.looking import Memory, look_around, place_in
from docgen.pipeline.office import Office
from docgen.pipeline.reports import FileResult, ProcessReport

_MEGABYTE = 1024 * 1024
_LOOKS_APART = timedelta(seconds=30)
Taking = Receipt | TooLarge | Changed | Untaken


@dataclass(frozen=True, slots=True)
class Turn:
    """What one turn came to. `files`: judged in this turn; `waiting`: not at rest or not whole; `listing`: all that the look saw.

    `untaken`: at rest, but the disk did not let us read them; the next turn tries again. `sentences`: what is amiss in the inbox.
    """

    files: tuple[FileResult, ...]
    waiting: tuple[Waiting, ...]
    listing: Listing
    untaken: tuple[FileResult, ...] = ()
    is_changed: bool = False
    sentences: tuple[str, ...] = ()


def remember(office: Office, judge: Judge = judging.judge) -> Memory:
    """Return an empty memory for work on `office`; what a stop left half written is put right first."""
    placer = office.placer()
    for folder in (office.workspace.inbox, office.workspace.outbox):
        if not placer.fault_above(folder):
            placer.placed(folder)
            placer.clear_temporary(folder)
    inbox = office.workspace.inbox
    return Memory(Hashes(inbox, ANSWER_SECONDS), placer, Reader(inbox, ANSWER_SECONDS), judge=judge)


def rest_of(office: Office) -> Rest:
    """Return how long a file must be left alone, as docgen.toml says."""
    inbox = office.settings.inbox
    return Rest(inbox.settle_seconds, inbox.patience_minutes * 60)


def process(
    office: Office,
    *,
    final: bool = False,
    rest: Rest | None = None,
    pause: Callable[[float], None] = time.sleep,
    with_papers: bool = True,
    judge: Judge = judging.judge,
) -> ProcessReport:
    """Look again until each file has settled and been judged, then bring everything that people see up to date.

    Args:
        final: judge what is not whole, too.
        with_papers: False leaves documents and pages for later.
        judge: what judges one file; in this process, or apart from it.
    """
    memory, rest = remember(office, judge), rest or rest_of(office)
    if final:
        rest = replace(rest, patience_seconds=rest.settle_seconds, in_use_seconds=rest.settle_seconds)
    acted = acting.carry_out(office, memory.placer, memory.clerk)
    files: list[FileResult] = list(acted.files)
    while True:
        turned = take_turn(office, memory, rest, time.monotonic())
        files += turned.files
        if not any(waiting.why is Why.NOT_QUIET or final for waiting in turned.waiting):
            break
        pause(min(rest.settle_seconds, 0.2) or 0.01)
    office = replace(office, condition=Condition(turned.listing, turned.sentences))
    papers = project.project(office, memory.placer, memory.clerk) if with_papers else project.Projected()
    left = (*turned.untaken, *_waiting_results(turned.waiting), *_ignored_results(turned.listing))
    return ProcessReport(
        (*files, *left), papers.papers, (*acted.problems, *papers.problems, *_unreachable(turned.listing)), acted.sentences
    )


def take_turn(office: Office, memory: Memory, rest: Rest, seen: float) -> Turn:
    """Look once; capture, judge, decide and answer every file that is at rest.

    Args:
        seen: this moment on a monotonic clock, in seconds.
    """
    view = look_around(office, memory, seen)
    dropped = view.dropped
    if not dropped.is_online or view.paused:
        return Turn((), (), dropped, sentences=(view.paused,) if view.paused else view.sentences)
    _give_back_strays(office, memory.placer, dropped)
    limit = office.settings.inbox.max_megabytes * _MEGABYTE
    last_look = office.dataset.captures.last_look()
    settled = settle.judge(memory.sightings, dropped, last_look, rest, lambda look: _is_whole(memory.reader, look, limit))
    memory.sightings = dict(settled.sightings)
    memory.noticed.note_vanished(office, settled, dropped)
    answerer = Answerer(office, memory.placer, view.own)
    memory.faults.clear()
    taken = _capture_all(office, memory.reader, settle.in_turn(settled.ready), limit)
    left = [result for ready, what in taken if (result := _note_taken(office, memory, answerer, ready, what))]
    memory.noticed.note_stuck(memory.faults, settled.waiting, seen)
    _forget_refused(memory, answerer, dropped, limit)
    if dropped.is_complete:
        _note_look(office, last_look)
    decisions = tuple(_decide_all(office, memory.judge))
    answered = answerer.answer_all()
    if memory.brake:
        memory.brake.judged(office.dataset, decisions, view.own, office.now)
    refused = [result for result in left if result.outcome is not Outcome.WAITING]
    untaken = tuple(result for result in left if result.outcome is Outcome.WAITING)
    files = (*refused, *(acting.result_of(decision) for decision in decisions))
    amiss = (*view.sentences, *noticing.hanging(memory.reader.hanging), *memory.noticed.sentences(office, dropped))
    return Turn(files, settled.waiting, dropped, untaken, bool(decisions or answered), amiss)


def _give_back_strays(office: Office, placer: Placer, listing: Listing) -> None:
    """Give files under a private name that nobody waits for back to people: the dataset is older than the folder."""
    waited_for = {decision.receipt.id for decision in office.dataset.decisions.unplaced()}
    waited_for |= {receipt.id for receipt in office.dataset.captures.undecided()}
    for private in listing.private:
        if receipt_of(private.rpartition("/")[2]) not in waited_for:
            with suppress(NoAnswerError):
                placer.ask(office.workspace.inbox, partial(capture.give_back, office.workspace.inbox, private))


def _is_whole(reader: Reader, look: Look, limit_bytes: int) -> bool:
    """Return whether a file is whole; one at which looking itself fails is left to screening."""
    return isolated(f"settling ({look.path})", lambda: reader.is_whole(look, limit_bytes), lambda: True)


def _capture_all(office: Office, reader: Reader, ready: Sequence[Ready], limit_bytes: int) -> Sequence[tuple[Ready, Taking]]:
    """Store the files of one look, all in one transaction: no stop parts two files of one unit that came together."""
    if not ready:
        return ()
    with office.dataset.transaction():
        return [(one, _capture(office, reader, one, limit_bytes)) for one in ready]


def _capture(office: Office, reader: Reader, ready: Ready, limit_bytes: int) -> Taking:
    look = ready.sighting.look
    taken = capture.capture(office.dataset, reader, ready.sighting, place_in(office, look), limit_bytes)
    if isinstance(taken, Receipt) and ready.is_in_use:
        noticing.note_in_use(office, taken)
    return taken


def _note_taken(office: Office, memory: Memory, answerer: Answerer, ready: Ready, taken: Taking) -> FileResult | None:
    """Return a result for a file that cannot be taken: one that is too large is answered once, and told once."""
    look = ready.sighting.look
    if isinstance(taken, TooLarge):
        verdict = judging.too_large(office, taken)
        answerer.refuse(look.path, place_in(office, look), verdict)
        if memory.refused.get(look.path) == look.fingerprint:
            return None
        memory.refused[look.path] = look.fingerprint
        return FileResult(storable(look.path), "", verdict.outcome, findings=verdict.findings)
    if isinstance(taken, Untaken):
        memory.faults[look.path] = taken.fault
        return FileResult(storable(look.path), "", Outcome.WAITING, findings=(judging.unreadable_now(taken),))
    if isinstance(taken, Receipt):
        # It will go now because docgen takes it away.
        memory.sightings.pop(look.path, None)
    return None


def _forget_refused(memory: Memory, answerer: Answerer, dropped: Listing, limit_bytes: int) -> None:
    """Take back what was said of too large files that somebody has removed or made smaller since."""
    if dropped.is_complete:
        large = {storable(path) for path, look in dropped.looks.items() if look.size_bytes > limit_bytes}
        memory.refused = {path: seen for path, seen in memory.refused.items() if storable(path) in large}
        answerer.forget_refused(large)


def _note_look(office: Office, last_look: datetime | None) -> None:
    """Record that the inbox was looked at, not oftener than the interval of a receipt need be narrow."""
    if last_look is None or office.now - last_look >= _LOOKS_APART or office.now < last_look:
        office.dataset.captures.note_look(office.now)


def _decide_all(office: Office, judge: Judge) -> Iterator[Decision]:
    """Judge every receipt that has no decision yet, in order, and decide; files of one unit that came at once are decided together."""
    judged = ((receipt, judge(office, receipt)) for receipt in office.dataset.captures.undecided())
    yield from deciding.decide_all(office, [(receipt, verdict) for receipt, verdict in judged if verdict is not None])


def _waiting_results(waiting: tuple[Waiting, ...]) -> Iterator[FileResult]:
    for item in waiting:
        yield FileResult(storable(item.sighting.path), "", Outcome.WAITING, findings=(judging.waiting_finding(item),))


def _ignored_results(listing: Listing) -> Iterator[FileResult]:
    for path in listing.ignored:
        yield FileResult(storable(path), "", Outcome.IGNORED)


def _unreachable(listing: Listing) -> Iterator[str]:
    for folder, fault in listing.unknown.items():
        yield f"Không xem được “{folder or 'thư mục nhận biểu'}”: {FAULT_WORDS[fault]}."
