"""What the columns of a file stand for: layouts that are known, what is suggested for others, the rows that come of it."""
