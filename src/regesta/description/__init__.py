"""What a record says, in plain Python: no database and no web is known here."""
