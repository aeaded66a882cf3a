"""What CiviCRM calls the states of a contribution, by number, by name and by label, in English and French."""

from __future__ import annotations

from datetime import datetime

from lib.campaign.tables import COUNTED, PENDING, WITHDRAWN, Cell
from lib.sources.layouts.layout import folded_words

PREFIX = "civicrm:"
"""Before a contribution's number, so that it is told from the orders of other sources."""
RECEIPTS = "receipt_is_thanks"
"""The setting by which an organisation says that its receipts are its thanks."""
STATUSES = folded_words(
    {
        COUNTED: ("Completed", "Complété", "Complétée", "Terminé", "Terminée", "Effectué", "Effectuée", "1"),
        PENDING: ("Pending", "Pending (Pay Later)", "Pending (Incomplete Transaction)", "Pending (Processing)", "In Progress",
                  "Overdue", "Partially paid", "En attente", "En attente (paiement ultérieur)", "En cours", "En retard",
                  "En attente (transaction incomplète)", "Partiellement payé", "Partiellement payée", "Payé en partie",
                  "2", "5", "6", "8", "12"),
        WITHDRAWN: ("Cancelled", "Failed", "Refunded", "Pending refund", "Chargeback", "Annulé", "Annulée", "Échoué", "Échouée",
                    "Échec", "Remboursé", "Remboursée", "Remboursement en attente", "En attente de remboursement",
                    "Rétrofacturation", "3", "4", "7", "9", "10"),
    }
)  # fmt: skip
"""A contribution that is partly paid is pending: what was paid of it is not in these answers. “Template” is no state."""


def thanked_at(thanks: Cell, receipt: Cell, setting: str) -> Cell:
    """When a donor was thanked: the thank-you date, or the receipt's where that is earlier and the organisation says so."""
    receipts_thank = setting.casefold() in ("yes", "oui", "true", "1")
    known = [at for at in (thanks, receipt if receipts_thank else None) if isinstance(at, datetime)]
    return min(known, default=None)
