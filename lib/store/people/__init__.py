"""Supporters' names and e-mails: in a table of their own, hidden, encrypted, found, erased and purged."""
