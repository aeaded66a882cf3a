"""Babel's reading of Python files, told two things that it cannot see in the words alone.

Babel looks for literals directly within a call, so it would take `say_many(N_("one"), N_("several"), count)` for two
sentences without a plural; and any method called `say` for the `say` of `lib.campaign.message`.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from io import BytesIO
from typing import IO, Any

from babel.messages.extract import extract_python

_WITH_PLURAL = ("say_many", "ngettext")
_MARK = "N_"
_FUNCTION_ALONE = "say"


def extract(file: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str],
            options: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:  # fmt: skip
    """The method that `babel.cfg` names: Babel's own, over a source that it does not misread."""
    return iter(extract_python(BytesIO(plain(file.read())), keywords, comment_tags, dict(options)))  # type: ignore[arg-type]


def plain(source: bytes) -> bytes:
    """The same source, every line in its place, where `N_("…")` in a plural is `"…"` and `x.say(` is not `say(`."""
    lines = [bytearray(line) for line in source.splitlines(keepends=True)]
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        if _name(call) in _WITH_PLURAL:
            for mark in (argument for argument in call.args if _name(argument) == _MARK):
                _blank(lines, mark.lineno, mark.col_offset, len(_MARK) + 1)
                _blank(lines, mark.end_lineno, mark.end_col_offset, -1)
        elif isinstance(call.func, ast.Attribute) and call.func.attr == _FUNCTION_ALONE:
            _blank(lines, call.func.end_lineno, call.func.end_col_offset, -len(_FUNCTION_ALONE))
    return b"".join(lines)


def _blank(lines: list[bytearray], line: int | None, column: int | None, size: int) -> None:
    """Spaces over `size` bytes from a place that `ast` gave, backwards where `size` is below zero."""
    start, end = sorted(((column or 0), (column or 0) + size))
    lines[(line or 1) - 1][start:end] = b" " * (end - start)


def _name(node: ast.AST) -> str:
    function = node.func if isinstance(node, ast.Call) else None
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
