"""Visibilité: do our posts travel? Posts, platforms, ambassadors, fans, allies, and the chain that links them."""

from __future__ import annotations

from lib.campaign.message import N_
from lib.ui import parts
from lib.ui.sharing import ambassadors, sharing, sharing_posts

parts.head(N_("Visibility"), N_("Do our posts travel?"))
sharing.kpis()
sharing.chain()
sharing_posts.posts()
sharing_posts.platforms()
ambassadors.ambassadors()
sharing.fans()
sharing.allies()
