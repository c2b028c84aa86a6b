"""A Jinja source in, the same with a numbered peg for each tag out; knows Jinja's tree, so that branches can be laid side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from jinja2 import nodes

from docgen.documents.compiled.lanes import NotCompilableError

PEG = re.compile("\ue010([0-9]+)\ue011")
STRUCTURE = re.compile("\ue010([0-9]+)\ue011|\ue012([a-z])\ue013")
RESERVED = re.compile("[\ue010-\ue013]")
END = "end"


@dataclass(frozen=True, slots=True)
class Peg:
    """The place of one tag. `block` numbers the {% if %} or {% for %} whose edge it is; None where a value is printed.

    `loops`: what follows may come more than once.
    """

    block: int | None
    closes: bool = False
    opens: bool = False
    loops: bool = False

    @property
    def is_value(self) -> bool:
        """Whether a value is printed here."""
        return self.block is None


@dataclass
class Outline:
    """One source: `text` with pegs, all branches one after another; `tree` whose texts are the numbers of the pegs that follow them."""

    tree: nodes.Template
    text: str
    numbers: range

    def render(self, context: object = None) -> str:
        """Return the text with pegs; docxtpl takes it for the text of a document."""
        return self.text


@dataclass
class Outliner:
    """Lays out the sources of one template; pegs are numbered through all of them."""

    pegs: list[Peg] = field(default_factory=list)
    values: dict[int, nodes.Expr] = field(default_factory=dict)
    has_assignments: bool = False
    _text: list[str] = field(default_factory=list)
    _blocks: int = 0

    def outline(self, tree: nodes.Template) -> Outline:
        """Return `tree` laid out. The tree is changed.

        Raises:
            NotCompilableError: a tag whose text cannot be laid out.
        """
        first, self._text = len(self.pegs), []
        body: list[nodes.Node] = []
        self._lay(tree.body, body)
        body.append(nodes.Output([nodes.TemplateData(END)]))
        tree.body = body
        return Outline(tree, "".join(self._text), range(first, len(self.pegs)))

    def _lay(self, source: list[nodes.Node], body: list[nodes.Node]) -> None:
        for node in source:
            if isinstance(node, nodes.Output):
                body.extend(self._output(node))
            elif isinstance(node, nodes.If):
                self._lay_if(node, body)
                body.append(node)
            elif isinstance(node, nodes.For):
                self._lay_for(node, body)
                body.append(node)
            elif isinstance(node, nodes.Assign):
                self.has_assignments = True
                body.append(node)
            else:
                raise NotCompilableError(f"tag {type(node).__name__}")

    def _output(self, node: nodes.Output) -> list[nodes.Node]:
        laid: list[nodes.Expr] = []
        for child in node.nodes:
            if isinstance(child, nodes.TemplateData):
                self._text.append(child.data)
            else:
                laid += [nodes.TemplateData(str(len(self.pegs))), child]
                self.values[len(self.pegs)] = child
                self._peg(Peg(None))
        return [nodes.Output(laid, lineno=node.lineno)] if laid else []

    def _lay_if(self, node: nodes.If, body: list[nodes.Node]) -> None:
        block = self._open(body)
        branches: list[nodes.If] = [node, *node.elif_]
        for branch in branches:
            branch.body = self._branch(branch.body, block)
        # A branch that is not written still closes the one before it.
        node.else_ = self._branch(node.else_, block, is_last=True)

    def _lay_for(self, node: nodes.For, body: list[nodes.Node]) -> None:
        if node.recursive:
            raise NotCompilableError("recursive loop")
        block = self._open(body, loops=True)
        has_else = bool(node.else_)
        node.body = self._branch(node.body, block, is_last=not has_else)
        if has_else:
            node.else_ = self._branch(node.else_, block, is_last=True)

    def _open(self, body: list[nodes.Node], loops: bool = False) -> int:
        self._blocks += 1
        body.append(nodes.Output([nodes.TemplateData(str(len(self.pegs)))]))
        self._peg(Peg(self._blocks, opens=True, loops=loops))
        return self._blocks

    def _branch(self, source: list[nodes.Node], block: int, is_last: bool = False) -> list[nodes.Node]:
        body: list[nodes.Node] = []
        self._lay(source, body)
        body.append(nodes.Output([nodes.TemplateData(str(len(self.pegs)))]))
        self._peg(Peg(block, closes=is_last))
        return body

    def _peg(self, peg: Peg) -> None:
        self._text.append(f"\ue010{len(self.pegs)}\ue011")
        self.pegs.append(peg)
