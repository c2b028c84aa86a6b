"""Word: vocabulary, filling, lint."""
