"""The campaign of the drawings' tests and gallery, and its money in every state; all of it is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from lib.campaign.calendar import Period
from lib.campaign.figures import Figures, figures
from lib.campaign.model import Campaign
from lib.campaign.money import Fees
from lib.campaign.tallies import MoneyTally
from lib.i18n.language import ENGLISH, FRENCH
from lib.i18n.translator import Translator

ZONE = ZoneInfo("America/Toronto")
FR, EN = Translator(FRENCH, ZONE), Translator(ENGLISH, ZONE)


def at(text: str) -> datetime:
    """An instant in the campaign's zone: "2018-02-23 19:30"."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


CAMPAIGN = Campaign(
    name="services-faciles",
    title="Services Faciles",
    period=Period(at("2018-01-20 00:00"), at("2018-03-17 00:00"), ZONE),
    goal_cents=2_500_000,
    fees=Fees(Decimal("0.067")),
    currency="CAD",
    platform="Ulule",
)
TAXED = replace(CAMPAIGN, fees=Fees(Decimal("0.0667"), Decimal("0.14975")))
FREE = replace(CAMPAIGN, fees=Fees(Decimal(0)), platform="", all_or_nothing=False)
ROUNDED = replace(CAMPAIGN, goal_cents=123_456_789, platform="Une plateforme au nom plutôt long")
EVENING, EVE, CLOSE = at("2018-02-23 19:30"), at("2018-01-08 09:00"), at("2018-03-17 00:00")


def money(gross_cents: int, as_of: datetime = EVENING, campaign: Campaign = CAMPAIGN, **more: object) -> Figures:
    """The figures of a campaign that has raised `gross_cents`."""
    tally = replace(MoneyTally(known=True, counted_cents=gross_cents), **more)  # type: ignore[arg-type]
    return figures(campaign, tally, as_of)


STATES: tuple[tuple[str, Figures, Campaign], ...] = (
    ("mid-campaign", money(1_162_500), CAMPAIGN),
    ("nothing recorded", figures(CAMPAIGN, MoneyTally(), EVENING), CAMPAIGN),
    ("before the opening, nothing recorded", figures(CAMPAIGN, MoneyTally(), EVE), CAMPAIGN),
    ("before the opening, a total of zero", money(0, EVE), CAMPAIGN),
    ("first minutes, zero", money(0, at("2018-01-20 00:10")), CAMPAIGN),
    ("95 %", money(2_375_000, at("2018-03-14 12:00")), CAMPAIGN),
    ("threshold reached, goal not in hand", money(2_550_000, at("2018-03-15 23:59")), CAMPAIGN),
    ("goal in hand to the cent", money(2_679_528, at("2018-03-15 08:05")), CAMPAIGN),
    ("130 %", money(3_250_000, at("2018-03-01 08:05")), CAMPAIGN),
    ("ten times", money(25_000_000), CAMPAIGN),
    ("closed, reached", money(2_734_000, CLOSE), CAMPAIGN),
    ("closed, threshold only", money(2_600_000, CLOSE), CAMPAIGN),
    ("closed below the threshold", money(2_380_000, CLOSE), CAMPAIGN),
    ("platform's total alone, tax, pending", money(640_000, campaign=TAXED, from_platform=True, pending_cents=12_500), TAXED),
    ("no fee, no platform, no threshold", money(900_000, campaign=FREE), FREE),
    ("long amounts", money(87_654_321, campaign=ROUNDED), ROUNDED),
)
