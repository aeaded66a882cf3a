"""A CSV file on the disk, however large: read as often as needed, some thousand rows at a time, never all at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import TextIOWrapper
from pathlib import Path

from lib.campaign.errors import FileTooLarge, UnreadableFile
from lib.campaign.message import N_
from lib.sources.cells.names import unique
from lib.sources.tables.decoding import encoding_of
from lib.sources.tables.limits import MIB, Limits
from lib.sources.tables.separated import Grid, cut_of, numbered_rows
from lib.sources.tables.table_file import TableFile, cleaned_rows, laid, remarks

STREAM_LIMITS = Limits(upload_bytes=4096 * MIB, rows=20_000_000)
"""What a file may have that is not held in memory; its cells and columns are bounded as anywhere."""
Progress = Callable[[float], None]
"""Told the share of a reading that is done, 0 to 1."""


def unheard(_share: float) -> None:
    """Nobody asks how far it is."""


class BigFile:
    """A table of texts that lies in a file. `head`: the file without any of its rows, to tell what it is.

    Raises UnreadableFile or FileTooLarge, when opened or while it is read, as `table_file` does.
    """

    def __init__(self, path: Path, limits: Limits = STREAM_LIMITS) -> None:
        self._path, self._limits, self._state = path, limits, _state(path)
        if self._state[0] > limits.upload_bytes:
            raise FileTooLarge(N_("“%(file)s” is larger than %(limit)s MB. Split it, or export a shorter period."),
                               file=path.name, limit=str(limits.upload_bytes // MIB))  # fmt: skip
        self._encoding = encoding_of(path.name, self._pieces)
        with self._path.open(encoding=self._encoding, newline="") as text:
            start = text.read(MIB)
        self._cut = cut_of(start)
        self._broken: set[int] = set()
        self.head = self._head()

    def slices(self, progress: Progress = unheard) -> Iterator[TableFile]:
        """The rows, some thousand at a time, each slice as a file of its own under the headers of all."""
        width = len(self.head.headers)
        for numbers, rows in self._raw(progress, skip=1):
            kept = [
                (number, cells if number in self._broken else laid(cells, width))
                for number, cells in zip(numbers, cleaned_rows(rows), strict=True)
                if any(cells)
            ]
            yield replace(
                self.head,
                rows=tuple(cells for _number, cells in kept),
                numbers=tuple(number for number, _cells in kept),
                broken=frozenset(self._broken),
            )

    def _head(self) -> TableFile:
        numbers, rows = next(self._raw(unheard), ([], []))
        names = cleaned_rows(rows[:1])[0] if rows else ()
        width = self._width(names)
        if not width:
            raise UnreadableFile(N_("“%(file)s” is empty. Nothing was read."), file=self._path.name)
        return TableFile(
            name=self._path.name,
            headers=unique(names[:width]),
            rows=(),
            numbers=(),
            digest=self._digest(),
            encoding=self._encoding,
            separator=self._cut.separator,
            remarks=tuple(remarks(Grid([], numbers, is_wrapped=self._cut.is_wrapped))),
        )

    def _width(self, names: tuple[str, ...]) -> int:
        """The number of columns: trailing ones without a header count only where a well-formed row fills them."""
        named = max((place for place, name in enumerate(names, start=1) if name), default=0)
        if named == len(names):
            return named
        filled = (
            max((place for place, cell in enumerate(cells, start=1) if cell), default=0)
            for _numbers, rows in self._raw(unheard)
            for cells in cleaned_rows(rows)
            if len(cells) == len(names)
        )
        return max(filled, default=0)

    def _raw(self, progress: Progress, skip: int = 0) -> Iterator[tuple[list[int], list[tuple[str, ...]]]]:
        """(numbers, rows) from the header on, or from `skip` rows after it, trimmed of nothing."""
        self._broken.clear()
        try:
            with self._path.open("rb") as raw, TextIOWrapper(raw, encoding=self._encoding, newline="") as text:
                text.read(self._cut.starts_at)
                for numbers, rows in numbered_rows(self._path.name, text, self._cut, self._broken, self._limits):
                    yield numbers[skip:], rows[skip:]
                    skip = 0
                    progress(min(raw.tell() / max(self._state[0], 1), 1.0))
        except (OSError, UnicodeDecodeError) as error:
            raise _changed(self._path) from error
        if _state(self._path) != self._state:
            raise _changed(self._path)

    def _pieces(self) -> Iterator[bytes]:
        with self._path.open("rb") as file:
            while piece := file.read(MIB):
                yield piece + file.readline(MIB)

    def _digest(self) -> str:
        with self._path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


def _state(path: Path) -> tuple[int, int]:
    """Size and time of the last change: a file that is written to while it is read would be half of two files."""
    try:
        found = path.stat()
    except OSError as error:
        raise UnreadableFile(N_("“%(file)s” cannot be opened. Check that you may read it."), file=path.name) from error
    return found.st_size, found.st_mtime_ns


def _changed(path: Path) -> UnreadableFile:
    return UnreadableFile(N_("“%(file)s” changed while it was being read. Nothing was written: import it again."), file=path.name)
