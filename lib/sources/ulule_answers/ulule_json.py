"""Reading what Ulule's API says field by field, in its shape of 2017 as in later ones, without trusting any type."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import date

from lib.sources.network.answers import Json
from lib.sources.network.fields import Thing as Thing
from lib.sources.network.fields import cents as cents
from lib.sources.network.fields import count as count
from lib.sources.network.fields import instant as instant
from lib.sources.network.fields import is_true as is_true
from lib.sources.network.fields import number as number
from lib.sources.network.fields import text as text
from lib.sources.network.fields import thing as thing
from lib.sources.network.fields import things as things

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_LONGEST_LABEL = 90


def calendar_day(value: Json) -> date | None:
    """The day that a date at midnight UTC means, whatever the zone: `date_start` is not an instant."""
    try:
        return date.fromisoformat(value.strip()[:10]) if isinstance(value, str) else None
    except ValueError:
        return None


def translated(holder: Thing, name: str, language: str) -> str | None:
    """A text in the campaign's language, else in another: `{"fr": …}`, a plain text, or `name_fr` as in 2017."""
    value = holder.get(name)
    by_language = {key: text(said) for key, said in value.items()} if isinstance(value, Mapping) else {}
    by_language |= {key.removeprefix(f"{name}_"): text(said) for key, said in holder.items() if key.startswith(f"{name}_")}
    known = [said for said in (by_language.get(language[:2]), text(value), *by_language.values()) if said]
    return known[0] if known else None


def label(value: str | None) -> str | None:
    """A reward's text on one line, without tags, cut after some ninety characters; None when nothing is left."""
    plain = " ".join(html.unescape(_TAG.sub(" ", value or "")).split())
    if len(plain) > _LONGEST_LABEL:
        plain = plain[:_LONGEST_LABEL].rpartition(" ")[0] + "…"
    return plain or None
