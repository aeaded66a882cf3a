"""A page with an uploader and nothing else, that tells what its server holds: for test_left_sessions.py."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from streamlit import runtime

from lib.ui.left_sessions import close_left_sessions

SCRIPT = Path(__file__).with_name("left_sessions_page.py")


async def _held(request: Request) -> Response:
    held = runtime.get_instance()
    uploads = held.uploaded_file_mgr.file_storage  # type: ignore[attr-defined]
    return JSONResponse({"sessions": len(held._session_mgr.list_sessions()), "uploads": sum(map(len, uploads.values()))})


close_left_sessions()
app = st.App(SCRIPT, routes=[Route("/held", _held)])
