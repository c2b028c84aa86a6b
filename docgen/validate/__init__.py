"""Identity and answers against the form; pure."""
