"""Runs learning/ in threads and turns what comes of it into signals. QtCore only."""
