"""Where sources, store and core meet: importing, loading a view as of an instant, exporting.

In the hall, what every room needs: the clock, the store, the campaign that is meant, the view of it, names and wording. A room
each for the rest; what a room holds is said where it begins:

    imports, syncs, edits       data in: files, live sources, hands
    analyses, forecast, plan    what a campaign's data says
    daily, evening, screen      the three uses: the daily check, the mid-campaign evening, the projected screen
    reports, leaving            what goes out: reports, files
    portfolio                   several campaigns
    entry, persons, safekeeping who comes in, the rights of persons, nothing lost
"""
