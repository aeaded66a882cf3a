"""Who looks, looked up at each run: Streamlit keeps a page open for as long as its tab, and its cookie for 30 days."""

from __future__ import annotations

import time

import streamlit as st

from lib.campaign.errors import UseError
from lib.campaign.message import N_
from lib.i18n.translator import Translator
from lib.services.entry.access import Visitor, WayIn, access, own_visitor
from lib.services.entry.visitors import visitor
from lib.ui.address import link, settled_address
from lib.ui.provider import provider_email

ENDED = N_("You are signed out, or your session has ended.")


class SignInNeeded(UseError):
    """Nobody is known who may see pages: nothing is read for such a visitor."""


def known_visitor(*, is_click: bool = True) -> Visitor:
    """Whoever this run is for; raises SignInNeeded for somebody who may see no page, or who may no longer.

    `is_click`: False for a page that looks again by itself, which keeps no session open.

    On one's own machine no header is even looked at: Streamlit takes a tenth of a run to give them.
    """
    if access().way_in is WayIn.OWN_MACHINE:
        return own_visitor()
    found = visitor(st.context.cookies, st.context.headers, provider_email, at=time.monotonic(), is_click=is_click)
    if found is None or not found.may_see_pages:
        raise SignInNeeded(ENDED)
    return found


def ask_to_sign_in(translator: Translator) -> None:
    """In place of a page: the way to sign in, and nothing else."""
    _ = translator._
    st.title(_("Sign in"), anchor=False)
    if access().way_in is WayIn.PROVIDER:
        st.write(_("Sign in with the account that the campaign’s lead knows."))
        st.button(_("Sign in"), on_click=st.login, type="primary")
        if st.user.get("is_logged_in"):
            st.write(_("This account has no role here: ask the campaign’s lead for one, or sign in with another."))
            st.button(_("Use another account"), on_click=st.logout)
    else:
        st.write(_(ENDED))
        campaign = settled_address().get("campaign", "")
        way = link("sign-in", {"campaign": campaign, "next": link("", {"campaign": campaign})}) if campaign else "/sign-in"
        st.link_button(_("Sign in"), way)


