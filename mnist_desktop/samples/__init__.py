"""The digits that a person labelled: to learn from, to look at and to hand on."""
