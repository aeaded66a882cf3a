"""The process that looks a large file over, or imports it: started by `large_imports`, thrown away after use.

Standard input: a pickled `Order`. Standard output: frames of four bytes of length and a pickled tuple: (`HEARD`, stage,
share, rows) again and again, then (`DONE`, answer) or (`REFUSED`, message, whether columns must be matched). Both ends are ours.
An import that was begun goes on when nobody listens any more: it ends, or it is absent.
"""

from __future__ import annotations

import copyreg
import os
import pickle
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO

from lib.campaign.errors import DashboardError, UnknownLayout, UseError
from lib.services.campaigns import OpenCampaign, open_campaign
from lib.services.imports.previews import Answers, Outcome, Preview
from lib.services.imports.streaming_import import StreamedImport
from lib.services.stores import current_store
from lib.store.engine import Store

HEARD, DONE, REFUSED = "heard", "done", "refused"
LENGTH_BYTES = 4
_POLITENESS = 5
"""How much is left to whoever looks at pages meanwhile, as `nice` counts it."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to do with the file at `path`: write it (`writes`), or say what that would do; `campaign`: the one that is open."""

    path: Path
    campaign: str | None
    answers: Answers
    at: datetime
    who: str
    writes: bool


@dataclass(frozen=True, slots=True)
class Looked:
    """What writing a file would do; `preview` is None where its rows must be read together, in the usual way."""

    preview: Preview | None


def packed(said: object) -> bytes:
    """What one of the two programs says to the other."""
    copyreg.pickle(MappingProxyType, _plain)
    return pickle.dumps(said)


def main() -> None:
    """Do what is asked on standard input."""
    order: Order = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by the program that started this one
    if hasattr(os, "nice"):
        os.nice(_POLITENESS)
    teller = _Teller(sys.stdout.buffer)
    try:
        teller.tell(DONE, _answer(order, teller))
    except DashboardError as error:
        teller.tell(REFUSED, error.message, isinstance(error, UnknownLayout))


def _plain(held: MappingProxyType[Any, Any]) -> tuple[Callable[..., MappingProxyType[Any, Any]], tuple[dict[Any, Any]]]:
    return _unalterable, (dict(held),)


def _unalterable(held: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(held)


def _answer(order: Order, teller: _Teller) -> Looked | Outcome:
    store = current_store()
    opened = _opened(store, order.campaign)
    one = StreamedImport(store, order.path, opened, order.answers, at=order.at, heard=teller.heard)
    if not one.can_be_streamed:
        return Looked(None)
    if order.writes:
        return _written(one, order)
    one.compared()
    return Looked(one.preview)


def _written(one: StreamedImport, order: Order) -> Outcome:
    """The file goes with its import, also where the program that ordered it is gone and will not take its folder away."""
    done = one.write(order.who)
    order.path.unlink(missing_ok=True)
    return done


def _opened(store: Store, name: str | None) -> OpenCampaign | None:
    try:
        return open_campaign(store, name)
    except UseError:
        return None


class _Teller:
    """Tells whoever started this how far it is; nobody need listen."""

    def __init__(self, out: BinaryIO) -> None:
        self._out: BinaryIO | None = out

    def heard(self, stage: str, share: float, rows: int) -> None:
        self.tell(HEARD, stage, share, rows)

    def tell(self, *said: object) -> None:
        if self._out is None:
            return
        frame = packed(said)
        try:
            self._out.write(len(frame).to_bytes(LENGTH_BYTES, "big") + frame)
            self._out.flush()
        except OSError:
            self._out = None
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
