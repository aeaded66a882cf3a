"""What people change by hand: typed, drafted, saved, listed in the journal, taken back."""
