"""Checks of uploaded rows; one check is one function."""
