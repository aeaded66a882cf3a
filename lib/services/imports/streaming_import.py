"""A large file of contributions in: read twice from the disk, written slice by slice in one transaction, never held at once.

It does what `file_preview` and `confirm` do of a small file. Of the refused rows the first ones are kept, all are counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain
from pathlib import Path

from lib.campaign.message import N_
from lib.campaign.tables import CONTRIBUTIONS, Refusal, Row
from lib.services.campaigns import OpenCampaign
from lib.services.imports.importing import Reading, campaign_id_of, delivery_of, reading_of, written
from lib.services.imports.previews import Answers, Outcome, Part, Preview
from lib.services.imports.same_gifts import joined_batches
from lib.sources.result import Parsed, Record
from lib.sources.streaming import Streamed, can_be_streamed
from lib.sources.tables.big_file import BigFile
from lib.sources.tables.workbook import is_workbook
from lib.store.changes.batches import Counts, Written, write_stream
from lib.store.changes.comparison import Comparison, compared_counts
from lib.store.engine import Store

LARGE_BYTES = 2 * 1024 * 1024
"""From this size on, a file that can be read slice by slice is."""
REFUSALS_KEPT = 10_000
"""How many refused rows are held, to be said and written to a file."""
_SHOWN = 5
"""How many accepted rows are held, to be shown."""
LOOKING, WRITING, SETTLING, COMPARING = N_("Reading"), N_("Saving"), N_("Adding up the totals"), N_("Checking")
Heard = Callable[[str, float, int], None]
"""Told the stage (`LOOKING`, `COMPARING`; `WRITING`, `SETTLING`), the share of it that is done, 0 to 1, the rows gone through."""


def is_large(path: Path, least_bytes: int = LARGE_BYTES) -> bool:
    """Whether a file is a text so large that it is better read slice by slice, if it can be."""
    if not path.is_file() or path.stat().st_size < least_bytes:
        return False
    with path.open("rb") as file:
        return not is_workbook(file.read(16))


class StreamedImport:
    """A large file, looked over and ready to be written.

    Raises UnreadableFile and FileTooLarge for the file, UnknownLayout when nobody has matched its columns yet.
    """

    def __init__(
        self, store: Store, path: Path, opened: OpenCampaign | None, answers: Answers, *, at: datetime, heard: Heard
    ) -> None:
        self._store, self._heard, self._at = store, heard, at
        file = BigFile(path)
        self._reading: Reading = reading_of(store, file.head, opened, answers, at)
        self.can_be_streamed = can_be_streamed(self._reading.how)
        """Whether each row is a contribution by itself; where it is not, the file must be read whole."""
        self.refused_count = self._row_count = 0
        self._refusals: list[Refusal] = []
        self._first: list[Record] = []
        self._counts: Counts | None = None
        if self.can_be_streamed:
            formats, values = answers.formats.get(path.name, {}), self._reading.memory.values
            self._streamed = Streamed(file, self._reading.how, self._reading.campaign, formats=formats, values=values)
            self._streamed.look_over(lambda share: heard(LOOKING, share, self._streamed.row_count))

    @property
    def preview(self) -> Preview:
        """The file as far as it was read: its remarks and questions at once, its refused and first rows once they were read."""
        frame = replace(
            self._streamed.frame, refusals=tuple(self._refusals), duplicate_count=self._streamed.duplicate_count,
            records=tuple(self._first),
        )  # fmt: skip
        part = Part(frame, Comparison((), (), 0), self._counts, self.refused_count)
        return self._reading.preview(self._store, (part,))

    def write(self, who: str) -> Outcome:
        """Write it in one transaction, all of it or nothing; meanwhile nobody else writes to the store."""
        rows = self._batches()
        first = next(rows, None)
        if first is None:
            preview = self.preview
            return Outcome(preview.campaign, Written(None, {}), preview.refusals, refused=self.refused_count)
        said, count = delivery_of(self.preview, self._at, who), self._streamed.row_count

        def write(campaign_id: int) -> Written:
            joined = joined_batches(self._store, campaign_id, chain([first], rows), {}, self._at)
            return write_stream(self._store, campaign_id, joined, said, refused=lambda: self.refused_count, expected_rows=count,
                                settling=lambda share: self._heard(SETTLING, share, self._row_count))  # fmt: skip

        done = written(self._store, self.preview, write, at=self._at, who=who)
        return replace(done, refusals=self.preview.refusals, refused=self.refused_count)

    def compared(self) -> Counts:
        """What writing it would do; nothing is written."""
        known = campaign_id_of(self._store, self._reading.campaign)
        counts = Counts()
        for name, rows in self._batches(COMPARING):
            counts += Counts(len(rows)) if known is None else Counts(*compared_counts(self._store, known, name, rows))
        self._counts = counts
        return counts

    def _batches(self, stage: str = WRITING) -> Iterator[tuple[str, Sequence[Row]]]:
        self._row_count = self.refused_count = 0
        self._refusals.clear()
        self._first.clear()
        for piece in self._streamed.slices(lambda share: self._heard(stage, share, self._row_count)):
            self._row_count += piece.row_count
            self._refuse(piece)
            self._first += piece.records[: max(_SHOWN - len(self._first), 0)]
            if piece.records:
                yield CONTRIBUTIONS.name, piece.rows_said

    def _refuse(self, piece: Parsed) -> None:
        self.refused_count += len(piece.refusals)
        self._refusals += piece.refusals[: max(REFUSALS_KEPT - len(self._refusals), 0)]
