"""The plain routes alone on a real port of this machine, to be stopped and started again under an open page."""

from __future__ import annotations

import asyncio
import socket
import threading
import time

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

_WITHIN_SECONDS = 10


class PlainServer:
    """A server of some routes; `start` and `stop` as often as one likes, always on the same port."""

    def __init__(self, routes: list[BaseRoute]) -> None:
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            self.port = int(listener.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self._app = Starlette(routes=routes)
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Listen, and wait until it does."""
        config = uvicorn.Config(self._app, host="127.0.0.1", port=self.port, log_level="error", lifespan="off", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        self._server, self._thread = server, threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
        self._thread.start()
        deadline = time.monotonic() + _WITHIN_SECONDS
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.01)
        assert server.started, "the routes are not served"

    def stop(self) -> None:
        """Drop every connection and listen no more."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = self._server.force_exit = True
            self._thread.join(_WITHIN_SECONDS)
        self._server = None
