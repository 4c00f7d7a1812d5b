"""The commands, gathered by what they are for; `regesta.config.cli` makes one of them all."""
