"""The lists of networks, options, presets and data sets, one row each."""
