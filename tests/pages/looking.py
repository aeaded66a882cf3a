"""Runs a page as Streamlit does and gives what it drew: its HTML, every text in it, and what went wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from streamlit.testing.v1 import AppTest

from tests.support.server import ROOT

_SAID_BY = ("aria-label", "title", "alt", "placeholder")
_UNSEEN = ("style", "script")
_BETWEEN = "\n<!-- another drawing -->\n"


@dataclass(frozen=True)
class Seen:
    """One run of one page: `html` of the drawings, `texts` of everything a person can read or hear."""

    test: AppTest
    html: str
    texts: tuple[str, ...]

    @property
    def errors(self) -> list[str]:
        """What the error boxes say."""
        return [box.value for box in self.test.error]

    @property
    def said(self) -> str:
        """All texts, one a line."""
        return "\n".join(self.texts)


def page_test(page: str, /, **params: str) -> AppTest:
    """A page before its first run, `params` in its address."""
    test = AppTest.from_file(str(ROOT / "lib" / "ui" / "main.py"), default_timeout=60)
    for name, value in params.items():
        test.query_params[name] = value
    return test.switch_page(f"../../pages/{page}.py")


def seen(page: str, /, **params: str) -> Seen:
    """A page as somebody sees it who opens its address."""
    return looked_at(page_test(page, **params).run())


def looked_at(test: AppTest) -> Seen:
    """What a run drew; what it raised is raised here."""
    assert not test.exception, [each.message for each in test.exception]
    html, texts = [], []
    for element in test.main:
        if element.type == "bidi_component":
            html.append(element.proto.bytes.decode() or json.loads(element.proto.json)["html"])
            texts += texts_of(html[-1])
        elif element.type == "plotly_chart":
            texts += [element.proto.alt, *chart_texts(json.loads(element.proto.spec))]
        else:
            texts += widget_texts(element)
    return Seen(test, _BETWEEN.join(html), tuple(text for text in texts if text and text.strip()))


def pieces_of(html: str) -> list[str]:
    """The drawings of a page, one by one."""
    return html.split(_BETWEEN)


def texts_of(html: str) -> list[str]:
    """What a piece of HTML says, to the eye and to a screen reader, one text a block."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [" ".join(text.replace("\n", " ").split(" ")).strip() for text in reader.blocks()]


class _Reader(HTMLParser):
    """Gathers texts; inline elements do not part them."""

    _INLINE = ("a", "span", "strong", "em", "b", "i", "abbr", "time")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = [""]
        self._unseen = 0

    def blocks(self) -> list[str]:
        return [part for part in self._parts if part.strip()]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        if tag not in self._INLINE:
            self._parts.append("")
        said = [value for name, value in attrs if name in _SAID_BY and value]
        self._parts[-1:-1] = said

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN
        if tag not in self._INLINE:
            self._parts.append("")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._parts[-1] += data


def chart_texts(spec: Any) -> Iterator[str]:
    """What a Plotly figure says: names, labels, hover texts; not its numbers, nor what tells how it looks."""
    if isinstance(spec, dict):
        for name, value in spec.items():
            if name in ("name", "text", "ticktext", "customdata", "ticksuffix"):
                yield from (str(each).replace("<br>", " ") for each in (value if isinstance(value, list) else [value]) if isinstance(each, str))
            elif isinstance(value, dict | list):
                yield from chart_texts(value)
    elif isinstance(spec, list):
        for each in spec:
            yield from chart_texts(each)


def widget_texts(element: Any) -> list[str]:
    """A widget's label, help, placeholder and options; the value of a text."""
    proto = getattr(element, "proto", None)
    found = [getattr(proto, name, "") for name in ("label", "help", "placeholder", "body")]
    found += [option if isinstance(option, str) else getattr(option, "content", "") for option in getattr(element, "options", [])]
    return [text for text in found if isinstance(text, str)] if element.type != "html" else []
