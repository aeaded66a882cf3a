"""What is counted and listed of a campaign, as of an instant: rows dated after it do not exist.

    view                      what every query needs: the snapshot, the campaign's time, the instant
    tallies                   all that the KPIs are judged on, from money, visibility, people and plan
    series, breakdowns        figures by day, by hour, by observation; by size, reward, source
    lists, posts, asks        rows to show, edit and export; posts with their latest counts; whom to thank or ask
    first_day                 the people identified for the first day, one by one
"""
