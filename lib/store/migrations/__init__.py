"""How the tables came about, one step a file in `versions`; run by `lib.store.opening` when a database needs it."""
