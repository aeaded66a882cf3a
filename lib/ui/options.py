"""Streamlit's options that must hold whatever a configuration file says or forgets."""

from __future__ import annotations

import gc
import sys

from streamlit import config

from lib.i18n.language import language
from lib.i18n.translator import Translator
from lib.services.access import refusal_to_serve

_HELD: dict[str, object] = {
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "runner.magicEnabled": False,
    "runner.postScriptGC": False,
    "server.enableAgentApi": False,
    "server.enableCORS": True,
    "server.enableStaticServing": False,
    "server.enableXsrfProtection": True,
    "server.maxUploadSize": 25,
}
"""`showErrorDetails`: its default printed a database's password on a visitor's screen; `postScriptGC`: a full collection
after each run costs 70–85 ms of a core once pandas and plotly are loaded; the agent API would drive the pages unseen."""


def set_options() -> None:
    """Hold the options, and take the start-up's own objects out of later garbage collections."""
    for name, value in _HELD.items():
        config.set_option(name, value)
    gc.freeze()


def refuse_to_serve_strangers() -> None:
    """End the process with a sentence when it would answer other machines without a way to sign in; exit code 78."""
    refusal = refusal_to_serve(config.get_option("server.address"))
    if refusal:
        translators = (Translator(language(each)) for each in ("fr", "en"))
        sys.stderr.writelines(f"{each._(refusal)}\n" for each in translators)
        sys.exit(78)
