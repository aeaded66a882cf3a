"""Where a campaign rests: SQLite by default, PostgreSQL by address; SQL is known here and nowhere else.

    engine, opening, failures     opening a database, its transactions, and its errors put into sentences
    schema, migrations            the tables, derived from `lib.campaign.tables`, and how they came about
    rows                          one row at the border: cleaned, keyed, digested, with what is worked out once
    campaigns, batches, edits     what writes; each write is one transaction with its trace and its totals (`ledger`)
    comparison, journal, kept     what an import would change; who changed what; small values kept aside
    queries                       what is counted and listed, as of an instant
    integrity, backup             whether the database still says what was written; a whole copy of it
"""
