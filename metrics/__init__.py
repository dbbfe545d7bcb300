"""What a figure means: pure functions on tables. Imports nothing of ours."""
