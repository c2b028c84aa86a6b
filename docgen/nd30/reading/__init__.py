"""Any .docx in, its paragraphs as Word would show them out."""
