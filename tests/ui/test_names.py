"""What columns and tables are called on the pages."""

from __future__ import annotations

from lib.campaign.tables import TABLES
from lib.sources.layouts.layouts import LAYOUTS
from lib.ui.names import COLUMN_TITLES, TABLE_TITLES


def test_every_column_that_a_file_can_be_read_by_has_a_title() -> None:
    named = {column.name for layout in LAYOUTS for column in layout.reads.columns}
    assert named - COLUMN_TITLES.keys() == set()


def test_every_table_has_a_title() -> None:
    assert {table.name for table in TABLES} - TABLE_TITLES.keys() == set()
