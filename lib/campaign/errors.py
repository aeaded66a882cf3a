"""Everything that can be asked of the product and refused, drawn once.

    DashboardError                  carries one sentence for a person, as a `Message`
    ├── SettingsError               campaign.toml or an environment variable is missing, broken or contradictory
    ├── UseError                    the caller asked something that cannot be (an unknown campaign, a bad date)
    ├── SourceError                 what was given cannot be read at all; nothing was written
    │   ├── UnreadableFile          not a table: wrong kind, damaged, empty, protected, or too slow to read
    │   ├── FileTooLarge            above the limit in bytes, rows, columns, or once decompressed
    │   ├── UnknownLayout           a table whose columns nobody has matched yet: the mapping step is next
    │   ├── SourceUnavailable       a live source is not there, too slow, too busy or broken now: later may work
    │   ├── AccessRefused           a live source wants a key, or another one
    │   └── NotThere                a live source knows nothing at that address
    └── StoreError                  the database said no
        ├── StoreUnreachable        not there, locked for too long, disk full, or read-only
        ├── StoreDamaged            not one of our databases, or its control totals do not agree
        ├── StoreTooNew             written by a later version of the program
        ├── KeyMissing              people's names are encrypted, with a key that is not here
        ├── EditConflict            somebody else changed the row meanwhile
        └── UndoRefused             rows of this import were changed since

A refused *row* is not an error but a value, `lib.campaign.tables.Refusal`.
"""

from __future__ import annotations

from lib.campaign.message import Message, Parameter


class DashboardError(Exception):
    """The root: `message` says what happened and what to do; `str()` of it is the English, for the log."""

    def __init__(self, text: str, /, **params: Parameter) -> None:
        self.message = Message(text, params)
        super().__init__(text)


class SettingsError(DashboardError):
    """A setting is missing, broken or contradictory; the sentence names the setting and its file."""


class UseError(DashboardError):
    """The caller asked something that cannot be; nothing was done."""


class SourceError(DashboardError):
    """What was given cannot be read at all; nothing was written."""


class UnreadableFile(SourceError):
    """The file is not a table that this program reads."""


class FileTooLarge(SourceError):
    """The file is above a limit; the sentence gives the limit."""


class UnknownLayout(SourceError):
    """The columns match no known layout, or more than one."""


class SourceUnavailable(SourceError):
    """A live source cannot answer now; `wait_seconds` is what it asks for before the next try, None when it does not say."""

    def __init__(self, text: str, /, *, wait_seconds: float | None = None, **params: Parameter) -> None:
        super().__init__(text, **params)
        self.wait_seconds = wait_seconds


class AccessRefused(SourceError):
    """A live source wants a key, or another one; the sentence never holds it."""


class NotThere(SourceError):
    """A live source knows nothing at the address that was asked."""


class StoreError(DashboardError):
    """The database refused; nothing was half written."""


class StoreUnreachable(StoreError):
    """The database cannot be reached or written now; trying again later may work."""


class StoreDamaged(StoreError):
    """The file is not one of our databases, or its control totals do not agree with its rows."""


class StoreTooNew(StoreError):
    """The database was written by a later version of the program."""


class KeyMissing(StoreError):
    """People's names and e-mails are encrypted, and the key that is asked for is not here, or is another one."""


class EditConflict(StoreError):
    """Somebody else changed the row since it was read."""


class UndoRefused(StoreError):
    """Rows of the import were changed since; undoing it would lose those changes."""
