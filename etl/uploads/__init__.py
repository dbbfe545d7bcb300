"""Files that planners send: check, show, load, undo; one judge for page, command line and folder."""
