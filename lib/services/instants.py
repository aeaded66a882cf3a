"""Reading an instant as people write it in an address or on a command line."""

from __future__ import annotations

from datetime import UTC, date, datetime

from lib.campaign.calendar import end_of_day
from lib.campaign.errors import UseError
from lib.campaign.message import N_
from lib.campaign.model import Campaign


def instant(text: str, campaign: Campaign) -> datetime:
    """`2018-02-23` (the end of that local day) or an ISO instant, in the campaign's zone without an offset; in UTC.

    Raises UseError with an example when it is neither.
    """
    zone = campaign.period.zone
    try:
        if len(text.strip()) == 10:
            return end_of_day(date.fromisoformat(text.strip()), zone)
        moment = datetime.fromisoformat(text.strip().replace(" ", "T", 1))
        return moment.replace(tzinfo=moment.tzinfo or zone).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise UseError(N_("“%(text)s” is not a date. Write 2018-02-23, or 2018-02-23T19:30."), text=text[:40]) from error
