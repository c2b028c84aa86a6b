"""An official paper as values, from a text source to a .docx laid out by the decree."""
