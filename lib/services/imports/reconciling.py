"""What the platform says beside what adds up here: money, people, fans, news; by how much, since when, and why it may be."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

from lib.campaign.message import N_, Message
from lib.campaign.tables import CAMPAIGN_PAGE
from lib.i18n.translator import Translator
from lib.services.campaigns import OpenCampaign
from lib.services.syncs.source_states import state_of
from lib.sources import ulule_api
from lib.store.engine import Store
from lib.store.queries.counted import PeopleBy, followers_seen, last_gift_at, news_published
from lib.store.queries.series import PlatformTotal, platform_differences, platform_series
from lib.store.queries.view import viewed
from lib.store.schema import micros

_SAME_VISIT = timedelta(hours=24)
"""Fans counted twice on one day are compared; further apart, they have simply changed."""
_CENTS = 100


class What(Enum):
    """What is counted two ways; the value is its msgid."""

    PEOPLE = N_("contributors")
    FANS = N_("fans")
    NEWS = N_("news")


@dataclass(frozen=True, slots=True)
class Difference:
    """Platform's total minus counted contributions, in cents, at the latest observation; never 0.

    `since` is the first observation of the unbroken run of differing ones.
    """

    observed_at: datetime
    platform_cents: int
    counted_cents: int
    since: datetime

    @property
    def cents(self) -> int:
        """What the platform has more (or less, negative) than the contributions add up to."""
        return self.platform_cents - self.counted_cents


@dataclass(frozen=True, slots=True)
class Gap:
    """A number that the platform gives, and another that is found here at the same instant; `since` as in `Difference`."""

    what: What
    platform: int
    here: int
    since: datetime


def difference(store: Store, opened: OpenCampaign, as_of: datetime) -> Difference | None:
    """How the platform's latest total differs from the contributions at that instant; None when it does not, or is not known."""
    seen = platform_differences(store, opened.id, opened.campaign, as_of)
    if not seen or not seen[-1].cents:
        return None
    since = seen[-1]
    for each in reversed(seen):
        if not each.cents:
            break
        since = each
    return Difference(seen[-1].observed_at, seen[-1].platform_cents, seen[-1].counted_cents, since.observed_at)


def gaps(store: Store, opened: OpenCampaign, as_of: datetime) -> tuple[Gap, ...]:
    """People, fans and news that the platform's latest observation and the rows here do not count alike."""
    with viewed(store, opened.id, opened.campaign, as_of) as view:
        seen = platform_series(store, opened.id, opened.campaign, as_of)
        people = PeopleBy(view)
        found = (
            _gap(What.PEOPLE, seen, _people_told, _people_at(people, as_of), people.is_apart),
            _gap(What.FANS, seen, _fans_told, _fans_at(followers_seen(store, opened.id, CAMPAIGN_PAGE, as_of))),
            _gap(What.NEWS, seen, _news_told, _count_until(news_published(store, opened.id, as_of))),
        )
    return tuple(each for each in found if each is not None)


def _people_told(seen: PlatformTotal) -> int | None:
    return seen.contributors


def _fans_told(seen: PlatformTotal) -> int | None:
    return seen.fans


def _news_told(seen: PlatformTotal) -> int | None:
    return seen.news


_Told = Callable[[PlatformTotal], "int | None"]
_Here = Callable[[datetime], "int | None"]
_Apart = Callable[[datetime, int], bool]
"""Whether what is found here at an instant certainly is another number than one given."""


def _people_at(people: PeopleBy, as_of: datetime) -> _Here:
    """How many had given by then; None when nobody has at all: nothing was ever recorded."""
    is_any = people.is_apart(as_of, 0) or people.by(as_of) > 0
    return lambda at: people.by(at) if is_any else None


def _not_known(at: datetime, count: int) -> bool:
    return False


def _count_until(instants: Sequence[int]) -> _Here:
    """How many of sorted instants (`micros`) have come by then; None when there is none at all: nothing was ever recorded."""
    return lambda at: bisect_right(instants, micros(at)) if instants else None


def _fans_at(seen: Sequence[tuple[datetime, int]]) -> _Here:
    """The fans seen last by then, if that was within a day."""
    instants = [at for at, _followers in seen]

    def fans(at: datetime) -> int | None:
        place = bisect_right(instants, at)
        return seen[place - 1][1] if place and at - instants[place - 1] < _SAME_VISIT else None

    return fans


def _gap(
    what: What, seen: Sequence[PlatformTotal], told: _Told, here: _Here, is_apart: _Apart = _not_known
) -> Gap | None:
    """The latest of an unbroken run. Once it is told, how many there were before is looked at only where it may be the same."""
    latest: Gap | None = None
    for each in reversed(seen):
        platform = told(each)
        if platform is None:
            continue
        if latest is not None and is_apart(each.observed_at, platform):
            latest = replace(latest, since=each.observed_at)
            continue
        ours = here(each.observed_at)
        if ours is None:
            continue
        if platform == ours:
            break
        latest = Gap(what, platform, ours, each.observed_at) if latest is None else replace(latest, since=each.observed_at)
    return latest


def difference_sentence(store: Store, opened: OpenCampaign, as_of: datetime, translator: Translator) -> str:
    """The difference in words; empty when there is none."""
    found = difference(store, opened, as_of)
    if found is None:
        return ""
    currency, formats = opened.campaign.currency, translator.formats
    amounts = {
        "gap": formats.money(abs(found.cents), currency),
        "platform": formats.money(found.platform_cents, currency),
        "counted": formats.money(found.counted_cents, currency),
        "day": formats.date_long(found.since),
    }
    if found.cents > 0:
        return translator._(
            "Since %(day)s, the platform says %(gap)s more (%(platform)s) than the contributions add up to (%(counted)s).",
            **amounts,
        )
    return translator._(
        "Since %(day)s, the platform says %(gap)s less (%(platform)s) than the contributions add up to (%(counted)s).", **amounts
    )


def likely_cause(found: Difference, newest_gift_at: datetime | None, *, is_live: bool = False) -> Message:
    """What such a difference usually comes from; told apart by its size, its sign and the age of the newest contribution.

    `is_live`: contributions arrive from the platform's API, so that no export is late.
    """
    if found.counted_cents and found.platform_cents in (found.counted_cents * _CENTS, found.counted_cents // _CENTS):
        return Message(N_("One is a hundred times the other: amounts in cents were read as whole units, or the reverse."))
    if abs(found.cents) < _CENTS:
        return Message(N_("It is less than one: the platform shows whole units only."))
    if found.cents < 0:
        return Message(N_("Contributions paid back or cancelled since may still be counted here, or some come from elsewhere: "
                          "bring in a new export, or the orders by the platform’s API."))  # fmt: skip
    if not is_live and (newest_gift_at is None or newest_gift_at < found.since):
        return Message(N_("The newest contribution here is older than the difference: bring in a newer export, or set the "
                          "platform’s key so that contributions arrive by themselves."))  # fmt: skip
    return Message(N_("Some contributions are missing here: anonymous ones left out of an export, refused rows, or amounts in "
                      "another currency. Compare the list with the platform’s."))  # fmt: skip


def gap_sentences(store: Store, opened: OpenCampaign, as_of: datetime, translator: Translator) -> tuple[str, ...]:
    """Everything that differs, one sentence each: the money with its likely cause first; nothing when all agrees."""
    return tuple(_sentences(store, opened, as_of, translator))


def _sentences(store: Store, opened: OpenCampaign, as_of: datetime, translator: Translator) -> Iterator[str]:
    found = difference(store, opened, as_of)
    if found is not None:
        is_live = state_of(store, opened.id, ulule_api.SOURCE.name).position is not None
        cause = translator.sentence(likely_cause(found, last_gift_at(store, opened.id, as_of), is_live=is_live))
        yield f"{difference_sentence(store, opened, as_of, translator)} {cause}"
    for gap in gaps(store, opened, as_of):
        yield gap_sentence(gap, translator)


def gap_sentence(gap: Gap, translator: Translator) -> str:
    """What is counted two ways, both numbers, and since when."""
    return translator._(
        "Since %(day)s, %(what)s differ: %(platform)s on the platform, %(here)s here.",
        day=translator.formats.date_long(gap.since), what=translator._(gap.what.value), platform=gap.platform, here=gap.here,
    )  # fmt: skip
