"""The daily check as a message: plain text and HTML. It holds no e-mail address, and no contributor's or member's name.

Names are not even read for it; an address that somebody typed into a task or a next step is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from lib.campaign.figures import Figures
from lib.campaign.forecast import ForecastStatus
from lib.drawing.digest import DigestLine, DigestPart, DigestWords
from lib.drawing.digest import digest as document
from lib.i18n.translator import Translator
from lib.services.campaigns import OpenCampaign
from lib.services.daily.addresses import without_addresses
from lib.services.daily.today import Today, today
from lib.services.daily.work_words import by_urgency, change_lines, changes_title, deadline_text
from lib.services.forecast.forecast_words import headline
from lib.services.forecast.forecasting import forecast_at
from lib.services.portfolio.references import LastTime, last_time_sentence, last_time_unattended
from lib.services.viewing import View, view
from lib.store.engine import Store

_LINES = re.compile(r"[\r\n]+")


@dataclass(frozen=True, slots=True)
class Digest:
    """A message ready to send or to paste."""

    subject: str
    text: str
    html: str


def digest(store: Store, opened: OpenCampaign, as_of: datetime, translator: Translator) -> Digest:
    """The daily check at an instant, told since the day before at the same hour."""
    with store.reading():
        before = last_time_unattended(store, opened, as_of)
        seen = view(store, opened, as_of)
        return digest_of(today(store, opened, as_of, seen), standing(store, opened, seen, translator, before), translator)


def digest_of(seen: Today, standing: Sequence[str], translator: Translator) -> Digest:
    """The message of a daily check that was worked out already."""
    words = _words(seen, standing, translator)
    return Digest(words.title, "\n".join(_lines(words)) + "\n", str(document(words, translator)))


def standing(
    store: Store, opened: OpenCampaign, seen: View, translator: Translator, before: LastTime | None = None
) -> tuple[str, ...]:
    """How the campaign stands, at the instant of `seen`: the money, an earlier campaign at the same moment, then the forecast
    where there is one; nothing where nothing was recorded."""
    figures = seen.figures
    if not figures.known:
        return ()
    money = [_money_sentence(figures, opened.campaign.currency, translator)]
    if before is not None:
        money.append(without_addresses(last_time_sentence(before, translator)))
    forecast = forecast_at(store, opened, seen.as_of)
    if forecast is None or forecast.status is ForecastStatus.CLOSED:
        return tuple(money)
    return *money, translator.sentence(headline(forecast))


def _money_sentence(figures: Figures, currency: str, translator: Translator) -> str:
    """What is in hand of the goal, and the days left."""
    net, goal = (translator.formats.money_whole(cents, currency) for cents in (figures.net_cents, figures.goal_cents))
    return translator.ngettext("%(net)s in hand of %(goal)s; %(count)s day left.",
                               "%(net)s in hand of %(goal)s; %(count)s days left.",
                               figures.days_left, net=net, goal=goal)  # fmt: skip


def _words(seen: Today, standing: Sequence[str], translator: Translator) -> DigestWords:
    _ = translator._
    title = _("%(campaign)s: what is to be done on %(day)s", campaign=seen.situation.campaign.title,
              day=translator.formats.day_month(seen.as_of))  # fmt: skip
    return DigestWords(
        title=without_addresses(_LINES.sub(" ", title)),
        standing=standing,
        changes_title=changes_title(seen.changes, translator),
        changes=change_lines(seen.changes, seen.situation.campaign.currency, translator),
        parts=[DigestPart(_(part.value), [DigestLine(
            without_addresses(translator.sentence(work.what)), without_addresses(translator.sentence(work.why)),
            deadline_text(work, seen, translator)) for work in works]) for part, works in by_urgency(seen)],
        end="" if seen.work else _("Nothing else today."),
    )  # fmt: skip


def _lines(words: DigestWords) -> Iterator[str]:
    yield from (words.title, *words.standing)
    if words.changes:
        yield from ("", words.changes_title)
        yield from (f"- {label} {value}" for label, value in words.changes)
    for part in words.parts:
        yield from ("", part.title)
        yield from (f"- {line.what} ({line.deadline}). {line.why}" for line in part.lines)
    if words.end:
        yield from ("", words.end)
