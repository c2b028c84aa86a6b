"""outbox/index.html: a view of the whole workspace in, one self-contained page out; no network, no server."""

from __future__ import annotations

from docgen.model import folders
from docgen.outbox import formless, log_words, pages, status_rows, words
from docgen.outbox.views import StatusView


def render(view: StatusView) -> str:
    """Return the page. Equal views give equal text."""
    sections = tuple(status_rows.section(state, view.held) for state in view.states)
    return pages.render(
        "status.html.j2",
        view=view,
        office=view.agency.name.upper(),
        pinned=words.pinned_sentence(view.pinned_today),
        sections=sections,
        past=tuple(status_rows.past(state, view.outbox) for state in view.past),
        tasks=status_rows.tasks(view),
        formless=formless.rows(view.formless, view.unit_names, words.reason_for_waiting),
        papers=status_rows.papers(view),
        log=log_words.lines(view.events, view.unit_names),
        health=status_rows.health(view),
        files={"tasks": folders.TASKS, "register": folders.REGISTER},
    )
