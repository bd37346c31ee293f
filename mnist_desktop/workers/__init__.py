"""Runs learning/ in threads and emits the results as signals. QtCore only."""
