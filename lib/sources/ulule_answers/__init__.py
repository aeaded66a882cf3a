"""What Ulule's API says, read piece by piece for `ulule_api`."""
