"""The campaign progress dashboard: core, sources, store, services and surfaces."""
