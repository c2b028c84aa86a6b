"""A question that takes several choices as cells: one for each choice, to be marked with an x; names, fields and places of the marks."""

from __future__ import annotations

from dataclasses import replace

from docgen.model.programme import Choice, Field, FieldType

MARK = "x"
MOST_COLUMNS = 6
"""A table has a column for each choice up to so many; a longer list is written into one cell, its labels parted by semicolons."""
_MARKED = (Choice(MARK, MARK),)


def name_of(asked: Field, code: str) -> str:
    """Return how the cell of one choice is called: `bien_phap__nhac_nho` (`dg_` is put before it as before a field)."""
    return f"{asked.name}__{code}"


def is_marked(asked: Field) -> bool:
    """Return whether a blank form has a cell for each choice of `asked`."""
    return asked.type is FieldType.SELECT_MULTIPLE and (not asked.repeat or len(asked.choices) <= MOST_COLUMNS)


def names(asked: Field) -> tuple[str, ...]:
    """Return the names of the cells of `asked`, in the order of its choices."""
    return tuple(name_of(asked, choice.code) for choice in asked.choices)


def fields(asked: Field) -> tuple[Field, ...]:
    """Return a field for each mark: a choice between "x" and nothing, labelled as the choice.

    What the whole question must satisfy is not a rule of one mark; under which condition it is asked at all, is.
    """
    preset = asked.default.split()
    return tuple(
        replace(
            asked,
            name=name_of(asked, choice.code),
            type=FieldType.SELECT_ONE,
            label=choice.label,
            hint="",
            constraint=None,
            constraint_message="",
            doubts=(),
            default=MARK if choice.code in preset else "",
            choices=_MARKED,
        )
        for choice in asked.choices
    )


def of(asked: Field, choice: Choice) -> Field:
    """Return the question as messages about the mark of one `choice` see it: under its own name, with both labels."""
    return replace(asked, type=FieldType.SELECT_ONE, label=f"{asked.label}: {choice.label}", choices=_MARKED)
