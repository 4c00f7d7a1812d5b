"""One import from start to end: read, match to what is there, save, report."""
