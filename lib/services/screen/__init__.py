"""The room's screen: set up, put into words, and what it celebrates."""
