"""The pages' frame, drawing and doors to Streamlit: the only package besides `pages` that knows it."""
