"""An outline and the pieces between its pegs in, a Python function that lists them for one document out; Jinja's own generator makes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from types import CodeType

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context

from docgen.documents.compiled.lanes import NotCompilableError
from docgen.documents.compiled.outline import END, Outline

_WORDS_OF_A_DICT = frozenset(dir(dict))


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the pen that gives bytes: its method, the arguments written as Python, and the peg of a second value it needs."""

    method: str
    arguments: str = ""
    mate: int | None = None

    def __str__(self) -> str:
        return f"pen.{self.method}({self.arguments})"


@dataclass(frozen=True, slots=True)
class Script:
    """What is written at one part of a document: before each peg (and at the end) pieces as they are and calls of the pen.

    `values`: how the value at a peg is printed; a peg that is left out gives its value plainly, for escaping together with all others.
    `is_paired`: pieces and plain values alternate.
    """

    before: Mapping[str, Sequence[bytes | Call]]
    values: Mapping[int, Call]
    mates: Mapping[int, nodes.Expr]
    is_paired: bool


def compile_script(environment: Environment, outline: Outline, script: Script) -> Template:
    """Return the template whose `root_render_func`, run for its effects, adds the pieces of one document to `context.add`.

    Raises:
        NotCompilableError: Jinja's generator meets what it does not know.
    """
    generator = _Generator(environment, script)
    generator.visit(outline.tree)
    return Template.from_code(environment, _code(generator.stream), environment.globals)


def run(template: Template, context: Context) -> None:
    """Let `template` write into `context.add`."""
    for _ in template.root_render_func(context):
        raise NotCompilableError("a piece that nobody collects")


def _code(stream: object) -> CodeType:
    assert isinstance(stream, StringIO)
    made: CodeType = compile(stream.getvalue(), "<template>", "exec")
    return made


class _Generator(CodeGenerator):
    """Jinja's generator; what is printed goes to `context.add` in one tuple for each stretch without a branch."""

    def __init__(self, environment: Environment, script: Script) -> None:
        super().__init__(environment, None, None)
        self._script = script
        self._wants_value = False
        self._has_word = hasattr(environment, "word")

    def write_commons(self) -> None:
        super().write_commons()
        for name, place in (("add", "context"), ("pen", "context"), *((("word", "environment"),) if self._has_word else ())):
            self.writeline(f"{name} = {place}.{name}")

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802 - a name of Jinja
        if frame.buffer is not None:
            raise NotCompilableError("output kept for later")
        items = list(self._items(node))
        if not items:
            self.writeline("pass", node)
            return
        self.writeline("add((", node)
        for item in items:
            if isinstance(item, bytes | Call):
                self._write_piece(item if isinstance(item, Call) else repr(item))
            else:
                self._write_value(*item, frame)
        self._end_pair()
        self.write("))")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - a name of Jinja
        if node.attr in _WORDS_OF_A_DICT or node.attr.startswith("_") or not self._has_word:
            super().visit_Getattr(node, frame)
            return
        self.write("word(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r})")

    def _items(self, node: nodes.Output) -> Iterable[bytes | Call | tuple[int, nodes.Expr]]:
        number = -1
        for child in node.nodes:
            if isinstance(child, nodes.TemplateData):
                yield from (piece for piece in self._script.before.get(child.data, ()) if piece)
                number = int(child.data) if child.data != END else -1
            else:
                yield number, child

    def _write_piece(self, code: object) -> None:
        self._end_pair()
        self.write(f"{code}, ")
        self._wants_value = self._script.is_paired

    def _write_value(self, number: int, value: nodes.Expr, frame: Frame) -> None:
        call = self._script.values.get(number)
        if call is None:
            if not self._wants_value:
                self.write("b'', ")
            self.visit(value, frame)
            self.write(", ")
            self._wants_value = False
            return
        self._end_pair()
        self.write(f"pen.{call.method}(")
        for argument in filter(None, (value, self._script.mates.get(number))):
            self.visit(argument, frame)
            self.write(", ")
        self.write(f"{call.arguments}), ")
        self._wants_value = self._script.is_paired

    def _end_pair(self) -> None:
        if self._wants_value:
            self.write("'', ")
        self._wants_value = False
