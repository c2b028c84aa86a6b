"""Documents of docgen's that lie in the outbox under a name that people gave them: found by the mark in their properties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache, partial
from pathlib import Path

from docgen.dataset.store import Dataset
from docgen.documents.stamp import stamp_of
from docgen.outbox.place import Placer
from docgen.patience import NoAnswerError

NOT_NEEDED = "_khong-can-phat-hanh"
"""The folder of drafts that nobody needs any more; what lies there is looked for by nobody."""


class Strays:
    """Looks once, when it is asked first."""

    def __init__(self, outbox: Path, dataset: Dataset, placer: Placer) -> None:
        self._outbox = outbox
        self._dataset = dataset
        self.placer = placer

    @cached_property
    def by_document(self) -> Mapping[str, tuple[Path, ...]]:
        """The files that were made of each document, by the path docgen knows it by; the one saved last first."""
        found: dict[str, list[tuple[int, Path]]] = {}
        try:
            for modified, path, stamp in self._marked():
                document = self._dataset.papers.path_with(stamp)
                if document:
                    found.setdefault(document, []).append((modified, path))
        except NoAnswerError:
            return {}
        return {document: tuple(path for _, path in sorted(files, reverse=True)) for document, files in found.items()}

    def _marked(self) -> Iterator[tuple[int, Path, str]]:
        """Yield when it was saved, path and mark of each document that is neither docgen's nor edited in its place.

        Raises:
            NoAnswerError: the disk hangs; nothing is written to the outbox then.
        """
        if self.placer.fault_above(self._outbox):
            return
        known = {self.placer.relative(self._outbox / path) for path in self.placer.placed(self._outbox)}
        known |= {record.path for record in self._dataset.papers.all()}
        for path in self.placer.ask(self._outbox, lambda: sorted(self._outbox.rglob("*.docx"))):
            if path.name.startswith(("~", ".")) or NOT_NEEDED in path.parts or self.placer.relative(path) in known:
                continue
            try:
                modified, stamp = self.placer.ask(path, partial(_mark_at, path))
            except NoAnswerError:
                raise
            except OSError:
                continue
            if stamp:
                yield modified, path, stamp


def _mark_at(path: Path) -> tuple[int, str]:
    """Return when the document at `path` was saved, and its mark."""
    status = path.stat()
    return status.st_mtime_ns, _stamp_at(path, status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=4096)
def _stamp_at(path: Path, size_bytes: int, modified: int) -> str:
    """Return the mark of the document at `path`; read again only when size or time changed."""
    return stamp_of(path.read_bytes())
