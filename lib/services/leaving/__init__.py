"""Files that leave: what an export holds, and links that work once."""
