"""The daily check: what has changed, what is to be done, the digest, the thanks."""
