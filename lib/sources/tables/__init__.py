"""From a file's bytes to a table of texts: what it is, how it is encoded, where its header stands, what is too big."""
