"""Keeping: stored files by their content, and their fixity."""
