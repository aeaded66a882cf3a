"""A viewer of the real application without a browser: its WebSocket, Streamlit's own messages, and the looks that a page asks for.

What a browser does with the messages costs the server nothing, so that fifty of these weigh on it as fifty people do.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

_WITHIN_SECONDS = 60
_WHOLE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_EARLY_FOR_RERUN, ForwardMsg.FINISHED_WITH_COMPILE_ERROR)


@dataclass
class Run:
    """What came of one run: seconds until its end, bytes, messages by kind, the errors that the page showed."""

    seconds: float
    bytes: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    texts: str = ""


class Viewer:
    """One open page of the application: `await viewer.run()` is its first run, the next ones are clicks that change nothing."""

    def __init__(self, url: str, page: str = "", query: str = "") -> None:
        self.url, self.page, self.query = url, page, query
        self.looks: dict[str, float] = {}
        self._line: ClientConnection | None = None
        self.session_id = ""
        self._page_hash = ""

    async def __aenter__(self) -> Self:
        address = f"ws://{urlsplit(self.url).netloc}/_stcore/stream"
        self._line = await connect(address, subprotocols=["streamlit"], max_size=None, compression=None,  # type: ignore[list-item]
                                   origin=self.url, open_timeout=_WITHIN_SECONDS, ping_interval=None)  # type: ignore[arg-type]  # fmt: skip
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._line is not None
        await self._line.close()

    async def run(self, fragment: str = "") -> Run:
        """Ask for a run of the page, or of one fragment of it, and take in all that it sends."""
        assert self._line is not None
        asked = BackMsg()
        asked.rerun_script.query_string = self.query
        asked.rerun_script.page_name = "" if self._page_hash else self.page
        asked.rerun_script.page_script_hash = self._page_hash
        asked.rerun_script.fragment_id = fragment
        asked.rerun_script.is_auto_rerun = bool(fragment)
        began = time.perf_counter()
        await self._line.send(asked.SerializeToString())
        return await asyncio.wait_for(self._taken(began), _WITHIN_SECONDS)

    async def _taken(self, began: float) -> Run:
        assert self._line is not None
        taken = Run(0.0)
        while True:
            text = await self._line.recv()
            assert isinstance(text, bytes)
            taken.bytes += len(text)
            message = ForwardMsg.FromString(text)
            kind = str(message.WhichOneof("type"))
            taken.kinds[kind] = taken.kinds.get(kind, 0) + 1
            self._note(kind, message, taken)
            # A fragment that asks for the whole page ends once as itself, and then the page's own run follows.
            if kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                taken.seconds = time.perf_counter() - began
                return taken

    def _note(self, kind: str, message: ForwardMsg, taken: Run) -> None:
        if kind == "new_session" and not message.metadata.run.fragment_ids:
            self.looks.clear()
            self.session_id = message.new_session.initialize.session_id or self.session_id
        elif kind == "navigation":
            self._page_hash = message.navigation.page_script_hash
        elif kind == "auto_rerun":
            self.looks[message.auto_rerun.fragment_id] = message.auto_rerun.interval
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            if element.WhichOneof("type") == "exception":
                taken.errors.append(element.exception.message)
            elif element.WhichOneof("type") == "bidi_component":
                taken.texts += element.bidi_component.json or element.bidi_component.bytes.decode()

    async def watch(self, until: float, told: Callable[[float, Run], None]) -> None:
        """Look whenever the page asks to, as its browser would, until that moment of `time.monotonic`.

        `told(seconds, run)`: how long the answer took since it was asked for; since it was due where the answer before it had
        held it up. A program that wakes this one late is not the server's doing.
        """
        due = time.monotonic() + random.random() * max(self.looks.values())
        while due < until:
            is_held_up = time.monotonic() > due
            await asyncio.sleep(max(due - time.monotonic(), 0))
            began = due if is_held_up else time.monotonic()
            fragment, every = next(iter(self.looks.items()))
            run = await self.run(fragment)
            told(time.monotonic() - began, run)
            due += every
