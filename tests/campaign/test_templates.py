"""Retroplannings: relative days become dates, whatever the campaign's length; a broken file is refused in words."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.campaign.errors import SettingsError
from lib.campaign.templates import Fit, Template, dated, template
from tests.campaign.plan_cases import PERIOD, period

PARSED: dict[str, Any] = {
    "id": "essai",
    "day_count": 90,
    "title": {"fr": "Essai", "en": "Trial"},
    "source": {"fr": "d’ici", "en": "from here"},
    "circles": {"relatives": {"fr": "proches", "en": "relatives"}},
    "channels": {"email": {"fr": "courriel", "en": "e-mail"}},
    "publics": {"donors": {"fr": "donateurs", "en": "donors"}},
}


def with_action(**action: object) -> Template:
    """A template of 90 days with one action."""
    return template({**PARSED, "action": [{"id": "a", "circle": "relatives", "fr": "Écrire", "en": "Write", **action}]}, "essai.toml")


def dates(made: Template, fit: Fit = Fit.SPREAD, first: str = "2018-01-20", after_last: str = "2018-03-17") -> list[tuple[str, str]]:
    found = dated(made, period(first, after_last), fit)
    return [(each.starts_on.isoformat(), each.ends_on.isoformat() if each.ends_on else "-") for each in found]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({"day": 1}, ("2018-01-20", "2018-01-20")),
        ({"day": 90}, ("2018-03-16", "2018-03-16")),
        ({"day": 0}, ("2018-01-19", "2018-01-19")),
        ({"day": -6, "last_day": -5}, ("2018-01-13", "2018-01-14")),
        ({"day": 1, "last_day": 90}, ("2018-01-20", "2018-03-16")),
        ({"day": 45}, ("2018-02-16", "2018-02-16")),  # 1 + 44 × 55/89 = 28.19: day 28
        ({"day": 46}, ("2018-02-17", "2018-02-17")),  # 1 + 45 × 55/89 = 28.81: day 29
        ({"day": 91, "last_day": 97}, ("2018-03-17", "2018-03-23")),
        ({"day": 84, "last_day": 91}, ("2018-03-12", "2018-03-17")),
        ({"day": 91, "open_ended": True}, ("2018-03-17", "-")),
    ],
)
def test_days_are_spread_over_a_campaign_of_56_days(days: dict[str, Any], expected: tuple[str, str]) -> None:
    assert dates(with_action(**days)) == [expected]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({"day": 17}, [("2018-02-05", "2018-02-05")]),
        ({"day": 56}, [("2018-03-16", "2018-03-16")]),
        ({"day": 57}, []),
        ({"day": 50, "last_day": 60}, [("2018-03-10", "2018-03-16")]),
        ({"day": 0}, [("2018-01-19", "2018-01-19")]),
        ({"day": 90, "from_closing": True}, [("2018-03-16", "2018-03-16")]),
        ({"day": 84, "from_closing": True}, [("2018-03-10", "2018-03-10")]),
        ({"day": 91}, [("2018-03-17", "2018-03-17")]),
        ({"day": 20, "from_closing": True}, []),  # 36 days before the opening: it is no longer in the campaign
        ({"day": 30, "last_day": 40, "from_closing": True}, [("2018-01-20", "2018-01-25")]),
    ],
)
def test_clipped_days_stay_as_they_are_and_are_left_out_after_the_closing(days: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert dates(with_action(**days), Fit.CLIP) == expected


def test_a_template_of_the_campaign_s_own_length_gives_its_days_either_way() -> None:
    made = template({**PARSED, "day_count": 56, "action": [{"id": str(n), "day": n, "circle": "relatives", "fr": "x", "en": "x"} for n in (-3, 1, 28, 56, 60)]}, "e")
    assert dates(made, Fit.SPREAD) == dates(made, Fit.CLIP)


def test_days_are_those_of_the_calendar_where_an_hour_is_lost() -> None:
    assert dates(with_action(day=51, last_day=52), Fit.CLIP) == [("2018-03-11", "2018-03-12")]


def test_a_template_of_one_day_is_all_on_the_first_day() -> None:
    made = template({**PARSED, "day_count": 1, "action": [{"id": "a", "day": 1, "circle": "relatives", "fr": "x", "en": "x"}]}, "e")
    assert dates(made) == [("2018-01-20", "2018-01-20")]


def test_actions_come_in_the_order_of_time() -> None:
    actions = [{"id": str(number), "day": number, "circle": "relatives", "fr": "x", "en": "x"} for number in (40, 3, 0)]
    found = dated(template({**PARSED, "action": actions}, "e"), PERIOD, Fit.SPREAD)
    assert [each.id for each in found] == ["essai-0", "essai-3", "essai-40"]


def test_an_id_is_the_same_whatever_the_fit_and_the_campaign() -> None:
    made = with_action(day=14)
    found = {each.id for fit in Fit for length in (PERIOD, period("2019-05-01", "2019-08-01")) for each in dated(made, length, fit)}
    assert found == {"essai-a"}


@pytest.mark.parametrize(
    ("language", "name", "channel"), [("fr", "Écrire", "courriel"), ("en", "Write", "e-mail")]
)
def test_a_task_is_written_in_one_language_and_nobody_is_in_charge_yet(language: str, name: str, channel: str) -> None:
    (found,) = dated(with_action(day=1, channel="email", public="donors"), PERIOD, Fit.SPREAD)
    cells = found.cells(language)
    assert (cells["id"], cells["name"], cells["channel"], cells["starts_on"]) == ("essai-a", name, channel, date(2018, 1, 20))
    assert "owner" not in cells


def test_a_channel_and_a_public_may_be_left_out() -> None:
    (found,) = dated(with_action(day=1), PERIOD, Fit.SPREAD)
    cells = found.cells("fr")
    assert (cells["channel"], cells["target_public"], cells["kind"]) == (None, None, "proches")


@given(st.integers(1, 90), st.integers(0, 20), st.integers(1, 400), st.sampled_from(Fit), st.booleans())
def test_an_action_of_the_campaign_stays_within_it(first: int, length: int, day_count: int, fit: Fit, from_closing: bool) -> None:
    last = min(first + length, 90)
    campaign = period("2018-01-01", (date(2018, 1, 1).fromordinal(date(2018, 1, 1).toordinal() + day_count)).isoformat())
    for each in dated(with_action(day=first, last_day=last, from_closing=from_closing), campaign, fit):
        assert each.ends_on is not None
        assert campaign.first_day <= each.starts_on <= each.ends_on <= campaign.last_day


@settings(deadline=None)
@given(st.integers(2, 200))
def test_spread_days_keep_their_order_and_reach_both_ends(day_count: int) -> None:
    campaign = period("2018-01-01", date.fromordinal(date(2018, 1, 1).toordinal() + day_count).isoformat())
    actions = [{"id": str(number), "day": number, "circle": "relatives", "fr": "x", "en": "x"} for number in range(1, 91)]
    found = {each.id: each.starts_on for each in dated(template({**PARSED, "action": actions}, "e"), campaign, Fit.SPREAD)}
    in_order = [found[f"essai-{number}"] for number in range(1, 91)]
    assert in_order == sorted(in_order)
    assert (in_order[0], in_order[-1]) == (campaign.first_day, campaign.last_day)


def broken(**changes: object) -> dict[str, Any]:
    """The parsed file with its one action or its frame spoilt; None takes a key out."""
    parsed = deepcopy({**PARSED, "action": [{"id": "a", "day": 1, "circle": "relatives", "fr": "x", "en": "x"}]})
    for name, value in changes.items():
        held, key = (parsed["action"][0], name.removeprefix("action_")) if name.startswith("action_") else (parsed, name)
        if value is None:
            del held[key]
        else:
            held[key] = value
    return parsed


@pytest.mark.parametrize(
    "changes",
    [
        {"id": None}, {"title": None}, {"title": {"fr": "x"}}, {"day_count": 0}, {"day_count": "90"}, {"action": "none"},
        {"action_day": None}, {"action_day": "first"}, {"action_day": True}, {"action_last_day": 0}, {"action_circle": None},
        {"action_circle": "moon"}, {"action_channel": "pigeon"}, {"action_public": "moon"}, {"action_en": None},
        {"action": [{"id": "a", "day": 1, "circle": "relatives", "fr": "x", "en": "x"}] * 2},
    ],
)  # fmt: skip
def test_a_broken_template_is_refused_with_the_name_of_its_file(changes: dict[str, Any]) -> None:
    with pytest.raises(SettingsError) as refused:
        template(broken(**changes), "essai.toml")
    assert refused.value.message.params["file"] == "essai.toml"
