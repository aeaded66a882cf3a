"""What a server answers, as each live source reads it: the whole answer, and each field of a good one, replaced by bad JSON."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from lib.sources.network.answers import Answer, NotJson
from tests.services.live_bench import Live, live
from tests.support.civicrm import KEY as CIVI_KEY
from tests.support.civicrm import Civi, contribution
from tests.support.site import Answering, Reply, Request
from tests.support.social import TOKEN, Graph, Mastodon, post, status
from tests.support.ulule import KEY as ULULE_KEY
from tests.support.ulule import PROJECT, Ulule, news, order

REFUSED, TAKEN, BROKEN = "refused in words", "read", "BROKEN"
_MARK = '"@@bad@@"'
_SOURCES: Mapping[str, tuple[Callable[[], Answering], str, Mapping[str, str]]] = {
    "ulule": (lambda: Ulule(500, fans=3, orders=[order(1, 10), order(2, 20)], news=[news(1)]),
              f'[sources.ulule]\nproject = "{PROJECT}"\nbase_url = "{{url}}/v1"\n', {"ULULE_API_KEY": ULULE_KEY}),
    "mastodon": (lambda: Mastodon([status(1), status(2)]), '[sources.mastodon]\naccount = "{url}/@asso"\n', {}),
    "facebook": (lambda: Graph([post(1), post(2)]), '[sources.facebook]\npage = "555"\naddress = "{url}"\n', {"FACEBOOK_PAGE_TOKEN": TOKEN}),
    "civicrm": (lambda: Civi([contribution(1), contribution(2)]), '[sources.civicrm]\naddress = "{url}/civicrm"\n',
                {"CIVICRM_API_KEY": CIVI_KEY}),
}  # fmt: skip


@dataclass
class _Bent:
    """A server whose good answer number `at` is bent: as a whole, or in one of its fields."""

    good: Answering
    body: bytes = b""
    at: int = 0
    field: int | None = None
    asked: int = 0

    def __call__(self, request: Request) -> Reply:
        """The good answer, or the bent one."""
        reply, number = self.good(request), self.asked
        self.asked += 1
        if number != self.at:
            return reply
        return replace(reply, body=self.body if self.field is None else self._in_a_field(reply.body))

    def _in_a_field(self, good: bytes) -> bytes:
        said = json.loads(good)
        places = list(_places(said))
        if not places:
            return good
        holder, key = places[(self.field or 0) % len(places)]
        holder[key] = "@@bad@@"  # type: ignore[index]
        return json.dumps(said).encode().replace(_MARK.encode(), self.body or b"null")


def _places(said: object) -> Iterator[tuple[Mapping[str, object] | Sequence[object], object]]:
    """Every place of a value that may hold another."""
    inside = said.items() if isinstance(said, dict) else enumerate(said) if isinstance(said, list) else ()
    for key, value in inside:
        yield said, key  # type: ignore[misc]
        yield from _places(value)


class JsonDoors:
    """The four sources, each with a store and a server of its own on this machine."""

    def __init__(self) -> None:
        self._held, self._asked = ExitStack(), 0
        self._lives = {name: self._live(*how) for name, how in _SOURCES.items()}

    def _live(self, good: Callable[[], Answering], block: str, keys: Mapping[str, str]) -> tuple[Live, Callable[[], Answering]]:
        place = Path(self._held.enter_context(tempfile.TemporaryDirectory(prefix="bad-answers-")))
        return self._held.enter_context(live(place, good(), block, keys)), good

    def close(self) -> None:
        """Stop the servers."""
        self._held.close()

    def outcome(self, name: str, body: bytes) -> str:
        """What becomes of a bad answer and of bad fields at each source: read, or a sentence; never anything else."""
        taken = is_read(body)
        if taken and name.startswith("n_"):
            return f"{BROKEN}: what is not JSON was read"
        if not taken and name.startswith("y_"):
            return f"{BROKEN}: JSON was not read"
        for source, (one, good) in self._lives.items():
            self._asked += 1
            for at, field in ((self._asked % 3, None), (self._asked // 3 % 3, self._asked)):
                one.site.answering = _Bent(good(), body, at, field)
                said = one.sync()
                if said.error is not None and not said.error.text:
                    return f"{BROKEN}: {source} has no words"
        return TAKEN if taken else REFUSED


def is_read(body: bytes) -> bool:
    """Whether an answer's body counts as JSON here."""
    try:
        Answer(200, {}, body).json()
    except NotJson:
        return False
    return True
