"""The only wiring: settings, addresses, command line."""
