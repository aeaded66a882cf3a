"""Sentences that the meeting's page and the closing report have in common."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lib.campaign.message import N_
from lib.drawing.hero import HeroModel
from lib.drawing.report import Heading, Item, KpiLine, KpiTable, List, Money, Words, status_mark
from lib.drawing.status import status_word
from lib.i18n.translator import Translator
from lib.kpis.reading import Reading, Status
from lib.services.daily.addresses import without_addresses
from lib.services.edits.team_words import TeamText, Topic
from lib.services.evening.evening_facts import Worked
from lib.services.naming import deeds_text, platform_name, source_name
from lib.services.reports.report_charts import bar_chart
from lib.services.viewing import View
from lib.services.wording import target_text, value_text

TOPIC_TITLES = {
    Topic.DECISIONS: N_("Decided together"),
    Topic.WORKED: N_("What worked, in our words"),
    Topic.DID_NOT: N_("What did not work"),
    Topic.AGAIN: N_("What we would do again"),
}
_POST_CHARACTERS = 60
_BREAKS = re.compile(r"[ \t\r\n]+")
"""Where a line may break; a no-break space is none of them."""


def heading(seen: View, kind: str, translator: Translator) -> Heading:
    """Title, organisation, instant; the foot says where the data come from and of which instant they are."""
    campaign, _ = seen.campaign, translator._
    banner = _("Demonstration: every person and every amount on this page is invented.") if campaign.invented else ""
    return Heading(campaign.title, campaign.organisation, kind, _date(seen, translator), banner, foot(seen, translator))


def _date(seen: View, translator: Translator) -> str:
    day = translator.formats.date_full(seen.as_of)
    if not seen.campaign.period.is_open(seen.as_of):
        return translator.formats.date_full(seen.campaign.period.last_day) if seen.figures.elapsed == 1 else day
    return translator._("%(day)s, day %(number)s of %(days)s", day=day, number=seen.figures.day_number,
                        days=seen.campaign.period.day_count)  # fmt: skip


def foot(seen: View, translator: Translator) -> str:
    """Where the figures come from, of which instant the newest datum is, and at which instant they were worked out."""
    _, newest = translator._, seen.tallies.money.newest_at
    if newest is None:
        return _("Source: nothing has been recorded yet · figures as of %(instant)s", instant=seen.as_of)
    if seen.figures.from_platform:
        source = _("the platform’s own total")
    else:
        source = seen.campaign.platform or _("the contributions recorded")
    return _("Source: %(source)s · data of %(newest)s · figures as of %(instant)s", source=source, newest=newest,
             instant=seen.as_of)  # fmt: skip


def money(seen: View, translator: Translator) -> Money:
    """The hero of the front page, and its bar."""
    hero = HeroModel(seen.figures, seen.campaign, translator, seen.as_of)
    return Money(hero.figure, hero.caption, tuple(hero.remarks()), tuple(hero.lines()), bar_chart(seen, translator))


def kpi_table(readings: Sequence[tuple[Reading, str]], currency: str, translator: Translator, *, last: str) -> KpiTable:
    """Each reading with its note; `last` is the header of the notes, in words."""
    _ = translator._
    return KpiTable(
        _("The plan’s commitments"),
        (_("Indicator"), _("Value"), _("Target"), _("Status"), last),
        [KpiLine(_(reading.kpi.name), value_text(reading, currency, translator), target_text(reading, currency, translator),
                 status_mark(reading.status.value, status_word(reading.status.value, translator)), note)
         for reading, note in readings],
    )  # fmt: skip


def worked_list(seen: View, found: Worked, translator: Translator) -> List:
    """What worked: commitments kept, the biggest days with what was done, the best source, post and allies."""
    items = [item for item in _worked(seen, found, translator) if item.text]
    return List(translator._("What worked"), items, translator._("Nothing to say yet: it starts with the first contributions."))


def _worked(seen: View, found: Worked, translator: Translator) -> Iterator[Item]:
    _, formats, currency = translator._, translator.formats, seen.campaign.currency
    good = [each for each in seen.readings if each.status in (Status.REACHED, Status.ON_TRACK)]
    if good:
        yield Item(translator.ngettext("%(count)s commitment of %(all)s is kept or on track.",
                                       "%(count)s commitments of %(all)s are kept or on track.",
                                       len(good), all=len(seen.readings)))  # fmt: skip
    for day in found.days[:2]:
        said = _("%(day)s brought %(amount)s.", day=formats.date_full(day.day),
                 amount=formats.money_whole(day.counted_cents, currency))  # fmt: skip
        yield Item(capital(said), without_addresses(deeds_text(day.deeds, translator)) if day.deeds else "")
    for source in found.sources[:1]:
        yield Item(_("%(source)s brought %(share)s of the money.", source=source_name(source.label or "", translator),
                     share=formats.percent(source.money_share)))  # fmt: skip
    for post in found.posts[:1]:
        text = _("“%(text)s”, on %(platform)s", text=shortened(without_addresses(post.text or post.id)),
                 platform=platform_name(post.platform, translator))  # fmt: skip
        yield Item(translator.ngettext("The most shared post: %(count)s share.", "The most shared post: %(count)s shares.",
                                       post.shares or 0), text)  # fmt: skip


def team_part(topic: Topic, said: TeamText | None, translator: Translator, title: str = "") -> Words:
    """The team's words under a topic's title, signed; without any, room to write them by hand."""
    name = translator._(title or TOPIC_TITLES[topic])
    if said is None:
        return Words(name, ())
    paragraphs = [line for line in said.text.split("\n") if line.strip()]
    return Words(name, paragraphs, translator._("written on %(instant)s", instant=said.at))


def shortened(text: str, most: int = _POST_CHARACTERS) -> str:
    """On one line, cut at a word where it is longer."""
    line = _BREAKS.sub(" ", text).strip(" ")
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0].rstrip(",;:.…") + "…"


def capital(text: str) -> str:
    """With a capital at the start."""
    return text[:1].upper() + text[1:]
