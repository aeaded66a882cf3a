"""The publishing calendar by day, the days that nobody is in charge of, and each platform's rhythm."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from lib.campaign.errors import SettingsError
from lib.campaign.publishing import (
    Advised,
    Guide,
    Pace,
    PublishingDay,
    guides,
    is_short,
    minutes_by_platform,
    publishing_days,
    rhythms,
    unowned_days,
)
from tests.campaign.plan_cases import PERIOD, day, task

TODAY = day("02-23")


def days_of(*tasks: object, posts: Mapping[str, Mapping[str, int]] | None = None) -> dict[str, PublishingDay]:
    found = publishing_days(tasks, {day(each): count for each, count in (posts or {}).items()}, PERIOD, TODAY)  # type: ignore[arg-type]
    return {f"{each.day:%m-%d}": each for each in found}


def test_there_are_seven_days_behind_and_fourteen_ahead_with_today() -> None:
    found = list(days_of())
    assert (len(found), found[0], found[-1]) == (21, "02-16", "03-08")


@pytest.mark.parametrize(
    ("dates", "done", "expected"),
    [
        ("02-25", "", ["02-25"]),
        ("02-20 02-22", "", ["02-20", "02-21", "02-22"]),
        ("02-20 02-22", "02-21", ["02-20", "02-21"]),
        ("02-20 02-22", "02-19", ["02-20"]),
        ("02-20 02-22", "02-28", ["02-20", "02-21", "02-22"]),
        ("03-06 -", "", ["03-06", "03-07", "03-08"]),
        ("03-06 -", "02-20", ["03-06", "03-07", "03-08"]),
        ("02-01 02-10", "", []),
    ],
)
def test_a_task_is_on_its_days_or_until_it_was_done(dates: str, done: str, expected: list[str]) -> None:
    found = days_of(task(dates, done=done, channel="courriel"))
    assert [each for each, seen in found.items() if seen.tasks] == expected


def test_a_day_to_come_has_not_happened_so_that_a_task_done_later_still_goes_on() -> None:
    found = days_of(task("02-20 03-01", done="02-26", channel="courriel"))
    assert found["02-28"].tasks != ()


def test_a_task_without_a_channel_is_not_published() -> None:
    assert not any(seen.tasks for seen in days_of(task("02-25")).values())


@pytest.mark.parametrize(("dates", "expected"), [("02-25", True), ("02-25 02-27", True), ("02-25 02-28", False), ("02-25 -", False)])
def test_a_task_of_three_days_at_most_is_named_on_its_days(dates: str, expected: bool) -> None:
    assert is_short(task(dates)) is expected
    seen = days_of(task(dates, channel="Facebook"))["02-25"]
    assert (len(seen.short), len(seen.running)) == ((1, 0) if expected else (0, 1))


@pytest.mark.parametrize(
    ("tasks", "expected"),
    [
        ((), True),
        ((task("02-25", owner="Ana"),), True),
        ((task("02-25", channel="courriel"),), True),
        ((task("02-25", channel="courriel", owner="Ana"),), False),
        ((task("02-25", channel="courriel"), task("02-20 03-05", channel="Facebook", owner="Bo")), False),
        ((task("02-24", channel="courriel", owner="Ana"),), True),
    ],
)
def test_a_day_of_the_campaign_is_nobodys_where_no_task_that_goes_out_has_an_owner(tasks: tuple[object, ...], expected: bool) -> None:
    assert days_of(*tasks)["02-25"].is_unowned is expected


def test_outside_of_the_campaign_a_day_is_flagged_only_when_something_goes_out() -> None:
    later = publishing_days([task("03-20", channel="courriel")], {}, PERIOD, day("03-18"))
    assert unowned_days(later, day("03-18")) == (day("03-20"),)


def test_past_days_are_not_asked_for_again() -> None:
    found = days_of(task("02-20 03-08", channel="Facebook", owner="Ana")).values()
    assert unowned_days(found, TODAY) == ()
    assert len(unowned_days(days_of().values(), TODAY)) == 14


def test_posts_are_told_by_platform_on_their_day() -> None:
    found = days_of(posts={"02-22": {"facebook": 2, "mastodon": 1}})
    assert found["02-22"].posts == {"facebook": 2, "mastodon": 1}
    assert found["02-21"].posts == {}


@pytest.mark.parametrize(
    ("low", "high", "value", "expected"),
    [
        (1, 2, "6/7", Pace.BELOW),
        (1, 2, "1", Pace.WITHIN),
        (1, 2, "2", Pace.WITHIN),
        (1, 2, "15/7", Pace.ABOVE),
        (3, None, "20/7", Pace.BELOW),
        (3, None, "3", Pace.WITHIN),
        (3, None, "30", Pace.WITHIN),
    ],
)
def test_a_pace_is_held_against_both_bounds(low: int, high: int | None, value: str, expected: Pace) -> None:
    advised = Advised(Fraction(low), None if high is None else Fraction(high))
    assert advised.pace(Fraction(value)) is expected


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        ([("Facebook", 30), ("facebook", 15)], {"facebook": 45}),
        ([("Facebook, courriel", 30)], {"facebook": 30}),
        ([("Facebook et Mastodon", 30)], {"facebook": 15, "mastodon": 15}),
        ([("Facebook, Twitter, LinkedIn", 20)], {"facebook": Fraction(20, 3), "twitter": Fraction(20, 3), "linkedin": Fraction(20, 3)}),
        ([("courriel", 30), (None, 20), ("other", 10)], {}),
    ],
)
def test_minutes_go_to_the_platforms_that_a_channel_names(log: list[tuple[str | None, int]], expected: dict[str, Fraction]) -> None:
    assert minutes_by_platform(log) == expected


GUIDE = Guide(Advised(Fraction(1), Fraction(2)), Advised(Fraction(1), Fraction(5)))


def test_a_rhythm_is_worked_out_over_seven_days_for_the_platforms_in_use() -> None:
    facebook, mastodon = rhythms({"facebook": 6}, [("Facebook", 90)], {"facebook": GUIDE}, {"mastodon"})
    assert (facebook.posts_a_day, facebook.hours) == (Fraction(6, 7), Fraction(3, 2))
    assert (facebook.posts_pace, facebook.hours_pace) == (Pace.BELOW, Pace.WITHIN)
    assert (mastodon.platform, mastodon.posts, mastodon.guide, mastodon.posts_pace) == ("mastodon", 0, None, None)


def test_a_platform_that_only_time_was_spent_on_is_told_too() -> None:
    assert [each.platform for each in rhythms({}, [("LinkedIn", 10)], {}, ())] == ["linkedin"]


SOURCE = {"fr": "un guide", "en": "a guide"}


def test_a_guide_is_read_with_one_bound_or_two() -> None:
    read = guides({"source": SOURCE, "platforms": {"twitter": {"posts_a_day": [3], "hours_a_week": [2.5, 5]}}}, "x.toml")
    assert read.source == SOURCE
    assert read.platforms == {"twitter": Guide(Advised(Fraction(3)), Advised(Fraction(5, 2), Fraction(5)))}


@pytest.mark.parametrize(
    "parsed",
    [
        {},
        {"source": SOURCE},
        {"source": "a guide", "platforms": {}},
        {"source": SOURCE, "platforms": {"twitter": {"posts_a_day": [3]}}},
        {"source": SOURCE, "platforms": {"twitter": {"posts_a_day": 3, "hours_a_week": [5]}}},
        {"source": SOURCE, "platforms": {"twitter": {"posts_a_day": [], "hours_a_week": [5]}}},
        {"source": SOURCE, "platforms": {"twitter": {"posts_a_day": ["a few"], "hours_a_week": [5]}}},
    ],
)
def test_a_broken_guide_is_refused_with_the_name_of_its_file(parsed: Mapping[str, object]) -> None:
    with pytest.raises(SettingsError) as refused:
        guides(parsed, "x.toml")
    assert refused.value.message.params["file"] == "x.toml"
