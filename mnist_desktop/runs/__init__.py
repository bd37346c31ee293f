"""What a run is: its configuration, what happens in it, and its history. Standard library only."""
