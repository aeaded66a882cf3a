"""Where a campaign rests: SQLite by default, PostgreSQL by address; SQL is known here and nowhere else.

    engine, opening, failures     opening a database, its transactions, and its errors put into sentences
    schema, migrations            the tables, derived from `lib.campaign.tables`, and how they came about
    rows, cells                   one row at the border: cleaned, keyed, digested, with what is worked out once
    campaigns, kept               the campaigns and their revision; small values kept aside
    queries                       what is counted and listed, as of an instant
    changes                       imports, edits, undo: whole or absent, with trace and totals
    people                        supporters' names and e-mails: hidden, encrypted, found, erased
    safekeeping                   whether the database still says what was written; copies, and the way back
    programs                      several programs on one database
"""
