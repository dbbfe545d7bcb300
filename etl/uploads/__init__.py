"""Reading of files that planners send: check, show, load, undo."""
