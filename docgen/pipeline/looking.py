"""One look at the folders of people: what was dropped there, as opposed to what docgen put there; knows when not to rely on a look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath

from docgen.inbox import places
from docgen.inbox.capture import Reader
from docgen.inbox.looks import Ignored, Listing, Look
from docgen.inbox.ours import Hashes, without_own
from docgen.inbox.places import Kind, Place
from docgen.inbox.renamed import Renamed, renamed
from docgen.inbox.scan import scan
from docgen.inbox.settle import Sighting
from docgen.model.disk import Fault, fault_of
from docgen.outbox import roots
from docgen.outbox.place import Placer
from docgen.patience import ANSWER_SECONDS, NoAnswerError, Patience
from docgen.pipeline import judging
from docgen.pipeline.brake import Brake, spoilt
from docgen.pipeline.clerk import Clerk
from docgen.pipeline.judging_apart import Judge
from docgen.pipeline.noticing import Noticed
from docgen.pipeline.office import Office

_SLIPS = (".txt", ".html")
_PAPERS = (".docx", ".doc", ".pdf")


@dataclass
class Memory:
    """What one turn leaves to the next: how long each file has been as it is, and the hashes already known.

    `refused`: size and time of the files that are too large to be taken, and were told of. `faults`: the files that the disk did not let us
    read in this turn. `brake`: None where a person runs the work by hand. `inbox`: asked on its own, so that one that hangs
    holds up nothing else.
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
    roots.reach(memory.placer, office.workspace.outbox)
    listing = _look(office, memory, seen)
    if not listing.is_online:
        return View(listing, sentences=tuple(_hanging_words(office, memory.placer)))
    own = memory.placer.placed(office.workspace.inbox)
    if memory.noticed.is_time_to_rehash(seen):
        memory.hashes.forget()
    moved = renamed(listing, own, memory.hashes)
    others = without_own(listing.without(moved.files, Ignored.ANSWER), own, memory.hashes)
    dropped = _without_answers(office, others, frozenset(own.values()), memory.hashes)
    if memory.brake and memory.brake.look(office.dataset, listing, own, spoilt(listing, own, dropped, memory.hashes.is_package)):
        return View(dropped, own, paused=memory.brake.why)
    return View(dropped, own, (*_hanging_words(office, memory.placer), *_renamed_words(office, moved)))


def place_in(office: Office, look: Look) -> Place:
    """Return which part of the inbox a file lies in."""
    return places.place_of(PurePosixPath(look.path), places.unit_folders(office.catalogue.units))


def _look(office: Office, memory: Memory, seen: float) -> Listing:
    """Return what lies in the inbox; of a share that does not answer in time nothing is known, and nothing is written to it.

    While a step of writing there has no answer, it is not known either what is docgen's there.
    """
    inbox = office.workspace.inbox
    try:
        if memory.placer.is_hanging(inbox):
            raise NoAnswerError
        return memory.inbox.ask(partial(_look_now, office, memory.placer, seen))
    except NoAnswerError as error:
        memory.placer.stay_away(inbox, fault := fault_of(error))
        return Listing(office.now, seen, unknown={"": fault})


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


def _hanging_words(office: Office, placer: Placer) -> Iterator[str]:
    """Yield a sentence for each folder whose disk stopped answering in the middle of a step of writing."""
    folders = office.settings.folders
    for name, folder in ((folders.inbox, office.workspace.inbox), (folders.outbox, office.workspace.outbox)):
        if placer.is_hanging(folder):
            yield (
                f"Thư mục “{name}” không trả lời khi docgen đang ghi vào đó; việc ở thư mục này tạm dừng, việc khác vẫn chạy, không tệp "
                "nào bị mất. Kiểm tra mạng, máy chủ tệp; docgen tự ghi tiếp khi có trả lời."
            )


def _renamed_words(office: Office, moved: Renamed) -> list[str]:
    folders = places.unit_folders(office.catalogue.units)
    codes = {former: next((code for code, name in folders.items() if places.same_name(name, former)), "") for former in moved.folders}
    units = {former: office.catalogue.units.find(code) for former, code in codes.items() if code}
    return [
        f"Thư mục “{former}”{f' của {unit.name}' if (unit := units.get(former)) else ''} đã bị đổi tên thành “{now}”. Đổi lại tên cũ; "
        "tệp gửi vào đó vẫn được nhận nếu còn mã biểu."
        for former, now in moved.folders.items()
    ]
