"""Which posts travel, and who carries the campaign further."""
