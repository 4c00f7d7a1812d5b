"""For machines: the archive's answers as JSON."""
