"""An official paper as plain values: its heading, blocks, closing and annexes, in the order they are read; knows no file format."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from docgen.nd30.figures import Align


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one kind. A template tag is a run of its own (`is_tag`), so that Word never tears it."""

    text: str
    bold: bool = False
    italic: bool = False
    is_tag: bool = False


Text = tuple[Run, ...]
"""One paragraph's letters."""


def plain(text: Text) -> str:
    """Return `text` without its looks, tags included."""
    return "".join(run.text for run in text)


def has_tags(text: Text) -> bool:
    """Return whether a part of `text` is only known when the template is filled."""
    return any(run.is_tag for run in text)


class Kind(StrEnum):
    """What a paragraph is on an official paper."""

    AUTHORITY = "authority"
    BASIS = "basis"
    OPERATIVE = "operative"
    DISPATCH = "dispatch"
    TO = "to"
    TO_HEAD = "to_head"
    TO_ITEM = "to_item"
    CHAPTER = "chapter"
    CHAPTER_TITLE = "chapter_title"
    SECTION = "section"
    ARTICLE_TITLE = "article_title"
    ARTICLE = "article"
    PART = "part"
    CLAUSE_TITLE = "clause_title"
    CLAUSE = "clause"
    DECIMAL_TITLE = "decimal_title"
    DECIMAL = "decimal"
    POINT = "point"
    DASH = "dash"
    BODY = "body"
    CAPTION = "caption"
    NOTE = "note"
    RECIPIENT = "recipient"
    SIGN_LINE = "sign_line"
    CONTROL = "control"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; of kind CONTROL it holds a single `{%p … %}` tag and vanishes when the template is filled."""

    kind: Kind
    text: Text


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. Units: `width_mm` millimetres, scaled so that the table fills the text width."""

    width_mm: Decimal
    align: Align


class Merge(StrEnum):
    """How a cell is joined with those below it."""

    NONE = ""
    START = "restart"
    GO_ON = "continue"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that covers `columns` columns."""

    text: Text
    columns: int = 1
    merge: Merge = Merge.NONE


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row; `is_control` when its only cell holds a single `{%tr … %}` tag."""

    cells: tuple[Cell, ...]
    is_control: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; the rows of `header` are repeated on each page; `is_small` takes the least letter size."""

    columns: tuple[Column, ...]
    header: tuple[TableRow, ...]
    rows: tuple[TableRow, ...]
    is_small: bool = False


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Heading:
    """The two columns at the top: agency and number at the left; place and date at the right, under the national motto.

    `under_number` is the subject of a công văn ("V/v …"), empty otherwise.
    """

    superior: tuple[Text, ...] = ()
    agency: tuple[Text, ...] = ()
    number: Text = ()
    place_date: Text = ()
    under_number: Text = ()


@dataclass(frozen=True, slots=True)
class Closing:
    """Recipients at the left, signature at the right. `lines` may hold control paragraphs.

    Where two sign, `left_lines` and `left_name` are the other one's, and the recipients stand below. `below` is what a receiving place
    confirms: its lines stand at the left, under everything.
    """

    recipients: tuple[Paragraph, ...] = ()
    lines: tuple[Paragraph, ...] = ()
    name: Text = ()
    left_lines: tuple[Paragraph, ...] = ()
    left_name: Text = ()
    below: tuple[Paragraph, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is neither."""
        return self == Closing()


@dataclass(frozen=True, slots=True)
class Annex:
    """A part with its own pages and page numbers after the signature."""

    label: Text
    title: Text = ()
    reference: Text = ()
    is_landscape: bool = False
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole official paper. `type` is empty for a công văn.

    `footer` stands at the foot of every page (the sentence of a draft), `contact` at the foot of the first (address, telephone).
    `reference` names the decision that a text comes with ("(Kèm theo …)"); `attached` are the texts that come with this paper.
    """

    heading: Heading
    type: Text = ()
    subject: Text = ()
    blocks: tuple[Block, ...] = ()
    closing: Closing = field(default_factory=Closing)
    annexes: tuple[Annex, ...] = ()
    footer: Text = ()
    contact: Text = ()
    reference: Text = ()
    attached: tuple[Paper, ...] = ()
