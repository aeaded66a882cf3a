"""The rules about tasks, minutes, news, posts and the total, each with its cases; and the list that all rules make."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.campaign.work import ACTIONS, WEIGHTS, Action, Situation, Unthanked, WaitingAlly, WaitingPost, WaitingTask, WorkKind
from lib.campaign.worklist import (
    RULES,
    aside_until,
    is_late,
    minutes,
    news,
    platform_total,
    post_counts,
    posts_below,
    tasks,
    worklist,
)
from tests.campaign.work_cases import (
    AFTER,
    ALLY,
    BEFORE,
    CAMPAIGN,
    DURING,
    SILENT,
    at,
    counts,
    found,
    members,
    row,
    seen,
    unthanked,
)

TASK = WaitingTask(row(1, "tasks"), "Infolettre", date(2018, 2, 19), date(2018, 2, 23))


@pytest.mark.parametrize(
    ("as_of", "task", "deadline"),
    [
        ("2018-02-22 23:59:59", TASK, None),
        ("2018-02-23 00:00:00", TASK, "2018-02-23 23:59:59"),
        ("2018-02-25 09:00:00", TASK, "2018-02-23 23:59:59"),
        ("2018-02-25 09:00:00", replace(TASK, done_on=date(2018, 2, 25)), None),
        ("2018-02-25 09:00:00", replace(TASK, done_on=date(2018, 2, 26)), "2018-02-23 23:59:59"),
        ("2018-02-18 23:59:59", replace(TASK, ends_on=None), None),
        ("2018-02-19 00:00:00", replace(TASK, ends_on=None), "2018-02-19 23:59:59"),
        ("2018-02-18 09:00:00", replace(TASK, ends_on=date(2018, 2, 1)), None),
        (AFTER, replace(TASK, starts_on=date(2018, 3, 17), ends_on=date(2018, 3, 20)), "2018-03-20 23:59:59"),
        (BEFORE, replace(TASK, starts_on=date(2017, 12, 1), ends_on=date(2018, 1, 9)), "2018-01-09 23:59:59"),
    ],
)
def test_a_task_is_due_on_its_last_day_until_it_is_ticked(as_of: str, task: WaitingTask, deadline: str | None) -> None:
    assert found(tasks, seen(as_of, tasks=(task,))) == ([("1", deadline)] if deadline else [])


@pytest.mark.parametrize(
    ("as_of", "logged", "missing"),
    [
        ("2018-01-19 23:59:59", 0, None),
        ("2018-01-20 00:00:00", 0, 30),
        (DURING, 0, 30),
        (DURING, 29, 1),
        (DURING, 30, None),
        (DURING, 55, None),
        ("2018-03-16 23:59:59", 12, 18),
        ("2018-03-17 00:00:00", 0, None),
    ],
)
def test_thirty_minutes_are_to_be_logged_on_each_day_of_the_campaign(as_of: str, logged: int, missing: int | None) -> None:
    works = list(minutes(seen(as_of, minutes_today=logged)))
    assert [counts(work.what)["count"] for work in works] == ([] if missing is None else [missing])


def test_the_thirty_minutes_end_with_the_local_day() -> None:
    assert found(minutes, seen("2018-03-11 09:00")) == [("minutes", "2018-03-11 23:59:59")]


@pytest.mark.parametrize(
    ("as_of", "published", "deadline"),
    [
        ("2018-01-19 12:00", 0, None),
        ("2018-01-24 23:59:59", 0, None),
        ("2018-01-25 00:00:00", 0, "2018-01-25 23:59:59"),
        ("2018-01-31 00:00:00", 1, "2018-01-31 23:59:59"),
        (DURING, 6, None),
        ("2018-02-26 23:59:59", 6, None),
        ("2018-02-27 00:00:00", 6, "2018-02-27 23:59:59"),
        (DURING, 5, "2018-02-22 23:59:59"),
        (DURING, 3, "2018-02-11 23:59:59"),
        ("2018-03-16 08:00:00", 9, "2018-03-16 23:59:59"),
        ("2018-03-16 08:00:00", 10, None),
        (AFTER, 4, None),
    ],
)
def test_one_news_item_is_due_every_five_days_and_a_half(as_of: str, published: int, deadline: str | None) -> None:
    """The k-th is due on 20 January + 5.5 × k days: the first on 25 January (5.5), the second on the 31st (11), the sixth
    on 22 February (33), the seventh on the 27th (38.5), the tenth on the last day (55)."""
    assert found(news, seen(as_of, news_published=published)) == ([("news", deadline)] if deadline else [])


POST = WaitingPost(row(7), "facebook", "fb-7", at("2018-02-21 19:30"), "Bonjour", "", 12, at("2018-02-23 19:30"))


@pytest.mark.parametrize(
    ("as_of", "post", "deadline"),
    [
        ("2018-02-23 19:29:59", replace(POST, shares=None, counted_at=None), None),
        ("2018-02-23 19:30:00", replace(POST, shares=None, counted_at=None), "2018-02-23 19:30:00"),
        ("2018-02-23 19:30:00", POST, None),
        ("2018-02-23 20:00:00", replace(POST, counted_at=at("2018-02-23 19:29:59")), "2018-02-23 19:30:00"),
        (AFTER, replace(POST, shares=None, counted_at=None), "2018-02-23 19:30:00"),
        (DURING, replace(POST, shares=None, counted_at=None, published_at=at("2018-01-19 12:00")), None),
        (DURING, replace(POST, shares=None, counted_at=None, platform="mastodon"), None),
        ("2018-02-25 07:30:00", POST, None),
        ("2018-02-25 07:30:01", POST, "2018-02-25 07:30:00"),
        (AFTER, POST, None),
    ],
)
def test_counts_are_wanted_once_a_post_is_48_hours_old_and_again_when_all_counts_are_36_hours_old(
    as_of: str, post: WaitingPost, deadline: str | None
) -> None:
    assert found(post_counts, seen(as_of, posts=(post,))) == ([("facebook-fb-7", deadline)] if deadline else [])


def test_old_counts_ask_for_those_of_the_newest_post_of_48_hours() -> None:
    older = replace(POST, id="fb-5", published_at=at("2018-02-10 12:00"))
    younger = replace(POST, id="fb-9", published_at=at("2018-02-25 12:00"), shares=None, counted_at=None)
    assert found(post_counts, seen("2018-02-26 09:00", posts=(older, POST, younger))) == [("facebook-fb-7", "2018-02-25 07:30:00")]


@pytest.mark.parametrize(
    ("as_of", "post", "is_listed"),
    [
        (DURING, POST, True),
        ("2018-02-23 19:29:59", POST, False),
        (DURING, replace(POST, shares=59), True),
        (DURING, replace(POST, shares=60), False),
        (DURING, replace(POST, shares=0), True),
        (DURING, replace(POST, shares=None, counted_at=None), False),
        (DURING, replace(POST, counted_at=at("2018-02-23 12:00")), False),
        ("2018-02-28 19:29:59", POST, True),
        ("2018-02-28 19:30:00", POST, False),
        (DURING, replace(POST, platform="twitter"), False),
        ("2018-01-20 12:00", replace(POST, published_at=at("2018-01-17 12:00"), counted_at=at("2018-01-20 11:00")), False),
        ("2018-03-17 00:00", replace(POST, published_at=at("2018-03-14 12:00"), counted_at=at("2018-03-16 23:00")), False),
    ],
)
def test_a_post_of_two_to_seven_days_with_fewer_shares_than_the_target_is_to_be_shared_again(
    as_of: str, post: WaitingPost, is_listed: bool
) -> None:
    assert [work.kind for work in posts_below(seen(as_of, posts=(post,)))] == [WorkKind.POST_BELOW] * is_listed


def test_a_post_is_called_by_its_first_words_or_by_its_id() -> None:
    posts = [replace(POST, text=text) for text in ("Un  texte\nsur deux lignes", "x" * 70, "")]
    said = [counts(work.what)["post"] for post in posts for work in posts_below(seen(DURING, posts=(post,)))]
    assert said == ["Un texte sur deux lignes", "x" * 59 + "…", "fb-7"]


@pytest.mark.parametrize(
    ("as_of", "read_at", "deadline"),
    [
        (BEFORE, None, None),
        ("2018-01-21 00:00:00", None, None),
        ("2018-01-21 00:00:01", None, "2018-01-21 00:00:00"),
        (DURING, "2018-02-22 19:30:00", None),
        (DURING, "2018-02-22 19:29:59", "2018-02-23 19:29:59"),
        (AFTER, "2018-03-01 19:30:00", None),
    ],
)
def test_the_platform_total_is_read_every_24_hours_of_the_campaign(as_of: str, read_at: str | None, deadline: str | None) -> None:
    situation = seen(as_of, total_read_at=at(read_at) if read_at else None)
    assert found(platform_total, situation) == ([("platform_total", deadline)] if deadline else [])


def test_a_campaign_without_a_platform_has_no_total_to_read() -> None:
    assert list(platform_total(replace(seen(DURING), campaign=replace(CAMPAIGN, platform="")))) == []


EVERYTHING = seen(
    "2018-01-22 09:00", thanks=unthanked("2018-01-22 09:00", "2018-01-20 10:00", "2018-01-22 08:00"), tasks=(replace(TASK, ends_on=None, starts_on=date(2018, 1, 22)),),
    allies=(ALLY, replace(ALLY, row=row(4, "allies"), next_step_on=date(2018, 1, 21))), members=(SILENT,),
    posts=(replace(POST, published_at=at("2018-01-20 09:00"), shares=None, counted_at=None),),
)  # fmt: skip


def test_the_list_is_in_the_order_of_its_deadlines() -> None:
    assert [work.kind for work in worklist(EVERYTHING)] == [
        WorkKind.PLATFORM_TOTAL,  # 2018-01-21 00:00, never read
        WorkKind.THANKS_LATE,  # 2018-01-21 10:00
        WorkKind.ALLY_STEP,  # the end of 2018-01-21
        WorkKind.POST_COUNTS,  # 2018-01-22 09:00
        WorkKind.TASK,  # the end of 2018-01-22, heavier than the minutes
        WorkKind.MINUTES,  # the end of 2018-01-22
        WorkKind.THANKS_DUE,  # 2018-01-23 08:00
        WorkKind.ALLY_RELAY,  # the end of 2018-01-23
        WorkKind.MEMBER_RESHARES,  # the closing
    ]


def test_what_is_set_aside_is_left_out_and_the_rest_keeps_its_order() -> None:
    kinds = [work.kind for work in worklist(EVERYTHING, {"thanks_late:", "minutes:", "task:1"})]
    assert kinds == [work.kind for work in worklist(EVERYTHING) if work.kind.value not in ("thanks_late", "minutes", "task")]


@pytest.mark.parametrize("as_of", [BEFORE, DURING, AFTER])
def test_nothing_else_is_a_state_that_can_be_reached(as_of: str) -> None:
    done = seen(as_of, minutes_today=30, news_published=7, first_day_identified=5, total_read_at=at(as_of), members=members(3, 0))
    done = replace(done, members=tuple(replace(member, first_reshare_on=date(2018, 1, 10)) for member in done.members))
    assert worklist(done) == ()


def test_a_campaign_that_has_dropped_its_kpis_asks_only_for_what_was_planned_with_people() -> None:
    without = replace(EVERYTHING, targets={}, waves=())
    assert [work.kind for work in worklist(without)] == [WorkKind.PLATFORM_TOTAL, WorkKind.ALLY_STEP, WorkKind.TASK]


def test_set_aside_it_is_back_tomorrow_and_a_post_when_its_week_is_over() -> None:
    (task,), (post,) = tasks(seen(DURING, tasks=(TASK,))), posts_below(seen(DURING, posts=(POST,)))
    assert aside_until(task, seen(DURING)) == at("2018-02-24")
    assert aside_until(post, seen(DURING)) == at("2018-02-28 19:30")


def test_work_is_late_strictly_after_its_deadline() -> None:
    (work,) = tasks(seen(DURING, tasks=(TASK,)))
    assert (is_late(work, work.deadline), is_late(work, work.deadline + timedelta(microseconds=1))) == (False, True)


def test_every_kind_has_its_weight_and_its_action_and_every_action_its_kind() -> None:
    assert list(WEIGHTS) == list(ACTIONS) == list(WorkKind)
    assert set(ACTIONS.values()) == set(Action)


moments = st.datetimes(datetime(2018, 1, 1), datetime(2018, 4, 1)).map(lambda moment: moment.replace(tzinfo=UTC))
days = st.dates(date(2018, 1, 1), date(2018, 4, 1))
situations = st.builds(
    seen, moments, thanks=st.builds(Unthanked, st.integers(1, 4), moments, st.integers(0, 0), st.none()) | st.just(Unthanked()), minutes_today=st.integers(0, 60), news_published=st.integers(0, 12),
    first_day_identified=st.integers(0, 6), total_read_at=st.none() | moments,
    tasks=st.lists(st.builds(WaitingTask, st.builds(row, st.integers(1, 3)), st.text(max_size=3), days, st.none() | days, st.none() | days),
                   max_size=3, unique_by=lambda task: task.row.pk).map(tuple),
    posts=st.lists(st.builds(WaitingPost, st.builds(row, st.integers(1, 9)), st.sampled_from(["facebook", "mastodon"]),
                             st.sampled_from("abc"), moments, st.text(max_size=3), st.just(""), st.none() | st.integers(0, 99),
                             st.none() | moments), max_size=3, unique_by=lambda post: (post.platform, post.id)).map(tuple),
    allies=st.lists(st.builds(WaitingAlly, st.builds(row, st.integers(1, 4)), st.just("La Coop"), st.none() | days, st.none() | days,
                              st.none() | days, st.none() | st.just("Écrire"), st.none() | days),
                    max_size=3, unique_by=lambda ally: ally.row.pk).map(tuple),
)  # fmt: skip


@given(situations)
def test_the_order_depends_on_deadline_and_weight_alone_and_no_key_comes_twice(situation: Situation) -> None:
    works = worklist(situation)
    assert [work.order[:2] for work in works] == sorted(work.order[:2] for work in works)
    assert len({work.key for work in works}) == len(works)


@given(situations)
def test_no_rule_needs_another(situation: Situation) -> None:
    alone = [work for rule in RULES for work in rule(situation)]
    assert sorted(alone, key=lambda work: work.order) == list(worklist(situation))
