"""Telling whether a French text still says something in English."""

from __future__ import annotations

import re

_ENGLISH = (
    "the of and with from this that these those which what when where who have has had was were are will would "
    "should can cannot must not nothing none only every each any some more than then there their them they you your "
    "our its read write written file files folder row rows column columns value target why day days week people "
    "person raised goal hand hour hours use see show shown choose keep undo done yes because until since still "
    "allies post posts share shares news members thanks data overview visibility method error required exit "
    "available invalid choice known unknown search loading "
)
"""Common English words, and words of this product that are no French ones."""
_TELL_TALES = frozenset(_ENGLISH.split())
_WORD = re.compile(r"[^\W\d_]+(?:’[^\W\d_]+)?")


def english_words(text: str) -> list[str]:
    """The tell-tale English words of a text, in their order; empty for a French one."""
    return [word for word in _WORD.findall(text) if word.casefold() in _TELL_TALES]
