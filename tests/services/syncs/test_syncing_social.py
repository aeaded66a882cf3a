"""Mastodon and Facebook read by their APIs, against servers made after their documentations: posts, counts, followers."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from lib.sources.mastodon import SOURCE as MASTODON
from tests.services.live_bench import live, words
from tests.support.site import BUSY, GARBAGE, HTML_500, RESET, Reply, as_json
from tests.support.social import TOKEN, Graph, Mastodon, post, status

ACCOUNT = '[sources.mastodon]\naccount = "{url}/@asso"\n'
PAGE = '[sources.facebook]\npage = "555"\naddress = "{url}"\n'
KEYS = {"FACEBOOK_PAGE_TOKEN": TOKEN}


def test_a_post_is_read_with_its_text_and_what_was_counted_of_it(tmp_path: Path) -> None:
    with live(tmp_path, Mastodon([status(3, quotes_count=2)]), ACCOUNT) as at:
        assert at.sync().error is None
        assert at.held("posts") == [
            {"platform": "mastodon", "id": "100000000000000003", "published_at": datetime(2018, 1, 21, 18, tzinfo=UTC),
             "text": "Nouvelle 3 & lien\nMerci\nà vous", "url": "https://mstdn.example/@asso/3"}
        ]  # fmt: skip
        counts = {"platform": "mastodon", "post_id": "100000000000000003", "observed_at": at.at, "shares": 5, "reactions": 6, "comments": 1}
        assert at.held("post_counts") == [counts]
        assert at.held("audience") == [{"account": "mastodon", "observed_at": at.at, "followers": 321}]


def test_every_page_is_read_once_by_the_link_header_although_pages_overlap(tmp_path: Path) -> None:
    mastodon = Mastodon([status(number) for number in range(1, 96)], overlap=3)
    with live(tmp_path, mastodon, ACCOUNT) as at:
        assert at.sync().error is None
        assert len(at.held("posts")) == len(at.held("post_counts")) == 95
        assert all(request.path.startswith("/api/") for request in at.site.asked)


def test_a_server_that_gives_no_link_header_is_paged_by_the_last_post(tmp_path: Path) -> None:
    with live(tmp_path, Mastodon([status(number) for number in range(1, 96)], links=False), ACCOUNT) as at:
        at.sync()
        assert len(at.held("posts")) == 95


def test_boosts_and_what_not_everybody_sees_are_not_posts(tmp_path: Path) -> None:
    boost = status(5, reblog=status(900), content="")
    with live(tmp_path, Mastodon([status(1), boost, status(2, visibility="private"), status(3, visibility="unlisted")]), ACCOUNT) as at:
        at.sync()
        assert [each["id"] for each in at.held("posts")] == ["100000000000000001", "100000000000000003"]


def test_later_counts_are_added_and_the_post_stays_one(tmp_path: Path) -> None:
    mastodon = Mastodon([status(1)])
    with live(tmp_path, mastodon, ACCOUNT) as at:
        at.sync()
        mastodon.statuses[0]["reblogs_count"] = 60
        at.sync()
        assert len(at.held("posts")) == 1
        assert [each["shares"] for each in at.held("post_counts")] == [1, 60]


def test_posts_of_long_before_the_campaign_end_the_reading(tmp_path: Path) -> None:
    old = [status(-24 * 40 - number) for number in range(1, 200)]
    with live(tmp_path, Mastodon([status(1), *old]), ACCOUNT) as at:
        at.sync()
        assert len(at.held("posts")) == 1
        assert at.site.count("/statuses") < 3


def test_an_instance_that_looks_nobody_up_is_searched(tmp_path: Path) -> None:
    with live(tmp_path, Mastodon([status(1)], lookup=401), ACCOUNT) as at:
        assert at.sync().error is None
        assert len(at.held("posts")) == 1


def test_an_account_that_is_not_there_is_said(tmp_path: Path) -> None:
    with live(tmp_path, Mastodon(), ACCOUNT.replace("@asso", "@personne")) as at:
        assert words(at.sync().error) == "127.0.0.1 knows no account “personne”. Check “account” in [sources.mastodon]."
        assert at.held("audience") == []


@pytest.mark.parametrize("block", ['account = "asso"\ninstance = "{url}"', 'account = "{url}/users/asso"', 'address = "{url}/@asso"'])
def test_an_account_may_be_written_in_several_ways(tmp_path: Path, block: str) -> None:
    with live(tmp_path, Mastodon([status(1)]), f"[sources.mastodon]\n{block}\n") as at:
        assert words(at.sync().error) == ""


@pytest.mark.parametrize("trouble", [BUSY, HTML_500, GARBAGE, RESET, Reply(200, b'[{"id": "1', {"Content-Type": "application/json"})])
def test_a_page_of_posts_that_fails_once_is_asked_again(tmp_path: Path, trouble: Reply) -> None:
    with live(tmp_path, Mastodon([status(number) for number in range(1, 60)]), ACCOUNT) as at:
        at.site.trouble("/statuses", trouble)
        assert words(at.sync().error) == ""
        assert len(at.held("posts")) == 59


def test_a_page_that_goes_on_failing_leaves_the_good_data_of_before(tmp_path: Path) -> None:
    mastodon = Mastodon([status(1)])
    with live(tmp_path, mastodon, ACCOUNT) as at:
        at.sync()
        mastodon.followers = 9
        at.site.trouble("/statuses", *[HTML_500] * 9)
        assert "out of order" in words(at.sync().error)
        assert [each["followers"] for each in at.held("audience")] == [321]


def test_a_post_of_the_wrong_types_is_refused_and_the_others_are_taken(tmp_path: Path) -> None:
    odd = [status(1), status(2, created_at=17), {**status(3), "reblogs_count": "many", "replies_count": None}]
    with live(tmp_path, Mastodon(odd), ACCOUNT) as at:
        synced = at.sync()
        assert [(each.column, words(each.reason)) for each in synced.refusals] == [("created_at", "“created_at” is empty.")]
        assert {str(each["post_id"])[-1]: each.get("shares") for each in at.held("post_counts")} == {"1": 1, "3": None}


def test_the_mastodon_source_needs_no_key() -> None:
    assert MASTODON.secrets == ()


def test_a_page_is_read_by_its_cursors_and_the_token_stays_in_the_header(tmp_path: Path) -> None:
    with live(tmp_path, Graph([post(number) for number in range(1, 9)]), PAGE, KEYS) as at:
        assert words(at.sync().error) == ""
        assert len(at.held("posts")) == 8
        assert at.held("audience") == [{"account": "facebook", "observed_at": at.at, "followers": 950}]
        assert all("access_token" not in request.query for request in at.site.asked)
        first = {"platform": "facebook", "post_id": "7001", "observed_at": at.at, "shares": 1, "reactions": 3, "comments": 2}
        assert first in at.held("post_counts")


def test_a_post_without_shares_has_none_where_the_others_have_theirs(tmp_path: Path) -> None:
    with live(tmp_path, Graph([post(0), post(4)]), PAGE, KEYS) as at:
        at.sync()
        assert {each["post_id"]: each["shares"] for each in at.held("post_counts")} == {"7000": 0, "7004": 4}


def test_shares_that_no_post_has_stay_unknown(tmp_path: Path) -> None:
    with live(tmp_path, Graph([post(0)]), PAGE, KEYS) as at:
        at.sync()
        assert ["shares" in each for each in at.held("post_counts")] == [False]


def test_a_token_that_is_over_is_said_without_being_shown(tmp_path: Path) -> None:
    with live(tmp_path, Graph(token="another"), PAGE, KEYS) as at:
        said = words(at.sync().error)
        assert said == "Facebook refuses the page’s token: it is over, or wrong. Make a new one and set FACEBOOK_PAGE_TOKEN."
        assert at.held("audience") == []


def test_without_a_token_the_variable_to_set_is_named(tmp_path: Path) -> None:
    with live(tmp_path, Graph(), PAGE) as at:
        assert "FACEBOOK_PAGE_TOKEN" in words(at.sync().error)
        assert at.site.asked == []


def test_a_limit_of_calls_is_waited_out_and_not_taken_for_a_bad_token(tmp_path: Path) -> None:
    with live(tmp_path, Graph([post(1)]), PAGE, KEYS) as at:
        at.site.trouble("/555", as_json({"error": {"message": "(#4) Application request limit reached", "code": 4}}, 400))
        assert words(at.sync().error) == "Facebook asks to be left alone for a while. Try again later."
