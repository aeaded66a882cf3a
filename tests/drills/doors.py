"""The real doors that bad input comes in by: a dropped file, a server's answer, a typed text; each ends in one word of outcome.

They write to a real SQLite store, which is emptied again after each file that wrote something.
"""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from lib.campaign.errors import DashboardError, UnknownLayout
from lib.campaign.message import Message
from lib.campaign.tables import TABLES, Column, Kind, Table
from lib.i18n.language import ENGLISH, FRENCH
from lib.i18n.translator import Translator
from lib.services.campaigns import OpenCampaign, open_campaign
from lib.services.edits.editing import Edit, Refused, Saved, save
from lib.services.edits.team_words import Topic, team_words, words_of, words_toml, write_words
from lib.services.imports.dropped import is_folder
from lib.services.imports.importing import Answers, Preview, confirm, file_preview, folder_preview
from lib.services.leaving.exporting import folder_files, refused_file
from lib.sources.layouts.suggestion import campaign_suggestion, suggestion
from lib.sources.mapping import Mapping
from lib.sources.result import Parsed
from lib.sources.tables.table_file import clean, table_file
from lib.store.campaigns import delete_campaign
from lib.store.engine import Store, open_store
from lib.store.queries.lists import rows
from tests.drills.slices import unlike
from tests.drills.twins import Twin, compared, table_compared
from tests.support.files import SETTINGS

AT = datetime(2018, 3, 1, 12, tzinfo=UTC)
REFUSED, TAKEN, BROKEN = "refused in words", "each row taken or refused", "BROKEN"
_ALIVE = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_SAID_BY_OTHERS = frozenset({"id", "currency", "contribution_id", "post_id", "account"})
_NECESSARY = {Kind.INSTANT: "2018-02-01T12:00:00-05:00", Kind.DAY: "2018-02-01", Kind.AMOUNT: "5.00", Kind.COUNT: "3"}


class Doors:
    """A store of its own with one campaign."""

    def __init__(self, place: Path) -> None:
        self.store: Store = open_store(f"sqlite:///{place / 'doors.db'}")
        self._place = place
        self._begin()

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    def file(self, name: str, content: bytes, twin: Twin | None = None) -> str:
        """What became of a dropped file: read whole and in slices, shown, written, and what was refused given back as a file."""
        fault = self._unlike_in_slices(name, content, twin)
        return f"{BROKEN}: {fault}" if fault else self._dropped(name, content, twin)

    def _unlike_in_slices(self, name: str, content: bytes, twin: Twin | None) -> str:
        path = self._place / Path(name).name
        try:
            return unlike(path, content, twin.mapping if twin else None)
        finally:
            path.unlink(missing_ok=True)

    def _dropped(self, name: str, content: bytes, twin: Twin | None) -> str:
        try:
            if twin is not None and twin.mapping is None:
                return table_compared(twin, table_file(name, content))
            preview = self._previewed(name, content, twin)
            self._written(preview)
        except DashboardError as error:
            return self._words(error.message)
        counted = [_uncounted(part.parsed) for part in preview.parts[:1]]
        if any(counted):
            return f"{BROKEN}: {next(filter(None, counted))}"
        return compared(twin, preview) if twin else TAKEN

    def _previewed(self, name: str, content: bytes, twin: Twin | None) -> Preview:
        opened = open_campaign(self.store)
        if is_folder({name: content}):
            return folder_preview(self.store, {name: content}, opened)
        if twin is not None and twin.mapping is not None:
            return file_preview(self.store, name, content, opened, Answers(mapping=twin.mapping), at=AT)
        try:
            return file_preview(self.store, name, content, opened, at=AT)
        except UnknownLayout:
            return file_preview(self.store, name, content, opened, Answers(mapping=self._proposed(name, content)), at=AT)

    def _proposed(self, name: str, content: bytes) -> Mapping:
        """What the step of matching columns would propose, taken as it is; UnknownLayout again where it proposes nothing."""
        read = table_file(name, content)
        campaign_suggestion(read)
        proposed = suggestion(read)
        if proposed is None:
            raise UnknownLayout("The columns of “%(file)s” are not known yet. Match them once.", file=name)
        return proposed

    def _written(self, preview: Preview) -> None:
        for said in (*preview.remarks, *(remark for part in preview.parts for remark in part.parsed.remarks)):
            self._words(said)
        refused_file(preview.refusals, _ENGLISH.sentence)
        if any(self._words(refusal.reason) != REFUSED for refusal in preview.refusals[:50]):
            raise AssertionError("a refusal without words")
        outcome = confirm(self.store, preview, at=AT, who="drill")
        if outcome.written.batch_id is not None:
            self._begin()

    def _words(self, message: Message) -> str:
        """The outcome of a sentence: it can be said in both languages, and is one."""
        said = [translator.sentence(message) for translator in (_ENGLISH, _FRENCH)]
        is_sentence = all(text.strip() and "%(" not in text and "Traceback" not in text for text in said)
        return REFUSED if is_sentence else f"{BROKEN}: not a sentence: {said[0][:80]}"

    def texts(self, some: list[str]) -> str:
        """Texts in every free field of every table, imported, exported, imported again; then typed by hand."""
        files = {f"{table.name}.csv": _table_of(table, some) for table in TABLES}
        try:
            preview = folder_preview(self.store, files, open_campaign(self.store))
            confirm(self.store, preview, at=AT, who=clean(some[0])[:80] or "drill")
        except DashboardError as error:
            return self._words(error.message)
        opened = open_campaign(self.store)
        fault = self._armed(opened) or self._not_the_same(opened) or self._not_typed(opened, some) or self._not_written(opened, some)
        self._begin()
        return f"{BROKEN}: {fault}" if fault else TAKEN

    def _armed(self, opened: OpenCampaign) -> str:
        """A cell of the export that a spreadsheet would run; empty where there is none."""
        for name, lines in folder_files(self.store, opened):
            if name.endswith(".csv"):
                for row in csv.reader(io.StringIO("".join(lines), newline="")):
                    armed = [cell for cell in row if is_armed(cell)]
                    if armed:
                        return f"{name} holds the formula {armed[0][:60]!r}"
        return ""

    def _not_the_same(self, opened: OpenCampaign) -> str:
        """What an export, imported again, would change; empty where it changes nothing."""
        again = {name: "".join(lines).encode() for name, lines in folder_files(self.store, opened)}
        preview = folder_preview(self.store, again, opened)
        changed = [part.parsed.table.name for part in preview.parts if part.comparison.new or part.comparison.changed or part.parsed.refusals]
        return f"an export that comes back changes {', '.join(changed)}" if changed else ""

    def _not_typed(self, opened: OpenCampaign, some: list[str]) -> str:
        """Typed in the table of tasks, a text is kept as it was meant, or refused in words."""
        edits = [Edit(None, {"id": f"t{number}", "name": "x", "owner": text, "starts_on": "2018-02-01"}) for number, text in enumerate(some)]
        outcome = save(self.store, opened, "tasks", edits, at=AT, who="drill")
        if isinstance(outcome, Refused):
            return next((said for fault in outcome.faults if (said := self._words(fault.reason)) != REFUSED), "")
        if not isinstance(outcome, Saved):
            return f"an edit ends in {outcome!r}"[:120]
        held = {row["id"]: row["owner"] for row in rows(self.store, opened.id, "tasks")}
        wrong = [text for number, text in enumerate(some) if held.get(f"t{number}") != _meant(text)]
        return f"{wrong[0]!r} was typed and is not what is kept" if wrong else ""

    def _not_written(self, opened: OpenCampaign, some: list[str]) -> str:
        """The words of the report come back from their file as they were kept."""
        topic, said = next(iter(Topic)), "\n".join(clean(text)[:200] for text in some)
        try:
            write_words(self.store, opened.id, topic, said[:2_000], read=team_words(self.store, opened.id).get(topic), at=AT, who="drill")
        except DashboardError as error:
            return "" if self._words(error.message) == REFUSED else "no words"
        kept = team_words(self.store, opened.id)
        return "" if words_of(words_toml(kept).encode()) == kept else "the report's words do not come back as they were"

    def _begin(self) -> None:
        """The campaign of the drill, with nothing in it."""
        with suppress(DashboardError):  # the first time there is none
            delete_campaign(self.store, "essai")
        confirm(self.store, folder_preview(self.store, {"campaign.toml": SETTINGS.encode()}, None), at=AT, who="drill")


_ENGLISH, _FRENCH = Translator(ENGLISH), Translator(FRENCH)


def is_armed(cell: str) -> bool:
    """Whether a spreadsheet would run a cell: it starts a formula, also once what is invisible was dropped; numbers do not."""
    bare = cell.lstrip("\x00\xa0\u200b\u200c\u200d\u2060\ufeff \"")
    if not bare.startswith(_ALIVE) and not cell.startswith(_ALIVE):
        return False
    return not _is_number(cell)


def _uncounted(piece: Parsed) -> str:
    """What does not add up: accepted + refused + repeated rows are those of the file."""
    counted = piece.accepted_row_count + len(piece.refusals) + piece.duplicate_count
    return "" if counted == piece.row_count else f"{counted} rows are not {piece.row_count}"


def _is_number(cell: str) -> bool:
    try:
        float(cell.replace(",", "."))
    except ValueError:
        return False
    return cell.isascii()


def _meant(text: str) -> str | None:
    """A text as it is kept: trimmed, composed, without what cannot be seen or stored."""
    return clean(text).replace("\r\n", "\n").replace("\r", "\n").strip() or None


def _table_of(table: Table, some: list[str]) -> bytes:
    """A plain file of a table, with each text in each of its free fields, row by row."""
    held = io.StringIO(newline="")
    writer = csv.writer(held)
    writer.writerow([column.name for column in table.columns])
    for number, text in enumerate(some):
        writer.writerow([_cell(table, column, number, text) for column in table.columns])
    return held.getvalue().encode("utf-8", "surrogatepass")


def _cell(table: Table, column: Column, number: int, text: str) -> str:
    if column.name in _SAID_BY_OTHERS:
        return {"currency": "CAD", "account": f"page{number}"}.get(column.name, str(number))
    if column.kind is Kind.TEXT:
        return f"{text}" if column.name not in table.key else f"{text} {number}"
    if column.kind is Kind.CHOICE:
        return column.choices[0]
    return _NECESSARY.get(column.kind, "") if column.required else ""

