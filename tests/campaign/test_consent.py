"""Whether somebody may be written to, day by day."""

from __future__ import annotations

from datetime import date

import pytest

from lib.campaign.consent import Consent, Standing

TODAY = date(2018, 3, 1)
EARLIER, YESTERDAY, TOMORROW = date(2018, 1, 20), date(2018, 2, 28), date(2018, 3, 2)


@pytest.mark.parametrize(("consented_on", "withdrawn_on", "standing"), [
    (EARLIER, None, Standing.IN_FORCE),
    (TODAY, None, Standing.IN_FORCE),
    (TOMORROW, None, Standing.NOT_YET),
    (None, None, Standing.NEVER),
    (EARLIER, YESTERDAY, Standing.WITHDRAWN),
    (EARLIER, TODAY, Standing.WITHDRAWN),
    (TODAY, TODAY, Standing.WITHDRAWN),
    (EARLIER, TOMORROW, Standing.IN_FORCE),
    (None, YESTERDAY, Standing.WITHDRAWN),
    (YESTERDAY, EARLIER, Standing.IN_FORCE),
    (TOMORROW, EARLIER, Standing.WITHDRAWN),
])  # fmt: skip
def test_a_consent_stands_from_its_day_until_the_day_it_is_taken_back(
    consented_on: date | None, withdrawn_on: date | None, standing: Standing
) -> None:
    assert Consent(consented_on, withdrawn_on).standing(TODAY) is standing
