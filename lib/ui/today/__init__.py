"""The daily check: what has changed, what is to be done, whom to thank."""
