"""What keeps a store safe: back-ups, restoring, copying, control totals."""
