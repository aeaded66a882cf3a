"""What writes: rows put in, altered, taken out, whole or absent, each with its trace, and the totals kept beside them."""
