"""Who gives, when, how much, through what; gifts that may be one."""
