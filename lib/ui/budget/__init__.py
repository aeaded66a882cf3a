"""What will really be left to spend, and what-ifs that store nothing."""
