"""Compressed files, judged by their directory before anything is unpacked: workbooks and zipped folders."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from lib.campaign.errors import FileTooLarge, UnreadableFile
from lib.campaign.message import N_
from lib.sources.tables.limits import LIMITS, Limits

ZIP_MAGIC = b"PK"
TABLE_ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")
_ENCRYPTED = 0x1
_RATIO_MATTERS_ABOVE_BYTES = 1024 * 1024
"""Below this a high ratio harms nobody: a small sheet of blanks shrinks well too."""


def directory(name: str, data: bytes, limits: Limits) -> list[zipfile.ZipInfo]:
    """The members that a zip file declares; reading one can never give more bytes than it declares.

    Raises UnreadableFile for a damaged or encrypted file, FileTooLarge above the limits in members, declared size
    or ratio: 2 MB that declare 546 GB are refused here.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, OSError, NotImplementedError) as error:
        raise _damaged(name) from error
    _check(name, len(data), members, limits)
    return members


def _check(name: str, byte_count: int, members: list[zipfile.ZipInfo], limits: Limits) -> None:
    declared = sum(member.file_size for member in members)
    too_dense = declared > _RATIO_MATTERS_ABOVE_BYTES and declared > limits.ratio * byte_count
    if len(members) > limits.members or declared > limits.unpacked_bytes or too_dense:
        raise FileTooLarge(
            N_(
                "“%(file)s” would take too much room once unpacked. Nothing was opened. Export the table as CSV instead."
            ),
            file=name,
        )
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise UnreadableFile(
            N_("“%(file)s” is protected by a password. Remove the password, then drop the file again."),
            file=name,
        )


def contents(name: str, data: bytes, limits: Limits) -> Iterator[tuple[str, bytes]]:
    """The (path, bytes) of each file in a zip, in its order, folders left out; same errors as `directory`."""
    members = directory(name, data, limits)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for member in members:
            if not member.is_dir():
                yield member.filename, _unpacked(name, archive, member)


def only_table(name: str, data: bytes, limits: Limits = LIMITS) -> tuple[str, bytes] | None:
    """The only table of a .zip, such as a report that a platform gives packed: (base name, bytes). Same errors as `directory`.

    None for any other file, and for a zip with several tables or a campaign.toml. The base name only tells what it is: nothing
    is ever written where a zip says.
    """
    if not (name.lower().endswith(".zip") and data.startswith(ZIP_MAGIC)):
        return None
    files = [member for member in directory(name, data, limits) if not member.is_dir() and not _is_hidden(member.filename)]
    tables = [member for member in files if member.filename.lower().endswith(TABLE_ENDINGS)]
    if len(tables) != 1 or any(member.filename.lower().endswith(".toml") for member in files):
        return None
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return _base(tables[0].filename), _unpacked(name, archive, tables[0])


def _base(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]


def _is_hidden(path: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in path.replace("\\", "/").split("/"))


def _unpacked(name: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    try:
        return archive.read(member)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        ValueError,
        OSError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise _damaged(name) from error


def _damaged(name: str) -> UnreadableFile:
    return UnreadableFile(
        N_("“%(file)s” is damaged and cannot be opened. Download or save it again, then drop it."), file=name
    )
