"""What an import's source is called, in words: a layout, a live source, a folder, a table matched by hand, a hand."""

from __future__ import annotations

from collections.abc import Mapping

from lib.campaign.message import N_
from lib.i18n.translator import Translator
from lib.sources import LIVE_SOURCES
from lib.sources.layouts.layouts import LAYOUTS

_OWN: Mapping[str, str] = {
    "": N_("Typed here"),
    "folder": N_("The campaign’s folder"),
    "mapping": N_("A table matched by hand"),
    "contributions": N_("contributions.csv"),
    "plan": N_("The plan that ships"),
}
_TITLES: Mapping[str, str] = {
    **{layout.name: layout.title for layout in LAYOUTS if layout.is_export},
    **{source.name: source.title for source in LIVE_SOURCES},
    **_OWN,
}


def told_by(source: str, translator: Translator) -> str:
    """The name of what brought a row, as the list of imports keeps it; that name itself where it is none of ours."""
    return translator._(_TITLES[source]) if source in _TITLES else source
