"""Who was erased stays so, whichever back-up comes back: the marks of erasures are kept in a file beside the back-ups.

A mark is a keyed hash of an e-mail, as the database itself keeps it: the file names nobody. It is added to at each erasure and at
each back-up, so that it is there when the database itself can no longer be read.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from lib.campaign.errors import StoreUnreachable
from lib.store import failures
from lib.store.engine import Store
from lib.store.people.erasures import Mark, erasure_marks
from lib.store.safekeeping.backup import PRIVATE

ENDING = "-erased.jsonl"
"""How the file's name ends; it begins as those of the back-ups."""


def marks_in(path: Path) -> frozenset[Mark]:
    """The marks in a file, none where there is no file; a line that is none (a write that was cut off) is passed over.

    Raises StoreUnreachable where it cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return frozenset()
    except OSError as error:
        raise StoreUnreachable(failures.NOT_OPENED, address=str(path)) from error
    return frozenset(mark for line in lines if (mark := _mark(line)))


def marks_beside(back_up: Path) -> frozenset[Mark]:
    """The marks in the file that lies beside a back-up, of the same database: both were brought from another machine."""
    files = back_up.resolve().parent.glob(f"*{ENDING}")
    theirs = [path for path in files if back_up.name.startswith(path.name.removesuffix(ENDING))]
    return frozenset(mark for path in theirs for mark in marks_in(path))


def remember(store: Store, path: Path) -> None:
    """Add to the file at `path` the marks of the store that are not in it; raises StoreUnreachable where it cannot be written."""
    add(erasure_marks(store), path)


def add(marks: Collection[Mark], path: Path) -> None:
    """Add to the file at `path` those of the marks that are not in it; raises StoreUnreachable where it cannot be written."""
    known = {(each.campaign, each.pseudonym) for each in marks_in(path)}
    new = [each for each in marks if (each.campaign, each.pseudonym) not in known]
    if not new:
        return
    text = "".join(f"\n{_line(each)}" for each in sorted(new, key=lambda each: (each.erased_at, each.pseudonym)))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        number = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, PRIVATE)
        with os.fdopen(number, "a", encoding="utf-8") as file:
            file.write(f"{text}\n")
            file.flush()
            os.fsync(number)
    except OSError as error:
        raise StoreUnreachable(failures.READ_ONLY, address=str(path)) from error


def _line(mark: Mark) -> str:
    return json.dumps({**asdict(mark), "erased_at": mark.erased_at.isoformat()}, ensure_ascii=False)


def _mark(line: str) -> Mark | None:
    try:
        told = json.loads(line)
        return Mark(str(told["campaign"]), str(told["pseudonym"]), str(told["kind"]), datetime.fromisoformat(told["erased_at"]))
    except (ValueError, KeyError, TypeError):
        return None
