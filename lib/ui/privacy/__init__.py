"""The rights of persons: what is held, whom it is about, for how long."""
