"""The plain files of a campaign, declared once: what is read, stored, edited and exported is derived from here.

What the declarations are made of is in `lib.campaign.columns`, and can be had from here too.
"""

from __future__ import annotations

from collections.abc import Mapping

from lib.campaign.columns import Cell as Cell
from lib.campaign.columns import Column as Column
from lib.campaign.columns import Kind as Kind
from lib.campaign.columns import Refusal as Refusal
from lib.campaign.columns import Row as Row
from lib.campaign.columns import Table as Table

COUNTED, PENDING, WITHDRAWN = "counted", "pending", "withdrawn"
PLATFORMS = ("facebook", "mastodon", "twitter", "linkedin", "instagram", "other")
PHASES = ("launch", "daily", "closing")
CAMPAIGN_PAGE = "ulule"
"""The account of `audience.csv` that is the campaign's own page."""

CONTRIBUTIONS = Table(
    "contributions",
    (
        Column("id", required=True, aliases=("numéro", "no", "n°", "identifiant")),
        Column("contributed_at", Kind.INSTANT, required=True, aliases=("date", "date de contribution", "date de création")),
        Column("amount", Kind.AMOUNT, required=True, aliases=("montant", "montant total", "somme")),
        Column("currency", aliases=("devise", "monnaie")),
        Column("status", Kind.CHOICE, required=True, choices=(COUNTED, PENDING, WITHDRAWN), aliases=("statut", "état")),
        Column("name", aliases=("nom", "nom complet"), personal=True, supporter=True),
        Column("email", Kind.EMAIL, aliases=("courriel", "e-mail", "adresse courriel", "mail"), personal=True, supporter=True),
        Column("platform_user", aliases=("utilisateur", "nom d'utilisateur", "pseudo"), personal=True, supporter=True),
        Column("reward", aliases=("contrepartie", "récompense")),
        Column("source", aliases=("provenance", "origine")),
        Column("medium", aliases=("support",)),
        Column("country", aliases=("pays",)),
        Column("note", aliases=("commentaire", "remarque"), personal=True, supporter=True),
        Column("thanked_at", Kind.INSTANT, aliases=("remercié le", "remerciée le", "date de remerciement")),
        Column("thanked_by", aliases=("remercié par", "remerciée par"), personal=True),
    ),
    key=("id",),
)
RESHARES = Table(
    "reshares",
    (
        Column("shared_at", Kind.INSTANT, required=True, aliases=("date", "partagé le", "repartagé le")),
        Column("contribution_id", aliases=("contribution", "no de contribution")),
        Column("email", Kind.EMAIL, aliases=("courriel", "e-mail"), personal=True, supporter=True),
        Column("platform", aliases=("plateforme", "réseau")),
        Column("url", aliases=("adresse", "lien"), personal=True, supporter=True),
        Column("evidence", Kind.CHOICE, choices=("seen", "declared", "link"), aliases=("preuve",)),
    ),
    key=("shared_at", "contribution_id", "email", "platform", "url"),
    repeats=True,
)
POSTS = Table(
    "posts",
    (
        Column("platform", Kind.CHOICE, required=True, choices=PLATFORMS, aliases=("plateforme", "réseau")),
        Column("id", required=True, aliases=("identifiant",)),
        Column("published_at", Kind.INSTANT, required=True, aliases=("publié le", "date", "date de publication")),
        Column("kind", aliases=("genre", "type")),
        Column("text", aliases=("texte", "message")),
        Column("url", aliases=("adresse", "lien")),
        Column("phase", Kind.CHOICE, choices=PHASES),
        Column("author", aliases=("auteur", "autrice"), personal=True),
    ),
    key=("platform", "id"),
)
POST_COUNTS = Table(
    "post_counts",
    (
        Column("platform", Kind.CHOICE, required=True, choices=PLATFORMS, aliases=("plateforme", "réseau")),
        Column("post_id", required=True, aliases=("publication", "identifiant de la publication")),
        Column("observed_at", Kind.INSTANT, required=True, aliases=("relevé le", "observé le", "date")),
        Column("shares", Kind.COUNT, aliases=("partages",)),
        Column("reactions", Kind.COUNT, aliases=("réactions",)),
        Column("comments", Kind.COUNT, aliases=("commentaires",)),
        Column("reach", Kind.COUNT, aliases=("portée", "couverture")),
        Column("clicks", Kind.COUNT, aliases=("clics",)),
    ),
    key=("platform", "post_id", "observed_at"),
)
AUDIENCE = Table(
    "audience",
    (
        Column("account", required=True, aliases=("compte",)),
        Column("observed_at", Kind.INSTANT, required=True, aliases=("relevé le", "observé le", "date")),
        Column("followers", Kind.COUNT, required=True, aliases=("abonnés", "fans")),
    ),
    key=("account", "observed_at"),
)
PLATFORM_TOTALS = Table(
    "platform_totals",
    (
        Column("observed_at", Kind.INSTANT, required=True, aliases=("relevé le", "observé le", "date")),
        Column("amount_raised", Kind.AMOUNT, required=True, aliases=("montant collecté", "montant")),
        Column("contributors", Kind.COUNT, aliases=("contributeurs",)),
        Column("fans", Kind.COUNT),
        Column("news", Kind.COUNT, aliases=("nouvelles", "actualités")),
    ),
    key=("observed_at",),
)
NEWS = Table(
    "news",
    (
        Column("id", required=True, aliases=("identifiant",)),
        Column("published_at", Kind.INSTANT, required=True, aliases=("publiée le", "date", "date de publication")),
        Column("title", required=True, aliases=("titre",)),
        Column("url", aliases=("adresse", "lien")),
    ),
    key=("id",),
)
ALLIES = Table(
    "allies",
    (
        Column("name", required=True, aliases=("nom", "allié", "organisme")),
        Column("kind", aliases=("genre", "type")),
        Column("audience", Kind.COUNT, aliases=("auditoire", "portée")),
        Column("contact", aliases=("personne-ressource",), personal=True, supporter=True),
        Column("owner", aliases=("responsable",), personal=True),
        Column("agreed_on", Kind.DAY, aliases=("accord le", "date de l'accord")),
        Column("launch_relayed_on", Kind.DAY, aliases=("lancement relayé le",)),
        Column("closing_relayed_on", Kind.DAY, aliases=("clôture relayée le", "fin relayée le")),
        Column("next_step", aliases=("prochaine étape",)),
        Column("next_step_on", Kind.DAY, aliases=("date de la prochaine étape",)),
    ),
    key=("name",),
    repeats=True,
)
MEMBERS = Table(
    "members",
    (
        Column("name", required=True, aliases=("nom", "membre"), personal=True),
        Column("on_social", Kind.YES_NO, aliases=("sur les réseaux", "réseaux sociaux")),
        Column("responsibility", aliases=("responsabilité",)),
        Column("responsibility_planned_on", Kind.DAY, aliases=("responsabilité prévue le",)),
        Column("briefed_on", Kind.DAY, aliases=("formé le", "formée le", "informé le")),
        Column("first_reshare_on", Kind.DAY, aliases=("premier repartage le",)),
        Column("minutes_pledged", Kind.COUNT, aliases=("minutes promises",)),
    ),
    key=("name",),
    repeats=True,
)
TASKS = Table(
    "tasks",
    (
        Column("id", required=True, aliases=("identifiant", "no")),
        Column("name", required=True, aliases=("nom", "tâche")),
        Column("starts_on", Kind.DAY, required=True, aliases=("début", "commence le")),
        Column("ends_on", Kind.DAY, aliases=("fin", "finit le", "échéance")),
        Column("owner", aliases=("responsable",), personal=True),
        Column("kind", aliases=("genre", "type")),
        Column("channel", aliases=("canal",)),
        Column("target_public", aliases=("public visé", "public cible")),
        Column("done_on", Kind.DAY, aliases=("faite le", "fait le", "terminée le")),
    ),
    key=("id",),
)
COMMUNICATION_LOG = Table(
    "communication_log",
    (
        Column("day", Kind.DAY, required=True, aliases=("jour", "date")),
        Column("minutes", Kind.COUNT, required=True),
        Column("member", aliases=("membre",), personal=True),
        Column("channel", aliases=("canal",)),
        Column("what", aliases=("quoi", "description")),
    ),
    key=("day", "minutes", "member", "channel", "what"),
    repeats=True,
)
EVENTS = Table(
    "events",
    (
        Column("name", required=True, aliases=("nom", "soirée", "activité")),
        Column("held_on", Kind.DAY, required=True, aliases=("tenue le", "date", "jour")),
        Column("attendance", Kind.COUNT, aliases=("présences", "personnes présentes")),
        Column("kind", Kind.CHOICE, choices=("launch", "mid_campaign", "workshop", "other"), aliases=("genre", "type")),
    ),
    key=("name", "held_on"),
    repeats=True,
)
FIRST_DAY = Table(
    "first_day",
    (
        Column("name", required=True, aliases=("nom",), personal=True, supporter=True),
        Column("email", Kind.EMAIL, aliases=("courriel", "e-mail"), personal=True, supporter=True),
        Column("identified_on", Kind.DAY, required=True, aliases=("repéré le", "repérée le", "date")),
        Column("contribution_id", aliases=("contribution", "no de contribution")),
    ),
    key=("name", "email"),
    repeats=True,
)
BUDGET = Table(
    "budget",
    (
        Column("label", required=True, aliases=("libellé", "poste", "dépense")),
        Column("kind", Kind.CHOICE, choices=("video", "graphics", "rewards", "tax", "other"), aliases=("genre", "type")),
        Column("planned", Kind.AMOUNT, aliases=("prévu",)),
        Column("actual", Kind.AMOUNT, aliases=("réel",)),
    ),
    key=("label",),
    repeats=True,
)
REWARDS = Table(
    "rewards",
    (
        Column("id", required=True, aliases=("identifiant",)),
        Column("name", required=True, aliases=("nom", "contrepartie")),
        Column("price", Kind.AMOUNT, aliases=("prix",)),
        Column("unit_cost", Kind.AMOUNT, aliases=("coût unitaire",)),
        Column("quantity", Kind.COUNT, aliases=("quantité",)),
        Column("delivered", Kind.COUNT, aliases=("livrées", "livrés")),
    ),
    key=("id",),
)
CONSENTS = Table(
    "consents",
    (
        Column(
            "email",
            Kind.EMAIL,
            required=True,
            aliases=("courriel", "e-mail", "adresse courriel", "mail"),
            personal=True,
            supporter=True,
        ),
        Column("consented_on", Kind.DAY, aliases=("consenti le", "date du consentement")),
        Column("source", aliases=("provenance", "origine", "donné où")),
        Column("withdrawn_on", Kind.DAY, aliases=("retiré le", "date du retrait")),
    ),
    key=("email",),
)
"""Who agreed to be written to again, and who took it back."""
INCIDENTS = Table(
    "incidents",
    (
        Column("id", required=True, aliases=("identifiant", "numéro", "no")),
        Column("happened_on", Kind.DAY, aliases=("survenu le", "date de l’incident")),
        Column("known_on", Kind.DAY, required=True, aliases=("connu le", "découvert le")),
        Column("data_concerned", aliases=("renseignements visés", "données visées"), personal=True),
        Column("circumstances", aliases=("circonstances",), personal=True),
        Column("persons", Kind.COUNT, aliases=("personnes", "personnes visées", "nombre de personnes")),
        Column("risk_reasons", aliases=("risque", "raisons du risque"), personal=True),
        Column("authority_notified_on", Kind.DAY, aliases=("commission avisée le", "cai avisée le")),
        Column("persons_notified_on", Kind.DAY, aliases=("personnes avisées le",)),
        Column("measures", aliases=("mesures", "mesures prises"), personal=True),
    ),
    key=("id",),
)
"""The register that the law asks for: what happened to personal information."""

TABLES: tuple[Table, ...] = (
    CONTRIBUTIONS, RESHARES, POSTS, POST_COUNTS, AUDIENCE, PLATFORM_TOTALS, NEWS, ALLIES, MEMBERS, TASKS,
    COMMUNICATION_LOG, EVENTS, FIRST_DAY, BUDGET, REWARDS, CONSENTS, INCIDENTS,
)  # fmt: skip
TABLES_BY_NAME: Mapping[str, Table] = {table.name: table for table in TABLES}


BY_EMAIL = "email:"
"""How the key of a person begins who is known by an e-mail."""


def person_key(row: Row) -> str:
    """Who gave: the trimmed, case-folded e-mail; without one the platform's user id; else one person per contribution."""
    email = normalised_email(row.get("email"))
    user = str(row.get("platform_user") or "").strip()
    if email:
        return BY_EMAIL + email
    return f"user:{user}" if user else f"contribution:{row['id']}"


def normalised_email(value: Cell) -> str | None:
    """An e-mail as people are told apart by it: trimmed and case-folded; None when there is none."""
    return str(value or "").strip().casefold() or None
