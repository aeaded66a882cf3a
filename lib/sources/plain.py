"""A campaign's folder of plain files: `campaign.toml` and one file per table, as a folder, a .zip or files dropped together."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

from lib.campaign.errors import SettingsError, SourceError, UnreadableFile
from lib.campaign.message import N_, Message, say
from lib.campaign.model import Campaign
from lib.campaign.settings import campaign as campaign_from
from lib.campaign.tables import TABLES_BY_NAME, Refusal, Table
from lib.sources.layouts.layouts import layout_in_folder, named_layout
from lib.sources.parsing import parsed
from lib.sources.result import Ambiguity, Parsed
from lib.sources.source import Source
from lib.sources.tables.archive import TABLE_ENDINGS, ZIP_MAGIC, contents
from lib.sources.tables.limits import LIMITS, Limits, check_size
from lib.sources.tables.table_file import table_file

SOURCE = Source(
    "folder",
    N_("The campaign’s folder"),
    N_(
        "campaign.toml and the plain files beside it, such as allies.csv: a folder, a .zip of it, or files together."
    ),
)
SETTINGS_FILE, REPORT_FILE = "campaign.toml", "report.toml"
_NO_FORMATS: Mapping[str, Mapping[str, str]] = MappingProxyType({})
_LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True, slots=True)
class FolderContent:
    """What a folder holds: its settings as text and as a campaign, and one `Parsed` for each table it has.

    `settings_toml` is empty where there was no campaign.toml and the campaign was given.
    """

    settings_toml: str
    campaign: Campaign
    tables: Mapping[Table, Parsed]
    remarks: tuple[Message, ...] = ()
    report_toml: bytes = b""
    """The team's own words of the campaign, as they were in the folder; empty where there are none."""

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """The refused rows of all files."""
        return tuple(refused for one in self.tables.values() for refused in one.refusals)

    @property
    def questions(self) -> Mapping[str, tuple[Ambiguity, ...]]:
        """The questions that each file leaves open, by file name."""
        return {one.file: one.questions for one in self.tables.values() if one.questions}


def read_folder(
    source: Path | Mapping[str, bytes],
    *,
    campaign: Campaign | None = None,
    kpi_ids: Iterable[str] = (),
    formats: Mapping[str, Mapping[str, str]] = _NO_FORMATS,
    limits: Limits = LIMITS,
) -> FolderContent:
    """Everything that a folder says: a directory, a .zip of one, or file names with their bytes.

    `campaign` is used where there is no campaign.toml; `formats`: file name -> header -> the answer to an Ambiguity.
    Files are told by their names alone; others, and subfolders, are left unread and said so. Raises SettingsError,
    and SourceError for a file that cannot be read as its table: then nothing at all is taken.
    """
    files, remarks = _files(source, limits)
    settings_toml, settled = _campaign(files.pop(SETTINGS_FILE, None), campaign, kpi_ids)
    report_toml = files.pop(REPORT_FILE, b"")
    by_table: dict[str, Parsed] = {}
    for name in sorted(files):
        layout = named_layout(name)
        if layout is None:
            continue
        if not files[name].strip():
            remarks.append(say(N_("“%(file)s” is empty, so it was not read."), file=name))
            continue
        if layout.name in by_table:
            raise SourceError(
                N_("“%(first)s” and “%(second)s” are both the table %(table)s. Keep one of them."),
                first=by_table[layout.name].file, second=name, table=layout.name,
            )  # fmt: skip
        file = table_file(name, files[name], limits=limits)
        how = layout_in_folder(file, layout)
        by_table[layout.name] = parsed(file, how, settled, formats=formats.get(name, {}))
    tables = {table: by_table[name] for name, table in TABLES_BY_NAME.items() if name in by_table}
    return FolderContent(settings_toml, settled, tables, tuple(remarks), report_toml)


def campaign_of(text: str, kpi_ids: Iterable[str] = ()) -> Campaign:
    """The campaign that the text of a campaign.toml describes; SettingsError says what is wrong, and where."""
    try:
        return campaign_from(settings_of(text), kpi_ids)
    except (ArithmeticError, ValueError) as error:
        raise SettingsError(
            N_("campaign.toml: a number or a date is out of all bounds. Check the goal and the dates.")
        ) from error


def settings_of(text: str) -> dict[str, Any]:
    """The mapping in a TOML text, decimals exact; SettingsError with the line where it cannot be read."""
    try:
        return tomllib.loads(text.removeprefix("\ufeff").replace("\r\n", "\n"), parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        if line:
            raise SettingsError(
                N_(
                    "campaign.toml: line %(line)s cannot be read. A text needs quotation marks, a key an equals sign."
                ),
                line=int(line[1]),
            ) from error
        raise SettingsError(
            N_("campaign.toml ends too early: a quotation mark or a bracket is not closed.")
        ) from error
    except (RecursionError, ArithmeticError, ValueError) as error:
        raise SettingsError(
            N_("campaign.toml cannot be read: it is nested too deeply, or a number is wrong.")
        ) from error


def _campaign(data: bytes | None, given: Campaign | None, kpi_ids: Iterable[str]) -> tuple[str, Campaign]:
    if data is not None:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise SettingsError(
                N_("campaign.toml is not in UTF-8. Save it again in that encoding.")
            ) from error
        return text, campaign_of(text, kpi_ids)
    if given is None:
        raise SettingsError(
            N_("There is no campaign.toml. Add one that gives at least a name, a goal and the dates.")
        )
    return "", given


def _files(source: Path | Mapping[str, bytes], limits: Limits) -> tuple[dict[str, bytes], list[Message]]:
    """The files that are read, by their base name, and a remark on each of the others."""
    if isinstance(source, Path):
        return _of_path(source, limits)
    for name, data in source.items():
        check_size(name, len(data), limits)
    if len(source) == 1:
        ((name, data),) = source.items()
        if data.startswith(ZIP_MAGIC) and name.lower().endswith(".zip"):
            return _of_zip(name, dict(_flattened(contents(name, data, limits))))
    return _sorted_out(dict(source))


def _of_zip(name: str, members: dict[str, bytes]) -> tuple[dict[str, bytes], list[Message]]:
    read, remarks = _sorted_out(members)
    if not read:
        raise UnreadableFile(
            N_("“%(file)s” holds none of the campaign’s files. Unpack it, and drop its tables one by one."), file=name
        )
    return read, remarks


def _of_path(path: Path, limits: Limits) -> tuple[dict[str, bytes], list[Message]]:
    try:
        if path.is_file():
            return _files({path.name: path.read_bytes()}, limits)
        entries = sorted(path.iterdir())
        names = {f"{entry.name}/" if entry.is_dir() else entry.name: entry for entry in entries}
        read, remarks = _sorted_out(dict.fromkeys(names, b""))
        for name in read:
            check_size(name, names[_spelled(names, name)].stat().st_size, limits)
            read[name] = names[_spelled(names, name)].read_bytes()
    except OSError as error:
        raise UnreadableFile(N_("“%(file)s” cannot be opened: there is no such folder, or it is closed to us."),
                             file=path.name) from error  # fmt: skip
    return read, remarks


def _spelled(names: Iterable[str], name: str) -> str:
    """The name as the folder spells it: `Campaign.toml` is read as campaign.toml."""
    return next(spelled for spelled in names if spelled == name or spelled.casefold() == name)


def _flattened(members: Iterable[tuple[str, bytes]]) -> Iterable[tuple[str, bytes]]:
    """The files of a zip, the one folder that holds them all taken away."""
    found = [(PurePosixPath(path.replace("\\", "/")), data) for path, data in members]
    found = [(path, data) for path, data in found if not _is_hidden(path)]
    tops = {path.parts[0] for path, _data in found if path.parts}
    is_wrapped = len(tops) == 1 and all(len(path.parts) > 1 for path, _data in found)
    for path, data in found:
        yield "/".join(path.parts[1:] if is_wrapped else path.parts), data


def _is_hidden(path: PurePosixPath) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in path.parts)


def _sorted_out(files: dict[str, bytes]) -> tuple[dict[str, bytes], list[Message]]:
    read: dict[str, bytes] = {}
    remarks = []
    for name in sorted(files):
        base = name.casefold() if name.casefold() in (SETTINGS_FILE, REPORT_FILE) else name
        is_table = "/" not in name and name.lower().endswith(TABLE_ENDINGS) and named_layout(name) is not None
        if base in (SETTINGS_FILE, REPORT_FILE) or is_table:
            read[base] = files[name]
        elif not _is_hidden(PurePosixPath(name)):
            remarks.append(
                say(N_("“%(file)s” was not read: its name is none of the campaign’s files."), file=name)
            )
    return read, remarks
