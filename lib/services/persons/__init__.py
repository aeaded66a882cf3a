"""The rights of persons: found, given, erased, purged, written to only with their consent."""
