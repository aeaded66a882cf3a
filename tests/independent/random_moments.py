"""Instants that hurt: the edges of days, of the campaign and of the changes of hour, and ways to write them down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from random import Random

from .reading import DAY, MICROSECOND, Campaign, day_start, local_day

HOUR = timedelta(hours=1)
NEAR = (timedelta(0), -MICROSECOND, MICROSECOND, timedelta(0), HOUR, -HOUR)


@dataclass(frozen=True)
class Dice:
    """A campaign and the random numbers that its rows are drawn from."""

    random: Random
    campaign: Campaign

    def chance(self, share: float) -> bool:
        """True in that share of the calls."""
        return self.random.random() < share

    def moment(self) -> datetime:
        """An instant between five days before the opening and five days after the closing, often on an edge."""
        draw = self.random.random()
        if draw < 0.08:
            return self.random.choice((self.campaign.opens_at, self.campaign.closes_at)) + self.near()
        if draw < 0.25:
            return day_start(self.day(), self.campaign.zone) + self.near()
        if draw < 0.35:
            return self.random.choice(changes_of_hour(self.campaign)) + self.near()
        if draw < 0.45:
            first = day_start(self.campaign.first_day, self.campaign.zone)
            return first + timedelta(seconds=self.random.randrange(86_400))
        whole = (self.campaign.closes_at - self.campaign.opens_at) // MICROSECOND * MICROSECOND
        share = self.random.random() ** self.random.choice((0.6, 1, 1.8))
        return (self.campaign.opens_at + whole * share).replace(microsecond=0)

    def near(self) -> timedelta:
        """Nothing, a microsecond or an hour, before or after."""
        return self.random.choice(NEAR)

    def day(self) -> date:
        """A day of the campaign, now and then one of the five around it."""
        span = self.campaign.length_days
        first = -5 if self.chance(0.2) else 0
        last = span + 5 if self.chance(0.2) else span
        return self.campaign.first_day + self.random.randrange(first, last) * DAY

    def day_before(self) -> date:
        """A day before the opening or, seldom, one just after it."""
        return self.campaign.first_day - self.random.choice((40, 12, 5, 2, 1, 1, 0, -1, -3)) * DAY

    def maybe_day(self, share: float) -> str:
        """A day of the campaign in that share of the calls, else an empty cell."""
        return self.day().isoformat() if self.chance(share) else ""

    def written(self, moment: datetime) -> str:
        """One of the ways in which a file may give an instant; a clock that strikes twice keeps its offset."""
        local = moment.astimezone(self.campaign.zone)
        bare = local.replace(tzinfo=None, fold=0)
        ways = [
            local.isoformat(),
            local.isoformat(),
            moment.astimezone(UTC).isoformat().replace("+00:00", "Z"),
            moment.astimezone(timezone(timedelta(hours=5, minutes=30))).isoformat(),
        ]
        early, late = (bare.replace(tzinfo=self.campaign.zone, fold=fold).astimezone(UTC) for fold in (0, 1))
        if early == late == moment:
            ways += [bare.isoformat(), bare.isoformat()]
            if not (bare.second or bare.microsecond):
                ways.append(bare.isoformat(timespec="minutes"))
        if day_start(bare.date(), self.campaign.zone) == moment:
            ways += [bare.date().isoformat()] * 6
        return self.random.choice(ways)


def changes_of_hour(campaign: Campaign) -> list[datetime]:
    """The instants within the campaign at which its offset changes; the middle of the campaign when none does."""
    found = []
    moment = campaign.opens_at.replace(minute=0, second=0, microsecond=0)
    while moment < campaign.closes_at:
        after = moment + HOUR
        if moment.astimezone(campaign.zone).utcoffset() != after.astimezone(campaign.zone).utcoffset():
            found.append(after)
        moment = after
    middle = campaign.first_day + campaign.length_days // 2 * DAY
    return found or [day_start(middle, campaign.zone)]


def day_of_change(campaign: Campaign) -> date:
    """The local day of the first change of hour, or the middle day."""
    return local_day(changes_of_hour(campaign)[0], campaign.zone)
