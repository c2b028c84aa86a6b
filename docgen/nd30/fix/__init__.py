"""A paper in, a repaired copy out: only what is safe to change, never a word."""
