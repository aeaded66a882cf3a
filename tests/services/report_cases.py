"""Campaigns to write reports on: each state of one, and one with as much to say as people can bring."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from lib.i18n.language import language
from lib.i18n.translator import Translator
from lib.services.campaigns import OpenCampaign, open_campaign
from lib.services.moments import moment
from lib.services.reports.report_files import Kind, Report, report
from lib.store.engine import Store
from tests.services.held import AT, bring, empty_store
from tests.support.files import CONTRIBUTIONS, SETTINGS

RICH = """\
id,contributed_at,amount,status,name,email
c1,2018-01-20T09:00:00-05:00,600.00,counted,Zénobie Planchette,zenobie@example.org
c2,2018-02-20T09:00:00-05:00,471.82,counted,Barnabé Tremplin,barnabe@example.org
"""
"""1 071.82 collected of 1 000: in hand 1 000.01 once 6.7 % (71.81) is taken."""

STATES: Mapping[str, tuple[dict[str, str], str]] = {
    "nothing yet": ({}, "2018-02-01"),
    "before": ({}, "2018-01-10"),
    "during": ({"contributions": CONTRIBUTIONS}, "2018-02-11"),
    "reached": ({"contributions": RICH}, "2018-02-21"),
    "stale": ({"contributions": CONTRIBUTIONS}, "2018-03-10"),
    "over, lost": ({"contributions": CONTRIBUTIONS}, "2018-03-20"),
    "over, reached": ({"contributions": RICH}, "2018-03-20"),
    "the platform’s total alone": ({"platform_totals": "observed_at,amount_raised\n2018-02-01T10:00:00-05:00,400\n"}, "2018-02-02"),
}
"""By name: the tables, and the day at whose end the report is written."""

NAMES = tuple(f"Prénomrare{number} Nomsecret{number}" for number in range(50))
"""People planted wherever a folder has room for one."""


def planted_tables() -> dict[str, str]:
    """Fifty people in every personal column: contributors, members, owners, contacts, first-day people, loggers."""
    hour = "T09:00:00-05:00"
    people = list(enumerate(NAMES))
    return {
        "contributions": "id,contributed_at,amount,status,name,email,note,thanked_by\n" + "".join(
            f"c{n},2018-01-{20 + n % 12:02d}{hour},20.00,counted,{name},secret{n}@example.org,Message intime {n},{name}\n" for n, name in people),
        "members": "name,on_social,responsibility\n" + "".join(f"{name},yes,Relancer {n}\n" for n, name in people),
        "tasks": "id,name,starts_on,owner,channel,done_on\n" + "".join(
            f"t{n},Tâche {n} (écrire à secret{n}@example.org),2018-02-{1 + n % 20:02d},{name},courriel,{'2018-02-20' if n % 2 else ''}\n"
            for n, name in people),
        "allies": "name,audience,contact,owner,agreed_on,launch_relayed_on\n" + "".join(
            f"Alliée {n} secret{n}@example.org,{1000 + n},secret{n}@example.org,{name},2018-01-10,2018-01-21\n" for n, name in people),
        "first_day": "name,email,identified_on\n" + "".join(f"{name},secret{n}@example.org,2018-01-10\n" for n, name in people),
        "communication_log": "day,minutes,member,what\n" + "".join(f"2018-02-{1 + n % 20:02d},30,{name},Message intime {n}\n" for n, name in people),
        "posts": "platform,id,published_at,text,author\n" + "".join(
            f"facebook,p{n},2018-02-{1 + n % 20:02d}{hour},Merci à secret{n}@example.org,{name}\n" for n, name in people),
        "post_counts": "platform,post_id,observed_at,shares\n" + "".join(f"facebook,p{n},2018-02-25{hour},{n}\n" for n, _name in people),
    }  # fmt: skip


def crowded_tables() -> dict[str, str]:
    """As many words as people can bring, and longer ones than most: what a page of one sheet must bear."""
    long = "Communiqué extraordinairement circonstancié aux hebdomadaires régionaux, à relire ensemble avant l’envoi"
    gifts = "".join(f"c{n},2018-02-{1 + n % 20:02d}T09:00:00-05:00,{20 + n}.37,counted,p{n}@example.org\n" for n in range(60))
    return {
        "contributions": "id,contributed_at,amount,status,email\n" + gifts,
        "tasks": "id,name,starts_on,channel,done_on\n" + "".join(
            f"t{n},{long} ({n}),2018-02-{1 + n % 20:02d},infolettre,{'2018-02-10' if n % 2 else ''}\n" for n in range(40)),
        "allies": "name,audience,next_step,next_step_on\n" + "".join(f"{long} {n},1000,{long},2018-02-01\n" for n in range(20)),
        "members": "name,on_social\nAna,yes\nBo,no\n",
        "posts": "platform,id,published_at,text\n" + "".join(
            f"facebook,p{n},2018-02-{1 + n % 20:02d}T09:00:00-05:00,{long} {n}\n" for n in range(20)),
        "post_counts": "platform,post_id,observed_at,shares\n" + "".join(
            f"facebook,p{n},2018-02-20T09:00:00-05:00,{n}\n" for n in range(20)),
        "events": "name,held_on,attendance,kind\nLancement,2018-01-19,49,launch\n",
        "news": "id,published_at,title\nn1,2018-02-05T09:00:00-05:00,Titre\n",
    }  # fmt: skip


CROWDED_SETTINGS = SETTINGS.replace('"Essai"', '"Services Faciles : des services libres pour tout le monde, partout au Québec"').replace(
    '"Les Essayeuses"', '"Fédération des essayeuses et des essayeurs de services libres du Québec"') + "invented = true\n"  # fmt: skip


def campaign_of(place: Path, tables: Mapping[str, str], settings: str = SETTINGS) -> tuple[Store, OpenCampaign]:
    """A store of its own with these tables."""
    store = empty_store(place)
    bring(store, tables, settings=settings)
    return store, open_campaign(store)


def report_of(store: Store, opened: OpenCampaign, day: str, lang: str = "fr", kind: Kind = Kind.MEETING) -> Report:
    """A report at the end of a day, in a language."""
    translator = Translator(language(lang), opened.campaign.period.zone)
    return report(store, opened, kind, moment(opened.campaign, day, AT).as_of, translator)
