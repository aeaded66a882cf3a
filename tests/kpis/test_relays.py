"""The KPIs of the allies: the wave of relays at the launch, and the one at the closing."""

from __future__ import annotations

import pytest

from lib.campaign.tallies import RelayTally
from lib.kpis.reading import Status

from .cases import Case, at, cases, facts, reading_of

TABLES = {
    # The wave begins with the campaign and ends with 2018-01-23. "More than 50 000".
    "relay_launch": """
case                                         | as of            | allies | relayed | agreed | reach | status
the eve, everybody agreed                    | 2018-01-19       | 12     | 0       | 60000  | 0     | not_started
no ally written down                         | 2018-01-21       | 0      | 0       | 0      | —     | no_data
over, no ally written down                   | 2018-01-24 00:00 | 0      | 0       | 0      | —     | no_data
one ally, who has not agreed                 | 2018-01-21       | 1      | 0       | 0      | 0     | off_track
agreed: one more than the target             | 2018-01-20 00:00 | 12     | 0       | 50001  | 0     | on_track
agreed: exactly the target                   | 2018-01-21       | 12     | 0       | 50000  | 0     | at_risk
agreed: 0.70 of the target                   | 2018-01-21       | 12     | 0       | 35000  | 0     | at_risk
agreed: one below 0.70                       | 2018-01-21       | 12     | 0       | 34999  | 0     | off_track
done: exactly the target is not more         | 2018-01-21       | 12     | 50000   | 50000  | 50000 | at_risk
done: one more than the target               | 2018-01-21       | 12     | 50001   | 50001  | 50001 | reached
done without having agreed                   | 2018-01-21       | 12     | 50001   | 0      | 50001 | reached
the last microsecond of the wave             | 2018-01-23       | 12     | 50000   | 60000  | 50000 | on_track
the wave is over, exactly the target         | 2018-01-24 00:00 | 12     | 50000   | 60000  | 50000 | missed
the wave is over, one more                   | 2018-01-24 00:00 | 12     | 50001   | 60000  | 50001 | reached
the campaign is over, nobody did             | 2018-03-20       | 12     | 0       | 60000  | 0     | missed
""",
    # The wave is the last seven days, from 2018-03-10; the change of hour falls inside it.
    "relay_closing": """
case                                         | as of            | allies | relayed | agreed | reach | status
before the campaign                          | 2018-01-10       | 12     | 0       | 60000  | 0     | not_started
the eve of the wave                          | 2018-03-09       | 12     | 0       | 60000  | 0     | not_started
no ally written down                         | 2018-03-10 00:00 | 0      | 0       | 0      | —     | no_data
over, no ally written down                   | 2018-03-17 00:00 | 0      | 0       | 0      | —     | no_data
agreed: one more than the target             | 2018-03-10 00:00 | 12     | 0       | 50001  | 0     | on_track
agreed: exactly the target                   | 2018-03-12       | 12     | 0       | 50000  | 0     | at_risk
agreed: 0.70 of the target                   | 2018-03-12       | 12     | 0       | 35000  | 0     | at_risk
agreed: one below 0.70                       | 2018-03-12       | 12     | 0       | 34999  | 0     | off_track
nobody agreed                                | 2018-03-12       | 1      | 0       | 0      | 0     | off_track
done: exactly the target is not more         | 2018-03-12       | 12     | 50000   | 60000  | 50000 | on_track
done: one more than the target               | 2018-03-12       | 12     | 50001   | 60000  | 50001 | reached
the last microsecond                         | 2018-03-16       | 12     | 49999   | 60000  | 49999 | on_track
the closing, exactly the target              | 2018-03-17 00:00 | 12     | 50000   | 60000  | 50000 | missed
the closing, one more                        | 2018-03-17 00:00 | 12     | 50001   | 60000  | 50001 | reached
""",
}  # fmt: skip


def relay_tally(case: Case) -> RelayTally:
    """A wave as its line tells it; what was noted long ago does not age."""
    relayed, agreed = int(case["relayed"]), int(case["agreed"])
    return RelayTally(
        allies=int(case["allies"]), relayed_audience=relayed, agreed_audience=agreed, newest_at=at("2017-12-20 12:00")
    )


@pytest.mark.parametrize("case", cases("relay_launch", TABLES))
def test_the_launch_wave_is_judged_by_what_allies_agreed_to_until_it_ends(case: Case) -> None:
    reading = reading_of("relay_launch", facts(case.as_of, relay_launch=relay_tally(case)))
    assert (reading.measure.value, reading.status.value) == (case.count("reach"), case["status"])


@pytest.mark.parametrize("case", cases("relay_closing", TABLES))
def test_the_closing_wave_is_judged_by_what_allies_agreed_to_until_it_ends(case: Case) -> None:
    reading = reading_of("relay_closing", facts(case.as_of, relay_closing=relay_tally(case)))
    assert (reading.measure.value, reading.status.value) == (case.count("reach"), case["status"])


def test_a_wave_says_what_was_agreed_and_by_how_many_and_that_people_may_count_twice() -> None:
    tally = RelayTally(allies=9, relayed=2, agreed=5, relayed_audience=12_000, agreed_audience=41_000)
    reading = reading_of("relay_launch", facts(at("2018-01-21"), relay_launch=tally))
    assert dict(reading.measure.details) == {"agreed": 41_000, "allies_agreed": 5, "allies_relayed": 2}
    assert "counted twice" in reading.why.text


def test_one_wave_knows_nothing_of_the_other() -> None:
    launch = RelayTally(allies=3, relayed_audience=50_001)
    known = facts(at("2018-03-12"), relay_launch=launch, relay_closing=RelayTally(allies=3))
    assert reading_of("relay_launch", known).status is Status.REACHED
    assert reading_of("relay_closing", known).measure.value == 0


def test_the_closing_wave_of_a_campaign_of_five_days_begins_with_the_campaign() -> None:
    short = {"closes_on": "2018-01-24"}
    tally = RelayTally(allies=3, agreed_audience=60_000)
    statuses = [
        reading_of("relay_closing", facts(at(moment), settings=short, relay_closing=tally)).status
        for moment in ("2018-01-19", "2018-01-20 00:00")
    ]
    assert statuses == [Status.NOT_STARTED, Status.ON_TRACK]
