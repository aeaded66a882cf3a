"""Where data comes from: each source is declared here, and each file becomes typed rows and refusals in `parsing`.

A module for each source; what they share is in rooms, along the way that a file takes:

    tables, cells, layouts     bytes to texts, texts to values, columns to the rows of our tables
    network, ulule_answers     servers, asked with patience and read without trust (`http` is the only door)
"""

from __future__ import annotations

from lib.sources import (
    civicrm,
    civicrm_api,
    facebook,
    facebook_graph,
    frontlinesms,
    helloasso,
    indiegogo,
    instagram,
    kickstarter,
    mapping,
    mastodon,
    open_collective,
    paypal,
    plain,
    spreadsheet,
    stripe,
    twitter,
    ulule,
    ulule_api,
)
from lib.sources.live import LiveSource
from lib.sources.source import Source

SOURCES: tuple[Source, ...] = (
    plain.SOURCE, ulule.SOURCE, mapping.SOURCE, facebook.SOURCE, instagram.SOURCE, twitter.SOURCE, civicrm.SOURCE,
    helloasso.SOURCE, stripe.SOURCE, paypal.SOURCE, open_collective.SOURCE, kickstarter.SOURCE, indiegogo.SOURCE,
    frontlinesms.SOURCE,
)  # fmt: skip
LIVE_SOURCES: tuple[LiveSource, ...] = (
    ulule_api.SOURCE, mastodon.SOURCE, facebook_graph.SOURCE, civicrm_api.SOURCE, spreadsheet.SOURCE,
)  # fmt: skip
"""Sources that are read over the network, by `python -m lib sync` and by the server; see lib/sources/live.py."""
