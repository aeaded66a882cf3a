"""The words that people and platforms use for a choice; anything else is refused, never guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lib.campaign.message import N_, Message, say
from lib.campaign.tables import COUNTED, PENDING, WITHDRAWN, Column
from lib.sources.cells.amounts import shortened
from lib.sources.cells.names import folded, nearest

_WORDS: Mapping[str, tuple[str, ...]] = {
    # Ulule's API statuses, as its public documentation lists them, then the obvious words.
    COUNTED: ("payment-completed", "payment-done", "paiement effectué", "comptée", "compté"),
    PENDING: ("processing", "awaiting-confirmation", "en attente", "en attente de confirmation", "en attente de paiement"),
    WITHDRAWN: ("cancelled", "canceled", "payment-invalid", "payment-reimbursed", "error", "annulé", "annulée",
                "remboursé", "remboursée", "refunded", "paiement remboursé", "paiement annulé", "commande annulée",
                "retiré", "retirée"),
    "facebook": ("fb",),
    "twitter": ("x", "x twitter", "twitter x"),
    "other": ("autre",),
    "launch": ("lancement", "ouverture"),
    "daily": ("quotidien", "quotidienne"),
    "closing": ("clôture", "fin"),
    "seen": ("vu", "vue", "constaté", "constatée"),
    "declared": ("déclaré", "déclarée"),
    "link": ("lien",),
    "mid_campaign": ("mi-campagne",),
    "workshop": ("atelier",),
    "video": ("vidéo",),
    "graphics": ("graphisme", "images"),
    "rewards": ("contreparties", "récompenses"),
    "tax": ("taxes", "taxe"),
}  # fmt: skip
_STATUSES = (COUNTED, PENDING, WITHDRAWN)
_PAID = re.compile("paiement effectue")
_NOT_PAID = re.compile(r"\b(rembours|annul|non|aucun|pas|sans|echou|refus|attente|invalide|erreur)")
_YES = frozenset({"oui", "yes", "vrai", "true", "1", "o", "y"})
_NO = frozenset({"non", "no", "faux", "false", "0", "n"})
TICKS = frozenset({"x", "✓", "✔", "☑"})

_UNKNOWN_STATUS = N_(
    "“%(value)s” is not a status that is known here. Say what it means, or write counted, pending or withdrawn."
)


def choice(column: Column, text: str, words: Mapping[str, str]) -> str | Message:
    """The choice that a cell names, by its own name, a usual word, or `words` (a cell's text to a choice)."""
    if text in words and words[text] in column.choices:
        return words[text]
    flat = folded(text)
    if words.get(flat) in column.choices:
        return words[flat]
    for name in column.choices:
        if flat in {folded(word) for word in (name, *_WORDS.get(name, ()))}:
            return name
    # The web site's French status is only known to contain these words; a reversal of them is not a payment.
    if COUNTED in column.choices and _PAID.search(flat) and not _NOT_PAID.search(flat):
        return COUNTED
    return _unknown(column, text)


def is_unknown_word(message: Message) -> bool:
    """Whether a refusal is about a word, such as a status, that a person may say the meaning of."""
    return message.text == _UNKNOWN_STATUS or not {"near", "choices"}.isdisjoint(message.params)


def _unknown(column: Column, text: str) -> Message:
    near = nearest(text, column.choices)
    if near:
        return say(
            N_("“%(value)s” is not known here. Did you mean “%(near)s”?"), value=shortened(text), near=near
        )
    if column.choices == _STATUSES:
        return say(_UNKNOWN_STATUS, value=shortened(text))
    return say(
        N_("“%(value)s” is not known here. Write one of: %(choices)s."),
        value=shortened(text),
        choices=", ".join(column.choices),
    )


def yes_no(text: str) -> bool | Message:
    """True or false for yes/no, oui/non, true/false, vrai/faux, 1/0 or a tick."""
    word = folded(text) or text
    if word in _YES or text.casefold() in TICKS:
        return True
    if word in _NO:
        return False
    return say(N_("“%(value)s” is neither yes nor no."), value=shortened(text))
