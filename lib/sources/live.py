"""What a live source declares, what it is asked with, and what it gives: the contract between sources and the sync.

A live source is one function, `collected(ask) -> Collection`, declared in `LIVE_SOURCES` (lib/sources/__init__.py):

- it reads over the network through `ask.door` alone, page by page, and puts typed rows into `ask.spool` as they come:
  a file on disk, so that memory does not grow with their number, and the last of two rows with one key stands;
- it returns once the network is done with. Whatever it raises (SourceError, SettingsError), nothing is written: the good data of
  before stays. What was read although something else could not be is a `Collection` with a `fault`;
- rows are those of lib/campaign/tables.py: amounts in integer cents, instants aware in UTC; **a field that a row does not
  hold keeps its stored value, one present with None blanks it**: leave out what the source does not know;
- a row that cannot be taken is a `Refusal`, never an exception, through `ask.refused(...)`;
- observations (platform_totals, audience, post_counts) are stamped `observed_at = ask.at`; the sync leaves out those
  that repeat what was seen a few hours before, so that asking often neither fills the store nor moves a figure;
- keys are in `ask.secrets`, never in settings, addresses or sentences.

`lib.services.syncs.syncing` gives the door, the spool and the instant, and writes everything in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from difflib import get_close_matches
from types import MappingProxyType

from lib.campaign.errors import SettingsError, SourceError
from lib.campaign.message import N_, Message
from lib.campaign.model import Campaign
from lib.campaign.tables import Refusal, Row
from lib.sources.layouts.layouts import Layout, identify
from lib.sources.mapping import Mapping as Matching
from lib.sources.network.door import Door
from lib.sources.network.spool import Spool
from lib.sources.tables.table_file import TableFile

Batches = Iterable[tuple[str, Sequence[Row]]]
"""(table name, some rows of it), read once, in bounded memory."""
REFUSALS_KEPT = 100
_NO_IDS: Mapping[str, tuple[str, ...]] = MappingProxyType({})
_SECRET_WORDS = ("key", "token", "secret", "password")
EVERY = "every"
"""The line of any block that says how often, such as `every = "15m"`; read by the scheduler, not by the source."""
Position = Mapping[str, int | str]
"""What a source leaves itself for the next time; kept as JSON."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A line that `[sources.<name>]` of campaign.toml may hold: addresses and ids, never a key.

    `what` (msgid) says what to write; `aliases` are other names for it; `is_needed`: the source is not asked without it.
    """

    name: str
    what: str
    aliases: tuple[str, ...] = ()
    is_needed: bool = False


@dataclass(frozen=True, slots=True)
class Secret:
    """An environment variable that holds a key; `what` (msgid) says what it opens. Never needed for what is public."""

    variable: str
    what: str
    is_needed: bool = False


@dataclass(slots=True)
class Ask:
    """One collection to make: from whom, as of when, through which door, into which spool.

    `settings` hold declared names only (aliases are resolved), as trimmed texts, without empty ones; `secrets` those that the
    environment holds. `at`: the instant that observations are stamped with. `said(done, total)` shows progress in rows
    (`total` None: not known) and costs little. `held`: the position that the last success left, None the first time. `how`: how
    the columns of a table are read, remembered from when somebody matched them; raises UnknownLayout where nobody has.
    """

    campaign: Campaign
    settings: Mapping[str, str]
    secrets: Mapping[str, str]
    at: datetime
    door: Door
    spool: Spool
    said: Callable[[int, int | None], None] = lambda done, total: None
    held: Position | None = None
    how: Callable[[TableFile], Layout | Matching] = identify
    refusals: list[Refusal] = field(default_factory=list)
    refused_count: int = 0

    def refused(self, refusal: Refusal) -> None:
        """Count a row that cannot be taken; the first hundred are kept to be shown."""
        self.refused_count += 1
        if len(self.refusals) < REFUSALS_KEPT:
            self.refusals.append(refusal)


@dataclass(frozen=True, slots=True)
class Collection:
    """What a source gave. Rows are those in the spool unless `rows` says otherwise (a last look at each, say).

    `remarks`: what was found out on the way (a unit settled, a closing date that differs). `fault`: what could not be read
    although the rest was, in words; the rest is written and the source is shown as failing. `position`: whatever the next
    `ask.held` should be.
    """

    rows: Batches | None = None
    remarks: tuple[Message, ...] = ()
    fault: SourceError | None = None
    position: Position | None = None
    transactions: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NO_IDS)
    """A contribution's id -> other ids of the same payment, by which another source may know it."""


@dataclass(frozen=True, slots=True)
class LiveSource:
    """A way in that needs nobody: `name` is its block in campaign.toml, `title` and `reads` are msgids (its name, what it reads).

    `is_typed`: its addresses may have been typed by a person: public ones only are asked.
    """

    name: str
    title: str
    reads: str
    collected: Callable[[Ask], Collection]
    settings: tuple[Setting, ...] = ()
    secrets: tuple[Secret, ...] = ()
    is_typed: bool = False


def settings_of(source: LiveSource, block: Mapping[str, str]) -> Mapping[str, str]:
    """What `[sources.<name>]` says under declared names; raises SettingsError for an unknown or a missing line."""
    names = {alias: setting.name for setting in source.settings for alias in (setting.name, *setting.aliases)}
    read: dict[str, str] = {}
    for key, value in block.items():
        name = key.strip().lower().replace("-", "_")
        if name == EVERY:
            continue
        if name not in names:
            raise _unknown(source, key, names)
        if value.strip():
            read.setdefault(names[name], value.strip())
    for setting in source.settings:
        if setting.is_needed and setting.name not in read:
            raise SettingsError(N_("[sources.%(source)s]: “%(key)s” is missing."), source=source.name, key=setting.name)
    return read


def _unknown(source: LiveSource, key: str, names: Iterable[str]) -> SettingsError:
    near = get_close_matches(key, list(names), n=1)
    if near and not any(word in key.lower() for word in _SECRET_WORDS):
        return SettingsError(N_("[sources.%(source)s]: “%(key)s” is not a setting. Did you mean “%(near)s”?"),
                             source=source.name, key=key, near=near[0])  # fmt: skip
    return SettingsError(N_("[sources.%(source)s]: “%(key)s” is not a setting. Remove it; a key is set in the environment."),
                         source=source.name, key=key)  # fmt: skip


def secrets_of(source: LiveSource, campaign_name: str, environment: Mapping[str, str]) -> Mapping[str, str]:
    """The keys that the environment holds, by variable: `VARIABLE_CAMPAIGN_NAME` before `VARIABLE`, for several campaigns.

    Raises SettingsError, without the key, for one that is missing or that no key can be (blanks, accents, line ends within).
    """
    own = campaign_name.upper().replace("-", "_")
    found: dict[str, str] = {}
    for secret in source.secrets:
        value = (environment.get(f"{secret.variable}_{own}") or environment.get(secret.variable) or "").strip()
        if value and not (value.isascii() and value.isprintable() and " " not in value):
            raise SettingsError(N_("%(variable)s holds characters that no key has: copy the key again."),
                                variable=secret.variable)  # fmt: skip
        if value:
            found[secret.variable] = value
        elif secret.is_needed:
            raise SettingsError(N_("%(source)s is asked with a key: set %(variable)s in the environment."),
                                source=Message(source.title), variable=secret.variable)  # fmt: skip
    return found
