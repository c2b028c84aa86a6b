"""Checks across the whole definition: every name in an expression exists and makes sense there, and no calculation goes in a circle."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping

from docgen.model.expressions import Current, Expression, Filtered
from docgen.model.programme import Field, FieldType
from docgen.programme.expressions import names_used, scalars
from docgen.programme.expressions.names import children
from docgen.programme.formulas import Formulas, Written
from docgen.programme.kinds import Kind, Reader, Subject
from docgen.programme.mistakes import Mistakes

_KINDS = {
    FieldType.INTEGER: Kind.NUMBER,
    FieldType.DECIMAL: Kind.NUMBER,
    FieldType.TEXT: Kind.TEXT,
    FieldType.DATE: Kind.DATE,
    FieldType.SELECT_ONE: Kind.CODE,
    FieldType.SELECT_MULTIPLE: Kind.CODES,
}
_WITH_CURRENT = ("constraint", "warning")


def check_references(fields: Iterable[Field], formulas: Formulas, mistakes: Mistakes, unread: Collection[str] = ()) -> None:
    """Note every expression that names what does not exist, cannot be seen from there, or makes no sense.

    Nothing is said of one that names a field of `unread`: its own row is told, and has to be mended first.
    """
    by_name = {field.name: field for field in fields}
    subjects = _subjects(by_name)
    for written in formulas.written:
        if not set(names_used(written.formula.tree)).isdisjoint(unread):
            continue
        problems = _of_field(written, by_name) if written.field else _of_indicator(written.formula.tree, by_name)
        found = [*_unknown_names(written.formula.tree, by_name), *problems]
        if not found:
            current = subjects.get(written.field, Subject(Kind.ANY))
            found = list(dict.fromkeys(Reader(subjects, current).objections(written.formula.tree)))
        for problem in found:
            mend = f"Sửa biểu thức ở cột {written.column}: {written.formula.source}"
            mistakes.add(written.cell, problem if problem.endswith("?") else f"{problem}.", mend, written.field)
    _check_circles(by_name, formulas, mistakes)


def _subjects(by_name: Mapping[str, Field]) -> Mapping[str, Subject]:
    subjects = {
        name: Subject(_KINDS.get(field.type, Kind.ANY), frozenset(choice.code for choice in field.choices), name)
        for name, field in by_name.items()
    }
    for _ in range(2):  # a calculation may stand on a calculation; deeper ones stay ANY, to which nothing is objected
        reader = Reader(subjects)
        for name, field in by_name.items():
            if field.calculation is not None:
                subjects[name] = Subject(reader.kind(field.calculation.tree), label=name)
    return subjects


def _unknown_names(tree: Expression, by_name: Mapping[str, Field]) -> Iterator[str]:
    for name in names_used(tree):
        if name in by_name:
            if by_name[name].type is FieldType.NOTE:
                yield f"“{name}” là dòng ghi chú, không có số liệu"
            continue
        folded = {known.casefold(): known for known in by_name}
        near = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=0.75)
        hint = f"; có phải định viết ${{{folded[near[0]]}}}?" if near else ""
        yield f"Không có chỉ tiêu nào tên “{name}”{hint}"


def _of_field(written: Written, by_name: Mapping[str, Field]) -> Iterator[str]:
    tree = written.formula.tree
    for name in scalars(tree):
        repeat = by_name[name].repeat if name in by_name else ""
        if repeat and repeat != written.repeat:
            yield f"“{name}” là một cột của bảng “{repeat}” nên có nhiều giá trị; dùng sum(${{{name}}}), count(${{{name}}})"
    if not written.column.startswith(_WITH_CURRENT) and _has_loose_current(tree):
        yield f"Dấu chấm (.) không dùng được ở cột {written.column}; ghi tên chỉ tiêu"


def _of_indicator(tree: Expression, by_name: Mapping[str, Field]) -> Iterator[str]:
    for name in scalars(tree):
        if name in by_name:
            yield f"“{name}” có số liệu của nhiều đơn vị nên phải nằm trong sum(), count(), min() hoặc max()"
    if _has_loose_current(tree):
        yield "Dấu chấm (.) chỉ dùng trong điều kiện lọc, ví dụ count(${ten}[. = 'co'])"


def _has_loose_current(tree: Expression) -> bool:
    if isinstance(tree, Current):
        return True
    if isinstance(tree, Filtered):
        return False
    return any(_has_loose_current(child) for child in children(tree))


def _check_circles(by_name: Mapping[str, Field], formulas: Formulas, mistakes: Mistakes) -> None:
    """A calculation, or the condition under which a field is asked, must not lead back to itself."""
    needs = {name: _needed(field) for name, field in by_name.items()}
    cells = {w.field: w.cell for w in formulas.written if w.column in ("calculation", "relevant")}
    told: set[str] = set()
    for name in by_name:
        circle = () if name in told else _circle(name, needs)
        if circle:
            told.update(circle)
            way = " → ".join((*circle, circle[0]))
            mistakes.add(cells.get(name), f"Công thức đi vòng tròn: {way}.", "Sửa một công thức để không tự tính từ chính nó.", name)


def _needed(field: Field) -> tuple[str, ...]:
    formulas = (field.calculation, field.relevant)
    return tuple(name for formula in formulas if formula is not None for name in names_used(formula.tree))


def _circle(start: str, needs: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the shortest way from `start` back to it, or nothing."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    for way in ways:
        for name in needs.get(way[-1], ()):
            if name == start:
                return way
            if name not in seen:
                seen.add(name)
                ways.append((*way, name))
    return ()
