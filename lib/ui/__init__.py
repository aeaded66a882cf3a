"""The pages' frame, drawing and doors to Streamlit: the only package besides `pages` that knows it.

In the hall, what every page needs: the frame (`main`, `shell`, `context`), doors (`state`, `cache`, `access`, `address`), parts,
charts, actions; and pages of one module. A room for each page of several, and for what several do:

    today, contributions, sharing, plan, budget, evening, privacy    what is seen
    files, editing                                                   data in: files and live sources, hands
"""
