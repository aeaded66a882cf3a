"""The typography of Québec French as rules to run on any text: the catalogue's, or what a browser shows.

After the tables of the Office québécois de la langue française: a no-break space (U+00A0, the only one used)
before : % $ » and after «, no space before ; ! ?, the curly apostrophe, lower-case months, 1er and 2e.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_MONTHS = "Janvier|Février|Mars|Avril|Mai|Juin|Juillet|Août|Septembre|Octobre|Novembre|Décembre"


@dataclass(frozen=True, slots=True)
class Rule:
    """`pattern` finds what is wrong; `why` says what is wanted, for whoever reads the report."""

    name: str
    pattern: re.Pattern[str]
    why: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One place where a rule is broken, with the text around it."""

    rule: Rule
    excerpt: str

    def __str__(self) -> str:
        return f"{self.rule.name}: {self.excerpt!a} ({self.rule.why})"


def _rule(name: str, pattern: str, why: str) -> Rule:
    return Rule(name, re.compile(pattern), why)


FRENCH_RULES: tuple[Rule, ...] = (
    _rule("other no-break space", "[\u202f\u2007\u2060]", "U+00A0 is the only no-break space"),
    _rule("breaking space before a sign", " [:%$»](?!\\w)", "U+00A0 before : % $ »"),
    _rule("no space before a colon", "[^\\W_]:(?=\\s|$)|[»)]:(?=\\s|$)", "U+00A0 before a colon"),
    _rule("no space before % or $", r"\d[%$](?!\w|\()", "U+00A0 between a number and % or $"),
    _rule("guillemet without its space", "«(?!\u00a0)|(?<!\u00a0)»", "U+00A0 inside « »"),
    _rule("space before ; ! ?", "[ \u00a0][;!?](?=[\\s»)]|$)", "none before ; ! ?"),
    _rule("straight apostrophe", r"(?<=[^\W\d_])'(?=[^\W\d_]|%\()", "U+2019 is the apostrophe"),
    _rule("foreign quotation marks", "[“”]", "« » are the quotation marks"),
    _rule("ordinal", r"\b\d+\s?(?:ère|ième|ème|ière)s?\b", "1er, 1re, 2e"),
    _rule("capital month", rf"\b\d{{1,2}}(?:er)?[ \u00a0](?:{_MONTHS})\b", "months are lower case"),
    _rule("first of the month", rf"\b1[ \u00a0](?:{_MONTHS.lower()})\b", "1er mars"),
    _rule("hour with a breaking space", r"\b\d{1,2} h\b|\b\d{1,2}\u00a0h \d\d\b", "U+00A0 on each side of h"),
    _rule("hour with a colon", r"(?<![\d:T.-])(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:])", "19 h 30"),
    _rule("hour written h 00", r"\b\d{1,2}[ \u00a0]?h[ \u00a0]?00\b", "a whole hour is 19 h"),
    _rule("thousands with a breaking space", r"(?<![\d-])\d{1,3} \d{3}(?![\d-])", "U+00A0 between thousands"),
    _rule("three dots", r"\.\.\.", "… is one character"),
    _rule("hyphen as a minus sign", r"(?<![\w.,)%-])-\d", "U+2212 is the minus sign"),
)


def faults(text: str, rules: Iterable[Rule] = FRENCH_RULES) -> tuple[Fault, ...]:
    """Every place of `text` where a rule is broken, in the order of the rules."""
    return tuple(
        Fault(rule, text[max(0, found.start() - 20) : found.end() + 20])
        for rule in rules
        for found in rule.pattern.finditer(text)
    )
