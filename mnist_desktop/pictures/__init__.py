"""Pictures become the same digit images that strokes do."""
