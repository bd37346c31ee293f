"""Files, locks, log, settings and signals. Standard library only."""
