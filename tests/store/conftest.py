"""What the tests of the store start from."""

from __future__ import annotations

import pytest

from lib.store.engine import Store
from tests.store.builders import new_campaign


@pytest.fixture
def campaign_id(store: Store) -> int:
    """A campaign without any row, in a fresh store."""
    return new_campaign(store)
