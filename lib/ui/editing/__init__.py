"""Typing data in: the grid, the forms, drafts, two people at once, the journal."""
