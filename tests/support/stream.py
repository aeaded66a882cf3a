"""A visitor of Streamlit's own WebSocket: speaks its messages, keeps every byte it is sent, and can say what no page would."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from socket import create_connection
from urllib.parse import urlsplit

from google.protobuf.message import Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

WITHIN_SECONDS = 60.0
_PATIENCE_SECONDS = 0.05


@dataclass
class Stream:
    """One open page of one visitor. `received` is all that came over the wire, unpacked; `seen` the elements of the last run; `folds`
    what can be opened, with the fragment that draws it."""

    socket: ClientConnection
    received: bytearray = field(default_factory=bytearray)
    seen: list[Element] = field(default_factory=list)
    fragments: set[str] = field(default_factory=set)
    folds: dict[str, str] = field(default_factory=dict)
    session_id: str = ""
    page_hash: str = ""
    runs: int = 0

    def run(self, page: str = "", query: str = "", widgets: Mapping[str, object] | None = None, *, fragment: str = "",
            page_hash: str = "", within: float = WITHIN_SECONDS) -> list[Element]:  # fmt: skip
        """Ask for a run as the browser does, and wait until it has ended; the elements that it drew."""
        self.ask(page, query, widgets, fragment=fragment, page_hash=page_hash)
        return self.wait(within=within)

    def ask(self, page: str = "", query: str = "", widgets: Mapping[str, object] | None = None, *, fragment: str = "",
            page_hash: str = "") -> None:  # fmt: skip
        """The same, without waiting. `widgets`: values by the id that the server gave, or one that it never did."""
        asked = ClientState(query_string=query, page_name=page, page_script_hash=page_hash, fragment_id=fragment)
        for name, value in (widgets or {}).items():
            _told(asked, name, value)
        self.send(BackMsg(rerun_script=asked).SerializeToString())

    def send(self, frame: bytes) -> None:
        """Any bytes as one frame."""
        self.socket.send(frame)

    def wait(self, *, within: float = WITHIN_SECONDS) -> list[Element]:
        """Read until a run ends; AssertionError when none does. ConnectionClosed when the server hangs up."""
        drawn: list[Element] = []
        until = time.monotonic() + within
        while (left := until - time.monotonic()) > 0:
            message = self._next(left)
            if message is None:
                break
            if message.WhichOneof("type") == "delta" and message.delta.WhichOneof("type") == "new_element":
                drawn.append(message.delta.new_element)
            if message.WhichOneof("type") == "script_finished":
                self.seen, self.runs = drawn, self.runs + 1
                return drawn
        raise AssertionError(f"no run ended within {within:.0f} s")

    def drain(self, seconds: float = _PATIENCE_SECONDS) -> None:
        """Whatever else the server has to say."""
        with suppress(ConnectionClosed):
            while self._next(seconds) is not None:
                pass

    def close(self) -> None:
        """Hang up."""
        with suppress(ConnectionClosed, OSError):
            self.socket.close()

    def _next(self, within: float) -> ForwardMsg | None:
        try:
            frame = self.socket.recv(timeout=within)
        except TimeoutError:
            return None
        self.received += frame if isinstance(frame, bytes) else frame.encode()
        message = ForwardMsg.FromString(frame if isinstance(frame, bytes) else frame.encode())
        if message.WhichOneof("type") == "new_session":
            self.session_id = message.new_session.initialize.session_id or self.session_id
            self.page_hash = message.new_session.page_script_hash
        if message.WhichOneof("type") == "delta" and message.delta.add_block.expandable.id:
            self.folds[message.delta.add_block.expandable.id] = message.delta.fragment_id
        if message.WhichOneof("type") == "delta" and message.delta.fragment_id:
            self.fragments.add(message.delta.fragment_id)
        return message


def opened(url: str, headers: Mapping[str, str] | None = None, *, origin: str | None = None, host: str = "",
           session_id: str = "", xsrf: str = "", source: str = "") -> Stream:  # fmt: skip
    """A stream of the application at `url`, from this machine's address `source`; raises websockets' InvalidStatus where refused.

    `origin`: None for that of the page itself. `host`: another name than the address; `session_id`: one to take up again.
    """
    where = urlsplit(url)
    told = dict(headers or {})
    told["Origin"] = url if origin is None else origin
    if not told["Origin"]:
        del told["Origin"]
    line = create_connection((where.hostname, where.port), timeout=WITHIN_SECONDS, source_address=(source, 0) if source else None)
    return Stream(connect(
        f"ws://{host or where.netloc}/_stcore/stream", additional_headers=told, subprotocols=_protocols(xsrf, session_id),
        max_size=None, open_timeout=WITHIN_SECONDS, close_timeout=1, proxy=None, sock=line,
    ))  # fmt: skip


def _protocols(xsrf: str, session_id: str) -> list[str]:
    """What the browser sends by this header: the protocol, its token against forged requests, the session to take up again."""
    return ["streamlit", *([xsrf or "none"] if xsrf or session_id else []), *([session_id] if session_id else [])]


def widgets_of(elements: list[Element], kind: str) -> list[Message]:
    """The widgets of one kind, as Streamlit's messages call it: `button`, `text_input`, `selectbox`…"""
    return [getattr(each, kind) for each in elements if each.WhichOneof("type") == kind]


def words_of(elements: list[Element]) -> str:
    """All that a run drew, as one text to look in."""
    return "\n".join(str(each) for each in elements)


def strings_in(message: Message) -> Iterator[str]:
    """Every text anywhere in a message."""
    for declared, value in message.ListFields():
        for each in value if declared.is_repeated else [value]:
            if isinstance(each, Message):
                yield from strings_in(each)
            elif isinstance(each, str):
                yield each


def _told(asked: ClientState, name: str, value: object) -> None:
    state = asked.widget_states.widgets.add(id=name)
    if value == "press":
        state.trigger_value = True
    elif isinstance(value, bool):
        state.bool_value = value
    elif isinstance(value, int):
        state.int_value = value
    elif isinstance(value, bytes):
        state.bytes_value = value
    else:
        state.string_value = str(value)
