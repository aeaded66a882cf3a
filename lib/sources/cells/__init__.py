"""From the texts of a column to values: amounts, instants, choices, ids; decided once for a whole column, never guessed."""
