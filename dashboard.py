"""The application: Streamlit's pages, plain routes beside them, and what wraps every answer.

Started by `streamlit run dashboard.py` (or `make run`). The script that draws pages is lib/ui/main.py: a script beside
`pages/` would bring back Streamlit's old discovery of pages, which runs one alone, without frame nor language.
"""

from __future__ import annotations

import streamlit as st
from starlette.middleware import Middleware

from lib.services.speaking import language_of_campaign
from lib.ui.notices import sentence_instead_of_trace
from lib.ui.options import refuse_to_serve_strangers, set_options
from lib.ui.provider import provider_email
from lib.web.frame import PageFrame
from lib.web.guard import Guard
from lib.web.headers import ClosedDoors, CompressedAssets, SafeHeaders
from lib.web.lifespan import lifespan
from lib.web.routes import ROUTES

set_options()
refuse_to_serve_strangers()
app = st.App(
    "lib/ui/main.py",
    routes=ROUTES,
    middleware=[
        Middleware(SafeHeaders),
        Middleware(Guard, email_of=provider_email),
        Middleware(ClosedDoors),
        Middleware(CompressedAssets),
        Middleware(PageFrame, language_of=language_of_campaign),
    ],
    lifespan=lifespan,
    on_script_error=sentence_instead_of_trace,
)
