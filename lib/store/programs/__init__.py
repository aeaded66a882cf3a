"""Several programs on one database: who leads, who is told, what passes between them."""
