"""What the pages tell of money, gifts, posts and people, without any person's row."""
