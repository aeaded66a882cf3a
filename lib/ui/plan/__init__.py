"""The plan: members and allies, the calendar, corrections, retroplannings."""
