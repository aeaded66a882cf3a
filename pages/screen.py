"""Écran: what does the room see? The page sets the projected screen up; the screen itself is the plain route `/ecran`."""

from __future__ import annotations

from lib.campaign.message import N_
from lib.ui import parts, screen
from lib.ui.watching import watch

parts.head(N_("Screen"), N_("What does the room see?"))
screen.preview()
screen.door()
screen.scenes()
screen.next_actions()
screen.since()
screen.milestones()
watch()
