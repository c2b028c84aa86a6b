"""Every docxtpl template in a folder filled by the compiled lane and by docxtpl itself: `make compare DIR=folder`; which took which lane, and why.

Values come from a .json file of the same name beside the template; where there is none they are invented from the tags. A template whose
values cannot be guessed (docxtpl fails with them) is listed with docxtpl's complaint.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from docx.opc.oxml import parse_xml
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, nodes
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from docgen.documents import Template
from docgen.ooxml.package import Package

_ENVIRONMENT = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


@dataclass
class Slot:
    """What one word of the vocabulary must be for the tags that use it."""

    name: str
    words: dict[str, Slot] = field(default_factory=dict)
    item: Slot | None = None
    is_number: bool = False

    def value(self) -> object:
        """Return an invented value."""
        if self.item is not None:
            return [self.item.value(), self.item.value()]
        if self.words:
            return {name: slot.value() for name, slot in self.words.items()}
        return 7 if self.is_number else f"“{self.name}” & <mẫu>"


class Inventor:
    """Reads what values a template needs from its tags."""

    def __init__(self) -> None:
        self.root = Slot("")

    def read(self, node: nodes.Node, scope: dict[str, Slot]) -> None:
        """Note what `node` needs."""
        if isinstance(node, nodes.For):
            slot = self._slot(node.iter, scope)
            if slot is not None:
                slot.item = slot.item or Slot(slot.name)
            names = [node.target.name] if isinstance(node.target, nodes.Name) else []
            inner = {**scope, "loop": Slot("loop"), **{name: (slot.item if slot and slot.item else Slot(name)) for name in names}}
            for child in (*([node.test] if node.test else ()), *node.body, *node.else_):
                self.read(child, inner)
            return
        if isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
            self.read(node.node, scope)
            scope[node.target.name] = Slot(node.target.name)
            return
        if isinstance(node, nodes.Compare | nodes.BinExpr):
            self._numbers(node, scope)
        self._slot(node, scope)
        for child in node.iter_child_nodes():
            self.read(child, scope)

    def _slot(self, node: nodes.Node, scope: dict[str, Slot]) -> Slot | None:
        if isinstance(node, nodes.Name) and node.ctx == "load":
            return scope[node.name] if node.name in scope else self.root.words.setdefault(node.name, Slot(node.name))
        if isinstance(node, nodes.Getattr):
            owner = self._slot(node.node, scope)
            return owner.words.setdefault(node.attr, Slot(node.attr)) if owner else None
        if isinstance(node, nodes.Filter) and node.node is not None:
            return self._slot(node.node, scope)
        return None

    def _numbers(self, node: nodes.Node, scope: dict[str, Slot]) -> None:
        if any(isinstance(c.value, int | float) for c in node.find_all(nodes.Const)):
            for child in node.iter_child_nodes():
                slot = self._slot(child, scope)
                if slot is not None:
                    slot.is_number = True


def invented(path: Path) -> dict[str, object]:
    """Return values for every word that the template at `path` names."""
    inventor = Inventor()
    for source in _sources(path):
        inventor.read(_ENVIRONMENT.parse(source), {name: Slot(name) for name in _ENVIRONMENT.globals})
    return {name: slot.value() for name, slot in inventor.root.words.items()}


def compare(path: Path) -> tuple[str, str, str]:
    """Return (lane, result, reason) of the template at `path`."""
    data = path.read_bytes()
    beside = path.with_suffix(".json")
    try:
        values = json.loads(beside.read_text("utf-8")) if beside.is_file() else invented(path)
        expected = _by_docxtpl(data, values)
    except Exception as error:  # noqa: BLE001 - whatever docxtpl raises is told
        return "-", "docxtpl fails", f"{type(error).__name__}: {error}"[:100]
    template = Template.compile(data)
    lane, reason = ("docxtpl", template.reason) if template.reason else ("compiled", "")
    if template.is_compiled:
        try:
            made = template.render_compiled(values)
        except Exception as error:  # noqa: BLE001 - why this document goes to docxtpl
            lane, reason, made = "docxtpl (values)", f"{type(error).__name__}: {error}", template.render(values)
    else:
        made = template.render(values)
    different = [name for name, part in _canonical(expected).items() if _canonical(made).get(name) != part]
    return lane, "same" if not different else f"differs: {', '.join(different)}", reason


def main() -> None:
    """Print the table; leave with 1 when a document differs."""
    paths = sorted(path for path in Path(sys.argv[1]).rglob("*.docx") if not path.name.startswith("~"))
    rows = [(str(path.relative_to(sys.argv[1])), *compare(path)) for path in paths]
    print("| template | lane | result | why |\n|---|---|---|---|")
    for row in rows:
        print(f"| {' | '.join(row)} |")
    counts = {lane: sum(row[1] == lane for row in rows) for lane in sorted({row[1] for row in rows})}
    print(f"\n{len(rows)} templates: {', '.join(f'{lane} {count}' for lane, count in counts.items())}")
    sys.exit(any(row[2].startswith("differs") for row in rows))


def _by_docxtpl(data: bytes, values: dict[str, object]) -> bytes:
    document, out = DocxTemplate(BytesIO(data)), BytesIO()
    document.render({unicodedata.normalize("NFC", name): value for name, value in values.items()}, _ENVIRONMENT, autoescape=True)
    document.save(out)
    return out.getvalue()


def _canonical(document: bytes) -> dict[str, bytes]:
    return {
        name: _canonical_part(part) if name.endswith((".xml", ".rels")) else part for name, part in Package.read(document).parts.items()
    }


def _canonical_part(part: bytes) -> bytes:
    """Return the part in canonical XML, without the time at which python-docx makes up properties that a template lacks."""
    root = etree.fromstring(part)
    for element in root.iter("{http://purl.org/dc/terms/}modified"):
        element.text = ""
    made: bytes = etree.tostring(root, method="c14n2")
    return made


def _sources(path: Path) -> Iterator[str]:
    document = DocxTemplate(path)
    document.render_init()
    yield document.patch_xml(document.get_xml())
    for uri in (document.HEADER_URI, document.FOOTER_URI):
        for _, part in document.get_headers_footers(uri):
            yield document.patch_xml(document.xml_to_string(parse_xml(part.blob)))


if __name__ == "__main__":
    main()
