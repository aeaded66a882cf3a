"""Reads a drawing the way a browser would, enough to ask what it holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"br", "meta", "link", "img", "input", "hr", "col"}


@dataclass
class Element:
    """One element with its attributes, its words in order, and its children."""

    tag: str
    attributes: dict[str, str]
    children: list[Element] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def all(self, tag: str = "", css: str = "") -> list[Element]:
        """This element and those within it that have a tag and a class."""
        classes = self.attributes.get("class", "").split()
        here = [self] if (not tag or self.tag == tag) and (not css or css in classes) else []
        return here + [found for child in self.children for found in child.all(tag, css)]

    @property
    def words(self) -> str:
        """The text within, white space made one, in the order of the page."""
        return " ".join(" ".join(self.texts).split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("root", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        closed = self.open.pop()
        assert closed.tag == tag, f"</{tag}> closes <{closed.tag}>"

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.texts.append(data.replace("\u00a0", "~"))


def read(html: str) -> Element:
    """The tree of a drawing, where U+00A0 is shown as ~; fails on a tag that is not closed."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert len(reader.open) == 1, f"<{reader.open[-1].tag}> is not closed"
    return reader.open[0]
