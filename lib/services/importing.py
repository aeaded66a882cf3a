"""Files in: a preview that writes nothing, then one transaction; the same file twice changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from lib.campaign.message import Message
from lib.campaign.model import Campaign
from lib.campaign.tables import TABLES_BY_NAME, Refusal, Row
from lib.kpis.registry import KPI_IDS
from lib.services.campaigns import OpenCampaign
from lib.services.clock import now
from lib.services.environment import SHIPPED
from lib.services.file_memory import beside, recalled
from lib.services.same_gifts import IDS, joined_piece
from lib.services.team_words import WORDS_FILE, are_known, kept_words, words_of
from lib.sources.layouts import Layout, identify
from lib.sources.mapping import Mapping, signature
from lib.sources.parsing import parsed
from lib.sources.plain import FolderContent, read_folder
from lib.sources.result import Ambiguity, Parsed
from lib.sources.table_file import TableFile, table_file
from lib.store.batches import Delivery, Written, write_batch
from lib.store.campaigns import campaigns, delete_campaign, save_campaign
from lib.store.comparison import Comparison, comparison
from lib.store.engine import Store
from lib.store.kept import Json, keep, save_mapping
from lib.store.kept import mapping as stored_mapping

SHIPPED_PLAN = SHIPPED / "services-faciles"
"""The real plan, which receives a first export dropped while only the demonstration is loaded."""
_FOLDER_FILES = frozenset({"campaign.toml", WORDS_FILE, *(f"{name}.csv" for name in TABLES_BY_NAME)})


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a preview: what was read, and what it would change in the store."""

    parsed: Parsed
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do, before anything is written.

    `settings_toml` is the campaign's file to save ("" leaves the stored one); `replaces_demonstration` says that the
    invented campaign goes away with it.
    """

    campaign: Campaign
    settings_toml: str
    parts: tuple[Part, ...]
    source: str
    digest: str
    remarks: tuple[Message, ...] = ()
    plan: FolderContent | None = None
    replaces_demonstration: bool = False
    settings_are_known: bool = True
    mapping: tuple[str, Mapping] | None = None
    memories: Dict[str, Json] = field(default_factory=dict)
    """What is kept of the campaign with the import, by name: answers given, ids of gifts, when counts were observed."""
    words: Dict[str, Json] = field(default_factory=dict)
    """The team's own words to keep, by name."""

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """Every refused row, file by file."""
        return tuple(refusal for part in self.parts for refusal in part.parsed.refusals)

    @property
    def questions(self) -> tuple[tuple[str, Ambiguity], ...]:
        """(file, column to ask about): its rows are refused until somebody answers."""
        return tuple((part.parsed.file, question) for part in self.parts for question in part.parsed.questions)

    @property
    def changes_nothing(self) -> bool:
        """Whether every accepted row, and the settings, are already in the store as they are."""
        return self.settings_are_known and not any(part.comparison.new or part.comparison.changed for part in self.parts)

    @property
    def holds_nothing(self) -> bool:
        """Whether there is nothing to write at all: no settings, and every row refused."""
        return not (self.settings_toml or self.words) and not any(part.parsed.records for part in self.parts)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did; `written.batch_id` None means that every row was known already."""

    campaign: Campaign
    written: Written
    refusals: tuple[Refusal, ...]
    settings_changed: bool = False
    """Whether a new `campaign.toml` was saved."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person decided about files: column formats by file and header, a mapping, a sheet, the platform's total,
    what unknown words mean, when counts were observed."""

    formats: Dict[str, Dict[str, str]] = field(default_factory=dict)
    mapping: Mapping | None = None
    sheet: str | None = None
    amount_raised_cents: int | None = None
    values: Dict[str, Dict[str, str]] = field(default_factory=dict)
    """Column name -> {word of the file: our choice}, for words that only a person can tell, such as a status."""
    observed_at: datetime | None = None
    """When the counts of an export of posts were what it says; None: worked out, see `lib.services.file_memory`."""


def is_folder(files: Dict[str, bytes]) -> bool:
    """Whether files dropped together are (a part of) a campaign folder: told by their names, or a zip of one."""
    names = [Path(name).name.lower() for name in files]
    return any(name in _FOLDER_FILES or name.endswith(".zip") for name in names)


def folder_preview(
    store: Store, source: Path | Dict[str, bytes], opened: OpenCampaign | None, answers: Answers | None = None
) -> Preview:
    """What importing a campaign folder would do; files without a `campaign.toml` join the open campaign.

    Raises SettingsError and SourceError, in words; a refused row is in the preview, not an error.
    """
    formats = (answers or Answers()).formats
    target = _target(opened)
    content = read_folder(source, campaign=target[0], kpi_ids=KPI_IDS, formats=formats)
    plan = None if content.settings_toml else target[1]
    parts = tuple(_part(store, content.campaign, piece) for piece in content.tables.values())
    words = words_of(content.report_toml)
    digest = _digest(content.settings_toml, *(piece.digest for piece in content.tables.values()))
    return Preview(
        content.campaign,
        content.settings_toml,
        parts,
        "folder",
        digest,
        content.remarks,
        plan,
        _has_demonstration(store, content.campaign),
        settings_are_known=_knows(store, content) and are_known(store, _campaign_id(store, content.campaign), words),
        words=dict(kept_words(words)),
    )


def file_preview(
    store: Store,
    name: str,
    data: bytes,
    opened: OpenCampaign | None,
    answers: Answers | None = None,
    *,
    at: datetime | None = None,
) -> Preview:
    """What importing one CSV or workbook would do: its layout is recognised, else remembered, else asked for.

    `at`: the present instant, by which counts that no date tells were observed; the clock's without it. Raises
    UnknownLayout when nobody has matched its columns yet (the mapping step is next), and SourceError in words.
    """
    answers = answers or Answers()
    campaign, plan = _needed(_target(opened))
    read = table_file(name, data, sheet=answers.sheet)
    how = answers.mapping or layout_or_memory(store, read)
    mapping = (signature(read.headers), how) if isinstance(how, Mapping) else None
    memory = recalled(
        store, _campaign_id(store, campaign), read, how, answers.values, answers.observed_at, at or now(), campaign.period.zone
    )
    piece = parsed(
        read,
        how,
        campaign,
        formats=answers.formats.get(name, {}),
        values=memory.values,
        amount_raised_cents=answers.amount_raised_cents,
        observed_at=memory.observed_at,
    )
    piece, ids = joined_piece(store, _campaign_id(store, campaign), piece)
    return Preview(
        campaign,
        "",
        tuple(_part(store, campaign, each) for each in (piece, *beside(piece))),
        piece.layout,
        piece.digest,
        memory.remarks(piece),
        plan,
        _has_demonstration(store, campaign),
        mapping=mapping,
        memories={**memory.to_keep(piece), **({IDS: ids} if ids else {})},
    )


def _campaign_id(store: Store, campaign: Campaign) -> int | None:
    return next((record.id for record in campaigns(store) if record.name == campaign.name), None)


def layout_or_memory(store: Store, read: TableFile) -> Layout | Mapping:
    """The layout that a file's header row is, or the mapping remembered for it; raises UnknownLayout without either."""
    remembered = stored_mapping(store, signature(read.headers))
    return Mapping.from_json(remembered["mapping"]) if remembered else identify(read)


def confirm(store: Store, preview: Preview, *, at: datetime, who: str) -> Outcome:
    """Write a preview in one transaction: all of it or nothing; compared again inside, so that two people may import at once."""
    if preview.holds_nothing:
        return Outcome(preview.campaign, Written(None, {}), preview.refusals)
    with store.writing():
        settings_changed = preview.settings_toml not in ("", _stored_settings(store, preview.campaign.name))
        if preview.replaces_demonstration:
            _remove_demonstrations(store)
        campaign_id = _prepared_campaign(store, preview, at, who)
        delivery = Delivery(
            preview.source, at, who, tuple(dict.fromkeys(part.parsed.file for part in preview.parts)), len(preview.refusals),
            preview.digest,
        )
        written = write_batch(store, campaign_id, _rows(preview), delivery)
        if preview.mapping:
            save_mapping(store, preview.mapping[0], {"mapping": preview.mapping[1].to_json()}, at=at)
        for name, value in {**preview.memories, **preview.words}.items():
            keep(store, campaign_id, name, value, at=at)
    return Outcome(preview.campaign, written, preview.refusals, settings_changed)


def _stored_settings(store: Store, name: str) -> str | None:
    return next((record.settings_toml for record in campaigns(store) if record.name == name), None)


def _prepared_campaign(store: Store, preview: Preview, at: datetime, who: str) -> int:
    """The id of the campaign that receives the rows, its settings and shipped plan saved first where they are new."""
    if preview.plan is not None:
        record = save_campaign(store, preview.plan.settings_toml, preview.campaign, at=at, who=who)
        plan_rows = {table.name: piece.rows for table, piece in preview.plan.tables.items()}
        write_batch(store, record.id, plan_rows, Delivery("plan", at, who, tuple(f"{name}.csv" for name in plan_rows)))
        return record.id
    if preview.settings_toml:
        return save_campaign(store, preview.settings_toml, preview.campaign, at=at, who=who).id
    return next(record.id for record in campaigns(store) if record.name == preview.campaign.name)


def _rows(preview: Preview) -> dict[str, list[Row]]:
    """Rows by table, holding only the fields that the file speaks of: the others keep what is stored."""
    rows: dict[str, list[Row]] = {}
    for part in preview.parts:
        piece = part.parsed
        rows.setdefault(piece.table.name, []).extend(piece.rows_said)
    return rows


def _part(store: Store, campaign: Campaign, piece: Parsed) -> Part:
    rows = list(piece.rows_said)
    known = _campaign_id(store, campaign)
    if known is None:
        return Part(piece, Comparison(tuple(rows), (), 0))
    return Part(piece, comparison(store, known, piece.table.name, rows))


def _target(opened: OpenCampaign | None) -> tuple[Campaign | None, FolderContent | None]:
    """Who receives files that name no campaign: the open one, or the shipped plan while only the demonstration is there."""
    if opened is not None and not opened.campaign.invented:
        return opened.campaign, None
    plan = read_folder(SHIPPED_PLAN, kpi_ids=KPI_IDS)
    return plan.campaign, plan


def _needed(target: tuple[Campaign | None, FolderContent | None]) -> tuple[Campaign, FolderContent | None]:
    campaign, plan = target
    assert campaign is not None
    return campaign, plan


def _has_demonstration(store: Store, campaign: Campaign) -> bool:
    return not campaign.invented and any(record.invented for record in campaigns(store))


def _knows(store: Store, content: FolderContent) -> bool:
    return not content.settings_toml or any(record.settings_toml == content.settings_toml for record in campaigns(store))


def _remove_demonstrations(store: Store) -> None:
    for record in campaigns(store):
        if record.invented:
            delete_campaign(store, record.name)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
