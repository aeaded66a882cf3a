"""The one door to the cache for pages: what was worked out for a revision is shared by all viewers, and never holds a donor.

It is the same that the screen and the followers' view share: see `lib.services.shared_values`.
"""

from __future__ import annotations

from lib.services.shared_values import Key as Key
from lib.services.shared_values import shared as shared
