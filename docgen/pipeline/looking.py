"""One look at the folders of people: what was dropped there, as opposed to what docgen put there; knows when not to rely on a look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath

from docgen.inbox import places
from docgen.inbox.capture import Reader
from docgen.inbox.looks import Ignored, Listing, Look
from docgen.inbox.ours import Hashes, without_own
from docgen.inbox.patience import NoAnswerError, Patience
from docgen.inbox.places import Kind, Place
from docgen.inbox.renamed import Renamed, renamed
from docgen.inbox.scan import scan
from docgen.inbox.settle import Sighting
from docgen.model.disk import Fault
from docgen.outbox import roots
from docgen.outbox.place import Placer
from docgen.pipeline import judging
from docgen.pipeline.brake import Brake, spoilt
from docgen.pipeline.clerk import Clerk
from docgen.pipeline.judging_apart import Judge
from docgen.pipeline.noticing import Noticed
from docgen.pipeline.office import Office

ANSWER_SECONDS = 20.0
"""How long a disk may take for one look before it counts as away; a later answer is used all the same."""

_SLIPS = (".txt", ".html")
_PAPERS = (".docx", ".doc", ".pdf")


@dataclass
class Memory:
    """What one turn leaves to the next: how long each file has been as it is, and the hashes already known.

    `refused`: size and time of the files that are too large to be taken, and were told of. `faults`: the files that the disk did not let us
    read in this turn. `brake`: None where a person runs the work by hand. `inbox`, `outbox`: each is asked on its own, so that one that
    hangs holds up no other.
    """

    hashes: Hashes
    placer: Placer
    reader: Reader
    clerk: Clerk = field(default_factory=Clerk)
    judge: Judge = judging.judge
    sightings: dict[str, Sighting] = field(default_factory=dict)
    refused: dict[str, tuple[int, int]] = field(default_factory=dict)
    faults: dict[str, Fault] = field(default_factory=dict)
    noticed: Noticed = field(default_factory=Noticed)
    brake: Brake | None = None
    inbox: Patience[Listing] = field(default_factory=lambda: Patience(ANSWER_SECONDS))
    outbox: Patience[Fault | None] = field(default_factory=lambda: Patience(ANSWER_SECONDS))


@dataclass(frozen=True, slots=True)
class View:
    """What one look saw. `dropped`: what people dropped; `own`: SHA-256 of every file docgen placed, by its path below the inbox.

    `sentences`: what is amiss with the folders; `paused`: why nothing may be taken now, empty when it may.
    """

    dropped: Listing
    own: Mapping[str, str] = field(default_factory=dict)
    sentences: tuple[str, ...] = ()
    paused: str = ""


def look_around(office: Office, memory: Memory, seen: float) -> View:
    """Look at the inbox, and whether the outbox is there.

    Args:
        seen: this moment on a monotonic clock, in seconds.
    """
    _claim_outbox(office, memory)
    listing = _look(office, memory, seen)
    if not listing.is_online:
        return View(listing)
    own = memory.placer.placed(office.workspace.inbox)
    if memory.noticed.is_time_to_rehash(seen):
        memory.hashes.forget()
    moved = renamed(listing, own, memory.hashes)
    others = without_own(listing.without(moved.files, Ignored.ANSWER), own, memory.hashes)
    dropped = _without_answers(office, others, frozenset(own.values()), memory.hashes)
    if memory.brake and memory.brake.look(office.dataset, listing, own, spoilt(listing, own, dropped, memory.hashes.is_package)):
        return View(dropped, own, paused=memory.brake.why)
    return View(dropped, own, tuple(_renamed_words(office, moved)))


def place_in(office: Office, look: Look) -> Place:
    """Return which part of the inbox a file lies in."""
    return places.place_of(PurePosixPath(look.path), places.unit_folders(office.catalogue.units))


def _claim_outbox(office: Office, memory: Memory) -> None:
    outbox = office.workspace.outbox
    try:
        memory.outbox.ask(partial(roots.claim, memory.placer, outbox))
    except NoAnswerError:
        memory.placer.stay_away(outbox, Fault.OFFLINE)


def _look(office: Office, memory: Memory, seen: float) -> Listing:
    """Return what lies in the inbox; of a share that does not answer in time nothing is known, and nothing is written to it."""
    try:
        return memory.inbox.ask(partial(_look_now, office, memory.placer, seen))
    except NoAnswerError:
        memory.placer.stay_away(office.workspace.inbox, Fault.OFFLINE)
        return Listing(office.now, seen, unknown={"": Fault.OFFLINE})


def _look_now(office: Office, placer: Placer, seen: float) -> Listing:
    """Return what lies in the inbox; when the folder is not the one docgen knows, before or after the look, nothing is known of it."""
    inbox = office.workspace.inbox
    before = roots.claim(placer, inbox)
    listing = scan(inbox, office.now, seen) if before is None else Listing(office.now, seen)
    fault = before or roots.fault_at(placer, inbox)
    return listing if fault is None or not listing.is_online else Listing(office.now, seen, unknown={"": fault})


def _without_answers(office: Office, listing: Listing, own: frozenset[str], hashes: Hashes) -> Listing:
    """Return `listing` without pages, slips and documents that docgen put there and somebody saved over or copied: they are no drops.

    A form is a drop wherever it lies, also where the office's own documents do.

    Args:
        own: the SHA-256 of everything docgen placed.
    """

    def is_answer(look: Look) -> bool:
        kind, name = place_in(office, look).kind, look.path.lower()
        endings = (*_SLIPS, *_PAPERS) if kind is Kind.PAPERS else _SLIPS
        if kind is Kind.NOTICE or (kind is not Kind.DROP and name.endswith(endings)):
            return True
        return name.endswith(_SLIPS) and hashes.sha256_of(look) in own

    return listing.without({path for path, look in listing.looks.items() if is_answer(look)}, Ignored.ANSWER)


def _renamed_words(office: Office, moved: Renamed) -> list[str]:
    folders = places.unit_folders(office.catalogue.units)
    codes = {former: next((code for code, name in folders.items() if places.same_name(name, former)), "") for former in moved.folders}
    units = {former: office.catalogue.units.find(code) for former, code in codes.items() if code}
    return [
        f"Thư mục “{former}”{f' của {unit.name}' if (unit := units.get(former)) else ''} đã bị đổi tên thành “{now}”. Đổi lại tên cũ; "
        "tệp gửi vào đó vẫn được nhận nếu còn mã biểu."
        for former, now in moved.folders.items()
    ]
