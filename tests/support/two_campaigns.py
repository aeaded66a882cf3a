"""Two campaigns of two organisations in one store, with the same ids in every table, and words of each planted everywhere."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from lib.campaign.pace import expected_cents
from lib.services.imports.importing import confirm, folder_preview
from lib.store.engine import Store

ELM, FIR = "orme", "sapin"
PLANTED = {ELM: "Ormeraie", FIR: "Sapinière"}
"""A word of each campaign that stands in its title, its organisation and every table: nobody else may ever receive it."""
AT = datetime(2018, 2, 1, 12, 0, tzinfo=UTC)
GIFTS = {ELM: ("100.00", "60.00"), FIR: ("400.00", "20.00")}
"""Two counted gifts of each: 160.00 and 420.00, without commission."""


def settings(name: str, *, days: tuple[str, str] = ("2018-01-20", "2018-03-16"), currency: str = "CAD", organisation: str = "",
             more: str = "") -> str:  # fmt: skip
    """The file of a campaign of 1 000.00 without commission; its title holds the word planted for it."""
    word = PLANTED.get(name, name)
    return (
        f'name = "{name}"\ntitle = "Campagne {word}"\norganisation = "{organisation or f"Les amis de {word}"}"\n'
        f'currency = "{currency}"\ngoal = 1000\ntimezone = "America/Toronto"\nopens_on = {days[0]}\ncloses_on = {days[1]}\n{more}'
    )


def tables(name: str) -> dict[str, str]:
    """The same ids for both; only words and amounts tell them apart."""
    word, (first, second) = PLANTED.get(name, name), GIFTS.get(name, ("10.00", "20.00"))
    return {
        "contributions": "id,contributed_at,amount,status,name,email,reward\n"
        f"c1,2018-01-20T09:00:00-05:00,{first},counted,Ana {word},ana@{name}.example,Affiche {word}\n"
        f"c2,2018-01-25T12:00:00-05:00,{second},counted,Bo {word},bo@{name}.example,\n",
        "posts": f"platform,id,published_at,kind,text\nfacebook,p1,2018-01-21T12:00:00-05:00,photo,Billet {word}\n",
        "post_counts": "platform,post_id,observed_at,shares\nfacebook,p1,2018-01-24T12:00:00-05:00,12\n",
        "allies": f"name,audience,agreed_on\nAlliés {word},1200,2018-01-10\n",
        "members": f"name,on_social,responsibility,responsibility_planned_on\nCyr {word},yes,Courriels {word},2018-01-05\n",
        "tasks": f"id,name,starts_on,ends_on,owner\nt1,Tâche {word},2018-01-25,2018-02-05,Cyr {word}\n",
        "budget": f"label,kind,planned\nVidéo {word},video,100.00\n",
    }


def load(store: Store, name: str, toml: str = "", files: dict[str, str] | None = None) -> None:
    """Import a campaign folder, as its own journal says."""
    held = {f"{table}.csv": text.encode() for table, text in (tables(name) if files is None else files).items()}
    named = {"campaign.toml": (toml or settings(name)).encode(), **held}
    confirm(store, folder_preview(store, named, None), at=AT, who=f"import de {PLANTED.get(name, name)}")


def load_both(store: Store) -> None:
    """The elm, then the fir: the fir is the one loaded last."""
    load(store, ELM)
    load(store, FIR)


def load_several(store: Store) -> None:
    """Five invented campaigns that are worth a picture: two that run on 23 February 2018, three that are over."""
    for name, title, opens, days, share, currency in (
        ("services-2017", "Services libres 2017", date(2017, 1, 16), 46, 99, "CAD"),
        ("services-2018", "Services libres 2018", date(2018, 1, 20), 56, 94, "CAD"),
        ("festival", "Festival du logiciel", date(2018, 2, 1), 38, 52, "CAD"),
        ("atelier", "L’atelier de quartier", date(2016, 9, 1), 60, 116, "CAD"),
        ("livre", "Le livre commun", date(2017, 5, 1), 41, 29, "EUR"),
    ):
        last = opens + timedelta(days=days - 1)
        toml = settings(name, days=(opens.isoformat(), last.isoformat()), currency=currency, organisation="Les amis du fleuve")
        titled = toml.replace(f'"Campagne {name}"', f'"{title}"').replace("goal = 1000", "goal = 20000")
        load(store, name, titled, {"contributions": _along(opens, days, share)})


def _along(opens: date, days: int, percent: int) -> str:
    """A gift a day, on the reference curve of a total that is a share of 20 000.00, a little more on each third day."""
    lines, before = ["id,contributed_at,amount,status,email"], 0
    for day in range(1, days + 1):
        by_then = expected_cents(20_000 * percent, Fraction(day, days)) + (3_000 if day % 3 == 0 else 0)
        at = (opens + timedelta(days=day - 1)).isoformat()
        lines.append(f"c{day},{at}T12:00:00-05:00,{max(by_then - before, 500) / 100:.2f},counted,p{day}@example.org")
        before = max(by_then, before + 500)
    return "\n".join(lines) + "\n"
