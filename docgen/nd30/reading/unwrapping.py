"""What stands in a container as Word shows it: content controls, links and tags opened, deleted text left out, alternatives taken once."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from docgen.nd30.reading.names import MC, W

_OPENED = frozenset(
    W + name
    for name in ("sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "dir", "bdo", "fldSimple", "ruby", "rubyBase")
)
_CONTROL = W + "sdt"
_CONTENT = W + "sdtContent"
_ALTERNATIVES = MC + "AlternateContent"
_FIELD = W + "fldSimple"
# Prefixes of what this program can make sense of; Word itself knows them all.
_KNOWN_PREFIXES = frozenset(("wps", "wpg", "wpc", "wpi", "wp14", "a14", "v", "o", "w10", "cx", "am3d"))


def content(container: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements in `container`, wrappers opened, in order; a simple field itself comes before what it shows."""
    waiting: list[Iterator[etree._Element]] = [iter(container)]
    while waiting:
        for element in waiting[-1]:
            tag = element.tag
            if tag == _FIELD:
                yield element
            if tag in _OPENED:
                waiting.append(iter(element))
                break
            if tag == _CONTROL:
                waiting.append(element.iterchildren(_CONTENT))
                break
            if tag == _ALTERNATIVES:
                waiting.append(iter(chosen(element)))
                break
            if isinstance(tag, str):
                yield element
        else:
            waiting.pop()


def chosen(alternatives: etree._Element) -> tuple[etree._Element, ...]:
    """Return what stands in the one branch of an mc:AlternateContent that is shown."""
    for choice in alternatives.iterchildren(MC + "Choice"):
        needed = choice.get("Requires", "").split()
        if len(choice) and all(_is_known(prefix) for prefix in needed):
            return tuple(choice)
    fallback = alternatives.find(MC + "Fallback")
    return tuple(fallback) if fallback is not None else ()


def _is_known(prefix: str) -> bool:
    return prefix in _KNOWN_PREFIXES or (prefix[:1] == "w" and prefix[1:3].isdigit())
