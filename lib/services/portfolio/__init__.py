"""Several campaigns side by side, and last year's beside this one."""
