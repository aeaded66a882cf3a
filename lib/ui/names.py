"""How the tables of a campaign are called on the screen."""

from __future__ import annotations

from lib.campaign.message import N_
from lib.i18n.translator import Translator

TABLE_TITLES: dict[str, str] = {
    "contributions": N_("Contributions"),
    "reshares": N_("Re-shares"),
    "posts": N_("Posts"),
    "post_counts": N_("Counts of posts (shares, reactions…)"),
    "audience": N_("Counts of followers and fans"),
    "platform_totals": N_("The platform’s totals"),
    "news": N_("News"),
    "allies": N_("Allies"),
    "members": N_("Members"),
    "tasks": N_("Tasks"),
    "communication_log": N_("Communication log"),
    "events": N_("Events"),
    "first_day": N_("First-day list"),
    "budget": N_("Budget"),
    "rewards": N_("Rewards"),
    "consents": N_("Consents"),
    "incidents": N_("Incidents"),
    "personal": N_("Names and e-mails"),
}


COLUMN_TITLES: dict[str, str] = {
    "id": N_("Id"), "contributed_at": N_("Date of the contribution"), "amount": N_("Amount"), "currency": N_("Currency"),
    "status": N_("Status"), "name": N_("Name"), "email": N_("E-mail"), "platform_user": N_("User on the platform"),
    "reward": N_("Reward"), "source": N_("Source"), "medium": N_("Medium"), "country": N_("Country"), "note": N_("Note"),
    "thanked_at": N_("Thanked on"), "thanked_by": N_("Thanked by"), "shared_at": N_("Re-shared on"),
    "contribution_id": N_("Contribution"), "platform": N_("Platform"), "url": N_("Address"), "evidence": N_("Evidence"),
    "published_at": N_("Published on"), "kind": N_("Kind"), "text": N_("Text"), "phase": N_("Phase"), "author": N_("Author"),
    "post_id": N_("Post"), "observed_at": N_("Observed on"), "shares": N_("Shares"), "reactions": N_("Reactions"),
    "comments": N_("Comments"), "reach": N_("Reach"), "clicks": N_("Clicks"), "account": N_("Account"),
    "followers": N_("Followers"), "amount_raised": N_("Amount raised"), "contributors": N_("Contributors"), "fans": N_("Fans"),
    "news": N_("News"), "title": N_("Title"), "audience": N_("Audience"), "contact": N_("Contact"), "owner": N_("In charge"),
    "agreed_on": N_("Agreed on"), "launch_relayed_on": N_("Launch relayed on"), "closing_relayed_on": N_("Closing relayed on"),
    "next_step": N_("Next step"), "next_step_on": N_("Day of the next step"), "on_social": N_("On social networks"),
    "responsibility": N_("Responsibility"), "responsibility_planned_on": N_("Responsibility planned on"),
    "briefed_on": N_("Briefed on"), "first_reshare_on": N_("First re-share on"), "minutes_pledged": N_("Minutes pledged"),
    "starts_on": N_("Starts on"), "ends_on": N_("Ends on"), "channel": N_("Channel"), "target_public": N_("Public"),
    "done_on": N_("Done on"), "day": N_("Day"), "minutes": N_("Minutes"), "member": N_("Member"), "what": N_("What"),
    "held_on": N_("Held on"), "attendance": N_("People present"), "identified_on": N_("Identified on"), "label": N_("Label"),
    "planned": N_("Planned"), "actual": N_("Actual"), "price": N_("Price"), "unit_cost": N_("Unit cost"),
    "quantity": N_("Quantity"), "delivered": N_("Delivered"), "unit_price": N_("Unit price"),
    "line_amount": N_("Unit total"), "order_total": N_("Order’s total"), "line_total": N_("Line’s total"),
    "shipping": N_("Shipping"), "refunded": N_("Refunded"), "billing_first_name": N_("First name (billing)"),
    "billing_last_name": N_("Last name (billing)"), "shipping_first_name": N_("First name (shipping)"),
    "shipping_last_name": N_("Last name (shipping)"), "shipping_country": N_("Country (shipping)"),
    "billing_country": N_("Country (billing)"),
    "appearance": N_("Shown or anonymous"), "captured": N_("Taken, not authorised only"), "charge": N_("Transaction"),
    "company": N_("Organisation"), "destination_mobile": N_("Recipient (not kept)"), "first_name": N_("First name"),
    "destination_name": N_("Recipient (not kept)"), "impact": N_("Effect on the balance"), "intent": N_("Transaction"),
    "last_name": N_("Last name"), "message": N_("Number"), "mode": N_("Real or test"), "net": N_("Net"), "page": N_("Page"),
    "post": N_("Id"), "rank": N_("Rank"), "receipt_at": N_("Receipt sent on"), "reference": N_("Payment that it pays back"),
    "refund": N_("Refunded"), "refund_of": N_("Payment that it pays back"), "refunded_amount": N_("Amount refunded"),
    "rejected": N_("Rejected"), "sent_at": N_("Sent on"), "short": N_("Id"), "source_mobile": N_("Sender (not kept)"),
    "source_name": N_("Sender (not kept)"), "template": N_("Template"), "test": N_("Real or test"), "time": N_("Time"),
    "transaction": N_("Transaction"), "type": N_("Kind of movement"), "zone": N_("Time zone"),
    "consented_on": N_("Agreed on"), "withdrawn_on": N_("Withdrawn on"), "happened_on": N_("Happened on"),
    "known_on": N_("Known on"), "data_concerned": N_("Information concerned"), "circumstances": N_("Circumstances"),
    "persons": N_("Persons concerned"), "risk_reasons": N_("Reasons of the risk"),
    "authority_notified_on": N_("Authority notified on"), "persons_notified_on": N_("Persons notified on"),
    "measures": N_("Measures"),
}  # fmt: skip


def column_title(name: str, translator: Translator) -> str:
    """A column's title in the viewer's language; the name itself for one that has none."""
    return translator._(COLUMN_TITLES.get(name, name))


def table_title(name: str, translator: Translator) -> str:
    """The table's title in the viewer's language; the name itself for one that has none."""
    return translator._(TABLE_TITLES.get(name, name))
