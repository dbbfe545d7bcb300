"""The screens: a title, filters and one call per block each."""
