"""A log without anybody's data: an error leaves its kind and the lines of code it went through, never what it says.

What an exception says may quote a cell (“could not convert 'Ana Roy'”), and a database's refusal quotes the whole row. Libraries
log exceptions too: so that this is settled for all of them at once, where records are made.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Any

_ADDRESS = re.compile(r"[^\s@<>\"'“”«»(),;:=&?/\[\]{}]+(?:@|%40)[^\s@<>\"'“”«»(),;:=&?/\[\]{}]+")
_QUERY = re.compile(r"(\?)[^\s\"']+")
_HIDDEN = "…@…"
_made_before = logging.getLogRecordFactory()


def keep_the_log_quiet() -> None:
    """From now on, in this process, no log and no trace of a crash holds an e-mail address or what an exception says."""
    logging.setLogRecordFactory(_record)
    logging.raiseExceptions = False
    sys.excepthook = _crashed
    threading.excepthook = lambda told: _crashed(told.exc_type, told.exc_value, told.exc_traceback)


def without_data(error: BaseException) -> str:
    """The kinds of an error and of those that led to it, and where in the code each was raised; nothing of what they say."""
    return "\n".join(_told(each) for each in _chain(error))


def without_addresses(text: str) -> str:
    """A text in which each e-mail address, and what follows a question mark in a web address, is withheld."""
    return _ADDRESS.sub(_HIDDEN, _QUERY.sub(r"\1…", text))


def _record(*arguments: Any, **more: Any) -> logging.LogRecord:
    record = _made_before(*arguments, **more)
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        record.exc_info, record.exc_text = None, without_data(error)
    said = record.getMessage() if _is_sayable(record) else str(record.msg)
    quiet = without_addresses(said)
    if quiet != said:
        record.msg, record.args = quiet, ()
    return record


def _is_sayable(record: logging.LogRecord) -> bool:
    try:
        record.getMessage()
    except (TypeError, ValueError, KeyError):
        return False
    return True


def _crashed(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if error is None or issubclass(kind, SystemExit):
        return
    sys.stderr.write(f"{without_data(error)}\n")


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, then what led to it, the nearest first; each once."""
    seen: set[int] = set()
    found: BaseException | None = error
    while found is not None and id(found) not in seen:
        seen.add(id(found))
        yield found
        found = found.__cause__ or found.__context__


def _told(error: BaseException) -> str:
    lines = "".join(traceback.format_tb(error.__traceback__)).rstrip("\n")
    return f"Traceback, without what it says: {type(error).__name__}\n{lines}".rstrip("\n")
