"""Files in: previewed, compared, written in one transaction, remembered."""
