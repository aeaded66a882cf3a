"""The campaign that ships: the plan's frame, targets, calendar and budget lines, and nothing that is not known."""

from __future__ import annotations

import csv
import io
import tomllib
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from lib.campaign.model import Campaign
from lib.campaign.settings import campaign
from lib.i18n.typography import faults
from tests.demo_maker import DEMO, PLAN

TARGETS = {
    "fans_first_week": "100",
    "ambassador_rate": "0.25",
    "shares_per_post": "60",
    "relay_launch": "50000",
    "relay_closing": "50000",
    "members_with_responsibility": "0.5",
    "members_resharing": "1",
    "members_briefed": "1",
    "launch_attendance": "50",
    "first_day_contributors": "5",
    "thanked_within_24h": "1",
    "daily_communication": "1",
    "news": "10",
    "showcase_image": "1",
}
# The plan's calendar, line by line; the showcase image is due with the rest of what Ulule is given.
CALENDAR = [
    ("2017-08-16", "2017-09-10"),
    ("2017-09-01", "2017-09-10"),
    ("2017-09-17", "2017-09-25"),
    ("2017-10-02", "2018-01-15"),
    ("2017-10-18", "2017-10-26"),
    ("2017-10-19", "2017-12-30"),
    ("2017-10-19", "2017-12-30"),
    ("2017-10-20", "2017-12-20"),
    ("2018-01-12", "2018-01-13"),
    ("2018-01-19", "2018-01-19"),
    ("2018-01-20", "2018-03-16"),
    ("2018-01-20", "2018-01-23"),
    ("2018-01-21", "2018-03-16"),
    ("2018-01-22", "2018-03-16"),
    ("2018-02-23", "2018-02-23"),
    ("2018-03-09", "2018-03-11"),
    ("2018-03-17", "2018-03-22"),
    ("2018-03-24", ""),
]


def settings(folder: str) -> dict[str, Any]:
    return tomllib.loads((PLAN.parent / folder / "campaign.toml").read_text(encoding="utf-8"))


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((PLAN / name).read_text(encoding="utf-8"))))


@pytest.fixture
def plan() -> Campaign:
    return campaign(settings("services-faciles"), kpi_ids=["funds", *TARGETS])


def test_the_campaign_lasts_56_days_in_toronto(plan: Campaign) -> None:
    assert (plan.period.opens_at, plan.period.closes_at) == (
        datetime(2018, 1, 20, 5, tzinfo=UTC),
        datetime(2018, 3, 17, 4, tzinfo=UTC),
    )


def test_the_goal_and_the_commission_are_the_plan_s(plan: Campaign) -> None:
    assert (plan.goal_cents, plan.fees.commission_rate, plan.all_or_nothing) == (2_500_000, Decimal("0.067"), True)


def test_every_kpi_but_the_money_has_the_plan_s_target(plan: Campaign) -> None:
    targets = {name: kpi.target for name, kpi in plan.kpi_settings.items()}
    assert targets == {"funds": None} | {name: Decimal(target) for name, target in TARGETS.items()}


@pytest.mark.parametrize(
    ("kpi", "passed_at"),
    [
        ("funds", datetime(2018, 3, 17, 4, tzinfo=UTC)),
        ("fans_first_week", datetime(2018, 1, 27, 5, tzinfo=UTC)),
        ("relay_launch", datetime(2018, 1, 24, 5, tzinfo=UTC)),
        ("members_with_responsibility", datetime(2018, 1, 20, 5, tzinfo=UTC)),
        ("showcase_image", datetime(2018, 1, 20, 5, tzinfo=UTC)),
        ("launch_attendance", datetime(2018, 1, 20, 5, tzinfo=UTC)),
        ("first_day_contributors", datetime(2018, 1, 21, 5, tzinfo=UTC)),
    ],
)
def test_a_deadline_passes_when_the_plan_says(plan: Campaign, kpi: str, passed_at: datetime) -> None:
    assert plan.kpi_settings[kpi].deadline == passed_at


def test_four_milestones_say_what_they_pay_for(plan: Campaign) -> None:
    assert [milestone.share for milestone in plan.milestones] == [Decimal(share) for share in ("0.25", "0.5", "0.75", "1")]
    assert all(milestone.pays_for for milestone in plan.milestones)


def test_the_calendar_has_every_line_of_the_plan() -> None:
    assert [(task["starts_on"], task["ends_on"]) for task in rows("tasks.csv")] == CALENDAR


def test_one_task_is_the_showcase_image() -> None:
    assert [task["ends_on"] for task in rows("tasks.csv") if task["kind"] == "showcase_image"] == ["2017-12-30"]


def test_the_evenings_and_the_workshop_are_on_their_days() -> None:
    assert [(event["held_on"], event["kind"]) for event in rows("events.csv")] == [
        ("2018-01-12", "workshop"),
        ("2018-01-19", "launch"),
        ("2018-02-23", "mid_campaign"),
    ]


@pytest.mark.parametrize(
    ("name", "unknown"),
    [("tasks.csv", ("owner", "done_on")), ("budget.csv", ("planned", "actual")), ("events.csv", ("attendance",))],
)
def test_what_the_plan_leaves_blank_stays_blank(name: str, unknown: tuple[str, ...]) -> None:
    assert {row[column] for row in rows(name) for column in unknown} == {""}


def test_the_commission_is_no_line_of_the_budget() -> None:
    assert {line["kind"] for line in rows("budget.csv")} == {"video", "graphics", "tax", "rewards"}


def test_the_demonstration_is_judged_on_the_same_targets() -> None:
    plan, demo = settings("services-faciles"), settings("demo")
    own = {"name", "title", "organisation", "url", "invented", "shown_as_of"}
    assert {key for key in plan | demo if plan.get(key) != demo.get(key)} == own


def test_the_demonstration_says_that_it_is_invented() -> None:
    assert campaign(settings("demo")).invented


@pytest.mark.parametrize("path", [*sorted(PLAN.iterdir()), DEMO / "campaign.toml"], ids=lambda path: path.name)
def test_words_follow_the_typography_of_quebec(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    words = [line for line in lines if line.startswith(("#", "title", "pays_for"))] if path.suffix == ".toml" else lines
    assert [str(fault) for line in words for fault in faults(line)] == []
