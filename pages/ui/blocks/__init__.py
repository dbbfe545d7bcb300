"""Blocks of HTML: a table or rows in, a string out; every text is escaped here."""
