"""Other names that columns go by on platforms and in people's sheets: only ever used to suggest, never to decide."""

from __future__ import annotations

from collections.abc import Mapping

SYNONYMS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "contributions": {
        "id": ("référence", "référence commande", "transaction id", "pledge id", "balance_transaction_id", "no de reçu"),
        "contributed_at": ("receive date", "date de la commande", "created", "created (utc)", "pledged at", "funding date",
                           "date du don", "date du paiement", "datetime"),
        "amount": ("total amount", "gross", "montant tarif", "pledge amount", "montant du don", "don", "avant commission"),
        "email": ("email payeur", "customer email", "from email address", "courriel du donateur"),
        "name": ("nom payeur", "donateur", "donatrice", "backer name", "nom du donateur"),
        "status": ("payment status", "pledged status", "statut de la commande", "état du paiement"),
        "reward": ("tarif", "reward title", "palier"),
        "country": ("shipping country", "pays de livraison"),
    },
    "order_lines": {
        "id": ("commande", "no de commande", "no commande", "numéro", "order id", "order"),
        "contributed_at": ("date", "commandé le", "order date"),
        "status": ("état", "état de la commande", "order status"),
        "email": ("adresse courriel du contributeur", "courriel du contributeur", "email address"),
        "name": ("nom", "contributeur", "backer"),
        "reward": ("récompense", "reward"),
        "order_total": ("total", "montant total", "order total"),
        "line_total": ("sous-total",),
        "unit_price": ("prix", "price"),
        "shipping": ("livraison", "port", "shipping"),
        "shipping_country": ("pays", "country"),
    },
    "platform_totals": {
        "observed_at": ("paid_on", "day", "jour", "date du relevé"),
        "amount_raised": ("pledged_cumulative", "raised", "pledged", "montant cumulé", "cumul", "total collecté"),
        "contributors": ("contributors_cumulative", "backers", "supporters", "donateurs"),
    },
    "posts": {
        "id": ("post id", "tweet id"),
        "published_at": ("posted", "time", "publish time", "date de publication"),
        "text": ("post message", "tweet text"),
        "url": ("permalink", "tweet permalink"),
    },
    "allies": {
        "name": ("organisation", "partenaire"),
        "audience": ("abonnés", "nombre d'abonnés", "followers"),
        "contact": ("personne-contact",),
    },
    "members": {"name": ("prénom", "militant", "militante", "bénévole")},
    "communication_log": {"minutes": ("durée", "temps", "durée (min)"), "what": ("activité", "action")},
    "tasks": {"name": ("action",), "starts_on": ("date",), "target_public": ("cible",)},
    "events": {"attendance": ("participants", "nombre de personnes")},
    "budget": {"label": ("ligne", "rubrique"), "planned": ("budget",), "actual": ("dépensé",)},
}  # fmt: skip

CAMPAIGN: Mapping[str, tuple[str, ...]] = {
    "name": ("campaign", "campaign id", "campagne", "project", "projet"),
    "goal": ("goal", "objectif", "but"),
    "currency": ("currency", "devise", "monnaie"),
    "opens": (
        "launched at",
        "opens at",
        "opens on",
        "date start",
        "ouverture",
        "lancement",
        "début de la campagne",
    ),
    "closes": ("deadline", "closes at", "closes on", "date end", "clôture", "échéance", "fin de la campagne"),
}
