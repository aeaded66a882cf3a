"""Asking a server: which may be asked, with what patience, and reading what it says without trusting it."""
