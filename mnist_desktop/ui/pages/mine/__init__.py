"""The page of the digits that the user labelled."""
