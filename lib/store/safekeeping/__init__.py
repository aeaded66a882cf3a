"""Whether the database still says what was written; copies of it, and the way back."""
