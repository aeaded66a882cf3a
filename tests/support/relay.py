"""A line to a PostgreSQL server that can be cut at the moment that matters: as a change is being written."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.postgres import Cluster


@dataclass
class Relay:
    """`cut_before` and `cut_after`: how many of the next commits never reach the server; how many do, but not their answer.

    `is_open`: whether it lets anybody through at all.
    """

    port: int
    server: Path
    cut_before: int = 0
    cut_after: int = 0
    is_open: bool = True
    closes_then: bool = False
    _lines: list[socket.socket] = field(default_factory=list)

    def url(self, url: str) -> str:
        """The same database by way of this line."""
        return url.partition("?")[0].replace("@/", f"@127.0.0.1:{self.port}/")

    def serve(self, client: socket.socket) -> None:
        """One connection, until either end, or this line, is cut."""
        with client, socket.socket(socket.AF_UNIX) as server:
            if not self.is_open:
                return
            server.connect(str(self.server))
            unheard = threading.Event()
            threading.Thread(target=_pass_on, args=(server, client, unheard), daemon=True).start()
            with suppress(OSError):
                while said := client.recv(65_536):
                    if b"COMMIT" in said and self._is_cut(server, said, unheard):
                        break
                    server.sendall(said)
            with suppress(OSError):
                server.shutdown(socket.SHUT_WR)

    def _is_cut(self, server: socket.socket, said: bytes, unheard: threading.Event) -> bool:
        if self.cut_before:
            self.cut_before -= 1
            return True
        if not self.cut_after:
            return False
        self.cut_after -= 1
        self.is_open = not self.closes_then
        unheard.set()  # before the server can answer
        with suppress(OSError):
            server.sendall(said + b"X\0\0\0\4")  # and goodbye: the server has done all of it once it hangs up
        return True


def _pass_on(server: socket.socket, client: socket.socket, unheard: threading.Event) -> None:
    with suppress(OSError):
        while (told := server.recv(65_536)) and not unheard.is_set():
            client.sendall(told)


@contextmanager
def relay(cluster: Cluster) -> Iterator[Relay]:
    """A line to a server of the tests, on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        line = Relay(listener.getsockname()[1], cluster.folder / ".s.PGSQL.5432")
        threading.Thread(target=_accept, args=(listener, line), daemon=True).start()
        yield line


def _accept(listener: socket.socket, line: Relay) -> None:
    with suppress(OSError):
        while True:
            client, _address = listener.accept()
            threading.Thread(target=line.serve, args=(client,), daemon=True).start()
