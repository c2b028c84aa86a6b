"""A paper as it comes out of the printer: printed by LibreOffice where that is installed, read back, judged by what stands on the pages."""
