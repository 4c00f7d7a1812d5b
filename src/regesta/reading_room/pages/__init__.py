"""The pages, a module each: a view asks the index or reads a row, and hands it to a template."""
