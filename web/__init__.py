"""The server beside the pages: the index of known pages, what may be asked of it, headers. No screen."""
