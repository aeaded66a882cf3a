"""Who asks: looked up at each request and at each run, never remembered beyond it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lib.services.entry.access import Visitor, WayIn, access, own_visitor
from lib.services.entry.sessions import COOKIE, ENDED_COOKIES, SESSIONS

PROVIDER_COOKIE = "_streamlit_user"
"""Where Streamlit keeps, signed, who a provider of identities says that somebody is."""
EmailOf = Callable[[Mapping[str, str]], str | None]
"""From a request's cookies to the e-mail address that the provider of identities vouches for, if it does."""


def visitor(
    cookies: Mapping[str, str], headers: Mapping[str, str], email_of: EmailOf, *, at: float, is_click: bool = True
) -> Visitor | None:
    """Whoever sent these cookies and headers; None for a stranger. `at`: seconds of a monotonic clock.

    `is_click`: whether a person asks, rather than a page that looks again by itself: that alone keeps a session going.

    A proxy's header is believed here: that the request came from the proxy is checked at the door (`lib.web.guard`).
    Raises SettingsError while the file of access cannot be understood: nobody is let in meanwhile.
    """
    found = access()
    if found.way_in is WayIn.OWN_MACHINE:
        return own_visitor()
    if found.way_in is WayIn.PASSPHRASE:
        return SESSIONS.visitor(cookies.get(COOKIE), found, at=at, is_click=is_click)
    if found.way_in is WayIn.PROXY:
        return found.known(headers.get(found.proxy_header))
    return None if ENDED_COOKIES.holds(cookies.get(PROVIDER_COOKIE)) else found.known(email_of(cookies))
