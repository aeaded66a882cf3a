"""The languages that the product speaks, each with its three codes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """`code` is of the locale and catalogue, `html` for `lang=`, `short` for addresses; `name` in itself."""

    code: str
    html: str
    short: str
    name: str


FRENCH = Language(code="fr_CA", html="fr-CA", short="fr", name="Français")
ENGLISH = Language(code="en_CA", html="en-CA", short="en", name="English")
LANGUAGES = (FRENCH, ENGLISH)


def language(wanted: str | None) -> Language:
    """The language meant by "fr", "fr-CA", "EN_ca"…; French for whatever else an address may hold."""
    prefix = (wanted or "").strip().lower().replace("_", "-").split("-")[0]
    return next((known for known in LANGUAGES if known.short == prefix), FRENCH)
