"""Networks, data, training and reading. torch, never Qt."""
