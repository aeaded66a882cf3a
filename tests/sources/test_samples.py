"""Real files that others wrote, where they stand beside the project: each is read, or said to be unreadable in words.

They are not shipped. Without them this says so, and the golden files of the same shapes do the work.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from lib.sources.civicrm_api import contributions_in
from lib.sources.layouts.layouts import identify
from lib.sources.live import Ask
from lib.sources.mastodon import take_status
from lib.sources.network.door import Door
from lib.sources.network.spool import Spool
from lib.sources.parsing import parsed
from lib.sources.tables.table_file import table_file
from tests.sources.given import CAMPAIGN

SAMPLES = Path(__file__).parents[3] / "shared" / "inputs" / "samples"
is_here = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the real files of others are not beside the project")
READ_AS = {
    "civicrm/contributions.csv": ("civicrm", 1, 1),
    "facebook/page_insights_post_level_2015_from_spec.csv": ("facebook_insights", 2, 2),
    "facebook/facebook_insights_trial-promoter.csv": ("facebook_insights", 3, 3),
    "helloasso/export_commandes_readme_example.csv": ("helloasso", 2, 0),
    "paypal/ledger-autosync_paypal.csv": ("paypal", 2, 0),
    "stripe/smashpig_payments_activity.csv": ("stripe_report", 2, 0),
    "x_twitter/tweet_activity_metrics_TCORSStgOrg_20170401_20170408_en.csv": ("twitter_activity", 10, 10),
}
"""Layout, rows, accepted rows; those of another currency than the campaign's are refused, as they must be."""


@is_here
@pytest.mark.parametrize(("name", "expected"), READ_AS.items())
def test_a_real_file_is_read_row_by_row(name: str, expected: tuple[str, int, int]) -> None:
    file = table_file(name, (SAMPLES / name).read_bytes())
    how = identify(file)
    piece = parsed(file, how, CAMPAIGN, observed_at=datetime(2018, 3, 20, tzinfo=UTC))
    assert (piece.layout, piece.row_count, piece.accepted_row_count) == expected
    assert piece.accepted_row_count + len(piece.refusals) + piece.duplicate_count == piece.row_count


@is_here
def test_each_real_table_is_spoken_of_here() -> None:
    held = {path.relative_to(SAMPLES).as_posix() for path in SAMPLES.rglob("*.csv")}
    assert held == set(READ_AS)


def sample(name: str) -> Any:
    """A recorded answer."""
    return json.loads((SAMPLES / name).read_text("utf-8"))


@is_here
def test_a_recorded_answer_of_civicrm_3_is_read() -> None:
    (one,) = contributions_in(sample("civicrm/apiv3_contribution_get_expected.json"))
    assert (one["id"], one["total_amount"], one["contribution_status"]) == ("1", "100.00", "Completed")
    assert len(contributions_in(sample("civicrm/apiv4_response_envelope_contact_groupby.json"))) == 4


@is_here
@pytest.mark.parametrize(("name", "ids"), [
    ("mastodon/status_110446183735368325.json", ["110446183735368325"]), ("mastodon/status_boost_wrapper.json", []),
    ("mastodon/account_statuses_pinned.json", None),
])  # fmt: skip
def test_recorded_posts_of_mastodon_are_read_and_boosts_are_left_out(name: str, ids: list[str] | None) -> None:
    said = sample(name)
    listed = said if isinstance(said, list) else [said]
    with Spool() as spool:
        ask = Ask(CAMPAIGN, {}, {}, datetime(2018, 3, 20, tzinfo=UTC), Door(), spool)
        for place, status in enumerate(listed, start=1):
            take_status(ask, status, place)
        assert [row["id"] for row in spool.rows("posts")] == (ids if ids is not None else [each["id"] for each in listed])
        assert ask.refused_count == 0


@is_here
def test_each_recorded_answer_is_spoken_of_here() -> None:
    held = {path.relative_to(SAMPLES).as_posix() for path in SAMPLES.rglob("*.json") if "ulule" not in path.parts}
    assert held == {
        "civicrm/apiv3_contribution_get_expected.json", "civicrm/apiv4_response_envelope_contact_groupby.json",
        "mastodon/account_23972.json", "mastodon/account_statuses_pinned.json", "mastodon/error_404_status_missing.json",
        "mastodon/status_110446183735368325.json", "mastodon/status_boost_wrapper.json",
    }  # fmt: skip
