"""How these tests run: a machine that is busy with something else is no fault of a reader."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("readers", deadline=None)
settings.load_profile("readers")
