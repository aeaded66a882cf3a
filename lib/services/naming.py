"""How platforms, kinds of posts, statuses, sources and deeds are said; what people typed themselves stays as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lib.campaign.message import N_
from lib.i18n.formats import NBSP
from lib.i18n.translator import Translator
from lib.services.daily.deeds import Deed, DeedKind

PLATFORM_NAMES: dict[str, str] = {
    "facebook": "Facebook", "mastodon": "Mastodon", "twitter": "Twitter", "linkedin": "LinkedIn",
    "instagram": "Instagram", "other": N_("Other platforms"),
}  # fmt: skip
KIND_NAMES: dict[str, str] = {
    "photo": N_("Photo"), "link": N_("Web link"), "text": N_("Text"), "video": N_("Video"), "event": N_("Event"),
}  # fmt: skip
STATUS_NAMES: dict[str, str] = {"counted": N_("Counted"), "pending": N_("Pending"), "withdrawn": N_("Withdrawn")}
MEDIUM_NAMES: dict[str, str] = {"post": N_("Post"), "newsletter": N_("Newsletter"), "email": N_("E-mail")}
"""Words that platforms write into links; any other is somebody's own."""
_NAMED_ALLIES = 3
_BLANKS = re.compile(r"[ \t\r\n]+")


def platform_name(platform: str, translator: Translator) -> str:
    """The platform as it writes its own name."""
    return translator._(PLATFORM_NAMES.get(platform, platform))


def kind_name(kind: str | None, translator: Translator) -> str:
    """A post's kind; one that is not in the list is somebody's own word."""
    if kind is None:
        return translator._("Kind not noted")
    return translator._(KIND_NAMES[kind]) if kind in KIND_NAMES else capitalised(kind)


def status_name(status: str, translator: Translator) -> str:
    """A contribution's status."""
    return translator._(STATUS_NAMES[status])


def source_name(source: str, translator: Translator) -> str:
    """Where a contribution came from, or through what, as it was noted."""
    if source in MEDIUM_NAMES:
        return translator._(MEDIUM_NAMES[source])
    return platform_name(source, translator) if source in PLATFORM_NAMES else capitalised(source)


def capitalised(text: str) -> str:
    """With a capital at the start, the rest as it is."""
    return text[:1].upper() + text[1:]


def on_one_line(text: str) -> str:
    """With no-break spaces alone: a date cut in two in a narrow column is two things to read."""
    return text.replace(" ", NBSP)


def spaced_once(text: str) -> str:
    """What somebody typed on one line, with one space where there were several; no-break spaces stay."""
    return _BLANKS.sub(" ", text).strip()


def deeds_text(deeds: Sequence[Deed], translator: Translator) -> str:
    """What was done on a day, in one line; "—" when nothing is known of."""
    said = [_deed(deed, translator) for deed in deeds if deed.kind in (DeedKind.TASK, DeedKind.EVENING, DeedKind.NEWS)]
    launch, closing = (
        [deed.name for deed in deeds if deed.kind is kind] for kind in (DeedKind.LAUNCH_RELAY, DeedKind.CLOSING_RELAY)
    )
    if launch:
        said.append(translator._("launch relayed by %(allies)s", allies=_allies(launch, translator)))
    if closing:
        said.append(translator._("closing relayed by %(allies)s", allies=_allies(closing, translator)))
    posts = [deed for deed in deeds if deed.kind is DeedKind.POSTS]
    if posts:
        platforms = dict.fromkeys(deed.name for deed in posts)
        names = translator.formats.listing([platform_name(name, translator) for name in platforms])
        said.append(translator.ngettext("%(count)s post on %(platforms)s", "%(count)s posts on %(platforms)s",
                                        sum(deed.count for deed in posts), platforms=names))  # fmt: skip
    return capitalised("; ".join(said)) or "—"


def _deed(deed: Deed, translator: Translator) -> str:
    return translator._("news “%(title)s”", title=deed.name) if deed.kind is DeedKind.NEWS else deed.name


def _allies(names: Sequence[str], translator: Translator) -> str:
    if len(names) <= _NAMED_ALLIES:
        return translator.formats.listing(names)
    return translator.ngettext("%(count)s ally", "%(count)s allies", len(names))
