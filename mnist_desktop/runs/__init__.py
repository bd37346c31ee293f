"""A run's plan, events and history. Standard library only."""
