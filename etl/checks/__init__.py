"""Checks: one function per check, each giving all its problems; none reads a file or stops at the first."""
