"""The application: Streamlit's pages, plain routes beside them, and what wraps every answer.

Started by `streamlit run dashboard.py` (or `make run`). The script that draws pages is lib/ui/main.py: a script beside
`pages/` would bring back Streamlit's old discovery of pages, which runs one alone, without frame nor language.
"""

from __future__ import annotations

import streamlit as st
from starlette.middleware import Middleware

from lib.services.persons.quiet_log import keep_the_log_quiet
from lib.services.speaking import language_of_campaign
from lib.ui.first_look import first_look
from lib.ui.left_sessions import close_left_sessions
from lib.ui.notices import sentence_instead_of_trace
from lib.ui.options import STATIC, is_host_allowed, refuse_to_serve_strangers, set_options
from lib.ui.provider import provider_email
from lib.ui.shell import ADDRESSES
from lib.web.frame import PageFrame
from lib.web.guard import Guard
from lib.web.headers import ClosedDoors, SafeHeaders
from lib.web.kept_files import KeptFiles, later
from lib.web.lifespan import lifespan
from lib.web.memory import keep_few_heaps
from lib.web.open_files import allow_many_open_files
from lib.web.peers import keep_peers
from lib.web.provider_answers import ProviderAnswers
from lib.web.routes import ROUTES
from lib.web.waiting import Waiting

keep_the_log_quiet()
keep_few_heaps()
allow_many_open_files()
keep_peers()
close_left_sessions()
set_options()
refuse_to_serve_strangers()
app = st.App(
    "lib/ui/main.py",
    routes=ROUTES,
    middleware=[
        Middleware(SafeHeaders),
        Middleware(Waiting),
        Middleware(KeptFiles, folder=STATIC),
        Middleware(Guard, email_of=provider_email, pages=ADDRESSES, is_host_ours=is_host_allowed),
        Middleware(ClosedDoors),
        Middleware(ProviderAnswers),
        Middleware(PageFrame, language_of=language_of_campaign, scripts=later(STATIC), first_look=first_look),
    ],
    lifespan=lifespan,
    on_script_error=sentence_instead_of_trace,
)
