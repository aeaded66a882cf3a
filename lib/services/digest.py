"""The daily check as a message: plain text and HTML. It holds no e-mail address, and no contributor's or member's name.

Names are not even read for it; an address that somebody typed into a task or a next step is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from lib.drawing.digest import DigestLine, DigestPart, DigestWords
from lib.drawing.digest import digest as document
from lib.i18n.translator import Translator
from lib.services.campaigns import OpenCampaign
from lib.services.today import Today, today
from lib.services.viewing import view
from lib.services.work_words import by_urgency, change_lines, changes_title, deadline_text
from lib.store.engine import Store

_LINES = re.compile(r"[\r\n]+")
_ADDRESS = re.compile(r"\S*[^\s@]@[^\s@]\S*")


@dataclass(frozen=True, slots=True)
class Digest:
    """A message ready to send or to paste."""

    subject: str
    text: str
    html: str


def digest(store: Store, opened: OpenCampaign, as_of: datetime, translator: Translator) -> Digest:
    """The daily check at an instant, told since the day before at the same hour."""
    with store.reading():
        return digest_of(today(store, opened, as_of), money_sentence(store, opened, as_of, translator), translator)


def digest_of(seen: Today, money: str, translator: Translator) -> Digest:
    """The message of a daily check that was worked out already."""
    words = _words(seen, money, translator)
    return Digest(words.title, "\n".join(_lines(words)) + "\n", str(document(words, translator)))


def money_sentence(store: Store, opened: OpenCampaign, as_of: datetime, translator: Translator) -> str:
    """What is in hand of the goal, and the days left; "" where nothing was recorded."""
    figures, currency = view(store, opened, as_of).figures, opened.campaign.currency
    if not figures.known:
        return ""
    net, goal = (translator.formats.money_whole(cents, currency) for cents in (figures.net_cents, figures.goal_cents))
    return translator.ngettext("%(net)s in hand of %(goal)s; %(count)s day left.",
                               "%(net)s in hand of %(goal)s; %(count)s days left.",
                               figures.days_left, net=net, goal=goal)  # fmt: skip


def _words(seen: Today, money: str, translator: Translator) -> DigestWords:
    _ = translator._
    title = _("%(campaign)s: what is to be done on %(day)s", campaign=seen.situation.campaign.title,
              day=translator.formats.day_month(seen.as_of))  # fmt: skip
    return DigestWords(
        title=_without_addresses(_LINES.sub(" ", title)),
        money=money,
        changes_title=changes_title(seen.changes, translator),
        changes=change_lines(seen.changes, seen.situation.campaign.currency, translator),
        parts=[DigestPart(_(part.value), [DigestLine(
            _without_addresses(translator.sentence(work.what)), _without_addresses(translator.sentence(work.why)),
            deadline_text(work, seen, translator)) for work in works]) for part, works in by_urgency(seen)],
        end="" if seen.work else _("Nothing else today."),
    )  # fmt: skip


def _lines(words: DigestWords) -> Iterator[str]:
    yield from (words.title, *([words.money] if words.money else []))
    if words.changes:
        yield from ("", words.changes_title)
        yield from (f"- {label} {value}" for label, value in words.changes)
    for part in words.parts:
        yield from ("", part.title)
        yield from (f"- {line.what} ({line.deadline}). {line.why}" for line in part.lines)
    if words.end:
        yield from ("", words.end)


def _without_addresses(text: str) -> str:
    return _ADDRESS.sub("…", text)
