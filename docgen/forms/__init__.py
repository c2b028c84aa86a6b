"""Excel: write, read, return, export."""
