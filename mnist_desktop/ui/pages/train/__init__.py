"""The panel that trains a network: its settings, its controls, its curves, and the runs that were kept."""
