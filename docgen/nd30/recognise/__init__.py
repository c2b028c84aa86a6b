"""A paper as read in, its components by name out."""
