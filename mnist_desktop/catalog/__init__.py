"""What there is several of, a row each: networks, options, presets, data sets."""
