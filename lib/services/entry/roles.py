"""What people may see and do: a role on every campaign, or on some of them, each of which then stands for itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum


class Role(StrEnum):
    """What a visitor may see and do; each may do what the next one may.

    `lead`: everything, edit, import, export. `team`: figures and plan, names shortened, no e-mail, nothing changed.
    `room`: the screen alone.
    """

    LEAD = "lead"
    TEAM = "team"
    ROOM = "room"


@dataclass(frozen=True, slots=True)
class Roles:
    """`everywhere`: on every campaign, those to come included; `of_campaigns`: (campaign, role), which prevails there."""

    everywhere: Role | None = None
    of_campaigns: tuple[tuple[str, Role], ...] = ()

    def on(self, campaign: str) -> Role | None:
        """The role on one campaign; None for a stranger to it."""
        return dict(self.of_campaigns).get(campaign, self.everywhere)

    @property
    def highest(self) -> Role | None:
        """The greatest of them all, which decides what may be asked for at all; None without any."""
        held = {self.everywhere, *(role for _, role in self.of_campaigns)}
        return next((role for role in Role if role in held), None)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody with a role; `name` is what the journal notes. `roles` None: the role holds on every campaign."""

    role: Role
    name: str
    roles: Roles | None = None

    @property
    def may_edit(self) -> bool:
        """Whether this visitor may change, import and export."""
        return self.role is Role.LEAD

    @property
    def may_see_pages(self) -> bool:
        """Whether this visitor may open pages other than the screen."""
        return self.role in (Role.LEAD, Role.TEAM)

    @property
    def leads_all(self) -> bool:
        """Whether this visitor may do what touches every campaign: back-ups, a new campaign, one taken out."""
        if self.roles is None:
            return self.role is Role.LEAD
        return self.roles.everywhere is Role.LEAD and all(role is Role.LEAD for _, role in self.roles.of_campaigns)

    @property
    def sees_all(self) -> bool:
        """Whether nothing about which campaigns there are is to be kept from this visitor."""
        return self.roles is None and self.may_see_pages

    def on(self, campaign: str) -> Visitor | None:
        """The same person with the role held on that campaign; None for a stranger to it."""
        if self.roles is None:
            return self
        role = self.roles.on(campaign)
        return None if role is None else replace(self, role=role)

    def sees(self, campaign: str) -> bool:
        """Whether the pages of that campaign are open to this visitor."""
        found = self.on(campaign)
        return found is not None and found.may_see_pages


def visitor_with(name: str, everywhere: Role | None, of_campaigns: Mapping[str, Role]) -> Visitor | None:
    """The visitor of these roles, the greatest one in force until a campaign is asked for; None for nobody's."""
    if not of_campaigns:
        return None if everywhere is None else Visitor(everywhere, name)
    roles = Roles(everywhere, tuple(sorted(of_campaigns.items())))
    return None if roles.highest is None else Visitor(roles.highest, name, roles)
