"""An empty Streamlit page whose imported heap is frozen as ours is: the strictest page to be held against."""

import gc

gc.freeze()
