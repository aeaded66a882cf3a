"""Figures, bars, boards and small charts as HTML and SVG made on the server, the same on every surface."""
