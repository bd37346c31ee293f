"""The page that trains a network: settings, controls and curves."""
