"""Streamlit's options that must hold whatever a configuration file says or forgets."""

from __future__ import annotations

import gc

from streamlit import config

_HELD: dict[str, object] = {
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "runner.magicEnabled": False,
    "runner.postScriptGC": False,
    "server.enableAgentApi": False,
    "server.enableStaticServing": False,
    "server.maxUploadSize": 25,
}
"""`showErrorDetails`: its default printed a database's password on a visitor's screen; `postScriptGC`: a full collection
after each run costs 70–85 ms of a core once pandas and plotly are loaded; the agent API would drive the pages unseen."""


def set_options() -> None:
    """Hold the options, and take the start-up's own objects out of later garbage collections."""
    for name, value in _HELD.items():
        config.set_option(name, value)
    gc.freeze()
