"""One answer cell of a blank form: how it looks, what may be typed into it, and when it is marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from docgen.forms import grid, rules
from docgen.forms.area import Area, address
from docgen.forms.canvas import Page
from docgen.forms.conditions import calculated_format
from docgen.forms.looks import CHOICE, DOUBTFUL, FIGURE, IRRELEVANT, WORDS, WRONG, opened
from docgen.forms.plan import Plan
from docgen.forms.styles import Style
from docgen.model.programme import Choice, Field, FieldType

DATE_FORMAT = "dd/mm/yyyy"


def is_open(asked: Field) -> bool:
    """Return whether people write in the cell."""
    return asked.type.is_input and not asked.read_only


def style_of(asked: Field, plan: Plan) -> Style:
    """Return how the cell of an answer looks."""
    style = {
        FieldType.TEXT: replace(WORDS, number="@", valign="top" if grid.is_long(asked) else "vcenter"),
        FieldType.DATE: replace(FIGURE, align="center", indent=0, number=DATE_FORMAT),
        FieldType.SELECT_ONE: CHOICE,
        FieldType.SELECT_MULTIPLE: CHOICE,
    }.get(asked.type, replace(FIGURE, number=calculated_format(asked, plan.programme)))
    return opened(style) if is_open(asked) else style


def guard(page: Page, plan: Plan, asked: Field, area: Area, lists: Mapping[tuple[Choice, ...], str]) -> None:
    """Let only what fits be typed into `area`, the cells of `asked`, and mark what does not."""
    rule = rules.rule_for(asked, plan.conditions, lists)
    if rule:
        page.rule(area, rule)
    if asked.type is FieldType.TEXT:
        page.keep_as_text(area)
    _mark(page, plan, asked, area)
    _mark_fallen(page, plan, asked, area)


def guard_mark(page: Page, plan: Plan, asked: Field, mark: Field, area: Area, lists: Mapping[tuple[Choice, ...], str]) -> None:
    """Let only an x or a dash be typed into `area`, the cells of one `mark`; paint it where all marks of `asked` break a rule together."""
    guard(page, plan, mark, area, lists)
    for formula, style in ((plan.conditions.unfitting(asked), WRONG), (plan.conditions.doubtful(asked), DOUBTFUL)):
        if formula:
            page.paint(area, formula, style, stop=True)


def _mark_fallen(page: Page, plan: Plan, asked: Field, area: Area) -> None:
    """Mark a cumulative figure that is smaller than last period's beside it."""
    column = plan.places.grid.previous
    if column is None or not asked.cumulative or asked.repeat:
        return
    cell, before = plan.conditions.cell(asked), address(area.first_row, column, False, False)
    page.paint(area, f"AND(ISNUMBER({before}),ISNUMBER({cell}),{cell}<{before})", DOUBTFUL)


def _mark(page: Page, plan: Plan, asked: Field, area: Area) -> None:
    conditions = plan.conditions
    marks = (
        (conditions.irrelevant(asked), IRRELEVANT),
        (conditions.wrong(asked), WRONG),
        (conditions.doubtful(asked), DOUBTFUL),
    )
    for formula, style in marks:
        if formula:
            page.paint(area, formula, style, stop=True)
