"""A readable text source to an official paper; alone knows the language of the sources (docs/howto/nguon-van-ban.md)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from docgen.model.errors import TemplateError
from docgen.nd30.drafting.grid import parse_columns, parse_table
from docgen.nd30.drafting.inline import control_of, parse_inline
from docgen.nd30.drafting.levels import kind_of
from docgen.nd30.drafting.paper import Annex, Block, Closing, Heading, Kind, Paper, Paragraph, Text

_DIRECTIVE = re.compile(r"@(?P<name>[a-z-]+):\s*(?P<value>.*)$")
_TO = "Kính gửi:"
_RECIPIENTS = "Nơi nhận:"


class SourceError(TemplateError):
    """A text source has a line that cannot be read; says which."""


def parse(text: str) -> Paper:
    """Return the paper that the text source `text` describes.

    Raises:
        SourceError: an unknown directive, a table without rows, or a line where none may stand.
    """
    reader = _Reader(text.lstrip("\ufeff").splitlines())
    return reader.read()


@dataclass
class _Reader:
    lines: list[str]
    place: int = 0
    heading: Heading = field(default_factory=Heading)
    type: Text = ()
    subject: Text = ()
    footer: Text = ()
    contact: Text = ()
    blocks: list[Block] = field(default_factory=list)
    recipients: list[Paragraph] = field(default_factory=list)
    sign_lines: list[Paragraph] = field(default_factory=list)
    name: Text = ()
    annexes: list[Annex] = field(default_factory=list)
    add: Callable[[str], None] | None = None

    def read(self) -> Paper:
        self.add = self._body
        while self.place < len(self.lines):
            line = self.lines[self.place].rstrip()
            self.place += 1
            if line.strip() and not line.startswith("#"):
                self._line(line.strip())
        closing = Closing(tuple(self.recipients), tuple(self.sign_lines), self.name)
        return Paper(self.heading, self.type, self.subject, tuple(self.blocks), closing, tuple(self.annexes), self.footer, self.contact)

    def _line(self, line: str) -> None:
        directive = _DIRECTIVE.match(line)
        if directive:
            self._directive(directive["name"], directive["value"])
        elif line == _RECIPIENTS and not self.annexes:
            self.add = self._recipient
        elif self.add is None:
            raise self._error("sau “@ho-ten:” chỉ có thể là phụ lục")
        else:
            self.add(line)

    def _directive(self, name: str, value: str) -> None:
        text = parse_inline(value)
        if not (self._of_heading(name, text) or self._of_paper(name, text) or self._of_text(name, value, text)):
            raise self._error(f"không có lệnh “@{name}:”")

    def _of_heading(self, name: str, text: Text) -> bool:
        heading = self.heading
        match name:
            case "co-quan-cap-tren":
                self.heading = replace(heading, superior=(*heading.superior, text))
            case "co-quan":
                self.heading = replace(heading, agency=(*heading.agency, text))
            case "so":
                self.heading = replace(heading, number=text)
            case "v-v":
                self.heading = replace(heading, under_number=text)
            case "noi-ngay":
                self.heading = replace(heading, place_date=text)
            case _:
                return False
        return True

    def _of_paper(self, name: str, text: Text) -> bool:
        match name:
            case "loai":
                self.type = text
            case "trich-yeu":
                self.subject = text
            case "chan-trang":
                self.footer = text
            case "lien-he":
                self.contact = text
            case "ky":
                self.add = self._sign_line
            case "ho-ten":
                self.name, self.add = text, None
            case _:
                return False
        return True

    def _of_text(self, name: str, value: str, text: Text) -> bool:
        match name:
            case "can-cu":
                self._put(Paragraph(Kind.BASIS, text))
            case "tham-quyen":
                self._put(Paragraph(Kind.AUTHORITY, text))
            case "ten-bang":
                self._put(Paragraph(Kind.CAPTION, text))
            case "ghi-chu":
                self._put(Paragraph(Kind.NOTE, text))
            case "bang":
                self._table(value)
            case "phu-luc-doc" | "phu-luc-ngang":
                self.annexes.append(Annex(text, is_landscape=name.endswith("ngang")))
                self.add = self._body
            case "tieu-de":
                self.annexes[-1:] = [replace(self._annex(), title=text)]
            case "kem-theo":
                self.annexes[-1:] = [replace(self._annex(), reference=text)]
            case _:
                return False
        return True

    def _annex(self) -> Annex:
        if not self.annexes:
            raise self._error("“@tieu-de:” và “@kem-theo:” chỉ đứng sau “@phu-luc-doc:” hoặc “@phu-luc-ngang:”")
        return self.annexes[-1]

    def _body(self, line: str) -> None:
        if control_of(line) == "p":
            self._put(Paragraph(Kind.CONTROL, parse_inline(line)))
        elif line == _TO:
            self._put(Paragraph(Kind.TO_HEAD, parse_inline(line)))
            self.add = self._addressee
        else:
            text = parse_inline(line)
            self._put(Paragraph(Kind.TO if line.startswith(_TO) else kind_of(text, self._above()), text))

    def _above(self) -> Kind | None:
        blocks = self.annexes[-1].blocks if self.annexes else self.blocks
        last = blocks[-1] if blocks else None
        return last.kind if isinstance(last, Paragraph) else None

    def _addressee(self, line: str) -> None:
        if line.startswith("- "):
            self._put(Paragraph(Kind.TO_ITEM, parse_inline(line)))
            return
        if control_of(line) != "p":
            self.add = self._body
        self._body(line)

    def _recipient(self, line: str) -> None:
        self.recipients.append(_listed(Kind.RECIPIENT, line))

    def _sign_line(self, line: str) -> None:
        self.sign_lines.append(_listed(Kind.SIGN_LINE, line))

    def _put(self, block: Block) -> None:
        if self.annexes:
            self.annexes[-1] = replace(self.annexes[-1], blocks=(*self.annexes[-1].blocks, block))
        else:
            self.blocks.append(block)

    def _table(self, settings: str) -> None:
        start = self.place
        while self.place < len(self.lines) and self._is_row(self.lines[self.place].strip()):
            self.place += 1
        try:
            columns, is_small = parse_columns(settings)
            self._put(parse_table(columns, is_small, [line.strip() for line in self.lines[start : self.place]]))
        except ValueError as error:
            raise self._error(str(error)) from error

    @staticmethod
    def _is_row(line: str) -> bool:
        return line.startswith("|") or control_of(line) == "tr"

    def _error(self, why: str) -> SourceError:
        return SourceError(f"Nguồn văn bản, dòng {self.place}: {why}.")


def _listed(kind: Kind, line: str) -> Paragraph:
    text = parse_inline(line)
    return Paragraph(Kind.CONTROL if control_of(line) == "p" else kind, text)
