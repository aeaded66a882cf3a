"""The portfolio in words: what each column says of a campaign, the totals, the drawing, and the same as a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from fractions import Fraction

from markupsafe import Markup

from lib.campaign.calendar import local_day
from lib.campaign.forecast import ForecastStatus
from lib.campaign.message import N_
from lib.campaign.money import amount
from lib.drawing.portfolio import CampaignLine, CampaignName, Look, campaign_lines, campaign_name
from lib.drawing.status import status
from lib.drawing.table import Header
from lib.i18n.translator import Translator
from lib.services.forecast.forecast_words import in_a_hundred
from lib.services.portfolio.portfolio import Line, Phase, Portfolio, Standing, Total
from lib.sources.tables.formulas import harmless

NAMED_LINES = 12
"""Lines that have their words; more would lie over one another, and are grey."""
_NOTHING = "—"
_QUARTERS = tuple(Fraction(part, 4) for part in range(5))
_GOALS = tuple(Fraction(part, 2) for part in range(9))
Href = Callable[[str], str]
"""From a campaign's name to the address that opens it."""


def share_text(portfolio: Portfolio, translator: Translator) -> str:
    """The share of the time that all are held at."""
    return translator.formats.percent(portfolio.share)


def total_sentences(totals: Sequence[Total], translator: Translator) -> tuple[str, ...]:
    """One for each currency and phase; currencies are never added together, nor is what is not begun said to be in hand."""
    formats, said = translator.formats, []
    for each in totals:
        goal = formats.money_brief(each.goal_cents, each.currency)
        net = formats.money_whole(each.net_cents, each.currency)
        if each.phase is Phase.RUNNING:
            said.append(translator.ngettext("%(count)s campaign is running (%(currency)s): %(net)s in hand of %(goal)s.",
                                            "%(count)s campaigns are running (%(currency)s): %(net)s in hand of %(goal)s.",
                                            each.campaigns, currency=each.currency, net=net, goal=goal))  # fmt: skip
        elif each.phase is Phase.ENDED:
            said.append(translator.ngettext("%(count)s is over (%(currency)s): %(net)s in hand of %(goal)s.",
                                            "%(count)s are over (%(currency)s): %(net)s in hand of %(goal)s.",
                                            each.campaigns, currency=each.currency, net=net, goal=goal))  # fmt: skip
        else:
            said.append(translator.ngettext("%(count)s has not begun (%(currency)s): %(goal)s to raise.",
                                            "%(count)s have not begun (%(currency)s): %(goal)s to raise.",
                                            each.campaigns, currency=each.currency, goal=goal))  # fmt: skip
    return tuple(said)


def held_sentence(portfolio: Portfolio, translator: Translator) -> str:
    """At what share of their time all are held, and whose that is."""
    share = share_text(portfolio, translator)
    if portfolio.held_by is None:
        return translator._("No campaign is running: all are held at half of their time.")
    return translator._(
        "“%(title)s” is at %(share)s of its time: each is held at the same share of its own, whatever its length.",
        title=portfolio.held_by.campaign.title, share=share,
    )  # fmt: skip


def running_headers(portfolio: Portfolio, translator: Translator) -> tuple[Header, ...]:
    """The columns of campaigns that run or are to come."""
    _ = translator._
    return (
        Header(_("Campaign")), Header(_("In hand"), numeric=True), Header(_("Of the goal"), numeric=True),
        Header(_("Of its time"), numeric=True), Header(_("Pace")), Header(_("Chance")),
        Header(_("Contributors"), numeric=True),
        Header(_("At %(share)s of the time", share=share_text(portfolio, translator)), numeric=True),
        Header(_("Commitments")), Header(_("Newest datum")),
    )  # fmt: skip


def running_row(line: Line, place: str, href: str, translator: Translator) -> tuple[str, ...]:
    """The cells of one that runs or is to come."""
    each, formats = line.standing, translator.formats
    figures, currency = each.figures, each.campaign.currency
    return (
        _name(each, place, href, each.campaign.organisation),
        formats.money_whole(figures.net_cents, currency) if figures.known else _NOTHING,
        formats.percent(figures.net_progress) if figures.known else _NOTHING,
        formats.percent(figures.elapsed),
        pace_cell(each, translator),
        chance_text(each, translator),
        _people(each, translator),
        then_text(line, translator),
        flags_text(each, translator),
        _NOTHING if each.observed_at is None else formats.age(each.observed_at, each.as_of),
    )


def ended_headers(portfolio: Portfolio, translator: Translator) -> tuple[Header, ...]:
    """The columns of campaigns that are over."""
    _ = translator._
    return (
        Header(_("Campaign")), Header(_("Last day")),
        Header(_("At %(share)s of the time", share=share_text(portfolio, translator)), numeric=True),
        Header(_("At the end"), numeric=True), Header(_("In hand"), numeric=True), Header(_("Contributors"), numeric=True),
        Header(_("Outcome")), Header(_("Commitments")),
    )  # fmt: skip


def ended_row(line: Line, place: str, href: str, translator: Translator) -> tuple[str, ...]:
    """The cells of one that is over."""
    each, formats = line.standing, translator.formats
    figures, period = each.figures, each.campaign.period
    return (
        _name(each, place, href, each.campaign.organisation),
        formats.date_medium(period.last_day),
        then_text(line, translator),
        formats.percent(figures.net_progress) if figures.known else _NOTHING,
        formats.money_whole(figures.net_cents, each.campaign.currency) if figures.known else _NOTHING,
        _people(each, translator),
        _NOTHING if each.funds is None else status(each.funds.value, translator),
        flags_text(each, translator),
    )


def _people(each: Standing, translator: Translator) -> str:
    """How many contributors; nothing where no contribution was ever recorded."""
    figures = each.figures
    return translator.formats.count(figures.contributors) if figures.known and figures.contributors is not None else _NOTHING


def _name(each: Standing, place: str, href: str, about: str) -> Markup:
    return campaign_name(CampaignName(place, each.campaign.title, about, href))


def pace_cell(each: Standing, translator: Translator) -> str:
    """Ahead of what campaigns that succeeded had at this point, or behind it, with the verdict on the money."""
    if each.phase is Phase.PLANNED:
        return translator._("opens on %(day)s", day=translator.formats.date_medium(each.campaign.period.first_day))
    if each.pace is None:
        return _NOTHING
    cents = each.figures.net_cents - each.figures.expected_cents
    apart = translator.formats.money_whole(abs(cents), each.campaign.currency)
    said = translator._("%(amount)s ahead", amount=apart) if cents >= 0 else translator._("%(amount)s behind", amount=apart)
    return said if each.funds is None else Markup("{} {}").format(status(each.funds.value, translator), said)


def chance_text(each: Standing, translator: Translator) -> str:
    """Of 100 campaigns that looked like it at this point, how many reached their goal."""
    _, said = translator._, each.chance
    if said is None:
        return _("not forecast")
    if said.status is ForecastStatus.TOO_EARLY:
        return _("too early")
    if said.status is ForecastStatus.REACHED:
        return _("threshold passed")
    if said.status is ForecastStatus.CLOSED or said.probability_low is None:
        return _NOTHING
    low, high = in_a_hundred(said.probability_low), in_a_hundred(said.probability_high)
    if low == high:
        return _("about %(high)s in 100", high=high)
    return _("%(low)s to %(high)s in 100", low=low, high=high)


def then_text(line: Line, translator: Translator) -> str:
    """What it had at the share of the time that all are held at; what has not come yet, or was not recorded, is a dash."""
    if line.then is None:
        return _NOTHING
    formats = translator.formats
    return translator._("%(share)s (%(amount)s)", share=formats.percent(line.then.progress),
                        amount=formats.money_whole(line.then.net_cents, line.standing.campaign.currency))  # fmt: skip


def flags_text(each: Standing, translator: Translator) -> str:
    """How many commitments are missed, off track and at risk; in words, so that no colour is needed."""
    said = [
        translator.ngettext("%(count)s missed", "%(count)s missed", each.missed) if each.missed else "",
        translator.ngettext("%(count)s off track", "%(count)s off track", each.off_track) if each.off_track else "",
        translator.ngettext("%(count)s at risk", "%(count)s at risk", each.at_risk) if each.at_risk else "",
    ]
    return ", ".join(filter(None, said)) or translator._("none flagged")


def places(portfolio: Portfolio, wanted: Sequence[Line]) -> dict[int, str]:
    """The number of each campaign whose line has words, by id: `wanted` first, then in the order of the page."""
    known = [line for line in portfolio.lines if line.standing.line]
    first = [line for line in known if line in wanted] if len(wanted) < len(portfolio.lines) else []
    chosen = [*first, *(line for line in known if line not in first)][:NAMED_LINES]
    ordered = [line for line in known if line in chosen]
    return {line.standing.opened.id: str(number) for number, line in enumerate(ordered, 1)}


def drawing(portfolio: Portfolio, numbers: dict[int, str], shown_id: int, translator: Translator) -> Markup:
    """The curves; those without a number are grey and have no words."""
    formats = translator.formats
    lines = [_line(each.standing, numbers, shown_id) for each in portfolio.lines]
    held = None
    if portfolio.held_by is not None:
        held = (float(portfolio.share), translator._("%(share)s of the time", share=share_text(portfolio, translator)))
    return campaign_lines(
        sorted(lines, key=lambda each: ("rest", "ended", "running", "shown").index(each.look)),
        name=translator._(N_("Share of the goal in hand by share of the time gone by, one line for each campaign; the tables "
                             "below say the same.")),
        shares=[_share_tick(each, translator) for each in _QUARTERS],
        goals=[(float(each), formats.percent(each)) for each in _GOALS],
        held=held, goal=translator._("the goal, in hand"),
    )  # fmt: skip


def _share_tick(share: Fraction, translator: Translator) -> tuple[float, str, str]:
    """The last one says what they are shares of, where there is room."""
    short = translator.formats.percent(share)
    return float(share), translator._("%(share)s of the time", share=short) if share == 1 else short, short


def _line(each: Standing, numbers: dict[int, str], shown_id: int) -> CampaignLine:
    points = [(float(share), float(progress)) for share, progress in each.line]
    number = numbers.get(each.opened.id)
    if number is None:
        return CampaignLine("rest", "", points)
    look: Look = "ended" if each.phase is Phase.ENDED else "shown" if each.opened.id == shown_id else "running"
    return CampaignLine(look, f"{number} {each.campaign.title}", points)


_COLUMNS = (
    "campaign", "title", "organisation", "phase", "as_of", "currency", "goal", "net", "net_progress", "elapsed", "expected",
    "probability", "contributors", "same_share", "net_at_same_share", "missed", "off_track", "at_risk", "newest",
)  # fmt: skip


def portfolio_rows(portfolio: Portfolio) -> list[dict[str, str | int | float | None]]:
    """The same for other programs: money as decimal strings, rates from 0 to 1, instants with their offset, nothing as None."""
    return [_row(portfolio, line) for line in portfolio.lines]


def _row(portfolio: Portfolio, line: Line) -> dict[str, str | int | float | None]:
    each, figures, zone = line.standing, line.standing.figures, line.standing.campaign.period.zone
    values = (
        each.campaign.name, each.campaign.title, each.campaign.organisation, each.phase.value,
        each.as_of.astimezone(zone).isoformat(), each.campaign.currency, str(amount(figures.goal_cents)),
        str(amount(figures.net_cents)) if figures.known else None, float(figures.net_progress) if figures.known else None,
        float(figures.elapsed), str(amount(figures.expected_cents)), None if each.chance is None else each.chance.probability,
        figures.contributors, float(portfolio.share), None if line.then is None else str(amount(line.then.net_cents)),
        each.missed, each.off_track, each.at_risk,
        None if each.observed_at is None else each.observed_at.astimezone(zone).isoformat(),
    )  # fmt: skip
    return dict(zip(_COLUMNS, values, strict=True))


def portfolio_csv(portfolio: Portfolio) -> bytes:
    """The same as a table; UTF-8 that LibreOffice and Excel recognise, with nothing that a spreadsheet would run."""
    held = io.StringIO()
    table = csv.DictWriter(held, _COLUMNS, restval="", lineterminator="\n")
    table.writeheader()
    for row in portfolio_rows(portfolio):
        table.writerow({name: harmless(value) if isinstance(value, str) else value for name, value in row.items()})
    return held.getvalue().encode("utf-8-sig")


def matches(line: Line, searched: str) -> bool:
    """Whether a campaign's title, name, organisation or last day's year holds what is searched for."""
    campaign = line.standing.campaign
    year = str(local_day(campaign.period.opens_at, campaign.period.zone).year)
    return searched.casefold() in " ".join((campaign.title, campaign.name, campaign.organisation, year)).casefold()
