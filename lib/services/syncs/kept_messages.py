"""Sentences that wait to be said: a message as JSON and back, so that the night's errors are read in the viewer's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from lib.campaign.message import Message, Money, Parameter
from lib.store.kept import Json


def as_json(message: Message) -> Json:
    """A message as it is kept: its msgids and its parameters with their kinds."""
    params: dict[str, Json] = {name: _kept(value) for name, value in message.params.items()}
    return {"text": message.text, "plural": message.plural, "count": message.count, "params": params}


def from_json(kept: Json) -> Message | None:
    """The message that was kept; None for anything else."""
    if not isinstance(kept, Mapping) or not isinstance(kept.get("text"), str):
        return None
    params, plural, count = kept.get("params"), kept.get("plural"), kept.get("count")
    read = {name: _read(value) for name, value in params.items()} if isinstance(params, Mapping) else {}
    return Message(str(kept["text"]), read, plural if isinstance(plural, str) else None, count if isinstance(count, int) else 0)


def _kept(value: Parameter) -> Json:
    """A parameter by its kind; shares and quantities, which no source's sentence has, as texts."""
    if isinstance(value, Message):
        return {"message": as_json(value)}
    if isinstance(value, Money):
        return {"cents": value.cents, "currency": value.currency, "whole": value.whole}
    if isinstance(value, datetime):
        return {"instant": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return value if isinstance(value, int | str) else str(value)


def _read(value: Json) -> Parameter:
    if not isinstance(value, Mapping):
        return value if isinstance(value, int) else str(value)
    if "message" in value:
        return from_json(value["message"]) or ""
    if "cents" in value:
        return Money(int(str(value["cents"])), str(value["currency"]), bool(value.get("whole")))
    if "instant" in value:
        return datetime.fromisoformat(str(value["instant"]))
    return date.fromisoformat(str(value.get("day")))
