"""Live sources in: asked in turn, each with a state that people can read."""
