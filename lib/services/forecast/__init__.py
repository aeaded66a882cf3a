"""The forecast: fitted, fed from the store, kept, scored, said."""
