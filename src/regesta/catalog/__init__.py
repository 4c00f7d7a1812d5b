"""The archive as kept: rows, revisions, provenance. The only writer of the database."""
