"""What an import would do, and did: files read, compared with what is stored, and the answers that a person gave."""

from __future__ import annotations

from collections.abc import Mapping as Dict
from dataclasses import dataclass, field
from datetime import datetime

from lib.campaign.message import Message
from lib.campaign.model import Campaign
from lib.campaign.tables import Refusal
from lib.sources.mapping import Mapping
from lib.sources.plain import FolderContent
from lib.sources.result import Ambiguity, Parsed
from lib.store.changes.batches import Counts, Written
from lib.store.changes.comparison import Comparison
from lib.store.kept import Json


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a preview: what was read, and what it would change in the store."""

    parsed: Parsed
    comparison: Comparison
    told: Counts | None = None
    """How many rows would come in, change and stay, where the rows themselves were not kept."""
    refused: int | None = None
    """How many rows are refused, where not all of them were kept."""

    @property
    def refused_count(self) -> int:
        """How many rows are refused, those included that were not kept."""
        return len(self.parsed.refusals) if self.refused is None else self.refused

    @property
    def counts(self) -> Counts:
        """How many rows would come in, change and stay."""
        return self.told or Counts(len(self.comparison.new), len(self.comparison.changed), self.comparison.same)


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
    def refused_count(self) -> int:
        """How many rows are refused, those included that were not kept."""
        return sum(part.refused_count for part in self.parts)

    @property
    def questions(self) -> tuple[tuple[str, Ambiguity], ...]:
        """(file, column to ask about): its rows are refused until somebody answers."""
        return tuple((part.parsed.file, question) for part in self.parts for question in part.parsed.questions)

    @property
    def changes_nothing(self) -> bool:
        """Whether every accepted row, and the settings, are already in the store as they are."""
        return self.settings_are_known and not any(part.counts.inserted or part.counts.changed for part in self.parts)

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
    refused: int | None = None
    """How many rows were refused, where not all of them were kept."""

    @property
    def refused_count(self) -> int:
        """How many rows were refused, those included that were not kept."""
        return len(self.refusals) if self.refused is None else self.refused


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
    """When the counts of an export of posts were what it says; None: worked out, see `lib.services.imports.file_memory`."""
