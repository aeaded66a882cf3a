"""A CiviCRM made after the public documentation of its API v4: one form field holds the question, in JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from tests.support.site import Reply, Request, as_json

KEY = "contact-key-of-the-tests"


def contribution(number: int, amount: float = 25.0, status: str = "Completed", **more: object) -> dict[str, object]:
    """A contribution as the API gives it: amounts are JSON floats, times have no zone, what is missing is null."""
    return {
        "id": number, "receive_date": f"2018-02-{1 + number % 27:02d} 14:05:00", "total_amount": amount, "fee_amount": 0.0,
        "net_amount": amount, "currency": "CAD", "contribution_status_id:name": status, "thankyou_date": None, "receipt_date": None,
        "cancel_date": None, "is_test": False, "source": "Page de don", "trxn_id": None, "financial_type_id:name": "Don",
        "contact_id.display_name": f"Personne {number}", "contact_id.email_primary.email": f"p{number}@exemple.org",
        "contact_id.address_primary.country_id:abbr": "CA", **more,
    }  # fmt: skip


@dataclass
class Civi:
    """What the site holds, for who has the key; a question in a JSON body is ignored, as the real one does."""

    contributions: list[dict[str, object]] = field(default_factory=list)
    key: str = KEY

    def __call__(self, request: Request) -> Reply:
        """What the API answers."""
        if request.path != "/civicrm/ajax/api4/Contribution/get" or request.method != "POST":
            return as_json({"error_message": "Page not found"}, 404)
        if request.headers.get("x-civi-auth") != f"Bearer {self.key}":
            return as_json({"error_code": 0, "error_message": "Invalid credential", "status": 401}, 401)
        if request.headers.get("x-requested-with") != "XMLHttpRequest":
            return Reply(400, b"SECURITY ALERT: Ajax requests can only be issued by javascript clients")
        said = json.loads(parse_qs(request.body.decode()).get("params", ["{}"])[0])
        found = [each for each in self.contributions if self._is_wanted(each, said.get("where", []))]
        page = found[said.get("offset", 0) :][: said.get("limit", 25)]
        return as_json({"values": page, "entity": "Contribution", "action": "get", "debug": None, "version": 4, "count": len(page),
                        "countFetched": len(page)})  # fmt: skip

    def _is_wanted(self, each: Mapping[str, object], where: list[list[object]]) -> bool:
        for clause in where:
            if clause[0] == "is_test" and each["is_test"] is not clause[2]:
                return False
            if clause[0] == "OR" and each["receive_date"] is not None and str(each["receive_date"]) < str(clause[1][0][2]):  # type: ignore[index]
                return False
        return True
