"""Streamlit's options that must hold whatever a configuration file says or forgets."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import streamlit
from streamlit import config
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed as is_host_allowed

from lib.campaign.errors import SettingsError
from lib.campaign.message import say
from lib.i18n.language import language
from lib.i18n.translator import Translator
from lib.services.entry.access import access_file, refusal_to_serve
from lib.services.entry.provider_settings import refusal_to_sign_in

STATIC = Path(streamlit.__file__).with_name("static")
"""Where Streamlit keeps the files of its pages."""
_HELD: dict[str, object] = {
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "logger.enableRich": False,
    "runner.magicEnabled": False,
    "runner.postScriptGC": False,
    "server.enableAgentApi": False,
    "server.enableCORS": True,
    "server.enableStaticServing": False,
    "server.enableXsrfProtection": True,
    "server.maxUploadSize": 25,
    "server.trustedUserHeaders": {"x-dashboard-visitor": "visitor"},
}
"""`showErrorDetails`: its default printed a database's password on a visitor's screen; `enableRich` prints what an exception
says past the log, people's cells included; `postScriptGC`: a full collection after each run costs 70–85 ms of a core once
pandas and plotly are loaded; the agent API would drive the pages unseen; `trustedUserHeaders`: the door writes that header
itself (`lib.web.same_visitor`)."""


def set_options() -> None:
    """Hold the options, and take the start-up's own objects out of later garbage collections."""
    for name, value in _HELD.items():
        config.set_option(name, value)
    config.set_option("secrets.files", [str(access_file())])
    gc.freeze()


def refuse_to_serve_strangers() -> None:
    """End the process with a sentence when it would answer other machines without a way to sign in; exit code 78."""
    try:
        refusal = refusal_to_serve(config.get_option("server.address")) or refusal_to_sign_in()
    except SettingsError as error:
        refusal = error.message
    if refusal:
        message = say(refusal) if isinstance(refusal, str) else refusal
        sys.stderr.writelines(f"{Translator(language(each)).sentence(message)}\n" for each in ("fr", "en"))
        sys.exit(78)
