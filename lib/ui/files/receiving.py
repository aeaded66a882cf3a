"""Which campaign receives what is dropped, said before it is confirmed, and who may fill another than the one shown."""

from __future__ import annotations

from lib.campaign.errors import UseError
from lib.campaign.message import N_
from lib.campaign.model import Campaign
from lib.ui.address import link
from lib.ui.context import Context

_ELSEWHERE = N_("This folder is of the campaign “%(name)s”, which is not the one shown: only somebody who leads that one, or "
                "every campaign, brings it in.")  # fmt: skip


def refuse_elsewhere(page: Context, name: str) -> None:
    """Raises UseError for files of another campaign than the one shown, which only its own lead may fill, and of a new one;
    whether it is there already is not told."""
    there = page.visitor.on(name)
    if name != page.opened.campaign.name and not (page.visitor.leads_all or (there is not None and there.may_edit)):
        raise UseError(_ELSEWHERE, name=name)


def receiving_sentence(page: Context, campaign: Campaign) -> str:
    """Which campaign these files go to, where that is not plain: there are several, or it is not the one shown."""
    _, known = page.translator._, [each.campaign.name for each in page.campaigns]
    if campaign.name not in known:
        return _("This begins a new campaign: “%(title)s”.", title=campaign.title)
    if campaign.name != page.opened.campaign.name:
        return _("These data go to another campaign than the one shown: “%(title)s”.", title=campaign.title)
    return _("These data go to the campaign shown: “%(title)s”.", title=campaign.title) if len(known) > 1 else ""


def way_to(page: Context, name: str) -> dict[str, str]:
    """The link of a notice to a campaign that is not the one shown; nothing to that one."""
    if name == page.opened.campaign.name:
        return {}
    return {"href": link("data", {**page.params, "campaign": name, "as_of": ""}), "link": page.translator._("Open this campaign")}
