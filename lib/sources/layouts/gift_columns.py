"""The columns of payment platforms' and contact managers' files, under every name that they are known to go by.

Order of proof: headers of genuine files and of programs that read them first, then plausible names, which are accepted
but never needed. Amounts are in units of the currency, as all of these files write them.
"""

from __future__ import annotations

from lib.campaign.tables import Column, Kind, Table

_GIFT = ("counted", "pending", "withdrawn")


def _amount(*aliases: str, name: str = "amount") -> Column:
    return Column(name, Kind.AMOUNT, aliases=aliases)


def _at(*aliases: str, name: str = "contributed_at") -> Column:
    return Column(name, Kind.INSTANT, aliases=aliases)


def _status(*aliases: str) -> Column:
    return Column("status", Kind.CHOICE, choices=_GIFT, aliases=aliases)


def _email(*aliases: str) -> Column:
    return Column("email", Kind.EMAIL, aliases=aliases, personal=True)


def _text(name: str, *aliases: str, personal: bool = False) -> Column:
    return Column(name, aliases=aliases, personal=personal)


def _yes_no(name: str, *aliases: str) -> Column:
    return Column(name, Kind.YES_NO, aliases=aliases)


HELLOASSO_LINES = Table(
    "helloasso_lines",
    (
        _text("id", "Référence commande", "Référence de la commande", "Numéro de commande", "Order reference"),
        _at("Date de la commande", "Date commande", "Order date"),
        _amount("Montant tarif", "Montant du tarif", "Montant du don", "Montant total"),
        _status("Statut", "Statut de la commande", "Statut de paiement", "Status"),
        _text("first_name", "Prénom payeur", "Prénom du payeur", "Prénom", personal=True),
        _text("last_name", "Nom payeur", "Nom du payeur", "Nom", personal=True),
        _text("company", "Raison sociale", personal=True),
        _email("Email payeur", "Email du payeur", "E-mail payeur", "Email", "E-mail"),
        _text("country", "Pays", "Pays payeur"),
        _text("reward", "Tarif"),
        _text("currency", "Devise"),
    ),
    key=("id",),
)
STRIPE_PAYMENT_LINES = Table(
    "stripe_payment_lines",
    (
        _text("id"),
        _at("Created (UTC)", "Created date (UTC)", "Created"),
        _amount("Amount"),
        _amount("Amount Refunded", name="refunded_amount"),
        _text("currency", "Currency"),
        _status("Status"),
        _yes_no("captured", "Captured"),
        _text("mode", "Mode"),
        _email("Customer Email", "Email"),
        _text("name", "Card Name", "Customer Name", "Customer Description", personal=True),
        _text("country", "Card Address Country"),
        _text("note", "Description", personal=True),
        _text("intent", "PaymentIntent ID", "Payment Intent ID"),
    ),
    key=("id",),
)
STRIPE_BALANCE_LINES = Table(
    "stripe_balance_lines",
    (
        _text("transaction", "id"),
        _text("type", "Type"),
        _text("source", "Source"),
        _amount("Amount"),
        _text("net", "Net"),
        _text("currency", "Currency"),
        _at("Created (UTC)", "Created"),
        _text("note", "Description", personal=True),
        _email("Customer Email"),
    ),
    key=("transaction",),
)
STRIPE_REPORT_LINES = Table(
    "stripe_report_lines",
    (
        _text("transaction", "balance_transaction_id"),
        _text("charge", "charge_id"),
        _text("source", "source_id"),
        _text("type", "reporting_category"),
        _at("created", "created_utc"),
        _amount("gross"),
        _text("currency", "currency"),
        _text("intent", "payment_intent_id"),
        _email("customer_email"),
        _text("name", "customer_name", "card_name", personal=True),
        _text("country", "customer_address_country"),
        _text("note", "description", personal=True),
    ),
    key=("transaction",),
)
PAYPAL_LINES = Table(
    "paypal_lines",
    (
        _text("id", "Transaction ID", "Numéro de transaction", "No de transaction", "Identifiant de transaction",
              "Transaktionscode", "Transactionscode"),
        Column("day", Kind.DAY, aliases=("Date", "Datum")),
        _text("time", "Time", "Heure", "Uhrzeit"),
        _text("zone", "TimeZone", "Time Zone", "Fuseau horaire", "Fuseau", "Zeitzone"),
        _text("type", "Type", "Typ", "Description", "Beschreibung"),
        _status("Status", "État", "Statut"),
        _text("currency", "Currency", "Devise", "Währung"),
        _amount("Gross", "Avant commission", "Montant brut", "Brut", "Brutto"),
        _text("name", "Name", "Nom", personal=True),
        _email("From Email Address", "De l'adresse email", "Adresse email de l'expéditeur",
               "Adresse courriel de l'expéditeur", "De l'adresse courriel", "Absender E-Mail-Adresse"),
        _text("reference", "Reference Txn ID", "Numéro de la transaction de référence",
              "Zugehöriger Transaktionscode"),
        _text("country", "Country", "Pays", "Land"),
        _text("impact", "Balance Impact", "Impact sur le solde", "Auswirkung auf Guthaben"),
        _text("note", "Note", "Remarque", "Hinweis", personal=True),
        _text("reward", "Item Title", "Titre de l'objet", "Artikelbezeichnung"),
    ),
    key=("id",),
)
OPEN_COLLECTIVE_LINES = Table(
    "open_collective_lines",
    (
        _text("id", "id", "transactionId"),
        _text("short", "shortId"),
        _at("datetime", "effectiveDate", "createdAt"),
        _amount("amount"),
        _text("currency", "currency"),
        _text("kind", "kind"),
        _text("type", "type"),
        _text("refund", "isRefund"),
        _text("refunded", "isRefunded"),
        _text("rejected", "isOrderRejected"),
        _text("refund_of", "refundId", "refundShortId", "refundTransactionId"),
        _text("name", "oppositeAccountName", personal=True),
        _text("platform_user", "oppositeAccountSlug", personal=True),
        _email("oppositeAccountEmail", "email"),
        _text("note", "description", personal=True),
        _text("reward", "tierName", "orderTier"),
    ),
    key=("id",),
)
KICKSTARTER_LINES = Table(
    "kickstarter_lines",
    (
        _text("id", "Backer UID"),
        _text("rank", "Backer Number"),
        _at("Pledged At"),
        _amount("Pledge Amount"),
        _status("Pledged Status", "Pledge Status"),
        _text("name", "Backer Name", personal=True),
        _email("Email"),
        _text("country", "Shipping Country"),
        _text("reward", "Reward Title"),
        _text("note", "Notes", personal=True),
    ),
    key=("id",),
)
INDIEGOGO_LINES = Table(
    "indiegogo_lines",
    (
        _text("id", "Pledge ID"),
        _at("Funding Date", "Contribution Date"),
        _amount("Amount"),
        _status("Payment Status", "Contribution Status"),
        _text("name", "Name", personal=True),
        _text("appearance", "Appearance"),
        _email("Email"),
        _text("country", "Shipping Country", "Country"),
        _text("reward", "Perk", "Perk Name"),
        _text("currency", "Currency"),
    ),
    key=("id",),
)
CIVICRM_LINES = Table(
    "civicrm_lines",
    (
        _text("id", "Contribution ID", "Identifiant de la contribution", "ID de la contribution", "No de contribution"),
        _text("transaction", "Transaction ID", "Identifiant de transaction", "Identifiant de la transaction",
              "ID de la transaction", "Numéro de transaction"),
        _at("Contribution Date", "Date Received", "Receive Date", "Received Date", "Date de contribution",
            "Date de la contribution", "Date de réception", "Date reçue"),
        _amount("Total Amount", "Montant total"),
        _text("currency", "Currency", "Devise", "Type de devise"),
        _status("Contribution Status", "Statut de la contribution", "Statut de contribution", "État de la contribution"),
        _at("Thank-you Date", "Thank You Date", "Thank-you Sent Date", "Date de remerciement", name="thanked_at"),
        _at("Receipt Date", "Receipt Sent Date", "Date du reçu", "Date de reçu", name="receipt_at"),
        _text("name", "Display Name", "Nom affiché", "Nom d'affichage", "Contact Name", "Nom du contact", personal=True),
        _text("first_name", "First Name", "Prénom", personal=True),
        _text("last_name", "Last Name", "Nom de famille", personal=True),
        _email("Email", "Email Address", "Courriel", "Adresse de courriel", "Adresse courriel"),
        _text("country", "Country", "Pays"),
        _text("note", "Contribution Source", "Source de la contribution", "Source", personal=True),
        _yes_no("test", "Test Mode", "Test", "Is Test", "Mode test", "Mode d'essai"),
        _yes_no("template", "Is a Template Contribution", "Is Template"),
    ),
    key=("id",),
)
MESSAGE_LINES = Table(
    "message_lines",
    (
        _text("message", "DatabaseID", "Database ID", "Identifiant de base de données", "ID base de données"),
        _text("source_name", "Source Name", "Nom de la source", personal=True),
        _text("source_mobile", "Source Mobile", "Mobile de la source", personal=True),
        _text("destination_name", "Destination Name", "Nom de la destination", personal=True),
        _text("destination_mobile", "Destination Mobile", "Mobile de la destination", personal=True),
        _text("text", "Text", "Texte", personal=True),
        _at("Date Created", "Date de création", name="sent_at"),
    ),
    key=("message",),
)
GIFT_LINES = (
    HELLOASSO_LINES, STRIPE_PAYMENT_LINES, STRIPE_BALANCE_LINES, STRIPE_REPORT_LINES, PAYPAL_LINES, OPEN_COLLECTIVE_LINES,
    KICKSTARTER_LINES, INDIEGOGO_LINES, CIVICRM_LINES, MESSAGE_LINES,
)  # fmt: skip
