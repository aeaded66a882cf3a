"""Catalogues read straight from their .po file: no compiled file to build, to ship or to forget."""

from __future__ import annotations

import gettext
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from lib.i18n.language import ENGLISH, Language

CATALOGUES = Path(__file__).parent / "catalogues"


def catalogue_path(language: Language) -> Path:
    """Where the catalogue of a language lives; English has none, its msgids being English."""
    return CATALOGUES / f"{language.code}.po"


def read_catalogue(path: Path, locale: str) -> Catalog:
    """A .po file as Babel reads it; raises OSError where there is none, PoFileError where it is broken."""
    with path.open("rb") as file:
        return read_po(file, locale=locale, abort_invalid=True)


@cache
def translations(language: Language) -> gettext.NullTranslations:
    """What looks msgids up: the msgid itself for English, the shipped catalogue otherwise.

    Read once in a process. Nothing global is touched: two viewers may speak two languages in two threads.
    """
    if language == ENGLISH:
        return gettext.NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, read_catalogue(catalogue_path(language), language.code))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
