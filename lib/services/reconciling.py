"""The platform's own total beside the sum of contributions: by how much they differ, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lib.i18n.translator import Translator
from lib.services.campaigns import OpenCampaign
from lib.store.engine import Store
from lib.store.queries.series import platform_differences


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
