"""Bringing data in: files dropped, columns to be matched, live sources; and back-ups."""
