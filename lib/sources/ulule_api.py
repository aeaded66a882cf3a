"""Ulule by its API: totals, fans and news without a key; every order with the owner's.

The key goes only where it is needed: what is public is asked without it first. Amounts of orders are documented as whole
numbers without a unit: the project's own total, which is in units, settles whether they are units or cents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from lib.campaign.errors import AccessRefused, NotThere, SettingsError, SourceError, SourceUnavailable
from lib.campaign.message import N_, Message, Money, say
from lib.campaign.tables import COUNTED, Refusal, Row
from lib.sources.live import Ask, Collection, LiveSource, Secret, Setting
from lib.sources.network.answers import Json
from lib.sources.network.spool import batched
from lib.sources.network.web_address import split
from lib.sources.ulule_answers.ulule_exports import read_newest_export
from lib.sources.ulule_answers.ulule_json import Thing, instant, text, thing, translated
from lib.sources.ulule_answers.ulule_order import contribution
from lib.sources.ulule_answers.ulule_pages import VERSION, pages
from lib.sources.ulule_answers.ulule_project import Project, disagreements, is_project, observations, project

KEY = "ULULE_API_KEY"
PUBLIC_ADDRESS = "https://api.ulule.com/v1"
_ANONYMOUS = {"show_anonymous": "true"}
_PARAMETERS: tuple[Mapping[str, str], ...] = ({**_ANONYMOUS, "extra_fields": "tracking"}, _ANONYMOUS, {})
"""What the list of orders is asked with, the fullest first."""
_CENTS, _MUCH_MORE = 100, 10
"""Between 1 (units) and 100 (cents): orders that add up to ten times the total or more are in cents."""
_IN_UNITS = N_("The amounts of Ulule’s orders are whole units: %(sum)s counted, where Ulule shows %(raised)s.")
_IN_CENTS = N_("The amounts of Ulule’s orders are in cents: %(sum)s counted, where Ulule shows %(raised)s.")


@dataclass(slots=True)
class _Visit:
    """One collection under way."""

    ask: Ask
    base: str
    faults: list[SourceError] = field(default_factory=list)

    def public(self, url: str) -> Json:
        """What everybody may read, else what the owner may: a project that is not online yet."""
        try:
            return self.ask.door.fetched_json(url, headers=VERSION, is_right=is_project)
        except (AccessRefused, NotThere):
            if KEY not in self.ask.secrets:
                raise
            return self.ask.door.fetched_json(url, headers=self.headers, is_right=is_project)

    @property
    def headers(self) -> Mapping[str, str]:
        """Those of the owner."""
        return {**VERSION, "Authorization": f"APIKey {self.ask.secrets[KEY]}"}

    def attempt(self, table: str, step: Callable[[], None]) -> bool:
        """Do a part of the work: where it fails, none of its rows stay, and the rest goes on."""
        refusals, refused_count = list(self.ask.refusals), self.ask.refused_count
        try:
            step()
        except SourceError as error:
            self.ask.spool.drop(table)
            self.ask.refusals[:], self.ask.refused_count = refusals, refused_count
            self.faults.append(error)
            return False
        return True


def collected(ask: Ask) -> Collection:
    """Totals, fans and news as they stand, with a key every order; raises SourceError when the project cannot be read."""
    visit, said = _arrived(ask)
    seen = project(said, ask.campaign)
    address = f"{visit.base}/projects/{quote(seen.id or _project(ask), safe='')}"
    supporters = seen.supporters
    if supporters is None:
        supporters = _supporters(visit, address)
    for table, row in observations(seen, supporters, ask.at, ask.campaign.period.closes_at):
        ask.spool.put(table, row)
    visit.attempt("news", lambda: _news(visit, address))
    remarks = list(disagreements(seen, ask.campaign))
    if KEY not in ask.secrets or not visit.attempt("contributions", lambda: _contributions(visit, address, seen)):
        return Collection(remarks=tuple(remarks), fault=_fault(visit), position=ask.held)
    divisor, remark = _unit(ask, seen)
    return Collection(_in_cents(ask, divisor), (*remarks, *remark), _fault(visit), {"order_total_divisor": divisor})


def _project(ask: Ask) -> str:
    """Its id or slug: set, or the last part of the campaign page's address on Ulule."""
    asked = ask.settings.get("project") or _slug(ask.settings.get("address", "")) or _slug(ask.campaign.url)
    if not asked:
        raise SettingsError(N_("[sources.ulule]: “project” is missing. Write the project’s number, or the last part of its "
                               "address."))  # fmt: skip
    return _slug(asked) or asked


def _slug(url: str) -> str:
    """The project that an address of Ulule's site names; empty for any other text."""
    parts = split(url)
    host = parts.hostname or ""
    if not (host == "ulule.com" or host.endswith(".ulule.com")) or host.startswith("api."):
        return ""
    return next((part for part in parts.path.split("/") if part), "")


def _bases(ask: Ask) -> Sequence[str]:
    """Where the API may be: as set; an address without a path is tried with /v1 first, as Ulule documents it."""
    address = ask.settings.get("address", "").rstrip("/")
    if not address or _slug(address):
        return (PUBLIC_ADDRESS,)
    address = address.partition("?")[0].partition("/projects")[0].rstrip("/")
    return (address,) if split(address).path.strip("/") else (f"{address}/v1", address)


def _arrived(ask: Ask) -> tuple[_Visit, Thing]:
    """The API's address that knows the project, and what it says of it."""
    bases, name = _bases(ask), quote(_project(ask), safe="")
    for base in bases:
        visit = _Visit(ask, base)
        try:
            return visit, thing(visit.public(f"{base}/projects/{name}"))
        except NotThere:
            if base == bases[-1]:
                raise SourceError(N_("Ulule knows no project “%(project)s”. Check “project” in [sources.ulule]."),
                                  project=_project(ask)) from None  # fmt: skip
    raise AssertionError("there is at least one address")


def _supporters(visit: _Visit, address: str) -> int | None:
    """People counted one by one, for a project that does not say how many they are; None where it does not show them."""
    people: set[str] = set()
    try:
        for page in pages(visit.ask.door, f"{address}/supporters", "supporters", {}, VERSION):
            people |= {text(each.get("id")) or text(each.get("username")) or "" for each in page}
    except SourceError:
        return None
    return len(people - {""}) or None


def _news(visit: _Visit, address: str) -> None:
    """The news that are online; one that was never published is not news yet."""
    ask, url = visit.ask, f"{address}/news"
    try:
        listed = list(pages(ask.door, url, "news", {"status": "online"}, VERSION))
    except (AccessRefused, NotThere):
        if KEY not in ask.secrets:
            raise
        listed = list(pages(ask.door, url, "news", {"status": "online"}, visit.headers))
    for each in (each for page in listed for each in page):
        published_at = instant(each.get("date_publication"), ask.campaign.period.zone)
        number, is_online = text(each.get("id")), (text(each.get("status")) or "online") == "online"
        if published_at is not None and number is not None and is_online:
            ask.spool.put("news", {"id": number, "published_at": published_at, "title": _title(each, ask),
                                   "url": text(each.get("absolute_url"))})  # fmt: skip


def _title(news: Thing, ask: Ask) -> str:
    return translated(news, "title", ask.campaign.language) or text(news.get("slug")) or f"# {text(news.get('id'))}"


def _contributions(visit: _Visit, address: str, seen: Project) -> None:
    """Every order; where their list is not given, those of the newest export."""
    for parameters in _PARAMETERS:
        try:
            return _orders(visit, address, seen, parameters)
        except (AccessRefused, SourceUnavailable):
            raise
        except NotThere:
            break
        except SourceError:
            continue  # a parameter is not known any more
    return read_newest_export(visit.ask, address, visit.headers, seen.raised_cents)


def _orders(visit: _Visit, address: str, seen: Project, parameters: Mapping[str, str]) -> None:
    """Every order, anonymous ones included; the last word on an order that comes twice stands."""
    ask, place = visit.ask, 0
    for page in pages(ask.door, f"{address}/orders", "orders", parameters, visit.headers):
        for order in page:
            place += 1
            row = contribution(order, place, ask.campaign)
            if isinstance(row, Refusal):
                ask.refused(row)
            else:
                ask.spool.put("contributions", row)
        ask.said(place, seen.orders)


def _fault(visit: _Visit) -> SourceError | None:
    """The first thing that failed, in words that name the key where it is one."""
    if not visit.faults:
        return None
    fault = visit.faults[0]
    if isinstance(fault, AccessRefused) and KEY in visit.ask.secrets:
        return AccessRefused(N_("Ulule refuses the key: it is wrong, expired, or not that of the project’s owner. Make a new "
                                "one and set %(variable)s. Totals, fans and news are still read."), variable=KEY)  # fmt: skip
    return fault


def _unit(ask: Ask, seen: Project) -> tuple[int, tuple[Message, ...]]:
    """What the amounts of orders must be divided by (1: units, 100: cents), and the sentence that says what settled it."""
    as_units = sum(_amount(row) for row in ask.spool.rows("contributions") if row.get("status") == COUNTED)
    if not as_units or not seen.raised_cents:
        return _held_divisor(ask), ()
    divisor = _CENTS if as_units >= _MUCH_MORE * seen.raised_cents else 1
    told = {"sum": Money(as_units // divisor, ask.campaign.currency), "raised": Money(seen.raised_cents, ask.campaign.currency)}
    return divisor, (say(_IN_CENTS if divisor == _CENTS else _IN_UNITS, **told),)


def _held_divisor(ask: Ask) -> int:
    return _CENTS if (ask.held or {}).get("order_total_divisor") == _CENTS else 1


def _amount(row: Row) -> int:
    amount = row.get("amount_cents")
    return amount if isinstance(amount, int) else 0


def _in_cents(ask: Ask, divisor: int) -> Iterator[tuple[str, Sequence[Row]]]:
    """Everything in the spool, contributions at their amount."""
    for table in ("platform_totals", "audience", "news"):
        yield from batched(table, ask.spool.rows(table))
    rows = ask.spool.rows("contributions")
    yield from batched("contributions", ({**row, "amount_cents": _amount(row) // divisor} for row in rows))


SOURCE = LiveSource(
    name="ulule",
    title=N_("Ulule"),
    reads=N_("The campaign’s totals, fans and news; with the owner’s key, every contribution."),
    collected=collected,
    settings=(
        Setting("project", N_("The project’s number or slug on Ulule, such as services-faciles; by default that of “url”."),
                aliases=("id", "slug", "project_id", "project_slug")),
        Setting("address", N_("Another address of the API than Ulule’s own."),
                aliases=("base_url", "url", "base", "api", "api_url", "api_base", "api_base_url", "base_address", "api_address",
                         "endpoint", "host", "server")),
    ),
    secrets=(Secret(KEY, N_("Opens the orders to the project’s owner; made in the account’s privacy settings on Ulule.")),),
)  # fmt: skip
