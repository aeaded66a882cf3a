"""Where data comes from: each source is declared here, and each file becomes typed rows and refusals in `parsing`."""

from __future__ import annotations

from lib.sources import mapping, plain, ulule
from lib.sources.source import Source

SOURCES: tuple[Source, ...] = (plain.SOURCE, ulule.SOURCE, mapping.SOURCE)
