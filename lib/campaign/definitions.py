"""What each figure of the money means, under the id that `figures --json` prints; a test holds the two together."""

from __future__ import annotations

from dataclasses import dataclass

from lib.campaign.message import N_


@dataclass(frozen=True, slots=True)
class Definition:
    """The id of a figure, its name and its meaning (msgids)."""

    id: str
    name: str
    meaning: str


MONEY_DEFINITIONS: tuple[Definition, ...] = (
    Definition("gross", N_("Collected (gross)"), N_("The sum of the counted contributions.")),
    Definition("pending", N_("Pending"), N_("Contributions that are not settled yet.")),
    Definition("withdrawn", N_("Withdrawn contributions"), N_("Contributions that were cancelled, refused or paid back.")),
    Definition("commission", N_("Commission"),
               N_("The platform’s share of the gross, rounded once on the total, never per contribution.")),
    Definition("commission_tax", N_("Tax on the commission"), N_("The tax rate applied to the commission, rounded once.")),
    Definition("net", N_("In hand (net)"), N_("The gross less the commission and its tax.")),
    Definition("costs", N_("Costs"),
               N_("The rewards chosen so far at their unit cost, plus the budget’s lines (actual if known, else planned).")),
    Definition("available", N_("Available"), N_("The net less the costs: what is left to hire with.")),
    Definition("goal", N_("Goal"),
               N_("The amount that the campaign needs in hand, which is also the platform’s threshold on the gross.")),
    Definition("gross_progress", N_("Gross progress"), N_("The gross divided by the goal; shown rounded down below 100%.")),
    Definition("net_progress", N_("Net progress"), N_("The net divided by the goal; shown rounded down below 100%.")),
    Definition("gross_needed", N_("Gross needed"),
               N_("The smallest gross, to the cent, that leaves the goal in hand once commission and tax are taken.")),
    Definition("remaining_gross", N_("To the platform’s threshold"),
               N_("What is still to collect for the platform to pay: the goal less the gross.")),
    Definition("remaining_net", N_("To the goal in hand"),
               N_("What is still to collect to have the goal in hand: the gross needed less the gross.")),
    Definition("needed_per_day", N_("Needed per day"),
               N_("What is still to collect to have the goal in hand, divided by the days left, today included.")),
    Definition("expected", N_("Expected by now"),
               N_("The goal times the median share that real campaigns that succeeded had at that time.")),
    Definition("contributors", N_("Contributors"),
               N_("Distinct people with a counted contribution: one e-mail address is one person.")),
    Definition("contributions", N_("Contributions"), N_("How many contributions are counted.")),
    Definition("mean_contribution", N_("Mean contribution"), N_("The gross divided by the number of counted contributions.")),
    Definition("median_contribution", N_("Median contribution"),
               N_("The amount that half of the counted contributions do not exceed.")),
)
