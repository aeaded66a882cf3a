"""From the mapping that a `campaign.toml` holds to a `Campaign`, with a sentence for each thing that is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any
from zoneinfo import ZoneInfo

from lib.campaign.calendar import Period, end_of_day, start_of_day
from lib.campaign.errors import SettingsError
from lib.campaign.message import N_
from lib.campaign.model import Campaign, KpiSettings, Milestone
from lib.campaign.money import Fees, cents
from lib.campaign.retention import LEAST_INCIDENT_YEARS, Retention

Settings = Mapping[str, Any]

KEYS = (
    "name", "title", "organisation", "platform", "url", "currency", "goal", "commission_rate", "commission_tax_rate",
    "all_or_nothing", "opens_on", "closes_on", "opens_at", "closes_at", "timezone", "language", "invented",
    "shown_as_of", "kpi", "milestones", "sources", "retention", "reference_campaign",
)  # fmt: skip
_HIGHEST_RATE = Decimal("0.9")
"""No platform keeps more; nearer to 1, what is needed to have the goal in hand has no sense."""
_KPI_KEYS = ("target", "deadline", "enabled", "stale_after_hours")
_RETENTION_COUNTS = {"raw_import_days": 0, "contacts_months": 0, "pseudonyms_months": 0, "incidents_years": LEAST_INCIDENT_YEARS}
"""The least that each may be."""
_LONGEST_RETENTION = 1200
_YES_NO_KPIS = ("showcase_image",)
_SHARE_KPIS = ("ambassador_rate", "members_with_responsibility", "members_resharing", "members_briefed", "thanked_within_24h",
               "daily_communication")  # fmt: skip
_YEARS = range(1970, 9999)
"""Years whose every day has an instant in UTC in every zone; beyond them a year is a slip of the keyboard."""
_LANGUAGES = {"fr": "fr_CA", "en": "en_CA"}
_PLATFORMS = {name.lower(): name for name in ("Ulule", "Kickstarter", "Indiegogo", "HelloAsso", "GoFundMe", "La Ruche")}


def campaign(settings: Settings, kpi_ids: Iterable[str] = ()) -> Campaign:
    """The campaign that `settings` describe; `kpi_ids` are the KPIs that may be set (none: any).

    Raises SettingsError naming the key at fault: unknown, missing, of the wrong kind, or contradicting another.
    """
    _refuse_unknown(settings, KEYS, "campaign.toml")
    zone = _zone(settings)
    period = _period(settings, zone)
    return Campaign(
        name=_name(settings),
        title=_text(settings, "title") or _name(settings),
        period=period,
        goal_cents=_goal_cents(settings),
        fees=Fees(_rate(settings, "commission_rate"), _rate(settings, "commission_tax_rate")),
        currency=_currency(settings),
        organisation=_text(settings, "organisation"),
        platform=_platform(settings),
        url=_text(settings, "url"),
        all_or_nothing=_yes_no(settings, "all_or_nothing", default=True),
        language=_LANGUAGES.get(_text(settings, "language")[:2].lower(), "fr_CA"),
        invented=_yes_no(settings, "invented", default=False),
        shown_as_of=_instant(settings["shown_as_of"], "shown_as_of", zone, end_of_day) if "shown_as_of" in settings else None,
        kpi_settings=_kpi_settings(settings, zone, tuple(kpi_ids)),
        milestones=tuple(_milestone(entry) for entry in _tables(settings, "milestones")),
        sources=_sources(settings),
        retention=_retention(settings, zone),
        reference=_text(settings, "reference_campaign") if "reference_campaign" in settings else None,
    )


def _refuse_unknown(settings: Settings, known: Iterable[str], where: str) -> None:
    for key in settings:
        if key in known:
            continue
        near = get_close_matches(key, list(known), n=1)
        if near:
            raise SettingsError(N_("%(where)s: “%(key)s” is not a setting. Did you mean “%(near)s”?"),
                                where=where, key=key, near=near[0])  # fmt: skip
        raise SettingsError(N_("%(where)s: “%(key)s” is not a setting. Remove it."), where=where, key=key)


def _text(settings: Settings, key: str) -> str:
    value = settings.get(key, "")
    if not isinstance(value, str):
        raise SettingsError(N_("campaign.toml: “%(key)s” must be a text between quotation marks."), key=key)
    return value.strip()


def _platform(settings: Settings) -> str:
    """As it writes its own name, where people typed it in small letters."""
    typed = _text(settings, "platform")
    return _PLATFORMS.get(typed.lower(), typed)


def _name(settings: Settings) -> str:
    name = _text(settings, "name")
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,62}", name):
        raise SettingsError(N_("campaign.toml: “name” is missing or is not made of lower-case letters, digits and "
                               "hyphens, such as services-faciles."))  # fmt: skip
    return name


def _currency(settings: Settings) -> str:
    currency = _text(settings, "currency").upper()
    if not re.fullmatch(r"[A-Z]{3}", currency):
        raise SettingsError(N_("campaign.toml: “currency” must be a code of three letters, such as CAD."))
    return currency


def _decimal(value: object, key: str) -> Decimal:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    if isinstance(value, bool) or not number.is_finite():
        raise SettingsError(N_("campaign.toml: “%(key)s” must be a number with a decimal point."), key=key)
    return number


def _goal_cents(settings: Settings) -> int:
    if "goal" not in settings:
        raise SettingsError(N_("campaign.toml: “goal” is missing. Write the amount to raise, such as 25000."))
    try:
        goal_cents = cents(_decimal(settings["goal"], "goal"))
    except ValueError:
        goal_cents = 0
    if goal_cents <= 0:
        raise SettingsError(N_("campaign.toml: “goal” must be above zero, with two decimals at most."))
    return goal_cents


def _rate(settings: Settings, key: str) -> Decimal:
    rate = _decimal(settings.get(key, "0"), key)
    if not 0 <= rate <= _HIGHEST_RATE:
        raise SettingsError(N_("campaign.toml: “%(key)s” is a share between 0 and 0.9: 6.7% is written 0.067."), key=key)
    return rate


def _yes_no(settings: Settings, key: str, *, default: bool) -> bool:
    value = settings.get(key, default)
    if not isinstance(value, bool):
        raise SettingsError(N_("campaign.toml: “%(key)s” must be true or false."), key=key)
    return value


def _zone(settings: Settings) -> ZoneInfo:
    name = _text(settings, "timezone") or "UTC"
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise SettingsError(N_("campaign.toml: “%(zone)s” is not a time zone. Write a name such as America/Toronto."),
                            zone=name) from error  # fmt: skip


def _moment(value: object, key: str) -> datetime | date:
    """A day or an instant, from TOML's own kinds or from a text; a datetime without an offset is still a local time."""
    moment = _moment_of_text(value) if isinstance(value, str) else value
    if not isinstance(moment, date) or not _YEARS.start <= moment.year < _YEARS.stop:
        raise SettingsError(N_("campaign.toml: “%(key)s” must be a date such as 2018-01-20, or an instant such as "
                               "2018-01-20T09:00:00-05:00."), key=key)  # fmt: skip
    return moment


def _moment_of_text(text: str) -> datetime | date | None:
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return read(text.strip())
        except ValueError:
            continue
    return None


def _instant(value: object, key: str, zone: ZoneInfo,
             of_day: Callable[[date, ZoneInfo], datetime] = start_of_day) -> datetime:  # fmt: skip
    """The UTC instant that a value means; `of_day` says which one a day alone stands for."""
    moment = _moment(value, key)
    if not isinstance(moment, datetime):
        return of_day(moment, zone)
    return moment.replace(tzinfo=moment.tzinfo or zone).astimezone(UTC)


def _start_of_next_day(day: date, zone: ZoneInfo) -> datetime:
    """The end of a day as an exclusive bound."""
    return start_of_day(day + timedelta(days=1), zone)


def _opening(settings: Settings, zone: ZoneInfo) -> datetime:
    if "opens_at" in settings:
        return _instant(settings["opens_at"], "opens_at", zone)
    return _instant(_needed(settings, "opens_on"), "opens_on", zone)


def _closing(settings: Settings, zone: ZoneInfo) -> datetime:
    if "closes_at" in settings:
        return _instant(settings["closes_at"], "closes_at", zone)
    return _instant(_needed(settings, "closes_on"), "closes_on", zone, _start_of_next_day)


def _needed(settings: Settings, key: str) -> object:
    if key not in settings:
        raise SettingsError(N_("campaign.toml: “%(key)s” is missing. Write a date such as 2018-01-20."), key=key)
    return settings[key]


def _period(settings: Settings, zone: ZoneInfo) -> Period:
    opens_at, closes_at = _opening(settings, zone), _closing(settings, zone)
    if closes_at <= opens_at:
        raise SettingsError(N_("campaign.toml: the campaign closes before it opens. Check “opens_on” and “closes_on”."))
    return Period(opens_at, closes_at, zone)


def _tables(settings: Settings, key: str) -> list[Settings]:
    entries = settings.get(key, [])
    if not isinstance(entries, list) or not all(isinstance(entry, Mapping) for entry in entries):
        raise SettingsError(N_("campaign.toml: “%(key)s” must be written as blocks headed [[%(key)s]]."), key=key)
    return entries


def _milestone(entry: Settings) -> Milestone:
    _refuse_unknown(entry, ("share", "pays_for"), "[[milestones]]")
    share = _decimal(entry.get("share", ""), "share")
    if share <= 0:
        raise SettingsError(N_("campaign.toml: a milestone’s “share” must be above zero: half of the goal is 0.5."))
    return Milestone(share, _text(entry, "pays_for"))


def _mapping(settings: Settings, key: str) -> Mapping[str, Settings]:
    blocks = settings.get(key, {})
    if not isinstance(blocks, Mapping) or not all(isinstance(block, Mapping) for block in blocks.values()):
        raise SettingsError(N_("campaign.toml: “%(key)s” must be written as blocks such as [%(key)s.name]."), key=key)
    return blocks


def _sources(settings: Settings) -> Mapping[str, Mapping[str, str]]:
    return {
        name: {key: str(value) for key, value in block.items()}
        for name, block in _mapping(settings, "sources").items()
    }


def _kpi_settings(settings: Settings, zone: ZoneInfo, kpi_ids: tuple[str, ...]) -> Mapping[str, KpiSettings]:
    blocks = _mapping(settings, "kpi")
    if kpi_ids:
        _refuse_unknown(blocks, kpi_ids, "[kpi]")
    return {name: _kpi(name, block, zone) for name, block in blocks.items()}


def _kpi(name: str, block: Settings, zone: ZoneInfo) -> KpiSettings:
    _refuse_unknown(block, _KPI_KEYS, f"[kpi.{name}]")
    hours = block.get("stale_after_hours")
    return KpiSettings(
        target=_target(name, block["target"]) if "target" in block else None,
        deadline=_instant(block["deadline"], "deadline", zone, _start_of_next_day) if "deadline" in block else None,
        enabled=_yes_no(block, "enabled", default=True),
        stale_after_hours=None if hours is None else _decimal(hours, "stale_after_hours"),
    )


def _target(name: str, value: object) -> Decimal:
    """A number; of a yes/no KPI also true or false, which would pass for 1 and 0 anywhere else; of a share 0 to 1."""
    if isinstance(value, bool) and name in _YES_NO_KPIS:
        return Decimal(value)
    target = _decimal(value, "target")
    if name in _SHARE_KPIS and not 0 <= target <= 1:
        raise SettingsError(N_("campaign.toml: the target of [kpi.%(key)s] is a share between 0 and 1: 25% is written 0.25."),
                            key=name)  # fmt: skip
    return target


def _retention(settings: Settings, zone: ZoneInfo) -> Retention:
    block = settings.get("retention", {})
    if not isinstance(block, Mapping):
        raise SettingsError(N_("campaign.toml: “retention” must be written as a block headed [retention]."))
    _refuse_unknown(block, ("rewards_delivered_on", *_RETENTION_COUNTS), "[retention]")
    counts = {key: _whole(block[key], key, least) for key, least in _RETENTION_COUNTS.items() if key in block}
    if "rewards_delivered_on" not in block:
        return Retention(None, **counts)
    delivered = _moment(block["rewards_delivered_on"], "rewards_delivered_on")
    return Retention(delivered.astimezone(zone).date() if isinstance(delivered, datetime) else delivered, **counts)


def _whole(value: object, key: str, least: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= _LONGEST_RETENTION:
        raise SettingsError(N_("campaign.toml: “%(key)s” must be a whole number, %(least)s or more, %(most)s at most."),
                            key=key, least=least, most=_LONGEST_RETENTION)  # fmt: skip
    return value
