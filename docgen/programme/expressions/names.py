"""Which fields an expression names, and how: read off the tree."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.model.expressions import Binary, Call, Expression, Filtered, Ref, Unary
from docgen.programme.expressions.functions import is_aggregate


def names_used(tree: Expression) -> tuple[str, ...]:
    """Return the fields that `tree` names, in order of appearance, each once."""
    return tuple(dict.fromkeys(ref.name for ref in _refs(tree)))


def aggregated(tree: Expression) -> tuple[str, ...]:
    """Return the fields of which `tree` looks at all answers (`sum(${x})`, `count(${x}[…])`), each once."""
    return tuple(dict.fromkeys(_target(call).name for call in _calls(tree) if is_aggregate(call)))


def scalars(tree: Expression) -> tuple[str, ...]:
    """Return the fields of which `tree` looks at the one answer, each once."""
    return tuple(dict.fromkeys(_scalars(tree)))


def children(tree: Expression) -> tuple[Expression, ...]:
    """Return the expressions directly below `tree`, from left to right."""
    if isinstance(tree, Binary):
        return tree.left, tree.right
    if isinstance(tree, Call):
        return tree.arguments
    if isinstance(tree, Unary):
        return (tree.operand,)
    return (tree.ref, tree.condition) if isinstance(tree, Filtered) else ()


def every(tree: Expression) -> Iterator[Expression]:
    """Yield `tree` and all below it."""
    yield tree
    for child in children(tree):
        yield from every(child)


def _refs(tree: Expression) -> Iterator[Ref]:
    return (node for node in every(tree) if isinstance(node, Ref))


def _calls(tree: Expression) -> Iterator[Call]:
    return (node for node in every(tree) if isinstance(node, Call))


def _target(call: Call) -> Ref:
    first = call.arguments[0]
    if isinstance(first, Filtered):
        return first.ref
    if isinstance(first, Ref):
        return first
    raise TypeError(f"{call.function}() over {type(first).__name__}")


def _scalars(tree: Expression) -> Iterator[str]:
    if isinstance(tree, Ref):
        yield tree.name
        return
    for child in _outside_aggregates(tree):
        yield from _scalars(child)


def _outside_aggregates(tree: Expression) -> tuple[Expression, ...]:
    if isinstance(tree, Call) and is_aggregate(tree):
        first = tree.arguments[0]
        return (first.condition,) if isinstance(first, Filtered) else ()
    return children(tree)
