"""Errors and sentences before translation: what they carry."""

from __future__ import annotations

import re

import pytest

from lib.campaign import errors
from lib.campaign.message import Message, say, say_many


def drawn() -> dict[str, str]:
    """Each class of the tree drawn in the docstring, with the one it hangs from."""
    parents: dict[str, str] = {}
    line_of_depth: dict[int, str] = {}
    for indent, name in re.findall(r"^    ([ │├└─]*)(\w+Error|\w+) {2,}\S", errors.__doc__ or "", re.M):
        depth = len(indent) // 4
        line_of_depth[depth] = name
        if depth:
            parents[name] = line_of_depth[depth - 1]
    return parents


def test_the_tree_of_errors_is_the_one_that_is_drawn() -> None:
    declared = {
        name: kind.__bases__[0].__name__
        for name, kind in vars(errors).items()
        if isinstance(kind, type) and issubclass(kind, errors.DashboardError) and kind is not errors.DashboardError
    }
    assert drawn() == declared


def test_an_error_carries_one_sentence_with_its_parameters() -> None:
    with pytest.raises(errors.DashboardError) as caught:
        raise errors.EditConflict("Somebody changed “%(what)s”.", what="Ana")
    assert caught.value.message == Message("Somebody changed “%(what)s”.", {"what": "Ana"})


def test_a_parameter_may_be_called_text_or_count() -> None:
    assert errors.UseError("“%(text)s” is not a date.", text="hier").message.params == {"text": "hier"}
    assert say("%(text)s", text="hier").params == {"text": "hier"}


def test_of_several_the_number_that_decides_is_a_parameter_too() -> None:
    message = say_many("%(count)s fan", "%(count)s fans", 3, day="hier")
    assert (message.plural, message.count, message.params) == ("%(count)s fans", 3, {"count": 3, "day": "hier"})
