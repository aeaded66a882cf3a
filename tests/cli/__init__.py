"""The command line, as it is typed: in this process where speed matters, as a real process where that is the point."""
