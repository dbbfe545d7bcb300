"""Targets that people type or send as a file: read, checked, shown, added beside those of git, undone."""
