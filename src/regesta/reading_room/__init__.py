"""The public pages: rendered here, complete without JavaScript."""
