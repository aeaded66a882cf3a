"""What the team itself says of the campaign, in its own words: kept with it, and written in its folder as `report.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum

import tomli_w

from lib.campaign.errors import EditConflict, SettingsError, UseError
from lib.campaign.message import N_
from lib.store.engine import Store
from lib.store.kept import Json, forget, keep, kept_all

WORDS_FILE = "report.toml"
LONGEST_TEXT = 4_000
"""Characters of one text: two pages are a report of their own."""
_PREFIX = "report/"
CHANGED = N_("Somebody else has written here meanwhile. Nothing was written: read their words, then write yours again.")


class Topic(Enum):
    """What is asked of the team, in the order of the report; the ids are those of the file."""

    DECISIONS = "decisions"
    WORKED = "worked"
    DID_NOT = "did_not"
    AGAIN = "again"


@dataclass(frozen=True, slots=True)
class TeamText:
    """Somebody's words: the text as it was typed, by whom, and when it was written last."""

    text: str
    who: str
    at: datetime


TeamWords = Mapping[Topic, TeamText]


def team_words(store: Store, campaign_id: int) -> TeamWords:
    """Everything that was written, by topic; a topic without words is left out."""
    held = kept_all(store, campaign_id, _PREFIX)
    found = {topic: _text(held.get(f"{_PREFIX}{topic.value}")) for topic in Topic}
    return {topic: text for topic, text in found.items() if text is not None}


def write_words(
    store: Store, campaign_id: int, topic: Topic, text: str, *, read: TeamText | None, at: datetime, who: str
) -> bool:
    """Keep a text in place of the one that was `read`; an empty one takes it out. False: nothing to change.

    Raises UseError for a text that is too long, EditConflict when somebody else has written since `read`.
    """
    said = text.replace("\r\n", "\n").strip()
    if len(said) > LONGEST_TEXT:
        raise UseError(N_("This text is longer than %(most)s characters. Shorten it."), most=LONGEST_TEXT)
    with store.writing():
        before = team_words(store, campaign_id).get(topic)
        if said == (before.text if before else ""):
            return False
        if before != read:
            raise EditConflict(CHANGED)
        _put(store, campaign_id, topic, TeamText(said, who, at) if said else None, at)
    return True


def kept_words(words: TeamWords) -> Mapping[str, Json]:
    """The words of a folder as they are kept, by name; topics that it lacks stay as they are."""
    return {f"{_PREFIX}{topic.value}": _json(text) for topic, text in words.items()}


def are_known(store: Store, campaign_id: int | None, words: TeamWords) -> bool:
    """Whether a campaign (None: none yet) already holds all of these words."""
    known = team_words(store, campaign_id) if campaign_id is not None else {}
    return all(known.get(topic) == text for topic, text in words.items())


def _put(store: Store, campaign_id: int, topic: Topic, text: TeamText | None, at: datetime) -> None:
    name = f"{_PREFIX}{topic.value}"
    if text is None:
        forget(store, campaign_id, name)
    else:
        keep(store, campaign_id, name, _json(text), at=at)


def _json(text: TeamText) -> Json:
    return {"text": text.text, "who": text.who, "at": text.at.isoformat()}


def _text(value: Json) -> TeamText | None:
    if not isinstance(value, Mapping):
        return None
    return TeamText(str(value["text"]), str(value["who"]), datetime.fromisoformat(str(value["at"])))


def words_toml(words: TeamWords) -> str:
    """The file: one table for each topic, its text as it was typed."""
    held = {topic.value: {"text": said.text, "who": said.who, "at": said.at} for topic, said in words.items()}
    return tomli_w.dumps(held, multiline_strings=True)


def words_of(data: bytes) -> TeamWords:
    """The words in a file, none in an empty one; raises SettingsError where it cannot be read as one."""
    try:
        held = tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n"))
        return {topic: _said(held[topic.value]) for topic in Topic if topic.value in held}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SettingsError(
            N_("“%(file)s” cannot be read: each of its parts needs text, who and at. Take the file away, or mend it."),
            file=WORDS_FILE,
        ) from error


def _said(part: Mapping[str, object]) -> TeamText:
    at = part["at"]
    if not (isinstance(at, datetime) and at.tzinfo):
        raise ValueError("an instant carries an offset")
    return TeamText(str(part["text"]), str(part["who"]), at.astimezone(UTC))
