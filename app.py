"""The dashboard: the script that Streamlit runs and the ASGI app that its server imports, in one file."""

import streamlit as st

if __name__ == "__main__":  # Streamlit and AppTest execute the file as __main__
    from pages.ui.frame import show

    show()
else:  # the server imports it as module `app`
    from streamlit.runtime.pages_manager import PagesManager

    from web.server import MIDDLEWARE, ROUTES, ServingRefused, refusal

    if sentence := refusal(st.get_option("server.address")):
        raise ServingRefused(sentence)
    # Else a server nobody has opened yet serves /province from the folder, without frame and language.
    PagesManager.uses_pages_directory = False
    app = st.App(__file__, routes=ROUTES, middleware=MIDDLEWARE)
