"""Every drawing in every state on one page, to be looked at: `python -m tests.drawing.gallery FILE [fr|en] [light|dark]`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from fractions import Fraction
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from lib.drawing.bar import bar
from lib.drawing.board import BoardRow, board
from lib.drawing.columns import Column, bars, columns
from lib.drawing.hero import hero
from lib.drawing.notice import empty_state, invented_banner, notice
from lib.drawing.sparkline import sparkline
from lib.drawing.status import STATUSES, status
from lib.drawing.style import stylesheet
from lib.drawing.table import Header, table
from lib.i18n.language import language
from lib.i18n.translator import Translator
from tests.drawing.cases import STATES, ZONE

_MEDIA = Path(find_spec("streamlit").origin or "").parent / "static" / "static" / "media"  # type: ignore[union-attr]
_PAGE_CSS = """
@font-face { font-family: "Source Sans"; src: url("FONT"); font-weight: 200 900; }
body { margin: 0; background: var(--cd-paper); color: var(--cd-ink); font: 16px/1.5 "Source Sans", sans-serif; }
main { max-width: 75rem; margin: 0 auto; padding: 1.5rem 1rem; }
h2 { font: 600 14px/1.5 "Source Sans"; color: var(--cd-slate); border-top: 1px dotted var(--cd-outline); margin: 3rem 0 1rem; }
.pair { display: grid; gap: 2rem; }
"""
BOARD = (
    BoardRow(
        "Contributeurs-ambassadeurs",
        "visibilite",
        "20 %",
        "25 %",
        "at_risk",
        "60 sur 287; entre 16 % et 26 % avec 95 % de confiance",
    ),
    BoardRow(
        "Partages par publication Facebook",
        "visibilite",
        "41",
        "60",
        "off_track",
        "9 publications sur 31 atteignent 60; médiane 36",
    ),
    BoardRow(
        "Remerciements en moins de 24 h",
        "aujourd-hui",
        "94 %",
        "100 %",
        "at_risk",
        "18 en retard, dont 3 depuis plus de deux jours",
    ),
    BoardRow(
        "Portée des alliés au lancement",
        "mobilisation",
        "61 400",
        "plus de 50 000",
        "reached",
        "12 alliés ont relayé; audiences cumulées, non dédoublonnées",
    ),
    BoardRow("Nouvelles publiées", "calendrier", "6", "10", "on_track", "6,2 attendues à ce jour; la dernière date de 4 jours"),
    BoardRow("Fans de la page, première semaine", "", "—", "100", "no_data", "Aucun relevé entre le 20 et le 26 janvier"),
    BoardRow(
        "Argent en main",
        "contributions",
        "10\u00a0846,12\u00a0$",
        "25\u00a0000\u00a0$",
        "too_early",
        "Moins de 10 % de la campagne",
    ),
    BoardRow(
        "Contributeurs du premier jour",
        "mobilisation",
        "3",
        "5",
        "missed",
        "3 des 7 personnes repérées ont donné le premier jour",
    ),
    BoardRow("Communication quotidienne", "calendrier", "71 %", "100 %", "stale", "Rien de noté depuis 3 jours"),
    BoardRow("Relais de la clôture", "mobilisation", "—", "plus de 50 000", "not_started", "Commence le 10 mars"),
)


def charts(t: Translator) -> Iterator[tuple[str, Markup]]:
    """The small charts over invented figures."""
    heads: dict[str, Any] = {"label_header": "Heure", "value_header": "Contributions"}
    hours = [0, 0, 0, 0, 0, 1, 3, 8, 12, 14, 9, 11, 22, 17, 8, 9, 10, 14, 26, 41, 38, 29, 12, 3]
    yield "by hour", columns([Column(t.formats.hour(h), n, str(n), n == 41) for h, n in enumerate(hours)], t,
                             name="Contributions par heure", sentence="Le soir l’emporte : 41 contributions entre 19 h et 20 h.", **heads)  # fmt: skip
    days = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")
    data = [
        Column(day, n, t.formats.money_whole(n or 0, "CAD"))
        for day, n in zip(days, (145000, 132050, 98000, 121000, 230000, 301000, None), strict=True)
    ]
    yield (
        "by weekday",
        columns(data, t, name="Montant par jour de la semaine", sentence="Le samedi rapporte deux fois la moyenne.", **heads),
    )
    many = [Column(f"{n}", Fraction(n * 37 % 29), t.formats.money_whole(n * 37 % 29 * 100, "CAD")) for n in range(1, 57)]
    yield "56 days", columns(many, t, name="Montant par jour", sentence="Cinquante-six jours.", **heads)
    yield "nothing", columns([], t, name="Montant par jour", sentence="Rien encore.", **heads)
    yield "zeros", columns([Column(d, 0, "0") for d in days], t, name="Zéro partout", sentence="Zéro n’est pas inconnu.", **heads)
    sizes = [("moins de 20 $", 41), ("de 20 à 49 $", 122), ("de 50 à 99 $", 78), ("de 100 à 249 $", 37), ("250 $ et plus", 9)]
    yield "by size", bars([Column(label, n, str(n), n == 122) for label, n in sizes], name="Contributions par taille",
                          sentence="Quatre sur dix donnent de 20 à 49 $.", label_header="Taille", value_header="Contributions")  # fmt: skip
    rewards = [
        ("Une clé USB gravée avec tout le logiciel libre du Québec et un mot de remerciement", 812_500),
        ("T-shirt", 301_000),
        ("Sans contrepartie", None),
    ]
    yield "by reward", bars([Column(label, n, t.formats.money(n or 0, "CAD")) for label, n in rewards], name="Montant par contrepartie",
                            sentence="La clé USB fait les deux tiers du montant.", label_header="Contrepartie", value_header="Montant")  # fmt: skip
    yield "sparklines", Markup(" ").join([sparkline([3, 5, None, 9, 4, 12, 18], name="Fans : 18"), sparkline([], name="rien"),
                                          sparkline([4], name="Un"), sparkline([0, 0, 0], name="Zéro"), sparkline(list(range(60)), name="60")])  # fmt: skip


def words(t: Translator) -> Iterator[tuple[str, Markup]]:
    """Statuses, notices and tables."""
    yield "statuses", Markup("<br>").join(status(name, t) for name in STATUSES)
    yield "invented", invented_banner(t)
    yield (
        "info",
        notice(
            "info",
            "Les données du 22 février sont affichées.",
            title="Vous regardez un jour passé",
            href="?",
            link="Revenir à aujourd’hui",
        ),
    )
    yield "success", notice("success", "212 lignes ajoutées, 3 refusées.")
    yield (
        "warning",
        notice(
            "warning", "Ulule annonce 11 700,00 $, les contributions importées font 11 625,00 $, depuis le 22 février à 9 h 05."
        ),
    )
    yield "error", notice("error", "La base de données ne répond pas. Réessayez dans une minute.", title="Rien n’a été écrit")
    yield (
        "empty",
        empty_state(
            "Aucune publication notée",
            "Ajoutez les publications de la page Facebook pour savoir lesquelles voyagent.",
            href="donnees",
            link="Importer un fichier",
        ),
    )
    rows = [
        ("samedi 20 janvier 2018", "12", t.formats.money(81_250, "CAD")),
        ("dimanche 21 janvier 2018", "7", t.formats.money(1_234_500, "CAD")),
    ]
    yield "table", table(["Jour", Header("Contributions", True), Header("Montant", True)], rows, caption="Les plus grands jours")
    wide = [[f"cellule {row} {column} assez longue" for column in range(9)] for row in range(3)]
    yield "wide table", table([f"Colonne {n}" for n in range(9)], wide, caption="Une table plus large que l’écran")


def gallery(t: Translator, theme: str) -> str:
    """The whole page."""
    drawings: list[tuple[str, Markup]] = [
        (name, Markup('<div class="pair">{}{}</div>').format(hero(figures, campaign, t), bar(figures, campaign, t)))
        for name, figures, campaign in STATES
    ]
    drawings += [("board", board(BOARD, t, caption="Les engagements du plan")), *charts(t), *words(t)]
    font = next(_MEDIA.glob("SourceSansVF-Upright*.woff2")).as_uri()
    body = "".join(f"<h2>{escape(name)}</h2>{drawing}" for name, drawing in drawings)
    css = stylesheet() + _PAGE_CSS.replace("FONT", font)
    return (f'<!doctype html><html lang="{t.language.html}" class="cd-{theme}"><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width"><title>Gallery</title><style>{css}</style><main>{body}</main></html>')  # fmt: skip


if __name__ == "__main__":
    target, code, theme = (sys.argv[1:] + ["fr", "light"][len(sys.argv) - 2 :])[:3]
    Path(target).write_text(gallery(Translator(language(code), ZONE), theme), encoding="utf-8")
