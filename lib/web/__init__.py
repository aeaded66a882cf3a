"""Plain routes beside Streamlit, and what wraps every answer: headers, the page's language."""
