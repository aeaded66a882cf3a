"""The columns of an owner's export, which has one row per order and reward, and the names they go by.

Sources of the names: Ulule's public API documentation (export columns), the French headers of its web site as a
working importer reads them, and plausible English ones, which are accepted but never relied upon.
"""

from __future__ import annotations

from lib.campaign.tables import Column, Kind, Table

ORDER_LINES = Table(
    "order_lines",
    (
        Column("id", required=True, aliases=("#", "order.id", "id de la commande", "numéro de commande", "order number")),
        Column("contributed_at", Kind.INSTANT, required=True,
               aliases=("Date de création", "order.created_at", "date de la commande", "Creation date")),
        Column("status", Kind.CHOICE, required=True, choices=("counted", "pending", "withdrawn"),
               aliases=("Statut", "order.status", "statut de la commande")),
        Column("line_amount", Kind.AMOUNT, aliases=("Montant unitaire total", "Total unit amount", "unit total")),
        Column("unit_price", Kind.AMOUNT,
               aliases=("order.reward.price", "prix de la contrepartie", "prix unitaire", "reward price")),
        Column("line_total", Kind.AMOUNT,
               aliases=("order.reward.total", "total de la contrepartie", "total de la ligne", "reward total")),
        Column("quantity", Kind.COUNT, aliases=("Quantité", "order.reward.quantity")),
        Column("shipping", Kind.AMOUNT, aliases=("Frais de port", "Shipping cost", "frais de livraison")),
        Column("order_total", Kind.AMOUNT,
               aliases=("order.total", "total de la commande", "montant de la commande", "montant total de la commande")),
        Column("currency", aliases=("devise", "order.currency")),
        Column("refunded", Kind.YES_NO, aliases=("order.refunded", "remboursé", "remboursée")),
        Column("name", aliases=("user.full_name", "nom complet", "full name"), personal=True),
        Column("billing_first_name", personal=True,
               aliases=("Prénom de facturation", "billing_address.first_name")),
        Column("billing_last_name", personal=True,
               aliases=("Nom de facturation", "billing_address.last_name")),
        Column("shipping_first_name", personal=True,
               aliases=("Prénom de livraison", "shipping_address.first_name")),
        Column("shipping_last_name", personal=True,
               aliases=("Nom de livraison", "shipping_address.last_name")),
        Column("email", Kind.EMAIL, personal=True, aliases=(
            "E-mail", "user.email", "courriel", "mail", "adresse courriel", "email de l'utilisateur")),
        Column("platform_user", aliases=("user.username", "nom d'utilisateur", "username", "pseudo"), personal=True),
        Column("reward", aliases=("Titre de la contrepartie", "order.reward.description", "contrepartie",
                                  "description de la contrepartie", "Reward title")),
        Column("source", aliases=("order.tracking.source", "provenance")),
        Column("medium", aliases=("order.tracking.medium", "support")),
        Column("shipping_country", aliases=("Pays de livraison", "shipping_address.country")),
        Column("billing_country", aliases=("Pays de facturation", "billing_address.country")),
        Column("note", aliases=("order.note", "commentaire"), personal=True),
    ),
    key=("id", "reward"),
)  # fmt: skip
