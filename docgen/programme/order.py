"""Calculations in the order in which they can be done: each after those it names, whatever the order of the form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from docgen.model.programme import Field, FieldType
from docgen.programme.expressions import names_used


def calculations_in_order(fields: Iterable[Field]) -> tuple[Field, ...]:
    """Return the calculated ones of `fields`, each after the calculations it stands on; else in the order of the form.

    A definition with a circle is refused when it is read; where one is met all the same, it is cut where it closes.
    """
    calculated = {f.name: f for f in fields if f.type is FieldType.CALCULATE}
    done: dict[str, None] = {}
    for name in calculated:
        done.update(dict.fromkeys(_with_needed(name, calculated, done, ())))
    return tuple(calculated[name] for name in done)


def _with_needed(name: str, calculated: Mapping[str, Field], done: Mapping[str, None], way: tuple[str, ...]) -> Iterator[str]:
    if name in done or name in way:
        return
    formula = calculated[name].calculation
    for needed in names_used(formula.tree) if formula else ():
        if needed in calculated:
            yield from _with_needed(needed, calculated, done, (*way, name))
    yield name
