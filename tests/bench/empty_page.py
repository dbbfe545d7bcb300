"""An empty Streamlit page: what any rerun costs at least."""
