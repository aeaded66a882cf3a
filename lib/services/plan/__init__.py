"""The plan in time, what to do when behind, and its calendar file."""
