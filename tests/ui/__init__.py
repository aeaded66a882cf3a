"""The doors to Streamlit: cache, address, watching."""
