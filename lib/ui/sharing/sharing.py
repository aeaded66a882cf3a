"""The parts of the page on visibility besides its posts: KPIs, chain, fans, allies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import streamlit as st
from markupsafe import Markup

from lib.campaign.message import N_
from lib.drawing.columns import Column, bars, columns
from lib.drawing.ledger import Line, ledger
from lib.drawing.table import Header, table
from lib.services.analyses.chain import Chain, Link, LinkName, Rate
from lib.services.analyses.sharing import Ally, Sharing, sharing
from lib.services.naming import capitalised
from lib.ui import parts
from lib.ui.context import Context, context
from lib.ui.drawn import drawn
from lib.ui.readings import commitments

_LINKS: Mapping[LinkName, str] = {
    LinkName.REACH_VISITS: N_("from reach to visits"),
    LinkName.VISITS_CONTRIBUTORS: N_("from visits to contributors"),
    LinkName.REACH_CONTRIBUTORS: N_("from reach to contributors"),
    LinkName.CONTRIBUTORS_AMBASSADORS: N_("from contributors to re-shares"),
}
_KPIS = ("shares_per_post", "ambassador_rate", "fans_first_week", "relay_launch", "relay_closing")


def seen_sharing(page: Context) -> Sharing:
    """The analyses of visibility, worked out once for all viewers."""
    return page.shared("sharing", lambda: sharing(page.store, page.opened, page.view))


def kpis() -> None:
    """The KPIs of visibility."""
    page = context()
    commitments(page, "visibility", page.translator._("Visibility"), _KPIS)


def chain() -> None:
    """From reach to re-shares, and the weakest link."""
    page = context()
    found = seen_sharing(page).chain
    parts.section("chain", N_("From reach to re-shares"), page.in_words("chain-sentence", lambda: _weakest(page, found)))
    if not found.contributors and found.reach is None:
        parts.nothing_yet("no-chain", N_("No link yet"), N_("Import contributions, and the reach or clicks of posts."))
        return
    left, right = st.columns(2, gap="medium", vertical_alignment="center")
    with left:
        drawn(page.in_words("chain-stages", lambda: ledger(_stages(page, found))), "chain-stages")
    with right:
        st.caption(page.translator._(
            "Each link’s rate over the last seven days is held against its rate before them; the weakest is the one that kept "
            "the least of it. Reach adds up posts, so the same person may count several times, and who gave may never have "
            "seen a post: these are proportions, not paths. The allies’ audiences are not in the reach."
        ))  # fmt: skip
    drawn(page.in_words("chain-links", lambda: _links(page, found)), "chain-links")


def _weakest(page: Context, found: Chain) -> str:
    translator, weakest = page.translator, found.weakest
    if weakest is None or weakest.recent.value is None or weakest.before.value is None:
        return ""
    words = {
        "link": translator._(_LINKS[weakest.name]),
        "recent": _share(page, weakest.recent),
        "before": _share(page, weakest.before),
    }
    if weakest.has_weakened:
        return translator._("The weakest link: %(link)s, %(recent)s over the last seven days and %(before)s before.", **words)
    return translator._("No link has weakened. The one that gained least: %(link)s, %(recent)s over the last seven days "
                        "and %(before)s before.", **words)  # fmt: skip


def _stages(page: Context, found: Chain) -> list[Line]:
    _, count = page.translator._, page.translator.formats.count
    known = _("%(known)s of %(posts)s posts", known=found.known_reach_posts, posts=found.posts)
    lines = [
        Line(_("Reach of our posts"), "—" if found.reach is None else count(found.reach), note=known if found.posts else "")
    ]
    lines.append(Line(_("Visits (clicks on our posts)"), "—" if found.visits is None else count(found.visits)))
    lines.append(Line(_("Contributors"), count(found.contributors)))
    lines.append(Line(_("Contributors who re-shared"), count(found.ambassadors) if found.reshares else "—",
                      note=_("%(count)s re-shares in all", count=found.reshares) if found.reshares else ""))  # fmt: skip
    return lines


def _links(page: Context, found: Chain) -> Markup:
    _ = page.translator._
    rows = [(capitalised(_(_LINKS[link.name])), _share(page, link.overall), _share(page, link.before), _share(page, link.recent),
             _kept(page, link)) for link in found.links]  # fmt: skip
    numbers = (_("Since the opening"), _("Before the last seven days"), _("Last seven days"), _("Kept of its earlier rate"))
    headers: tuple[Header | str, ...] = (_("Link of the chain"), *(Header(text, numeric=True) for text in numbers))
    return table(headers, rows, caption=_("The links, and how each held over the last seven days"), caption_hidden=True)


def _share(page: Context, rate: Rate) -> str:
    return "—" if rate.value is None else page.translator.formats.percent(rate.value, 1)


def _kept(page: Context, link: Link) -> str:
    return "—" if link.kept is None else page.translator.formats.percent(link.kept)


def fans() -> None:
    """The fans of the campaign page, day by day, the first week in full colour."""
    page = context()
    seen = seen_sharing(page)
    reading = page.view.reading("fans_first_week")
    parts.section("fans", N_("Fans of the campaign page"))
    if not seen.fans:
        parts.nothing_yet(
            "no-fans",
            N_("No count of fans"),
            N_("Import the platform’s totals, or counts of the account of the campaign page."),
        )
        return
    sentence = page.translator.sentence(reading.why) if reading else ""
    if reading:
        sentence += " " + page.translator._("Target of the first week: %(target)s.", target=int(reading.target))
    drawn(page.in_words("fans", lambda: _fans(page, seen, sentence)), "fans")


def _fans(page: Context, seen: Sharing, sentence: str) -> Markup:
    _, formats = page.translator._, page.translator.formats
    data = [Column(formats.day_short(each.day), each.highest, "" if each.highest is None else formats.count(each.highest),
                   marked=each.is_first_week) for each in seen.fans]  # fmt: skip
    return columns(
        data, page.translator, name=_("Fans by day"), sentence=sentence, label_header=_("Day"), value_header=_("Fans")
    )


def allies() -> None:
    """What each ally reaches, wave by wave."""
    page = context()
    sentence = page.translator._("In full colour, the allies that have relayed.") if seen_sharing(page).allies else ""
    parts.section("allies", N_("The allies’ relays"), sentence)
    if not sentence:
        asked = N_("Import the allies, with their audience and the days they agreed and relayed.")
        parts.nothing_yet("no-ally", N_("No ally yet"), asked)
        return
    left, right = st.columns(2, gap="medium")
    with left:
        drawn(page.in_words("relay-launch", lambda: _launch(page)), "relay-launch")
    with right:
        drawn(page.in_words("relay-closing", lambda: _closing(page)), "relay-closing")


def _launch(page: Context) -> Markup:
    return _wave(page, page.translator._("Launch"), "relay_launch", lambda ally: ally.launch_relayed_on)


def _closing(page: Context) -> Markup:
    return _wave(page, page.translator._("Closing"), "relay_closing", lambda ally: ally.closing_relayed_on)


def _wave(page: Context, name: str, kpi_id: str, relayed_on: Callable[[Ally], date | None]) -> Markup:
    """Bars of one wave, the largest audience first."""
    _, reading = page.translator._, page.view.reading(kpi_id)
    data = [
        Column(ally.name, ally.audience or 0, _relay(page, ally, relayed_on(ally)), marked=relayed_on(ally) is not None)
        for ally in seen_sharing(page).allies
    ]
    sentence = page.translator.sentence(reading.why) if reading else ""
    value = _("Audience, and the day of the relay")
    return bars(data, name=name, sentence=sentence, label_header=_("Ally"), value_header=value, quiet_rest=True)


def _relay(page: Context, ally: Ally, relayed_on: date | None) -> str:
    _, formats = page.translator._, page.translator.formats
    audience = _("not known") if ally.audience is None else formats.count(ally.audience)
    if relayed_on is not None:
        return _("%(audience)s · %(day)s", audience=audience, day=formats.day_short(relayed_on))
    return _("%(audience)s · agreed", audience=audience) if ally.agreed_on else _("%(audience)s · to ask", audience=audience)
