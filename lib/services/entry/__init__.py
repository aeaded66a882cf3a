"""Who comes in and what they may do: roles, passphrases, sessions, tries."""
