"""From `campaign.toml` to a campaign, and the sentence for each thing that is wrong with it."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from lib.campaign.errors import SettingsError
from lib.campaign.model import Campaign, KpiSettings, Milestone
from lib.campaign.money import Fees
from lib.campaign.settings import campaign

PLAN = """
name = "services-faciles"
title = "Services Faciles"
organisation = "FACiL"
platform = "ulule"
url = "https://fr.ulule.com/services-faciles/"
language = "fr-CA"
timezone = "America/Toronto"
opens_on = 2018-01-20
closes_on = 2018-03-16
currency = "CAD"
goal = "25000.00"
commission_rate = "0.067"
commission_tax_rate = "0"
all_or_nothing = true
"""
IDS = ("funds", "news", "showcase_image", "ambassador_rate")
DATE = (
    "campaign.toml: “%s” must be a date such as 2018-01-20, or an instant such as 2018-01-20T09:00:00-05:00."
)
NUMBER = "campaign.toml: “%s” must be a number with a decimal point."
TEXT = "campaign.toml: “%s” must be a text between quotation marks."
YES_NO = "campaign.toml: “%s” must be true or false."
SHARE = "campaign.toml: the target of [kpi.%s] is a share between 0 and 1: 25%% is written 0.25."
RATE = "campaign.toml: “%s” is a share between 0 and 0.9: 6.7%% is written 0.067."
GOAL = "campaign.toml: “goal” must be above zero, with two decimals at most."
NAME = (
    "campaign.toml: “name” is missing or is not made of lower-case letters, digits and hyphens, such as services-faciles."
)
CURRENCY = "campaign.toml: “currency” must be a code of three letters, such as CAD."
ORDER = "campaign.toml: the campaign closes before it opens. Check “opens_on” and “closes_on”."
ZONE = "campaign.toml: “%s” is not a time zone. Write a name such as America/Toronto."


def read(toml: str = "", without: str = "") -> Campaign:
    """The plan's campaign with lines of `toml` added or replacing its own, and lines of the keys `without` left out."""
    own = set(re.findall(r"^(\w+) =", toml.split("[")[0], re.M)) | set(without.split())
    kept = [line for line in PLAN.splitlines() if line.split(" =")[0] not in own]
    return campaign(tomllib.loads("\n".join([*kept, toml])), IDS)


def refusal(toml: str = "", without: str = "") -> str:
    """The English sentence that refuses such a file."""
    with pytest.raises(SettingsError) as caught:
        read(toml, without)
    message = caught.value.message
    return re.sub(r"%\((\w+)\)s", lambda found: str(message.params[found[1]]), message.text)


def test_the_plan_s_file_becomes_its_campaign() -> None:
    plan = read()
    assert (plan.name, plan.title, plan.organisation, plan.platform) == (
        "services-faciles", "Services Faciles", "FACiL", "Ulule",
    )  # fmt: skip
    assert (plan.goal_cents, plan.currency) == (2_500_000, "CAD")
    assert plan.fees == Fees(Decimal("0.067"), Decimal("0"))
    assert (plan.period.opens_at, plan.period.closes_at) == (
        datetime(2018, 1, 20, 5, tzinfo=UTC), datetime(2018, 3, 17, 4, tzinfo=UTC),
    )  # fmt: skip
    assert (plan.period.day_count, plan.language, plan.all_or_nothing, plan.invented) == (56, "fr_CA", True, False)


def test_what_is_not_written_takes_its_default() -> None:
    bare = read(without="title organisation platform url language commission_rate commission_tax_rate all_or_nothing")
    assert (bare.title, bare.organisation, bare.language) == ("services-faciles", "", "fr_CA")
    assert (bare.fees, bare.all_or_nothing, bare.shown_as_of) == (Fees(Decimal(0), Decimal(0)), True, None)
    assert (bare.kpi_settings, bare.milestones, bare.sources) == ({}, (), {})


BROKEN = {
    "an unknown key near a known one": ('comission_rate = "0.067"', "campaign.toml: “comission_rate” is not a setting. Did you mean “commission_rate”?"),
    "an unknown key near none": ("xyzzy = 1", "campaign.toml: “xyzzy” is not a setting. Remove it."),
    "a French key": ('objectif = "25000"', "campaign.toml: “objectif” is not a setting. Remove it."),
    "an unknown KPI": ("[kpi.new]\ntarget = 12", "[kpi]: “new” is not a setting. Did you mean “news”?"),
    "an unknown setting of a KPI": ("[kpi.news]\ntargett = 12", "[kpi.news]: “targett” is not a setting. Did you mean “target”?"),
    "an unknown setting of a milestone": ("[[milestones]]\nshares = 0.5", "[[milestones]]: “shares” is not a setting. Did you mean “share”?"),
    "a name with capitals": ('name = "Services Faciles"', NAME),
    "a name that climbs out of its folder": ('name = "../secrets"', NAME),
    "a name that is a number": ("name = 12", TEXT % "name"),
    "a title that is a number": ("title = 12", TEXT % "title"),
    "a language that is a list": ('language = ["fr"]', TEXT % "language"),
    "an empty name": ('name = ""', NAME),
    "a currency of two letters": ('currency = "CA"', CURRENCY),
    "a currency as a sign": ('currency = "$"', CURRENCY),
    "a currency in words": ('currency = "dollars"', CURRENCY),
    "a goal of zero": ("goal = 0", GOAL),
    "a goal below zero": ("goal = -25000", GOAL),
    "a goal with a fraction of a cent": ('goal = "25000.005"', GOAL),
    "a goal beyond all measure": ('goal = "1e30"', GOAL),
    "a goal that is true": ("goal = true", NUMBER % "goal"),
    "a goal with a space": ('goal = "25 000"', NUMBER % "goal"),
    "a goal with a comma": ('goal = "25000,00"', NUMBER % "goal"),
    "a goal with a dollar sign": ('goal = "25000 $"', NUMBER % "goal"),
    "a goal that is not a number": ("goal = nan", NUMBER % "goal"),
    "a goal without end": ("goal = inf", NUMBER % "goal"),
    "a goal that is a date": ("goal = 2018-01-20", NUMBER % "goal"),
    "a goal that is a list": ("goal = [25000]", NUMBER % "goal"),
    "a rate in percent": ("commission_rate = 6.7", RATE % "commission_rate"),
    "a rate of one": ("commission_rate = 1", RATE % "commission_rate"),
    "a rate below zero": ("commission_rate = -0.067", RATE % "commission_rate"),
    "a rate with a percent sign": ('commission_rate = "6.7 %"', NUMBER % "commission_rate"),
    "a rate that is false": ("commission_rate = false", NUMBER % "commission_rate"),
    "a tax in percent": ("commission_tax_rate = 14.975", RATE % "commission_tax_rate"),
    "all or nothing in words": ('all_or_nothing = "yes"', YES_NO % "all_or_nothing"),
    "all or nothing as a number": ("all_or_nothing = 1", YES_NO % "all_or_nothing"),
    "invented in words": ('invented = "oui"', YES_NO % "invented"),
    "a zone that does not exist": ('timezone = "America/Quebec"', ZONE % "America/Quebec"),
    "a zone that is a folder": ('timezone = "America"', ZONE % "America"),
    "a zone that is a path": ('timezone = "../../etc/passwd"', ZONE % "../../etc/passwd"),
    "a zone with an accent": ('timezone = "Amérique/Montréal"', ZONE % "Amérique/Montréal"),
    "a zone that is a number": ("timezone = -5", TEXT % "timezone"),
    "a day that does not exist": ('opens_on = "2018-02-30"', DATE % "opens_on"),
    "a day the other way round": ('opens_on = "20-01-2018"', DATE % "opens_on"),
    "a day in words": ('closes_on = "16 mars 2018"', DATE % "closes_on"),
    "a day that is a number": ("opens_on = 20180120", DATE % "opens_on"),
    "a day that is true": ("opens_on = true", DATE % "opens_on"),
    "an hour without a day": ("opens_at = 09:00:00", DATE % "opens_at"),
    "a year with a digit too few": ('opens_on = "0201-01-20"', DATE % "opens_on"),
    "the last day there is": ("closes_on = 9999-12-31", DATE % "closes_on"),
    "closing before opening": ("closes_on = 2018-01-19", ORDER),
    "closing the year before": ("closes_on = 2017-03-16", ORDER),
    "closing at the instant of opening": ("opens_at = 2018-01-20T09:00:00-05:00\ncloses_at = 2018-01-20T14:00:00Z", ORDER),
    "an evening that is no date": ('shown_as_of = "soir"', DATE % "shown_as_of"),
    "KPIs that are no blocks": ("kpi = 12", "campaign.toml: “kpi” must be written as blocks such as [kpi.name]."),
    "a KPI that is no block": ("[kpi]\nnews = 12", "campaign.toml: “kpi” must be written as blocks such as [kpi.name]."),
    "sources that are no blocks": ('sources = ["ulule"]', "campaign.toml: “sources” must be written as blocks such as [sources.name]."),
    "milestones that are one block": ("[milestones]\nshare = 0.5", "campaign.toml: “milestones” must be written as blocks headed [[milestones]]."),
    "milestones that are numbers": ("milestones = [0.5, 1]", "campaign.toml: “milestones” must be written as blocks headed [[milestones]]."),
    "a milestone of nothing": ("[[milestones]]\nshare = 0", "campaign.toml: a milestone’s “share” must be above zero: half of the goal is 0.5."),
    "a milestone without its share": ('[[milestones]]\npays_for = "a month"', NUMBER % "share"),
    "a milestone whose words are a number": ("[[milestones]]\nshare = 0.5\npays_for = 3", TEXT % "pays_for"),
    "a target that is true": ("[kpi.news]\ntarget = true", NUMBER % "target"),
    "a share in percent": ("[kpi.ambassador_rate]\ntarget = 25", SHARE % "ambassador_rate"),
    "a share below zero": ("[kpi.ambassador_rate]\ntarget = -0.25", SHARE % "ambassador_rate"),
    "a target in words": ('[kpi.news]\ntarget = "ten"', NUMBER % "target"),
    "a deadline in words": ('[kpi.news]\ndeadline = "the end"', DATE % "deadline"),
    "a KPI dropped in words": ('[kpi.news]\nenabled = "no"', YES_NO % "enabled"),
    "hours that are true": ("[kpi.news]\nstale_after_hours = true", NUMBER % "stale_after_hours"),
}  # fmt: skip


@pytest.mark.parametrize(("toml", "sentence"), BROKEN.values(), ids=BROKEN)
def test_what_is_wrong_is_said_in_a_sentence(toml: str, sentence: str) -> None:
    assert refusal(toml) == sentence


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("name", NAME),
        ("currency", CURRENCY),
        ("goal", "campaign.toml: “goal” is missing. Write the amount to raise, such as 25000."),
        ("opens_on", "campaign.toml: “opens_on” is missing. Write a date such as 2018-01-20."),
        ("closes_on", "campaign.toml: “closes_on” is missing. Write a date such as 2018-01-20."),
    ],
)
def test_what_is_missing_is_said_in_a_sentence(key: str, sentence: str) -> None:
    assert refusal(without=key) == sentence


@pytest.mark.parametrize("goal", ["25000", "25000.0", '"25000"', '"25000.00"', "25_000"])
def test_a_goal_may_be_a_number_or_a_text(goal: str) -> None:
    assert read(f"goal = {goal}").goal_cents == 2_500_000


def test_a_rate_written_as_a_number_is_the_decimal_that_was_typed() -> None:
    assert read("commission_rate = 0.067\ncommission_tax_rate = 0.14975").fees == Fees(Decimal("0.067"), Decimal("0.14975"))


def test_a_day_may_be_a_text_with_or_without_hyphens() -> None:
    for days in ('opens_on = "2018-01-20"\ncloses_on = "2018-03-16"', 'opens_on = "20180120"\ncloses_on = "20180316"'):
        assert read(days).period == read().period


def test_instants_bound_a_campaign_to_the_minute() -> None:
    period = read("opens_at = 2018-01-20T09:00:00-05:00\ncloses_at = 2018-03-16T20:00:00-04:00").period
    assert (period.opens_at, period.closes_at) == (datetime(2018, 1, 20, 14, tzinfo=UTC), datetime(2018, 3, 17, 0, tzinfo=UTC))
    assert (period.first_day, period.last_day) == (date(2018, 1, 20), date(2018, 3, 16))


def test_an_instant_without_an_offset_is_in_the_campaign_s_zone() -> None:
    assert read("opens_at = 2018-01-20T09:00:00").period.opens_at == datetime(2018, 1, 20, 14, tzinfo=UTC)
    assert read('closes_at = "2018-03-16T20:00"').period.closes_at == datetime(2018, 3, 17, 0, tzinfo=UTC)


def test_the_currency_is_written_in_capitals_whatever_was_typed() -> None:
    assert read('currency = "cad"').currency == "CAD"


@pytest.mark.parametrize(("typed", "language"), [("fr", "fr_CA"), ("fr-CA", "fr_CA"), ("en", "en_CA"), ("EN_ca", "en_CA")])
def test_a_language_is_known_by_its_first_letters(typed: str, language: str) -> None:
    assert read(f'language = "{typed}"').language == language


def test_a_demonstration_says_so_and_is_shown_from_an_evening() -> None:
    shown = read('invented = true\nshown_as_of = "2018-02-23T19:30:00-05:00"')
    assert (shown.invented, shown.shown_as_of) == (True, datetime(2018, 2, 24, 0, 30, tzinfo=UTC))


def test_a_demonstration_shown_as_of_a_day_is_shown_from_its_end() -> None:
    assert read("shown_as_of = 2018-02-23").shown_as_of == datetime(2018, 2, 24, 4, 59, 59, 999_999, tzinfo=UTC)


def test_a_kpi_may_have_its_own_target_deadline_and_limit_or_be_dropped() -> None:
    own = read("[kpi.news]\ntarget = 12\ndeadline = 2018-03-01\nstale_after_hours = 168\n[kpi.funds]\nenabled = false")
    deadline = datetime(2018, 3, 2, 5, tzinfo=UTC)
    assert own.settings_of("news") == KpiSettings(Decimal(12), deadline, True, Decimal(168))
    assert own.settings_of("funds").enabled is False
    assert own.settings_of("ambassador_rate") == KpiSettings()


def test_a_deadline_may_be_an_instant() -> None:
    own = read("[kpi.news]\ndeadline = 2018-03-01T12:00:00-05:00")
    assert own.settings_of("news").deadline == datetime(2018, 3, 1, 17, tzinfo=UTC)


@pytest.mark.parametrize(("typed", "target"), [("true", 1), ("1", 1), ("false", 0)])
def test_the_target_of_a_yes_or_no_may_be_true(typed: str, target: int) -> None:
    assert read(f"[kpi.showcase_image]\ntarget = {typed}").settings_of("showcase_image").target == target


def test_where_no_kpi_is_named_any_may_be_set() -> None:
    settings: dict[str, Any] = tomllib.loads(PLAN + "[kpi.of_a_later_version]\ntarget = 3")
    assert campaign(settings).settings_of("of_a_later_version").target == 3


def test_milestones_are_shares_of_the_goal_and_may_go_beyond_it() -> None:
    own = read('[[milestones]]\nshare = "0.25"\npays_for = "A month"\n[[milestones]]\nshare = 1.2')
    assert own.milestones == (Milestone(Decimal("0.25"), "A month"), Milestone(Decimal("1.2"), ""))


def test_sources_hold_addresses_and_ids_as_texts() -> None:
    own = read('[sources.ulule]\nproject = 102184\n[sources.mastodon]\nserver = "https://facil.services"')
    assert own.sources == {"ulule": {"project": "102184"}, "mastodon": {"server": "https://facil.services"}}


@pytest.mark.parametrize("name", ["services-faciles", "demo"])
def test_the_campaigns_that_are_shipped_can_be_read(name: str) -> None:
    toml = (Path(__file__).parents[2] / "data" / name / "campaign.toml").read_text("utf-8")
    assert campaign(tomllib.loads(toml)).name == name


@pytest.mark.parametrize(("typed", "shown"), [("ulule", "Ulule"), ("GOFUNDME", "GoFundMe"), ("ma plateforme", "ma plateforme"), ("", "")])
def test_a_platform_is_named_as_it_writes_its_own_name(typed: str, shown: str) -> None:
    assert campaign(tomllib.loads(PLAN.replace('platform = "ulule"', f'platform = "{typed}"'))).platform == shown
