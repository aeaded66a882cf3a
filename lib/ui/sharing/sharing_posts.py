"""The posts of one platform at a time: each against the target, what worked, and the platforms side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import streamlit as st
from markupsafe import Markup

from lib.campaign.message import N_, Quantity
from lib.drawing.columns import Column, bars, columns
from lib.drawing.icons import icon
from lib.drawing.table import Header, table
from lib.i18n.translator import Translator
from lib.services.analyses.posts import JudgedPost, Label, PlatformPosts, Standing, Worked, best_of
from lib.services.naming import kind_name, on_one_line, platform_name
from lib.ui import choices, parts
from lib.ui.context import Context, context
from lib.ui.drawn import drawn
from lib.ui.sharing.sharing import seen_sharing

_STANDINGS: Mapping[Standing, str] = {
    Standing.REACHED: N_("Target reached"),
    Standing.BELOW: N_("Below"),
    Standing.YOUNG: N_("Less than 48 hours old"),
    Standing.UNKNOWN: N_("Shares not known"),
    Standing.OUTSIDE: N_("Outside the campaign"),
    Standing.NO_TARGET: "—",
}
_A_MONDAY = date(2018, 1, 1)
_TEXT_CHARACTERS = 90
_ORDERS = {"newest": N_("Newest first"), "shares": N_("Most shared first")}


@st.fragment
def posts() -> None:
    """One platform's posts, chosen in the address: their shares, what worked, and each of them."""
    page = context()
    seen = seen_sharing(page)
    parts.section("posts", N_("Each post"))
    if not seen.platforms:
        parts.nothing_yet(
            "no-post",
            N_("No post yet"),
            N_("Import the posts and their counts of shares, or an export of the page’s insights."),
        )
        return
    names = {each.platform: platform_name(each.platform, page.translator) for each in seen.platforms}
    chosen = choices.one_of("platform", page.translator._("Platform"), names, width_px=280)
    found = next(each for each in seen.platforms if each.platform == chosen)
    drawn(page.in_words(f"posts-columns-{chosen}", lambda: _shares(page, found)), "posts-columns")
    if found.n:
        _show_what_worked(page, found)
    words = {value: page.translator._(text) for value, text in _ORDERS.items()}
    order = choices.one_of("sort", page.translator._("Order of the posts"), words, width_px=280)
    drawn(page.in_words(f"posts-table-{chosen}-{order}", lambda: _table(page, found, order)), "posts-table")


def _shares(page: Context, found: PlatformPosts) -> Markup:
    """One column for each post of the campaign, in time; those that reached the target are full."""
    _, formats = page.translator._, page.translator.formats
    data = [Column(formats.day_short(each.post.published_at), each.post.shares, str(each.post.shares or 0),
                   marked=each.standing is Standing.REACHED)
            for each in reversed(found.posts) if each.standing is not Standing.OUTSIDE]  # fmt: skip
    return columns(data, page.translator, name=_("Shares of each post, in order of time"), sentence=_posts_sentence(page, found),
                   label_header=_("Published"), value_header=_("Shares"), quiet_rest=found.has_target)  # fmt: skip


def _posts_sentence(page: Context, found: PlatformPosts) -> str:
    """Mean, median, best and how many reached the target, over the posts that can be judged."""
    translator, best = page.translator, found.best
    if found.mean_shares is None or found.median_shares is None or best is None:
        return translator._("No post of the campaign is 48 hours old with known shares.")
    said = [translator.ngettext(
        "%(count)s post of 48 hours or more: %(mean)s shares on average, median %(median)s, best %(best)s (%(day)s).",
        "%(count)s posts of 48 hours or more: %(mean)s shares on average, median %(median)s, best %(best)s (%(day)s).",
        found.n, mean=Quantity(found.mean_shares), median=Quantity(found.median_shares), best=best.shares or 0,
        day=translator.formats.day_month(best.published_at))]  # fmt: skip
    reading = page.view.reading("shares_per_post")
    if reading and found.is_judged:
        said.append(
            translator.ngettext(
                "%(count)s has reached the target of %(target)s (in full colour).",
                "%(count)s have reached the target of %(target)s (in full colour).",
                found.reached,
                target=Quantity(reading.target),
            )
        )
    return " ".join(said)


def _show_what_worked(page: Context, found: PlatformPosts) -> None:
    """By kind, by weekday and by hour, side by side."""
    names = ("kind", "weekday", "hour")
    for column, name, html in zip(st.columns(3, gap="medium"), names, _what_worked(page, found), strict=True):
        with column:
            drawn(html, f"worked-{name}")


def _what_worked(page: Context, found: PlatformPosts) -> tuple[Markup, Markup, Markup]:
    """Bars by kind, by weekday and by hour."""
    _, translator, key = page.translator._, page.translator, f"worked-{found.platform}"

    def by_kind() -> Markup:
        return _worked(
            page, _("By kind"), _("Kind"), found.by_kind, [kind_name(each.label, translator) for each in found.by_kind]
        )

    def by_weekday() -> Markup:
        days = [translator.formats.weekday(_A_MONDAY + timedelta(days=each.label)) for each in found.by_weekday]
        return _worked(page, _("By weekday"), _("Weekday"), found.by_weekday, days)

    def by_hour() -> Markup:
        hours = [translator.formats.hour(each.label) for each in found.by_hour]
        return _worked(page, _("By hour"), _("Hour"), found.by_hour, hours)

    return (
        page.in_words(f"{key}-kind", by_kind),
        page.in_words(f"{key}-weekday", by_weekday),
        page.in_words(f"{key}-hour", by_hour),
    )


def _worked(page: Context, title: str, header: str, found: Sequence[Worked[Label]], labels: Sequence[str]) -> Markup:
    """The groups of one sort, the best one full where there is enough to tell."""
    translator, top = page.translator, best_of(found)
    _, sentence = translator._, translator._("Too few posts to tell.")
    data = []
    for label, each in zip(labels, found, strict=True):
        mean = Quantity(each.mean_shares)
        text = translator.ngettext("%(mean)s · %(count)s post", "%(mean)s · %(count)s posts", each.n, mean=mean)
        data.append(Column(label, each.mean_shares, text, each == top))
        if each == top:
            sentence = translator.ngettext("What worked: %(name)s, %(mean)s shares on average over %(count)s post.",
                                           "What worked: %(name)s, %(mean)s shares on average over %(count)s posts.",
                                           each.n, name=label, mean=mean)  # fmt: skip
    return bars(
        data, name=title, sentence=sentence, label_header=header, value_header=_("Mean shares, and posts"), quiet_rest=True
    )


def _table(page: Context, found: PlatformPosts, order: str) -> Markup:
    _ = page.translator._
    shown = sorted(found.posts, key=lambda each: -(each.post.shares or 0)) if order == "shares" else found.posts
    numbers = (_("Shares"), _("Reactions"), _("Comments"), _("Reach"), _("Clicks"))
    shares, *others = (Header(text, numeric=True) for text in numbers)
    headers: tuple[Header | str, ...] = (
        _("Published"),
        Header(_("Text"), wide=True),
        _("Kind"),
        shares,
        _("Against the target"),
        *others,
    )
    return table(headers, [_row(page, each) for each in shown], caption=_("Posts"), caption_hidden=True)


def _row(page: Context, each: JudgedPost) -> list[str]:
    post, translator = each.post, page.translator
    counts = ["—" if count is None else translator.formats.count(count)
              for count in (post.shares, post.reactions, post.comments, post.reach, post.clicks)]  # fmt: skip
    return [
        on_one_line(translator.formats.instant_short(post.published_at)),
        _linked(post.text or post.id, post.url),
        kind_name(post.kind, translator),
        counts[0],
        _standing(each.standing, translator),
        *counts[1:],
    ]


def _standing(standing: Standing, translator: Translator) -> str:
    word = on_one_line(translator._(_STANDINGS[standing]))
    if standing is not Standing.REACHED:
        return word
    return Markup('<span class="cd-status cd-tone-good">{}<span class="cd-status-word">{}</span></span>').format(
        icon("flag"), word
    )


def _linked(text: str, url: str | None) -> str:
    """The post's text, shortened, with its address when that is one of the web."""
    short = text if len(text) <= _TEXT_CHARACTERS else text[: _TEXT_CHARACTERS - 1].rstrip() + "…"
    if not url or not url.startswith(("http://", "https://")):
        return short
    return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(url, short)


def platforms() -> None:
    """The platforms told apart: posts, shares, reach and clicks of each."""
    page = context()
    if len(seen_sharing(page).platforms) > 1:
        parts.section("platforms", N_("The platforms, told apart"))
        drawn(page.in_words("platforms", lambda: _platforms(page)), "platforms")


def _platforms(page: Context) -> Markup:
    _, formats = page.translator._, page.translator.formats

    def known(number: int | None) -> str:
        return "—" if number is None else formats.count(number)

    rows = [
        (platform_name(each.platform, page.translator), formats.count(each.published),
         "—" if each.mean_shares is None else formats.decimal(each.mean_shares),
         "—" if each.median_shares is None else formats.decimal(each.median_shares),
         known(each.best.shares if each.best else None), known(each.reach), known(each.clicks))
        for each in seen_sharing(page).platforms
    ]  # fmt: skip
    headers: tuple[Header | str, ...] = (_("Platform"), *(Header(text, numeric=True) for text in (
        _("Posts"), _("Mean shares"), _("Median"), _("Best"), _("Reach"), _("Clicks"))))  # fmt: skip
    return table(headers, rows, caption=_("Posts of the campaign by platform; shares of those that are 48 hours old"))
