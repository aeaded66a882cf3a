"""Files in: a preview that writes nothing, then one transaction; the same file twice changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from collections.abc import Mapping as Dict
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lib.campaign.model import Campaign
from lib.campaign.tables import Row
from lib.kpis.registry import KPI_IDS
from lib.services.campaigns import OpenCampaign
from lib.services.clock import now
from lib.services.edits.team_words import are_known, kept_words, words_of
from lib.services.environment import SHIPPED
from lib.services.imports.file_memory import Memory, beside, recalled
from lib.services.imports.left_out import keep_left_out
from lib.services.imports.previews import Answers as Answers
from lib.services.imports.previews import Outcome as Outcome
from lib.services.imports.previews import Part as Part
from lib.services.imports.previews import Preview as Preview
from lib.services.imports.same_gifts import IDS, joined_piece
from lib.sources.layouts.layouts import Layout, identify
from lib.sources.mapping import Mapping, signature
from lib.sources.parsing import parsed
from lib.sources.plain import FolderContent, read_folder
from lib.sources.result import Parsed
from lib.sources.tables.table_file import TableFile, table_file
from lib.store.campaigns import campaigns, delete_campaign, save_campaign
from lib.store.changes.batches import Delivery, Written, write_batch
from lib.store.changes.comparison import Comparison, comparison
from lib.store.engine import Store
from lib.store.kept import keep, save_mapping
from lib.store.kept import mapping as stored_mapping

SHIPPED_PLAN = SHIPPED / "services-faciles"
"""The real plan, which receives a first export dropped while only the demonstration is loaded."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file will be read, and into what: its layout or mapping, the campaign that receives it, what is remembered."""

    campaign: Campaign
    plan: FolderContent | None
    how: Layout | Mapping
    mapping: tuple[str, Mapping] | None
    memory: Memory

    def preview(self, store: Store, parts: tuple[Part, ...], ids: Dict[str, str] | None = None) -> Preview:
        """The preview of the file that the first of `parts` is; `ids`: those to keep of its gifts."""
        piece = parts[0].parsed
        return Preview(
            self.campaign,
            "",
            parts,
            piece.layout,
            piece.digest,
            self.memory.remarks(piece),
            self.plan,
            _has_demonstration(store, self.campaign),
            mapping=self.mapping,
            memories={**self.memory.to_keep(piece), **({IDS: dict(ids)} if ids else {})},
        )


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
        settings_are_known=_knows(store, content) and are_known(store, campaign_id_of(store, content.campaign), words),
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
    read = table_file(name, data, sheet=answers.sheet)
    reading = reading_of(store, read, opened, answers, at or now())
    piece = parsed(
        read,
        reading.how,
        reading.campaign,
        formats=answers.formats.get(name, {}),
        values=reading.memory.values,
        amount_raised_cents=answers.amount_raised_cents,
        observed_at=reading.memory.observed_at,
    )
    piece, ids = joined_piece(store, campaign_id_of(store, reading.campaign), piece)
    return reading.preview(store, tuple(_part(store, reading.campaign, each) for each in (piece, *beside(piece))), ids)


def reading_of(store: Store, read: TableFile, opened: OpenCampaign | None, answers: Answers, at: datetime) -> Reading:
    """How a file will be read, told from its headers; raises UnknownLayout when nobody has matched its columns yet."""
    campaign, plan = _needed(_target(opened))
    how = answers.mapping or layout_or_memory(store, read)
    mapping = (signature(read.headers), how) if isinstance(how, Mapping) else None
    known = campaign_id_of(store, campaign)
    memory = recalled(store, known, read, how, answers.values, answers.observed_at, at, campaign.period.zone)
    return Reading(campaign, plan, how, mapping, memory)


def campaign_id_of(store: Store, campaign: Campaign) -> int | None:
    """The number of a campaign; None while it is not in the store."""
    return next((record.id for record in campaigns(store) if record.name == campaign.name), None)


def layout_or_memory(store: Store, read: TableFile) -> Layout | Mapping:
    """The layout that a file's header row is, or the mapping remembered for it; raises UnknownLayout without either."""
    remembered = stored_mapping(store, signature(read.headers))
    return Mapping.from_json(remembered["mapping"]) if remembered else identify(read)


def confirm(store: Store, preview: Preview, *, at: datetime, who: str) -> Outcome:
    """Write a preview in one transaction: all of it or nothing; compared again inside, so that two people may import at once."""
    if preview.holds_nothing:
        return Outcome(preview.campaign, Written(None, {}), preview.refusals)
    delivery = delivery_of(preview, at, who)
    return written(store, preview, lambda campaign_id: write_batch(store, campaign_id, _rows(preview), delivery), at=at, who=who)


def delivery_of(preview: Preview, at: datetime, who: str) -> Delivery:
    """What the list of imports says of a preview once it is written."""
    files = tuple(dict.fromkeys(part.parsed.file for part in preview.parts))
    return Delivery(preview.source, at, who, files, len(preview.refusals), preview.digest)


def written(store: Store, preview: Preview, write: Callable[[int], Written], *, at: datetime, who: str) -> Outcome:
    """One transaction: the campaign made ready, its rows written by `write` (given its id), what is remembered of the file."""
    with store.writing():
        settings_changed = preview.settings_toml not in ("", _stored_settings(store, preview.campaign.name))
        if preview.replaces_demonstration:
            _remove_demonstrations(store)
        campaign_id = _prepared_campaign(store, preview, at, who)
        done = write(campaign_id)
        keep_left_out(store, campaign_id, done.batch_id, (part.parsed for part in preview.parts), at=at)
        if preview.mapping:
            save_mapping(store, preview.mapping[0], {"mapping": preview.mapping[1].to_json()}, at=at)
        for name, value in {**preview.memories, **preview.words}.items():
            keep(store, campaign_id, name, value, at=at)
    return Outcome(preview.campaign, done, preview.refusals, settings_changed)


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
    known = campaign_id_of(store, campaign)
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
