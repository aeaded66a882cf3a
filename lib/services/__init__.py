"""Where sources, store and core meet: importing, loading a view as of an instant, exporting."""
