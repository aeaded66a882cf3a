"""Every page, in each language and state, drawn by Streamlit without a browser."""
