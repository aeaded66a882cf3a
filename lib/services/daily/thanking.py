"""Thank-you texts to copy or to send: with the contributor's first name, several wordings, and the ask to pass it on.

The text is in the language asked for, which need not be the page's: a contributor is written to in their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote
from zlib import crc32

from lib.campaign.message import N_
from lib.campaign.model import Campaign
from lib.campaign.tallies import THANKS_HOURS
from lib.campaign.work import RowRef
from lib.i18n.translator import Translator
from lib.services.campaigns import OpenCampaign
from lib.store.engine import Store
from lib.store.queries.lists import thanks_waiting
from lib.store.rows import StoredRow

SHOWN_AT_MOST = 30
_WITHIN = timedelta(hours=THANKS_HOURS)
_TITLES = "m mr mrs ms mme mlle dr dre me m. mr. mrs. ms. mme. dr. dre. monsieur madame famille family la le les l the"
_PSEUDONYMS = "anonyme anonymous anonymat inconnu inconnue unknown nobody personne contributeur contributrice donateur donatrice"
_ORGANISATIONS = """
association atelier bibliothèque café cégep centre club collectif comité coop coopérative école fédération fondation groupe
librairie maison organisme regroupement réseau société studio syndicat table université ville
"""
_COMPANIES = "inc inc. ltd ltd. ltée enr enr. senc"
_FIRST_WORDS = frozenset(f"{_TITLES} {_PSEUDONYMS} {_ORGANISATIONS}".split())
"""What may stand first in a name, and that nobody is called by."""
_ANY_WORDS = frozenset(_COMPANIES.split())
_LINES = re.compile(r"[\r\n]+")
_NAME = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*", re.UNICODE)
_ADDRESS = re.compile(r"[^@\s,;<>?&%\"]+@[^@\s,;<>?&%\"]+")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A counted contribution that nobody has thanked; PERSONAL: `name` and `email` only for who may see people."""

    row: RowRef
    number: str
    contributed_at: datetime
    amount_cents: int
    reward: str | None
    name: str | None
    email: str | None

    @property
    def deadline(self) -> datetime:
        """24 hours after the contribution."""
        return self.contributed_at + _WITHIN


@dataclass(frozen=True, slots=True)
class ThankYou:
    """A text ready to send: its subject and its body, whose lines are separated by one line feed."""

    subject: str
    body: str

    def mailto(self, email: str | None) -> str:
        """The link that opens a mail program with all of it; "" where the e-mail is not known, or is no address."""
        address = (email or "").strip()
        if not _ADDRESS.fullmatch(address):
            return ""
        body = quote(self.body.replace("\n", "\r\n"), safe="")
        return f"mailto:{quote(address, safe='@')}?subject={quote(self.subject, safe='')}&body={body}"


def waiting(store: Store, opened: OpenCampaign, as_of: datetime, *, personal: bool, late: bool) -> tuple[Waiting, ...]:
    """Whom to thank, the oldest first: those that are late, or those that are in time; one more than are shown. Never cache it.

    PERSONAL: names and e-mails are read only when `personal` is given as true by who may see people.
    """
    found = thanks_waiting(store, opened.id, opened.campaign, as_of, personal=personal, late=late,
                           limit=SHOWN_AT_MOST + 1).rows  # fmt: skip
    return tuple(map(_waiting, found))


def _waiting(row: StoredRow) -> Waiting:
    cells = row.cells
    at, amount_cents = cells["contributed_at"], cells["amount_cents"]
    assert isinstance(at, datetime) and isinstance(amount_cents, int)
    texts = (str(cells[name]) if cells.get(name) else None for name in ("reward", "name", "email"))
    return Waiting(RowRef("contributions", row.pk, row.version), str(cells["id"]), at, amount_cents, *texts)


def first_name(name: str | None) -> str | None:
    """What to call somebody by; None for no name, a title, an initial, a pseudonym with digits, an organisation.

    “Roy, Ana” is read from behind the comma; a name in capitals only, or in small letters only, gets its capitals back.
    """
    last, comma, first = (name or "").strip().partition(",")
    words = (first if comma and first.strip() else last).split()
    known = {word.casefold() for word in words}
    if not words or words[0].casefold() in _FIRST_WORDS or known & _ANY_WORDS:
        return None
    if len(words[0]) < 2 or not _NAME.fullmatch(words[0]):
        return None
    return _capitalised(words[0]) if words[0].isupper() or words[0].islower() else words[0]


def _capitalised(word: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda part: part[0][:1].upper() + part[0][1:].lower(), word)


SUBJECTS: tuple[str, ...] = (
    N_("Thank you for your support of %(campaign)s"),
    N_("Your contribution to %(campaign)s: thank you!"),
    N_("%(campaign)s moves forward thanks to you"),
)
OPENINGS: tuple[str, ...] = (
    N_("Thank you very much for your contribution to %(campaign)s. It truly counts for us."),
    N_("Your contribution to %(campaign)s has reached us, and it gave the whole team a lift. Thank you!"),
    N_("Thanks to you, %(campaign)s is one step closer to its goal. The whole team thanks you warmly."),
    N_("A big thank-you for believing in %(campaign)s: every contribution brings us closer to our goal."),
)
ASKS: tuple[str, ...] = (
    N_("Would you become an ambassador of the campaign? Sharing its page with a few people around you, with a word of your "
       "own, is what helps us most now."),
    N_("May we ask one more thing of you? People trust those they know: by sharing the campaign with your friends and family, "
       "you would be its ambassador."),
    N_("You can do even more in one minute: be an ambassador of the campaign and share its page, on your networks or by "
       "e-mail, saying why you gave."),
)  # fmt: skip


def thank_you(who: Waiting, campaign: Campaign, translator: Translator) -> ThankYou:
    """The text for a contribution, always the same for the same one; two that follow each other rarely are alike."""
    seed, named = crc32(who.number.encode()), {"campaign": campaign.title}
    _ = translator._
    parts = [
        _greeting(first_name(who.name), translator),
        _(OPENINGS[seed % len(OPENINGS)], **named),
        "\n".join(line for line in (_(ASKS[seed // len(OPENINGS) % len(ASKS)]), campaign.url) if line),
        _("With all our thanks,"),
        _("The team of %(organisation)s", organisation=campaign.organisation or campaign.title),
    ]
    subject = _(SUBJECTS[seed // (len(OPENINGS) * len(ASKS)) % len(SUBJECTS)], **named)
    return ThankYou(_LINES.sub(" ", subject), "\n\n".join(parts))


def _greeting(name: str | None, translator: Translator) -> str:
    return translator._("Hello %(name)s,", name=name) if name else translator._("Hello,")

