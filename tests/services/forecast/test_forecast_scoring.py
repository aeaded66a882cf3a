"""Reading a series of past campaigns, and scoring forecasts on it by hand."""

from __future__ import annotations

import csv
import gzip
from datetime import UTC, datetime
from io import StringIO

import pytest

from lib.campaign.errors import UnreadableFile
from lib.campaign.forecast import Forecast, ForecastStatus
from lib.services.forecast.forecast_scoring import Judged, backtest_table, moment_of, score, score_table
from lib.services.forecast.forecast_series import campaigns_from_rows, past_campaigns
from tests.services.forecast_invented import HEADER, invented_text

MONTREAL = """\
campaign_id,goal,launched_at,deadline,paid_on,pledged_cumulative,contributors_cumulative
a,1000,2018-01-10T15:00:00Z,2018-01-21T04:59:59Z,2018-01-11,200.50,4
a,1000,2018-01-10T15:00:00Z,2018-01-21T04:59:59Z,2018-01-15,600,9
a,1000,2018-01-10T15:00:00Z,2018-01-21T04:59:59Z,2018-01-23,1100,12
"""


def _campaigns(text):
    return campaigns_from_rows(csv.DictReader(StringIO(text)))


def _seconds(*parts):
    return datetime(*parts, tzinfo=UTC).timestamp()


def test_a_payment_counts_from_the_end_of_the_local_day_before():
    """The campaign closes at 23:59:59 local, 04:59:59 UTC: its days end at 05:00 UTC. Paid on the 15th: end of the 14th."""
    (campaign,) = _campaigns(MONTREAL)

    assert campaign.at(_seconds(2018, 1, 15, 4, 59)).raised_cents == 200_50
    assert campaign.at(_seconds(2018, 1, 15, 5)).raised_cents == 600_00


def test_contributors_are_those_of_the_instant():
    (campaign,) = _campaigns(MONTREAL)

    assert [campaign.at(_seconds(2018, 1, d, 6)).contributors for d in (10, 12, 16)] == [0, 4, 9]


def test_what_is_paid_after_the_closing_counts_in_the_total_and_reaches_the_goal_at_the_closing():
    (campaign,) = _campaigns(MONTREAL)

    assert (campaign.final_cents, campaign.succeeded) == (1_100_00, True)
    assert campaign.reached_moment == _seconds(2018, 1, 21, 4, 59, 59)


def test_days_end_between_the_opening_and_the_closing():
    (campaign,) = _campaigns(MONTREAL)
    ends = campaign.day_ends()

    assert (ends[0], ends[-1], len(ends)) == (_seconds(2018, 1, 11, 5), _seconds(2018, 1, 20, 5), 10)


def test_a_zone_east_of_greenwich_has_its_own_midnight():
    """Closing at 21:59:59 UTC is the end of a day two hours east: paid on the 15th counts from 14 January 22:00 UTC."""
    (campaign,) = _campaigns(MONTREAL.replace("2018-01-21T04:59:59Z", "2018-01-20T21:59:59Z"))

    assert campaign.at(_seconds(2018, 1, 14, 21, 59)).raised_cents == 200_50
    assert campaign.at(_seconds(2018, 1, 14, 22)).raised_cents == 600_00


def test_a_share_of_the_time_is_judged_at_the_nearest_end_of_a_day():
    """Half of 10.6 days after 10 January 15:00 UTC is the 15th at 22:00; the nearest end of a day is the 16th at 05:00."""
    (campaign,) = _campaigns(MONTREAL)

    assert moment_of(campaign, 0.5) == _seconds(2018, 1, 16, 5)


def test_a_series_may_be_compressed(tmp_path):
    plain, packed = tmp_path / "series.csv", tmp_path / "series.csv.gz"
    plain.write_text(MONTREAL)
    packed.write_bytes(gzip.compress(MONTREAL.encode()))

    assert past_campaigns(packed) == past_campaigns(plain)


@pytest.mark.parametrize(
    "text",
    [
        "campaign_id,goal\na,1000\n",
        MONTREAL.replace("600", "six hundred"),
        MONTREAL.replace("2018-01-15", "15 janvier"),
        MONTREAL.replace("1000", "0"),
        MONTREAL.replace("T15:00:00Z", "T15:00:00"),
    ],
    ids=["column missing", "amount", "day", "goal", "naive instant"],
)
def test_a_series_that_cannot_be_read_is_refused(tmp_path, text):
    path = tmp_path / "series.csv"
    path.write_text(text)

    with pytest.raises(UnreadableFile):
        past_campaigns(path)


def _judged(chance, total_cents=1_000_00, reach_day=18):
    (campaign,) = _campaigns(MONTREAL)
    said = Forecast(
        ForecastStatus.OK, chance, chance, chance, 900_00, total_cents, 1_200_00,
        reach_median=datetime(2018, 1, reach_day, 4, 59, 59, tzinfo=UTC),
    )  # fmt: skip
    return Judged(said, campaign)


def test_a_score_by_hand():
    """All three made it with 1 100. Said 0.9, 0.6, 0.2: right twice in three.

    Brier: (0.01 + 0.16 + 0.64) ÷ 3 = 0.27. Calibration: (0.1 + 0.4 + 0.8) ÷ 3, each alone in its bin. Said 1 000, 1 100,
    1 320: errors 100, 0 and 220 of 1 100, the median 1/11. Dates 3, 3 and 1 days before the closing.
    """
    three = [_judged(0.9), _judged(0.6, 1_100_00), _judged(0.2, 1_320_00, reach_day=20)]

    got = score(0.5, three)

    assert (got.n, got.accuracy, got.coverage, got.date_error_days) == (
        3,
        pytest.approx(2 / 3),
        1,
        pytest.approx(3),
    )
    assert (got.brier, got.calibration_error, got.total_error) == pytest.approx((0.27, 1.3 / 3, 1 / 11))


def test_forecasts_of_one_bin_make_up_for_each_other():
    """0.52 and 0.58 said of two that made it: |−0.48 − 0.42| ÷ 2."""
    assert score(0.5, [_judged(0.52), _judged(0.58)]).calibration_error == pytest.approx(0.45)


def test_nothing_judged_is_no_score():
    nothing = score(0.05, [])

    assert (nothing.n, nothing.accuracy, nothing.brier, nothing.total_error) == (0, None, None, None)
    assert score_table("none", [nothing]).rows == (("5%", "0", "—", "—", "—", "—", "—", "—"),)


def test_a_file_is_scored_with_the_shipped_tables(tmp_path):
    path = tmp_path / "series.csv"
    path.write_text(invented_text(20))

    table = backtest_table(path)

    assert [row[0] for row in table.rows] == ["5%", "10%", "25%", "50%", "75%", "90%"]
    assert [row[1] for row in table.rows][2:] == ["20"] * 4


def test_a_printed_table_is_aligned():
    lines = score_table("caption", [score(0.5, [_judged(0.9)])]).lines()

    assert lines[0] == "caption"
    assert len({len(line) for line in lines[1:]}) == 1


def test_a_file_without_a_row_has_no_campaign(tmp_path):
    path = tmp_path / "series.csv"
    path.write_text(HEADER + "\n")

    assert past_campaigns(path) == ()
