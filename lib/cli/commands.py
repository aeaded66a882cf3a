"""What each command does: ask a service, say the answer. True when nothing was refused."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from lib.campaign.errors import DashboardError, SettingsError, SourceError, UnknownLayout, UnreadableFile, UseError
from lib.campaign.message import N_, say, say_many
from lib.campaign.tables import Refusal
from lib.cli.file_answers import open_questions, typed_answers
from lib.cli.large_files import streamed_import
from lib.cli.listing import figure_lines
from lib.cli.terminal import Terminal
from lib.i18n.translator import Translator
from lib.services.campaigns import OpenCampaign, open_campaign
from lib.services.clock import now
from lib.services.demonstration import load_demonstration
from lib.services.environment import person_at_the_keyboard
from lib.services.forecast.forecasting import forecast_at
from lib.services.imports.dropped import is_zipped_folder
from lib.services.imports.importing import Outcome, Preview, confirm, file_preview, folder_preview
from lib.services.imports.streaming_import import REFUSALS_KEPT, StreamedImport, is_large
from lib.services.leaving.exporting import refused_file, write_folder
from lib.services.moments import moment
from lib.services.persons.mailing import NOT_FOR_SOLICITING
from lib.services.reports.reporting import figures_json
from lib.services.safekeeping.verifying import discrepancies
from lib.services.stores import current_store
from lib.services.viewing import view
from lib.store.changes.batches import Counts
from lib.store.engine import Store

Command = Callable[[argparse.Namespace, Terminal], bool]
_REFUSALS_SAID = 20


def import_paths(options: argparse.Namespace, terminal: Terminal) -> bool:
    """Import each path in its own transaction; one that cannot be read is said, and the next ones go on."""
    paths = [_existing(Path(each)) for each in options.paths]
    store, refusals, unread = current_store(), list[Refusal](), 0
    for path in paths:
        try:
            refusals += _imported(store, path, options, terminal)
        except (SourceError, SettingsError) as error:
            _say_unread(error, terminal)
            unread += 1
    _say_refusals(refusals, options.refused, terminal)
    return not (refusals or unread)


def _existing(path: Path) -> Path:
    if not path.exists():
        raise UseError(N_("There is no file or folder at “%(path)s”."), path=str(path))
    return path


def _imported(store: Store, path: Path, options: argparse.Namespace, terminal: Terminal) -> Sequence[Refusal]:
    """Import one path, or say what importing it would do; its refused rows."""
    terminal.stage(say(N_("Reading %(path)s…"), path=str(path)))
    if is_large(path):
        opened = _receiver(store, options.campaign)
        answers = typed_answers(options, path.name, opened.campaign if opened else None)
        streamed = streamed_import(store, path, opened, answers, terminal)
        if streamed is not None:
            return _streamed(streamed, options, terminal)
    preview = _preview(store, path, options)
    if options.dry_run:
        _say_preview(preview, terminal)
    else:
        terminal.stage(say(N_("Writing…")))
        _say_outcome(confirm(store, preview, at=now(), who=person_at_the_keyboard()), preview, terminal)
    for question in open_questions(preview):
        terminal.complain(question)
    return preview.refusals


def _streamed(streamed: StreamedImport, options: argparse.Namespace, terminal: Terminal) -> Sequence[Refusal]:
    """The same for a large file, which is never in memory whole."""
    if options.dry_run:
        _say_counts(streamed.preview.parts[0].parsed.file, streamed.compared(), streamed.refused_count, terminal)
        _say_remarks(streamed.preview, terminal)
    else:
        outcome = streamed.write(person_at_the_keyboard())
        _say_outcome(outcome, streamed.preview, terminal)
    for question in open_questions(streamed.preview):
        terminal.complain(question)
    if streamed.refused_count > REFUSALS_KEPT:
        terminal.complain(
            say(
                N_("%(all)s rows are refused; the first %(kept)s are kept. Correct these, then import the file again."),
                all=streamed.refused_count,
                kept=REFUSALS_KEPT,
            )
        )
    return streamed.preview.refusals


def _say_unread(error: DashboardError, terminal: Terminal) -> None:
    terminal.complain(error.message)
    if isinstance(error, UnknownLayout):
        terminal.complain(
            say(N_("Columns are matched on the Data page (make run); from then on such files are imported here too."))
        )


def _preview(store: Store, path: Path, options: argparse.Namespace) -> Preview:
    opened = _receiver(store, options.campaign)
    answers = typed_answers(options, path.name, opened.campaign if opened else None)
    if path.is_dir() or (path.suffix.lower() == ".zip" and is_zipped_folder(path.name, _bytes_of(path))):
        return folder_preview(store, path, opened, answers)
    if path.name == "campaign.toml":
        return folder_preview(store, {path.name: _bytes_of(path)}, opened)
    return file_preview(store, path.name, _bytes_of(path), opened, answers, at=now())


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(N_("“%(file)s” cannot be opened. Check that you may read it."), file=path.name) from error


def _receiver(store: Store, campaign: str | None) -> OpenCampaign | None:
    """The campaign that receives files which name none; None in an empty store."""
    if campaign is not None:
        return open_campaign(store, campaign)
    try:
        return open_campaign(store)
    except UseError:
        return None


def _say_preview(preview: Preview, terminal: Terminal) -> None:
    for part in preview.parts:
        found = part.comparison
        counts = Counts(len(found.new), len(found.changed), found.same)
        _say_counts(part.parsed.file, counts, len(part.parsed.refusals), terminal)
    _say_remarks(preview, terminal)


def _say_outcome(outcome: Outcome, preview: Preview, terminal: Terminal) -> None:
    refused = {part.parsed.table.name: len(part.parsed.refusals) for part in preview.parts}
    for table, counts in outcome.written.by_table.items():
        _say_counts(f"{table}.csv", counts, refused.get(table, 0), terminal)
    _say_remarks(preview, terminal)
    if outcome.settings_changed:
        terminal.say(N_("The settings of “%(campaign)s” are saved."), campaign=outcome.campaign.name)
    if outcome.written.batch_id is None and not outcome.settings_changed:
        terminal.say(N_("Nothing new in “%(campaign)s”."), campaign=outcome.campaign.name)
    elif outcome.written.batch_id is not None:
        terminal.say(
            N_("Imported into “%(campaign)s” (import no. %(batch)s)."),
            campaign=outcome.campaign.name,
            batch=str(outcome.written.batch_id),
        )


def _say_counts(file: str, counts: Counts, refused: int, terminal: Terminal) -> None:
    terminal.say(
        N_("%(file)s: %(new)s new, %(changed)s changed, %(same)s known already, %(refused)s refused."),
        file=file,
        new=counts.inserted,
        changed=counts.changed,
        same=counts.same,
        refused=refused,
    )


def _say_remarks(preview: Preview, terminal: Terminal) -> None:
    for remark in (*preview.remarks, *(remark for part in preview.parts for remark in part.parsed.remarks)):
        terminal.stage(remark)


def _say_refusals(refusals: list[Refusal], path: str | None, terminal: Terminal) -> None:
    for refusal in refusals[:_REFUSALS_SAID]:
        terminal.refuse(
            say(
                N_("Refused: %(file)s, row %(row)s, column %(column)s. %(reason)s"),
                file=refusal.file,
                row=str(refusal.row),
                column=refusal.column or "—",
                reason=refusal.reason,
            )
        )
    if len(refusals) > _REFUSALS_SAID:
        more = len(refusals) - _REFUSALS_SAID
        terminal.complain(say_many(N_("… and %(count)s more."), N_("… and %(count)s more."), more))
    if refusals and path:
        _write_refused(Path(path), refused_file(refusals, terminal.translator.sentence))
        terminal.complain(say(N_("The refused rows are in %(path)s: correct them and import that file."), path=path))
    elif refusals:
        terminal.complain(say(N_("With --refused FILE, the refused rows are written to a file to correct and import again.")))


def _write_refused(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise UseError(N_("“%(path)s” cannot be written: name another file for the refused rows."), path=str(path)) from error


def export(options: argparse.Namespace, terminal: Terminal) -> bool:
    """Write the campaign folder."""
    store = current_store()
    opened = open_campaign(store, options.campaign)

    def told(name: str, count: int) -> None:
        terminal.stage(say_many(N_("%(name)s: %(count)s row"), N_("%(name)s: %(count)s rows"), count, name=name))

    write_folder(store, opened, Path(options.folder), told)
    terminal.stage(NOT_FOR_SOLICITING)
    terminal.say(N_("“%(campaign)s” is in %(folder)s."), campaign=opened.campaign.name, folder=options.folder)
    return True


def figures(options: argparse.Namespace, terminal: Terminal) -> bool:
    """Print the figures, in words or as JSON."""
    store = current_store()
    opened = open_campaign(store, options.campaign)
    translator = Translator(terminal.translator.language, _zone(opened))
    seen = view(store, opened, moment(opened.campaign, options.as_of, now()).as_of)
    if options.json:
        said = figures_json(seen, forecast_at(store, opened, seen.as_of), translator)
        terminal.print(json.dumps(said, ensure_ascii=False, indent=1))
    else:
        for line in figure_lines(seen, forecast_at(store, opened, seen.as_of), translator):
            terminal.print(line)
    return True


def _zone(opened: OpenCampaign) -> ZoneInfo:
    return opened.campaign.period.zone


def demo(options: argparse.Namespace, terminal: Terminal) -> bool:
    """Put the demonstration back as it ships."""
    outcome = load_demonstration(current_store(), at=now())
    terminal.say(N_("The demonstration is loaded: “%(title)s”. Type make run to see it."), title=outcome.campaign.title)
    return True


def verify(options: argparse.Namespace, terminal: Terminal) -> bool:
    """Check the whole store; False when anything does not agree."""
    found = discrepancies(current_store(), thorough=True)
    for discrepancy in found:
        terminal.complain(discrepancy)
    if not found:
        terminal.say(N_("Everything agrees: rows, control totals and daily totals."))
    return not found
